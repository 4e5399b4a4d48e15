"""Declining (Awb 9:8): a ground, a reason, and a notice due four weeks after receipt."""

from datetime import date
from typing import Any

import pytest

from complaints.record.assigning import NotAssignable
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.declining import GroundDoesNotHold, decline
from complaints.services.people import record_involvement
from complaints.vocabulary import ClockKind, DeclineGround
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judged_and_closed, register_complaint, take_up
from tests.people import anna, at_desk, bram
from tests.services.acting import (
    TODAY,
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

FOUR_WEEKS = date(2026, 2, 2)


def notice(**changes: Any) -> dict[str, Any]:
    return by_letter(sent_on=TODAY, ground=DeclineGround.COURT, reason="Het ligt bij de rechter.") | changes


def test_closes_and_is_counted_by_the_four_weeks() -> None:
    complaint = register_complaint()
    act(decline, complaint, **notice())
    event = last_event(complaint)
    assert event.changes == {
        "status": ["registered", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "declined"],
        "decline_ground": ["", "court"],
        "lawful_last_day": ["2026-02-16", "2026-02-02"],
        "closed_on": [None, "2026-01-19"],
    }
    assert (event.action, event.reason) == ("decline", "Het ligt bij de rechter.")
    assert (complaint.last_day, complaint.six_weeks_on) == (LAST_DAY, LAST_DAY)
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, FOUR_WEEKS, TODAY, "")]
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, TODAY, "")]
    assert last_act(complaint).detail == "Het ligt bij de rechter."


def test_a_late_notice_is_recorded_as_late() -> None:
    complaint = register_complaint()
    late = date(2026, 2, 3)
    act(decline, complaint, on=late, **notice(sent_on=late))
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, FOUR_WEEKS, late, "")]
    last_event(complaint)
    assert complaint.lawful_last_day == FOUR_WEEKS


def test_a_complaint_that_was_taken_up_keeps_the_day_on_which_it_was() -> None:
    complaint = take_up(register_complaint())
    act(decline, complaint, **notice())
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, FOUR_WEEKS, date(2026, 1, 7), "")]


class TestMoreThanAYearBefore:
    """9:8(1)(b) is held against what is known of the conduct."""

    @pytest.mark.parametrize(
        "known",
        [
            {"conduct_until": date(2025, 1, 4)},
            {"conduct_from": date(2020, 1, 1), "conduct_until": date(2024, 2, 29)},
            {"conduct_from": date(2020, 1, 1)},
            {},
            {"conduct_until": date(1, 1, 1)},
        ],
    )
    def test_holds(self, known: dict[str, Any]) -> None:
        complaint = register_complaint(**known)
        act(decline, complaint, **notice(ground=DeclineGround.OVER_A_YEAR))
        last_event(complaint)
        assert complaint.decline_ground == "over_a_year"

    @pytest.mark.parametrize("ground", [DeclineGround.OVER_A_YEAR, "over_a_year"])
    @pytest.mark.parametrize(
        "known",
        [
            {"conduct_until": date(2025, 1, 5)},
            {"conduct_until": date(2024, 1, 1), "conduct_continues": True},
            {"conduct_continues": True},
        ],
    )
    def test_does_not_hold(self, known: dict[str, Any], ground: Any) -> None:
        refused(
            decline,
            register_complaint(**known),
            GroundDoesNotHold,
            field="ground",
            article="Awb 9:8 lid 1 onder b",
            **notice(ground=ground),
        )

    def test_other_grounds_do_not_ask(self) -> None:
        complaint = register_complaint(conduct_until=date(2025, 12, 31))
        act(decline, complaint, **notice(ground=DeclineGround.MINOR))
        last_event(complaint)
        assert complaint.decline_ground == "minor"


def test_an_unknown_ground_is_refused() -> None:
    refused(decline, register_complaint(), Unusable, field="ground", **notice(ground="boredom"))


def test_without_a_reason_it_is_refused() -> None:
    refused(decline, register_complaint(), Unusable, field="reason", article="Awb 9:8", **notice(reason=" "))
    refused(decline, register_complaint(), Unusable, field="reason", **notice(reason="a\x00b"))


def test_who_was_involved_does_not_decide() -> None:
    complaint = register_complaint()
    act(record_involvement, complaint, by=at_desk(bram()), user=anna())
    refused(decline, complaint, NotAssignable, article="Awb 9:7", **notice())


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(decline, register_complaint(), WrongDay, field="sent_on", **notice(sent_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(decline, judged_and_closed(), NotNow, on=date(2026, 2, 4), **notice())
    refused(decline, intervention(), NotNow, **notice())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(decline, register_complaint(), **notice())
