"""Assigning: to whom a complaint may go (Awb 9:7), and letting it go."""

from typing import Any

import pytest

from complaints.record.assigning import NotAssignable
from complaints.record.checking import Unusable
from complaints.services.handling import assign
from complaints.services.intake import PersonEntry
from complaints.services.people import record_involvement
from complaints.vocabulary import Status
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.people import anna, at_desk, bram, chris, eva, fleur, gijs, hanna, ilse, unit
from tests.services.acting import UNPRINTABLE, act, changed_meanwhile, intervention, last_event, refused

pytestmark = pytest.mark.django_db


def test_gives_a_complaint_a_handler() -> None:
    complaint = register_complaint()
    act(assign, complaint, by=at_desk(bram()), handler_id=anna().pk, reason="Verdeling van maandag.")
    event = last_event(complaint)
    assert (event.action, event.changes, event.reason) == (
        "assign",
        {"handler": [None, "anna"]},
        "Verdeling van maandag.",
    )
    assert (complaint.handler, complaint.status, complaint.acts.count()) == (anna(), Status.REGISTERED, 0)


def test_to_another_says_from_whom_to_whom() -> None:
    complaint = take_up(register_complaint())
    act(assign, complaint, handler_id=bram().pk)
    assert last_event(complaint).changes == {"handler": ["anna", "bram"]}


def test_to_nobody_lets_it_go_and_another_takes_over() -> None:
    complaint = take_up(register_complaint())
    act(assign, complaint, handler_id=None)
    assert last_event(complaint).changes == {"handler": ["anna", None]}
    assert (complaint.handler, complaint.status) == (None, Status.IN_HANDLING)
    act(assign, complaint, handler_id=bram().pk)
    assert last_event(complaint).changes == {"handler": [None, "bram"]}


def test_an_intervention_has_a_handler_too() -> None:
    complaint = intervention()
    act(assign, complaint, handler_id=anna().pk)
    assert last_event(complaint).changes == {"handler": [None, "anna"]}


def test_who_is_complained_about_never_handles() -> None:
    complaint = register_complaint(persons_complained_about=(PersonEntry(user_id=bram().pk),))
    refused(assign, complaint, NotAssignable, field="handler", article="Awb 9:7", handler_id=bram().pk)


def test_who_was_involved_never_handles() -> None:
    complaint = register_complaint()
    act(record_involvement, complaint, user=bram())
    refused(assign, complaint, NotAssignable, field="handler", article="Awb 9:7", handler_id=bram().pk)


@pytest.mark.parametrize("who", [chris, eva, fleur, gijs, ilse])
def test_who_does_not_handle_complaints_is_refused(who: Any) -> None:
    refused(assign, register_complaint(), NotAssignable, field="handler", handler_id=who().pk)


def test_who_handles_elsewhere_is_refused() -> None:
    south = hanna()
    refused(assign, register_complaint(unit_id=unit().pk), NotAssignable, field="handler", handler_id=south.pk)
    complaint = register_complaint(unit_id=unit("south").pk)
    act(assign, complaint, handler_id=south.pk)
    assert last_event(complaint).changes == {"handler": [None, "hanna"]}


@pytest.mark.parametrize("handler_id", [0, 2**70])
def test_a_user_who_does_not_exist_is_refused(handler_id: int) -> None:
    refused(assign, register_complaint(), NotAssignable, field="handler", handler_id=handler_id)


@pytest.mark.parametrize("reason", ["x" * 501, *UNPRINTABLE])
def test_a_reason_that_does_not_fit_is_refused(reason: str) -> None:
    refused(assign, register_complaint(), Unusable, field="reason", handler_id=anna().pk, reason=reason)


def test_is_refused_once_the_complaint_has_ended() -> None:
    refused(assign, judged_and_closed(), NotNow, handler_id=bram().pk)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(assign, register_complaint(), handler_id=anna().pk)
