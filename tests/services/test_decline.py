"""Declining (Awb 9:8): a ground, a reason, and a notice due four weeks after receipt."""

from datetime import date
from typing import Any

import pytest

from complaints.record.assigning import NotAssignable
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.applications import set_application
from complaints.services.corrections import reopen
from complaints.services.declining import CoordinatorDecides, GroundDoesNotHold, decline
from complaints.services.people import record_involvement
from complaints.vocabulary import Category, ClockKind, DeclineGround, Form, TermUnit, Verdict
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judged_and_closed, register_complaint, take_up
from tests.people import SYSTEM, anna, at_desk, bram, unit
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


class TestHandledBefore:
    """9:8(1)(a): only what was handled to a judgment."""

    def test_holds_for_an_earlier_complaint_that_was_judged(self) -> None:
        earlier = judged_and_closed()
        complaint = register_complaint(received_on=date(2026, 2, 9), repeats_id=earlier.pk)
        day = date(2026, 2, 16)
        act(decline, complaint, on=day, **notice(ground=DeclineGround.HANDLED_BEFORE, sent_on=day))
        last_event(complaint)
        assert complaint.decline_ground == "handled_before"

    def test_holds_where_the_facts_could_not_be_established(self) -> None:
        earlier = judged_and_closed(verdict=Verdict.OTHER)
        complaint = register_complaint(received_on=date(2026, 2, 9), repeats_id=earlier.pk)
        day = date(2026, 2, 16)
        act(decline, complaint, on=day, **notice(ground=DeclineGround.HANDLED_BEFORE, sent_on=day))

    def test_holds_for_one_of_before_the_register(self) -> None:
        act(decline, register_complaint(), **notice(ground=DeclineGround.HANDLED_BEFORE))

    def test_does_not_hold_for_one_that_was_declined_or_runs(self) -> None:
        declined, running = register_complaint(), register_complaint()
        act(decline, declined, **notice())
        with_care = judged_and_closed(form=Form.ORAL, on=TODAY)
        for earlier in (declined, running, with_care):
            refused(
                decline,
                register_complaint(repeats_id=earlier.pk),
                GroundDoesNotHold,
                field="ground",
                article="Awb 9:8 lid 1 onder a",
                **notice(ground=DeclineGround.HANDLED_BEFORE),
            )


@pytest.mark.parametrize(("ground", "letter"), [(DeclineGround.OBJECTION, "c"), (DeclineGround.APPEAL, "d")])
class TestObjectionOrAppeal:
    """9:8(1)(c) and (d): not while the decision is outstanding; then for a coordinator to say."""

    def test_does_not_hold_while_the_decision_is_outstanding(self, ground: DeclineGround, letter: str) -> None:
        complaint = register_complaint(category=Category.PROCESSING_TIME)
        act(set_application, complaint, applied_on=date(2025, 1, 6), term=6, unit=TermUnit.MONTHS)
        refused(
            decline,
            complaint,
            GroundDoesNotHold,
            field="ground",
            article=f"Awb 9:8 lid 1 onder {letter}",
            by=at_desk(bram()),
            **notice(ground=ground),
        )

    def test_a_coordinator_says_so(self, ground: DeclineGround, letter: str) -> None:
        complaint = register_complaint(unit_id=unit().pk)
        refused(
            decline,
            complaint,
            CoordinatorDecides,
            field="ground",
            article=f"Awb 9:8 lid 1 onder {letter}",
            **notice(ground=ground),
        )
        act(decline, complaint, by=at_desk(bram()), **notice(ground=ground))
        last_event(complaint)
        assert complaint.decline_ground == ground


def test_a_job_repeats_what_was_decided_of_objection() -> None:
    act(decline, register_complaint(), by=SYSTEM, **notice(ground=DeclineGround.OBJECTION))


class TestCriminalCase:
    """9:8(1)(f): as long as it runs, so it is looked at again."""

    FOLLOW_UP = date(2026, 4, 20)

    def test_starts_a_clock_to_the_day_of_looking_again(self) -> None:
        complaint = register_complaint()
        act(decline, complaint, **notice(ground=DeclineGround.CRIMINAL, follow_up_on=self.FOLLOW_UP))
        assert versions(complaint, ClockKind.REVIVAL) == [(1, self.FOLLOW_UP, None, "")]
        assert last_event(complaint).changes["follow_up_on"] == [None, "2026-04-20"]

    def test_reopening_ends_that_clock(self) -> None:
        complaint = register_complaint()
        act(decline, complaint, **notice(ground=DeclineGround.CRIMINAL, follow_up_on=self.FOLLOW_UP))
        act(reopen, complaint, by=at_desk(bram()), reopened_on=TODAY, reason="De zaak is geseponeerd.")
        assert versions(complaint, ClockKind.REVIVAL) == [(1, self.FOLLOW_UP, None, "reopened")]

    def test_without_that_day_it_is_refused(self) -> None:
        refused(
            decline,
            register_complaint(),
            Unusable,
            field="follow_up_on",
            article="Awb 9:8 lid 1 onder f",
            **notice(ground=DeclineGround.CRIMINAL),
        )

    @pytest.mark.parametrize("day", [TODAY, date(9999, 1, 1)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(
            decline,
            register_complaint(),
            WrongDay,
            field="follow_up_on",
            article="Awb 9:8 lid 1 onder f",
            **notice(ground=DeclineGround.CRIMINAL, follow_up_on=day),
        )

    def test_no_other_ground_is_followed_up(self) -> None:
        refused(
            decline,
            register_complaint(),
            Unusable,
            field="follow_up_on",
            article="Awb 9:8 lid 1 onder f",
            **notice(follow_up_on=self.FOLLOW_UP),
        )
