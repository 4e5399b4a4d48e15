"""Withdrawing: by the complainant's own statement, received on a day."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import withdraw
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.services.acting import TODAY, act, changed_meanwhile, intervention, last_act, last_event, refused

pytestmark = pytest.mark.django_db


def stated(**changes: Any) -> dict[str, Any]:
    return {"withdrawn_on": TODAY, "method": "email"} | changes


def test_closes_on_the_day_that_the_statement_came() -> None:
    complaint = take_up(register_complaint())
    act(withdraw, complaint, on=date(2026, 1, 21), **stated(detail="Per e-mail."))
    event = last_event(complaint)
    assert event.changes == {
        "status": ["in_handling", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "withdrawn"],
        "closed_on": [None, "2026-01-19"],
    }
    assert (event.action, event.reason) == ("withdraw", "Per e-mail.")
    assert (last_act(complaint).kind, last_act(complaint).method) == ("closed", "email")


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(withdraw, register_complaint(), WrongDay, field="withdrawn_on", **stated(withdrawn_on=day))


def test_what_cannot_be_printed_is_refused() -> None:
    refused(withdraw, register_complaint(), Unusable, field="detail", **stated(detail="a\x00b"))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(withdraw, judged_and_closed(), NotNow, on=date(2026, 2, 4), **stated())
    refused(withdraw, intervention(), NotNow, **stated())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(withdraw, register_complaint(), **stated())
