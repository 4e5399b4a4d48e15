"""Forwarding to the competent body (Awb 2:3), and telling the sender at the same time."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.forwarding import forward
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.services.acting import TODAY, act, changed_meanwhile, intervention, last_act, last_event, refused

pytestmark = pytest.mark.django_db


def sent_on(**changes: Any) -> dict[str, Any]:
    return {"forwarded_on": TODAY, "to": "Gemeente Ons Dorp", "method": "letter"} | changes


def test_closes_on_the_day_that_it_was_sent_on() -> None:
    complaint = register_complaint()
    act(forward, complaint, **sent_on())
    assert last_event(complaint).changes == {
        "status": ["registered", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "forwarded"],
        "forwarded_to": ["", "Gemeente Ons Dorp"],
        "closed_on": [None, "2026-01-19"],
    }
    done = last_act(complaint)
    assert (done.kind, done.addressee, done.method) == ("closed", "Gemeente Ons Dorp", "letter")


def test_without_saying_to_whom_it_is_refused() -> None:
    refused(forward, register_complaint(), Unusable, field="to", article="Awb 2:3", **sent_on(to=" "))


@pytest.mark.parametrize("to", ["x" * 201, "a\x00b"])
def test_a_body_that_does_not_fit_is_refused(to: str) -> None:
    refused(forward, register_complaint(), Unusable, field="to", **sent_on(to=to))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(forward, register_complaint(), WrongDay, field="forwarded_on", **sent_on(forwarded_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(forward, judged_and_closed(), NotNow, on=date(2026, 2, 4), **sent_on())
    refused(forward, intervention(), NotNow, **sent_on())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(forward, register_complaint(), **sent_on())
