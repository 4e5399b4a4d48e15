"""Reopening: received once, from first receipt, and judged in the month of the last closing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import answer
from complaints.services.corrections import reopen
from complaints.services.declining import decline
from complaints.services.forwarding import forward
from complaints.services.intake import InterventionEntry
from complaints.services.terms import extend
from complaints.vocabulary import ActKind, ClockKind, DeclineGround, Status, Verdict
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, close, judge, judged_and_closed, register_complaint, take_up
from tests.people import anna, at_desk, bram
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    live,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

CLOSED_ON, REOPENED_ON = date(2026, 2, 3), date(2026, 2, 9)


def again(**changes: Any) -> dict[str, Any]:
    return {
        "by": at_desk(bram()),
        "on": REOPENED_ON,
        "reason": "De toezegging is niet nagekomen.",
        "reopened_on": REOPENED_ON,
    } | changes


def test_lets_the_handling_clock_run_again_from_first_receipt() -> None:
    complaint = judged_and_closed()
    act(reopen, complaint, **again())
    assert versions(complaint, ClockKind.HANDLING) == [
        (1, LAST_DAY, CLOSED_ON, "reopened"),
        (2, LAST_DAY, None, ""),
    ]
    assert versions(complaint, ClockKind.OMBUDSMAN_YEAR) == [(1, date(2027, 2, 3), None, "reopened")]
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), date(2026, 1, 7), "")]
    assert live(complaint, ClockKind.HANDLING).next_alert_on == REOPENED_ON
    event = last_event(complaint)
    assert event.changes == {
        "status": ["closed", "in_handling"],
        "verdict": ["justified", ""],
        "closed_on": ["2026-02-03", None],
    }
    assert (event.action, event.reason) == ("reopen", "De toezegging is niet nagekomen.")
    assert (complaint.status, complaint.findings, complaint.handler) == (
        Status.IN_HANDLING,
        "De balie was die dag gesloten.",
        anna(),
    )
    done = last_act(complaint)
    assert (done.kind, done.happened_on) == (ActKind.REOPENED, REOPENED_ON)


def test_is_received_once_and_judged_once_in_the_month_of_its_last_closing() -> None:
    complaint = judged_and_closed()
    act(reopen, complaint, **again())
    judge(complaint, verdict=Verdict.UNJUSTIFIED, on=date(2026, 3, 2))
    close(complaint, on=date(2026, 3, 3))
    counted = Complaint.objects.counted().get()
    assert (counted.received_on, counted.closed_on, counted.verdict) == (
        date(2026, 1, 5),
        date(2026, 3, 3),
        "unjustified",
    )
    assert versions(complaint, ClockKind.HANDLING)[-1] == (2, LAST_DAY, date(2026, 3, 3), "")
    assert versions(complaint, ClockKind.OMBUDSMAN_YEAR) == [
        (1, date(2027, 2, 3), None, "reopened"),
        (2, date(2027, 3, 3), None, ""),
    ]


def test_keeps_the_extension_it_had() -> None:
    complaint = register_complaint()
    act(extend, complaint, **by_letter(weeks=4, notified_on=TODAY, reason="druk"))
    close(judge(take_up(complaint)))
    act(reopen, complaint, **again())
    last_event(complaint)
    assert (complaint.last_day, live(complaint, ClockKind.HANDLING).ends_on) == (date(2026, 3, 16), date(2026, 3, 16))


def test_what_was_declined_has_its_full_term_again() -> None:
    complaint = register_complaint()
    notice = by_letter(sent_on=TODAY, ground=DeclineGround.COURT, reason="Er loopt een bezwaar.")
    act(decline, complaint, **notice)
    act(reopen, complaint, **again())
    assert last_event(complaint).changes["lawful_last_day"] == ["2026-02-02", "2026-02-16"]
    assert (complaint.decline_ground, complaint.other_reason) == ("", "")


def test_what_was_forwarded_is_here_again() -> None:
    complaint = register_complaint()
    act(forward, complaint, forwarded_on=TODAY, to="Gemeente Ons Dorp")
    act(reopen, complaint, **again())
    assert last_event(complaint).changes["forwarded_to"] == ["Gemeente Ons Dorp", ""]


class TestIntervention:
    """The answer to the ombudsman is due again, on the date that he set."""

    def test_with_a_date(self) -> None:
        answer_by = datetime(2026, 1, 20, 16, tzinfo=UTC)
        complaint = intervention(intervention=InterventionEntry(answer_by=answer_by))
        act(answer, complaint, by=at_desk(bram()), **by_letter(answered_on=TODAY, detail="Gezonden."))
        act(reopen, complaint, **again())
        assert versions(complaint, ClockKind.OMBUDSMAN_REPLY) == [
            (1, date(2026, 1, 20), TODAY, "reopened"),
            (2, date(2026, 1, 20), None, ""),
        ]
        clock = live(complaint, ClockKind.OMBUDSMAN_REPLY)
        assert (clock.ends_at, [step["rule"] for step in clock.basis]) == (answer_by, ["receipt", "last_day"])
        assert last_event(complaint).changes == {
            "status": ["closed", "in_handling"],
            "closed_on": ["2026-01-19", None],
        }

    def test_without_a_date(self) -> None:
        complaint = intervention()
        act(answer, complaint, by=at_desk(bram()), **by_letter(answered_on=TODAY, detail="Gezonden."))
        act(reopen, complaint, **again())
        assert complaint.clocks.count() == 0


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 2, 2), date(2026, 2, 10)])
def test_before_the_closing_or_after_today_is_refused(day: date) -> None:
    refused(reopen, judged_and_closed(), WrongDay, field="reopened_on", **again(reopened_on=day))


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, *UNPRINTABLE])
def test_without_a_reason_it_is_refused(reason: str) -> None:
    refused(reopen, judged_and_closed(), Unusable, field="reason", **again(reason=reason))


def test_is_for_the_coordinator() -> None:
    refused(reopen, judged_and_closed(), NotAllowed, **again(by=at_desk(anna())))


def test_what_is_open_is_not_reopened() -> None:
    refused(reopen, register_complaint(), NotNow, **again())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(reopen, judged_and_closed(), **again())
