"""Acknowledging (Awb 9:6): the day on which the letter left."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.handling import acknowledge
from complaints.vocabulary import ActKind, ClockKind, Method, Status
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.people import anna
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db


def test_meets_the_target_on_the_day_that_it_left() -> None:
    complaint = register_complaint()
    act(acknowledge, complaint, **by_letter(happened_on=date(2026, 1, 9), addressee="Fatima el Amrani"))
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [(1, date(2026, 1, 12), date(2026, 1, 9), "")]
    assert complaint.clocks.get(kind=ClockKind.ACKNOWLEDGEMENT).next_alert_on is None
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.method, done.addressee) == (
        ActKind.ACKNOWLEDGED,
        date(2026, 1, 9),
        Method.LETTER,
        "Fatima el Amrani",
    )
    assert (done.has_effect, done.recorded_by) == (True, anna())
    event = last_event(complaint)
    assert (event.action, event.changes) == ("acknowledge", {"acknowledged_on": [None, "2026-01-09"]})
    assert complaint.status == Status.REGISTERED
    assert (complaint.version, event.actor) == (2, anna())


def test_a_second_one_is_recorded_and_the_first_day_stays() -> None:
    complaint = register_complaint()
    act(acknowledge, complaint, **by_letter(happened_on=date(2026, 1, 9)))
    act(acknowledge, complaint, happened_on=date(2026, 1, 16), method=Method.EMAIL)
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [(1, date(2026, 1, 12), date(2026, 1, 9), "")]
    assert complaint.acts.count() == 2


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20), date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_before_receipt_or_after_today_is_refused(day: date) -> None:
    refused(acknowledge, register_complaint(), WrongDay, field="happened_on", **by_letter(happened_on=day))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("method", {"method": "pigeon"}),
        ("addressee", {"addressee": "x" * 201}),
        ("addressee", {"addressee": "a\nb"}),
        *(("detail", {"detail": text}) for text in UNPRINTABLE),
    ],
)
def test_what_does_not_fit_is_refused(field: str, given: Any) -> None:
    refused(acknowledge, register_complaint(), Unusable, field=field, **by_letter(happened_on=TODAY) | given)


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    day = date(2026, 2, 4)
    refused(acknowledge, judged_and_closed(), NotNow, on=day, **by_letter(happened_on=day))
    refused(acknowledge, intervention(), NotNow, **by_letter(happened_on=TODAY))


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(acknowledge, register_complaint(), **by_letter(happened_on=TODAY))
