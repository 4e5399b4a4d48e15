"""Settling to the complainant's satisfaction (Awb 9:5): no verdict, and what was agreed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.promising import Promise
from complaints.services.closing import settle
from complaints.services.commitments import break_off
from complaints.vocabulary import ClockKind, Status
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judge, judged_and_closed, register_complaint, take_up
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


def confirmed(**changes: Any) -> dict[str, Any]:
    return {"confirmed_on": TODAY, "method": "phone", "detail": "Hij krijgt maandag een afspraak."} | changes


def test_closes_without_a_verdict_on_the_day_that_was_confirmed() -> None:
    complaint = register_complaint()
    act(settle, complaint, **confirmed())
    event = last_event(complaint)
    assert event.changes == {
        "status": ["registered", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "settled"],
        "closed_on": [None, "2026-01-19"],
    }
    assert (event.action, event.reason) == ("settle", "Hij krijgt maandag een afspraak.")
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, TODAY, "")]
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), TODAY, "")]
    assert versions(complaint, ClockKind.OMBUDSMAN_YEAR) == [(1, date(2027, 1, 19), None, "")]
    done = last_act(complaint)
    assert (done.kind, done.method, done.detail) == ("closed", "phone", "Hij krijgt maandag een afspraak.")


def test_takes_the_place_of_a_judgment_that_was_not_sent() -> None:
    complaint = judge(take_up(register_complaint()))
    act(settle, complaint, on=date(2026, 2, 3), **confirmed())
    last_event(complaint)
    assert (complaint.status, complaint.verdict, complaint.other_reason, complaint.partly) == (
        Status.CLOSED,
        "other",
        "settled",
        False,
    )


def test_a_long_agreement_stands_whole_with_the_act() -> None:
    complaint = register_complaint()
    detail = "Afgesproken is het volgende.\n" * 30
    act(settle, complaint, **confirmed(detail=detail))
    assert last_act(complaint).detail == detail
    assert last_event(complaint).reason == detail[:500]


def test_without_what_was_agreed_it_is_refused() -> None:
    refused(settle, register_complaint(), Unusable, field="detail", article="Awb 9:5", **confirmed(detail=" "))
    for text in UNPRINTABLE:
        refused(settle, register_complaint(), Unusable, field="detail", **confirmed(detail=text))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(settle, register_complaint(), WrongDay, field="confirmed_on", **confirmed(confirmed_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(settle, judged_and_closed(), NotNow, on=date(2026, 2, 4), **confirmed())
    refused(settle, intervention(), NotNow, **confirmed())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(settle, register_complaint(), **confirmed())


PROMISE = Promise(text="Een afspraak op maandag.", made_on=TODAY, due_on=date(2026, 1, 26), owner_name="De balie")


def test_its_commitments_are_watched_after_the_closing() -> None:
    complaint = register_complaint()
    second = replace(PROMISE, text="Een brief met excuses.", due_on=date(2026, 2, 2))
    act(settle, complaint, **confirmed(promises=[PROMISE, second]))
    assert last_event(complaint).changes["commitment"] == [None, [1, 2]]
    clocks = complaint.clocks.running().filter(kind=ClockKind.COMMITMENT).order_by("subject")
    assert [(clock.subject, clock.ends_on) for clock in clocks] == [(1, date(2026, 1, 26)), (2, date(2026, 2, 2))]


def test_a_broken_one_reopens_it() -> None:
    complaint = register_complaint()
    act(settle, complaint, **confirmed(promises=[PROMISE]))
    broken_on = date(2026, 1, 27)
    act(break_off, complaint, on=broken_on, number=1, broken_on=broken_on, remark="Er was geen afspraak.")
    last_event(complaint)
    assert complaint.status == Status.IN_HANDLING


def test_a_commitment_that_does_not_fit_closes_nothing() -> None:
    promises = [PROMISE, replace(PROMISE, owner_name="")]
    refused(settle, register_complaint(), Unusable, field="promises-1-owner_name", **confirmed(promises=promises))
    early = [replace(PROMISE, due_on=date(2026, 1, 18))]
    refused(settle, register_complaint(), WrongDay, field="promises-0-due_on", **confirmed(promises=early))
