"""Answering the ombudsman: an intervention is closed by our answer, and by nothing of title 9.1."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import answer
from complaints.services.intake import InterventionEntry
from complaints.vocabulary import ClockKind, Status
from complaints.workflow import NotNow
from tests.cases import register_complaint
from tests.people import anna, at_desk, bram, eva
from tests.services.acting import (
    TODAY,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

DUE = InterventionEntry(answer_by=datetime(2026, 1, 20, 16, tzinfo=UTC))


def answered(**changes: Any) -> dict[str, Any]:
    return {"by": at_desk(eva())} | by_letter(answered_on=TODAY, detail="Het dossier is gezonden.") | changes


def test_closes_the_intervention_without_a_verdict() -> None:
    complaint = intervention(intervention=DUE)
    act(answer, complaint, **answered())
    event = last_event(complaint)
    assert event.changes == {"status": ["registered", "closed"], "closed_on": [None, "2026-01-19"]}
    assert (event.action, event.actor, complaint.status, complaint.verdict) == ("answer", eva(), Status.CLOSED, "")
    assert versions(complaint, ClockKind.OMBUDSMAN_REPLY) == [(1, date(2026, 1, 20), TODAY, "")]
    assert complaint.clocks.count() == 1
    acts = complaint.acts.order_by("id").values_list("kind", "happened_on", "detail")
    assert list(acts) == [
        ("answered_ombudsman", TODAY, "Het dossier is gezonden."),
        ("closed", TODAY, ""),
    ]


def test_is_for_the_liaison_and_the_coordinator() -> None:
    complaint = intervention()
    refused(answer, complaint, NotAllowed, **answered(by=at_desk(anna())))
    act(answer, complaint, **answered(by=at_desk(bram())))
    last_event(complaint)
    assert complaint.closed_on == TODAY


def test_a_complaint_is_not_answered_but_judged() -> None:
    refused(answer, register_complaint(), NotNow, **answered(by=at_desk(bram())))


@pytest.mark.parametrize("detail", ["", " ", "a\x00b"])
def test_without_what_was_answered_it_is_refused(detail: str) -> None:
    refused(answer, intervention(), Unusable, field="detail", **answered(detail=detail))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(answer, intervention(), WrongDay, field="answered_on", **answered(answered_on=day))


def test_twice_is_refused() -> None:
    complaint = intervention()
    act(answer, complaint, **answered())
    refused(answer, complaint, NotNow, **answered())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(answer, intervention(), **answered())
