"""The term to decide on an application (Awb 4:13), and the verdict that it leads to."""

from datetime import date, timedelta

import pytest

from complaints.law import (
    CALENDAR,
    DecisionRule,
    DecisionUnit,
    DelayReason,
    Unlawful,
    decision_term,
    processing_proposal,
)

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("applied_on", "given", "last_day"),
    [
        (MONDAY, {"term": 8, "unit": "weeks"}, date(2026, 3, 2)),
        (MONDAY, {"term": 13, "unit": "weeks"}, date(2026, 4, 6)),  # Easter Monday: over twelve weeks
        (date(2026, 1, 12), {"term": 12, "unit": "weeks"}, date(2026, 4, 7)),  # rolls over Easter Monday
        (date(2025, 11, 30), {"term": 3, "unit": "months"}, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2025, 10, 31), {"term": 4, "unit": "months"}, date(2026, 2, 28)),  # over three months
        (date(2023, 11, 30), {"term": 3, "unit": "months"}, date(2024, 2, 29)),  # a leap year
        (date(2025, 12, 10), {"term": 1, "unit": "months"}, date(2026, 1, 12)),  # over the turn of the year
        (date(2025, 12, 31), {"term": 2, "unit": "months", "extended": 1}, date(2026, 3, 31)),
        (date(2025, 12, 31), {"term": 2, "unit": "months", "extended": 2}, date(2026, 4, 30)),
        (MONDAY, {"term": 8, "unit": "weeks", "paused_days": 5}, date(2026, 3, 9)),
        (MONDAY, {"term": 8, "unit": "weeks", "extended": 5, "paused_days": 5}, date(2026, 4, 11)),
    ],
)
def test_ends_on(applied_on: date, given: dict[str, int | str], last_day: date) -> None:
    assert decision_term(applied_on, **given).last_day == last_day  # type: ignore[arg-type]  # mixed values


def test_says_how_it_came_there() -> None:
    term = decision_term(MONDAY, term=6, unit="weeks", extended=2, paused_days=5)
    assert [(step.day, step.rule, step.article, step.amount, step.name) for step in term.steps] == [
        (MONDAY, DecisionRule.APPLIED, "", 0, ""),
        (date(2026, 2, 16), DecisionRule.TERM, "Awb 4:13", 6, ""),
        (date(2026, 3, 2), DecisionRule.EXTENDED, "Awb 4:14", 2, ""),
        (date(2026, 3, 7), DecisionRule.PAUSED, "Awb 4:15", 5, ""),
        (date(2026, 3, 7), DecisionRule.REST_DAY, "Atw 1 lid 1", 0, "saturday"),
        (date(2026, 3, 8), DecisionRule.REST_DAY, "Atw 1 lid 1", 0, "sunday"),
        (date(2026, 3, 9), DecisionRule.LAST_DAY, "", 0, ""),
    ]


def test_a_day_counted_by_hand_over_four_years() -> None:
    """Walk the months one day at a time; then the rest days one by one."""
    day = date(2022, 1, 1)
    while day < date(2026, 1, 1):
        for months in (1, 3, 6):
            found = decision_term(day, term=months, unit="months")
            assert found.last_day == _walked(day, months), (day, months)
        day += timedelta(days=1)


@pytest.mark.parametrize("given", [{"term": 0}, {"term": 1, "extended": -1}, {"term": 1, "paused_days": -1}])
def test_no_term_is_none_and_nothing_is_negative(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        decision_term(MONDAY, unit="weeks", **given)  # type: ignore[arg-type]  # no calendar among them


def test_only_weeks_and_months_are_counted_and_only_within_the_calendar() -> None:
    with pytest.raises(ValueError, match="days"):
        decision_term(MONDAY, term=1, unit="days")
    with pytest.raises(Unlawful):
        decision_term(date(2013, 12, 31), term=1, unit="weeks")


@pytest.mark.parametrize(
    ("received_on", "decided_on", "verdict", "reason", "days_late"),
    [
        (date(2026, 3, 2), None, "unjustified", DelayReason.TERM_STILL_RAN, 0),
        (date(2026, 2, 2), None, "unjustified", DelayReason.TERM_STILL_RAN, 0),
        (date(2026, 3, 3), None, "justified", DelayReason.NO_DECISION, 1),
        (date(2026, 4, 1), date(2026, 3, 2), "unjustified", DelayReason.DECIDED_IN_TIME, 0),
        (date(2026, 4, 1), date(2026, 2, 2), "unjustified", DelayReason.DECIDED_IN_TIME, 0),
        (date(2026, 2, 2), date(2026, 3, 3), "justified", DelayReason.DECIDED_LATE, 1),
        (date(2026, 4, 1), date(2026, 3, 12), "justified", DelayReason.DECIDED_LATE, 10),
    ],
)
def test_proposes(
    received_on: date, decided_on: date | None, verdict: str, reason: DelayReason, days_late: int
) -> None:
    term = decision_term(MONDAY, term=8, unit="weeks")
    found = processing_proposal(term, received_on=received_on, decided_on=decided_on)
    assert (found.verdict, found.reason, found.days_late, found.term) == (verdict, reason, days_late, term)


def _walked(day: date, months: int) -> date:
    end, turns = day, 0
    while turns < months or end.day < day.day:
        following = end + timedelta(days=1)
        if following.month != end.month:
            if turns == months:
                break  # a shorter month has no such day
            turns += 1
        end = following
    while months <= 3 and CALENDAR.is_rest_day(end):
        end += timedelta(days=1)
    return end


def test_the_codes_that_others_read_never_change() -> None:
    assert [str(rule) for rule in DecisionRule] == [
        "applied",
        "term",
        "extended",
        "paused",
        "rest_day",
        "not_rolled",
        "last_day",
    ]
    assert [str(reason) for reason in DelayReason] == [
        "no_decision",
        "decided_late",
        "decided_in_time",
        "term_still_ran",
    ]
    assert [str(unit) for unit in DecisionUnit] == ["weeks", "months"]


def test_what_is_no_term_is_said_in_a_whole_sentence() -> None:
    with pytest.raises(
        ValueError, match=r"^A term to decide is at least one; an extension and a pause are not negative\.$"
    ):
        decision_term(MONDAY, term=0, unit="weeks")
