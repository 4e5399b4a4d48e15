"""Declaring void: a duplicate or an error, never counted, its clocks stopped."""

from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint
from complaints.record.checking import Unusable
from complaints.services.corrections import NoSuchOriginal, void
from complaints.services.declining import decline
from complaints.vocabulary import ActKind, ClockKind, DeclineGround, Method, Status
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judge, judged_and_closed, register_complaint, take_up
from tests.people import anna, at_desk, bram, person, unit
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db


def said(**changes: Any) -> dict[str, Any]:
    return {"by": at_desk(bram()), "reason": "Twee keer ingevoerd."} | changes


def test_stops_every_clock_and_counts_nowhere() -> None:
    complaint = register_complaint()
    act(void, complaint, **said())
    event = last_event(complaint)
    assert (event.action, event.changes, event.reason) == (
        "void",
        {"status": ["registered", "void"]},
        "Twee keer ingevoerd.",
    )
    assert not complaint.clocks.live().exists()
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, None, "voided")]
    assert not Complaint.objects.counted().exists()
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.detail) == (ActKind.VOIDED, TODAY, "Twee keer ingevoerd.")


def test_names_the_original_of_a_duplicate() -> None:
    original, complaint = register_complaint(), register_complaint()
    act(void, complaint, **said(duplicate_of=f" {original.reference} "))
    assert last_event(complaint).changes["duplicate_of"] == [None, original.reference]
    assert complaint.duplicate_of == original


@pytest.mark.parametrize("ended", [True, False])
def test_takes_an_outcome_away(ended: bool) -> None:
    complaint = judged_and_closed() if ended else judge(take_up(register_complaint()))
    act(void, complaint, on=date(2026, 2, 5), **said())
    last_event(complaint)
    assert (complaint.status, complaint.verdict, complaint.closed_on) == (Status.VOID, "", None)
    assert not complaint.clocks.live().exists()


def test_takes_the_four_weeks_of_a_declined_complaint_away() -> None:
    complaint = register_complaint()
    ground = DeclineGround.MINOR
    act(decline, complaint, ground=ground, sent_on=TODAY, method=Method.LETTER, reason="Te gering.")
    complaint.refresh_from_db()
    assert complaint.lawful_last_day == date(2026, 2, 2)
    act(void, complaint, **said())
    complaint.refresh_from_db()
    assert complaint.lawful_last_day == LAST_DAY


def test_an_intervention_can_be_void_too() -> None:
    complaint = intervention()
    act(void, complaint, **said())
    last_event(complaint)
    assert complaint.status == Status.VOID


class TestOriginal:
    """What a duplicate is a duplicate of must count itself."""

    def test_exists(self) -> None:
        refused(void, register_complaint(), NoSuchOriginal, field="duplicate_of", **said(duplicate_of="K26-9"))

    def test_is_another(self) -> None:
        complaint = register_complaint()
        refused(void, complaint, NoSuchOriginal, field="duplicate_of", **said(duplicate_of=complaint.reference))

    def test_is_not_void_itself(self) -> None:
        original, complaint = register_complaint(), register_complaint()
        act(void, complaint, **said(duplicate_of=original.reference))
        refused(void, original, NoSuchOriginal, field="duplicate_of", **said(duplicate_of=complaint.reference))

    def test_can_be_seen(self) -> None:
        hidden = register_complaint(unit_id=unit().pk)
        karin = person("karin", *[], first_name="Karin", last_name="Smeets")
        karin.role_grants.create(role="coordinator", unit=unit("south"))
        complaint = register_complaint(unit_id=unit("south").pk)
        given = said(by=at_desk(karin), duplicate_of=hidden.reference)
        refused(void, complaint, NoSuchOriginal, field="duplicate_of", **given)

    @pytest.mark.parametrize("text", [*UNPRINTABLE, "a\nb"])
    def test_is_a_reference(self, text: str) -> None:
        refused(void, register_complaint(), Unusable, field="duplicate_of", **said(duplicate_of=text))


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, *UNPRINTABLE])
def test_without_a_reason_it_is_refused(reason: str) -> None:
    refused(void, register_complaint(), Unusable, field="reason", **said(reason=reason))


def test_is_for_the_coordinator() -> None:
    refused(void, register_complaint(), NotAllowed, **said(by=at_desk(anna())))


def test_twice_is_refused() -> None:
    complaint = register_complaint()
    act(void, complaint, **said())
    refused(void, complaint, NotNow, **said())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(void, register_complaint(), **said())
