"""Awb 9:8, 9:11 lid 1 and 9:24: the plain terms, in examples that a lawyer can check by hand."""

from datetime import date

import pytest

from complaints.law import (
    CALENDAR,
    Calendar,
    Procedure,
    Rule,
    Step,
    Unlawful,
    base_term,
    conduct_too_old,
    handling_term,
    lawful_last_day,
    ombudsman_year,
    take_up_term,
    year_after,
)
from complaints.law.handling import _without_acts
from complaints.law.terms import REMEMBERED, _base_term, _take_up_term

NEWER = Calendar.of({date(2029, 5, 11): "KB 2028"})


class TestTheNoticeOfNotHandling:
    def test_goes_out_within_four_weeks_after_receipt(self) -> None:
        assert take_up_term(date(2026, 1, 5)).last_day == date(2026, 2, 2)

    def test_that_would_end_on_good_friday_may_go_out_on_tuesday(self) -> None:
        term = take_up_term(date(2024, 3, 1))
        assert term.starts_on == date(2024, 3, 1)
        assert term.last_day == date(2024, 4, 2)
        assert term.steps == (
            Step(date(2024, 3, 1), Rule.RECEIPT),
            Step(date(2024, 3, 29), Rule.TERM, "Awb 9:8 lid 3", weeks=4),
            Step(date(2024, 3, 29), Rule.REST_DAY, "Atw 1 lid 1", name="good_friday"),
            Step(date(2024, 3, 30), Rule.REST_DAY, "Atw 1 lid 1", name="saturday"),
            Step(date(2024, 3, 31), Rule.REST_DAY, "Atw 1 lid 1", name="sunday"),
            Step(date(2024, 4, 1), Rule.REST_DAY, "Atw 1 lid 1", name="easter_monday"),
            Step(date(2024, 4, 2), Rule.LAST_DAY),
        )


class TestTheHandlingTerm:
    def test_knows_two_procedures_by_codes_that_never_change(self) -> None:
        assert [str(procedure) for procedure in Procedure] == ["ordinary", "committee"]

    def test_is_six_weeks(self) -> None:
        assert base_term(date(2026, 1, 5), Procedure.ORDINARY).last_day == date(2026, 2, 16)

    def test_is_ten_weeks_with_a_committee(self) -> None:
        assert base_term(date(2026, 1, 5), Procedure.COMMITTEE).last_day == date(2026, 3, 16)

    def test_received_on_a_rest_day_is_counted_from_that_day(self) -> None:
        assert base_term(date(2024, 3, 31), Procedure.ORDINARY).last_day == date(2024, 5, 13)

    def test_on_whit_monday_moves_one_day(self) -> None:
        assert base_term(date(2023, 4, 17), Procedure.ORDINARY).steps == (
            Step(date(2023, 4, 17), Rule.RECEIPT),
            Step(date(2023, 5, 29), Rule.TERM, "Awb 9:11 lid 1", weeks=6),
            Step(date(2023, 5, 29), Rule.REST_DAY, "Atw 1 lid 1", name="whit_monday"),
            Step(date(2023, 5, 30), Rule.LAST_DAY),
        )

    def test_follows_the_calendar_that_it_is_given(self) -> None:
        received_on = date(2029, 3, 30)
        assert base_term(received_on, Procedure.ORDINARY).last_day == date(2029, 5, 11)
        assert base_term(received_on, Procedure.ORDINARY, calendar=NEWER).last_day == date(2029, 5, 14)
        handling = handling_term(received_on, procedure=Procedure.ORDINARY, calendar=NEWER)
        assert (handling.last_day, handling.six_weeks) == (date(2029, 5, 14), date(2029, 5, 14))
        assert handling_term(received_on, procedure=Procedure.ORDINARY).last_day == date(2029, 5, 11)
        assert take_up_term(date(2029, 4, 13)).last_day == date(2029, 5, 11)
        assert take_up_term(date(2029, 4, 13), calendar=NEWER).last_day == date(2029, 5, 14)

    def test_is_worked_out_once_a_day_of_receipt(self) -> None:
        assert take_up_term(date(2026, 1, 5)) is take_up_term(date(2026, 1, 5))
        assert base_term(date(2026, 1, 5), Procedure.ORDINARY) is base_term(date(2026, 1, 5), Procedure.ORDINARY)
        one = handling_term(date(2026, 1, 5), procedure=Procedure.ORDINARY)
        assert one is handling_term(date(2026, 1, 5), procedure=Procedure.ORDINARY, extensions=(), consents=[])

    def test_is_remembered_for_twenty_years_of_receipts(self) -> None:
        assert 20 * 366 < REMEMBERED < 10_000
        for memory in _take_up_term, _base_term, _without_acts:
            assert memory.cache_info().maxsize == REMEMBERED


class TestTheDayByWhichToCloseLawfully:
    handling = handling_term(date(2024, 3, 1), procedure=Procedure.COMMITTEE)

    def test_is_the_last_day_of_the_handling_term(self) -> None:
        assert lawful_last_day(self.handling, declined=False) == date(2024, 5, 13)

    def test_is_four_weeks_for_a_complaint_that_is_declined(self) -> None:
        assert lawful_last_day(self.handling, declined=True) == date(2024, 4, 2)

    def test_follows_the_calendar_that_it_is_given(self) -> None:
        handling = handling_term(date(2029, 4, 13), procedure=Procedure.ORDINARY)
        assert lawful_last_day(handling, declined=True, calendar=NEWER) == date(2029, 5, 14)


class TestConductOfMoreThanAYearAgo:
    @pytest.mark.parametrize(
        ("conduct_until", "submitted_on", "too_old"),
        [
            (date(2025, 1, 5), date(2026, 1, 5), False),
            (date(2025, 1, 4), date(2026, 1, 5), True),
            (date(2024, 2, 29), date(2025, 2, 28), False),
            (date(2024, 2, 29), date(2025, 3, 1), True),
            (date(2023, 2, 28), date(2024, 2, 28), False),
            (date(2023, 2, 28), date(2024, 2, 29), True),
            (None, date(2026, 1, 5), False),
            (date(2026, 1, 5), date(2026, 1, 5), False),
            (date(9999, 12, 31), date(2026, 1, 5), False),
        ],
    )
    def test_need_not_be_handled(self, conduct_until: date | None, submitted_on: date, *, too_old: bool) -> None:
        assert conduct_too_old(conduct_until, submitted_on) is too_old


class TestTheYearOfTheOmbudsman:
    def test_ends_on_the_same_day_a_year_on(self) -> None:
        assert ombudsman_year(date(2026, 1, 5)).last_day == date(2027, 1, 5)

    def test_ends_on_a_sunday_or_a_holiday_as_well(self) -> None:
        assert ombudsman_year(date(2024, 12, 25)).last_day == date(2025, 12, 25)
        assert CALENDAR.is_rest_day(date(2025, 12, 25))

    def test_from_29_february_ends_on_the_28th(self) -> None:
        term = ombudsman_year(date(2024, 2, 29))
        assert term.starts_on == date(2024, 2, 29)
        assert term.steps == (
            Step(date(2024, 2, 29), Rule.START),
            Step(date(2025, 2, 28), Rule.YEAR, "Awb 9:24 lid 1"),
            Step(date(2025, 2, 28), Rule.LAST_DAY),
        )

    def test_from_28_february_ends_on_the_28th(self) -> None:
        assert ombudsman_year(date(2023, 2, 28)).last_day == date(2024, 2, 28)

    def test_is_a_year_from_any_day(self) -> None:
        assert year_after(date(2023, 3, 29)) == date(2024, 3, 29)
        assert year_after(date(2024, 2, 1)) == date(2025, 2, 1)
        assert year_after(date(2024, 1, 29)) == date(2025, 1, 29)
        assert year_after(date(2023, 12, 31)) == date(2024, 12, 31)


class TestAReceiptOutsideTheCalendar:
    @pytest.mark.parametrize("day", [date(2013, 12, 31), date(2999, 1, 1)])
    def test_is_refused(self, day: date) -> None:
        with pytest.raises(Unlawful, match="lies outside the calendar"):
            take_up_term(day)
        with pytest.raises(Unlawful, match="lies outside the calendar"):
            base_term(day, Procedure.COMMITTEE)
        with pytest.raises(Unlawful, match="lies outside the calendar"):
            handling_term(day, procedure=Procedure.ORDINARY)
        with pytest.raises(Unlawful, match="lies outside the calendar"):
            ombudsman_year(day)

    @pytest.mark.parametrize("day", [date(2014, 1, 1), date(2998, 12, 31)])
    def test_begins_only_there(self, day: date) -> None:
        assert take_up_term(day).starts_on == day
        assert ombudsman_year(day).starts_on == day
