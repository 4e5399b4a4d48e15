"""Drafts: what somebody types is his alone, stays until he sends it, and does not lie about."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from complaints.access import Actor, NotAllowed
from complaints.models import Draft, JobRun
from complaints.queries.drafts import draft_of, drafted_acts
from complaints.record.case import UnknownComplaint
from complaints.record.checking import LONGEST_TEXT, Unusable
from complaints.services import drafts
from complaints.services.drafts import KEPT_FOR, MOST_VALUES
from complaints.services.intake import PersonEntry
from tests.cases import noon, register_complaint
from tests.people import SYSTEM, anna, at_desk, bram
from tests.services.acting import UNPRINTABLE, everything

pytestmark = pytest.mark.django_db

NOW = noon(date(2026, 1, 19))
TEXT: Mapping[str, Sequence[str]] = {"text": ["Gebeld, geen"], "norms": ["listening", "care"]}


def keep(complaint: Any, fields: Mapping[str, Sequence[str]] = TEXT, *, by: Actor | None = None, **given: Any) -> Draft:
    chosen: dict[str, Any] = {"act": "note", "now": NOW} | given
    return drafts.keep(
        actor=by or at_desk(anna()), complaint_id=complaint.pk if complaint else None, fields=fields, **chosen
    )


def test_is_kept_by_whom_and_when_and_changes_nothing_else() -> None:
    complaint = register_complaint()
    before = everything()
    keep(complaint)
    assert everything() == before
    draft = draft_of(at_desk(anna()), complaint.pk, "note")
    assert draft is not None
    assert (draft.fields, draft.saved_at, str(draft)) == (TEXT, NOW, "Anna de Wit: note")


def test_what_is_typed_later_takes_its_place() -> None:
    complaint = register_complaint()
    keep(complaint)
    keep(complaint, {"text": ["Gebeld, geen gehoor."]}, now=NOW + timedelta(minutes=1))
    assert Draft.objects.get().fields == {"text": ["Gebeld, geen gehoor."]}


def test_there_is_one_for_each_person_complaint_and_act() -> None:
    one, other = register_complaint(), register_complaint()
    for complaint in (one, other, None):
        keep(complaint)
    keep(one, by=at_desk(bram()))
    keep(one, act="judge")
    keep(None)
    assert Draft.objects.count() == 5
    assert drafted_acts(at_desk(anna()), one.pk) == {"note", "judge"}
    assert drafted_acts(at_desk(bram()), one.pk) == {"note"}
    assert draft_of(at_desk(bram()), other.pk, "note") is None


def test_is_let_go_by_its_owner_alone() -> None:
    complaint = register_complaint()
    keep(complaint)
    drafts.drop(actor=at_desk(bram()), complaint_id=complaint.pk, act="note")
    assert Draft.objects.exists()
    drafts.drop(actor=at_desk(anna()), complaint_id=complaint.pk, act="note")
    assert not Draft.objects.exists()


def test_is_kept_for_a_person_who_sees_the_complaint() -> None:
    about_anna = register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    with pytest.raises(UnknownComplaint):
        keep(about_anna)
    with pytest.raises(NotAllowed):
        keep(about_anna, by=SYSTEM)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ["x" * (LONGEST_TEXT + 1)]},
        {f"field-{number}": ["x" * LONGEST_TEXT] for number in range(6)},
        {"many": ["x"] * (MOST_VALUES + 1)},
        {"a\x00b": ["x"]},
        *({"text": [text]} for text in UNPRINTABLE),
    ],
)
def test_what_could_never_be_sent_is_not_kept(fields: Mapping[str, Sequence[str]]) -> None:
    with pytest.raises(Unusable):
        keep(register_complaint(), fields)
    assert not Draft.objects.exists()


def test_one_that_nobody_came_back_to_is_removed_after_thirty_days() -> None:
    complaint = register_complaint()
    keep(complaint)
    keep(complaint, act="judge", now=NOW + timedelta(minutes=1))
    assert drafts.clear_old(now=NOW + KEPT_FOR) == 0
    assert drafts.clear_old(now=NOW + KEPT_FOR + timedelta(minutes=1)) == 1
    assert Draft.objects.get().act == "judge"
    assert JobRun.objects.filter(job="clear_drafts").latest("id").counts == {"removed": 1}
