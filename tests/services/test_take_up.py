"""Taking up: by whom (Awb 9:7), and the four weeks of 9:8 lid 3 that it meets."""

from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.record.assigning import NotAssignable
from complaints.record.case import UnknownComplaint, WrongDay
from complaints.services.handling import Involved, NotYours, take_up
from complaints.services.people import record_involvement
from complaints.vocabulary import ActKind, ClockKind, Status
from complaints.workflow import NotNow
from tests import cases
from tests.cases import register_complaint
from tests.people import SYSTEM, anna, at_desk, bram, fleur, hanna, unit
from tests.services.acting import TODAY, act, changed_meanwhile, intervention, last_act, last_event, refused, versions

pytestmark = pytest.mark.django_db

DECLARED: dict[str, Any] = {"happened_on": date(2026, 1, 7), "not_involved": True}


def test_makes_the_complaint_ones_own_and_meets_the_four_weeks() -> None:
    complaint = register_complaint()
    act(take_up, complaint, **DECLARED)
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), date(2026, 1, 7), "")]
    assert last_act(complaint).kind == ActKind.TAKEN_UP
    event = last_event(complaint)
    assert event.changes == {
        "status": ["registered", "in_handling"],
        "handler": [None, "anna"],
        "not_involved": [None, True],
    }
    assert (complaint.status, complaint.handler) == (Status.IN_HANDLING, anna())


def test_late_is_recorded_as_late() -> None:
    complaint = register_complaint()
    act(take_up, complaint, on=date(2026, 2, 9), happened_on=date(2026, 2, 9), not_involved=True)
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), date(2026, 2, 9), "")]


def test_by_the_system_it_stays_with_its_handler() -> None:
    complaint = register_complaint(handler_id=bram().pk)
    act(take_up, complaint, by=SYSTEM, **DECLARED)
    assert (last_event(complaint).actor, complaint.handler) == (None, bram())


def test_without_the_declaration_it_is_refused() -> None:
    given = DECLARED | {"not_involved": False}
    refused(take_up, register_complaint(), Involved, field="not_involved", article="Awb 9:7", **given)


def test_what_another_handles_is_refused() -> None:
    said = refused(take_up, register_complaint(handler_id=bram().pk), NotYours, **DECLARED)
    assert "Bram Bakker" in said


def test_who_was_involved_does_not_take_it_up() -> None:
    complaint = register_complaint()
    act(record_involvement, complaint, user=anna(), reason="Zat aan de balie.")
    refused(take_up, complaint, NotAssignable, field="not_involved", article="Awb 9:7", **DECLARED)


def test_twice_is_refused() -> None:
    refused(take_up, cases.take_up(register_complaint()), NotNow, **DECLARED)
    refused(take_up, intervention(), NotNow, **DECLARED)


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(take_up, register_complaint(), WrongDay, field="happened_on", happened_on=day, not_involved=True)


def test_who_may_not_act_or_not_even_see_is_refused() -> None:
    complaint = register_complaint(unit_id=unit().pk)
    refused(take_up, complaint, NotAllowed, by=at_desk(fleur()), **DECLARED)
    refused(take_up, complaint, UnknownComplaint, by=at_desk(hanna()), **DECLARED)
    complaint.pk = 2**70
    refused(take_up, complaint, UnknownComplaint, **DECLARED)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(take_up, register_complaint(), happened_on=TODAY, not_involved=True)
