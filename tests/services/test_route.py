"""Routing what is no complaint: a question, an objection, a notice, sent where it belongs."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.forwarding import route
from complaints.vocabulary import RouteKind
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.services.acting import TODAY, act, changed_meanwhile, intervention, last_act, last_event, refused

pytestmark = pytest.mark.django_db


def routed(**changes: Any) -> dict[str, Any]:
    return {"routed_on": TODAY, "to": "Afdeling bezwaar", "detail": "Het is een bezwaarschrift."} | changes


def test_closes_as_no_complaint() -> None:
    complaint = register_complaint()
    act(route, complaint, **routed())
    event = last_event(complaint)
    assert event.changes == {
        "status": ["registered", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "not_a_complaint"],
        "closed_on": [None, "2026-01-19"],
    }
    assert (event.action, event.reason) == ("route", "Het is een bezwaarschrift.")
    done = last_act(complaint)
    assert (done.kind, done.addressee, done.method) == ("closed", "Afdeling bezwaar", "")


@pytest.mark.parametrize("to", ["", " ", "x" * 201, "a\x00b"])
def test_without_saying_where_it_went_it_is_refused(to: str) -> None:
    refused(route, register_complaint(), Unusable, field="to", **routed(to=to))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(route, register_complaint(), WrongDay, field="routed_on", **routed(routed_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(route, judged_and_closed(), NotNow, on=date(2026, 2, 4), **routed())
    refused(route, intervention(), NotNow, **routed())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(route, register_complaint(), **routed())


@pytest.mark.parametrize("kind", list(RouteKind))
def test_says_what_it_was(kind: RouteKind) -> None:
    complaint = register_complaint()
    act(route, complaint, **routed(kind=kind))
    assert last_act(complaint).code == kind


def test_an_unknown_kind_is_refused() -> None:
    refused(route, register_complaint(), Unusable, field="kind", **routed(kind="x"))
