"""Atw 1 and 3: the rest days, against almanacs that were not made by the code they check."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import holidays
import pytest

from complaints.law import CALENDAR, COVERED_FROM, COVERED_THROUGH, Calendar, RestDay, Unlawful
from complaints.law.calendar import easter, good_friday, kings_day, named_holidays
from tests.law.almanac import EQUATED, MOVABLE, knuth_easter, printed_holidays

BARE = Calendar(frozenset(), 0)


class TestTheHolidaysOfAYear:
    @pytest.mark.parametrize("year", MOVABLE)
    def test_are_those_of_the_printed_calendar(self, year: int) -> None:
        assert {*named_holidays(year), good_friday(year)} == printed_holidays(year)

    def test_are_those_of_the_holidays_package_when_every_5_may_counts(self) -> None:
        for year in range(2014, 2041):
            known = set(holidays.country_holidays("NL", years=year, categories=("public", "optional")))
            sundays = {easter(year), easter(year) + timedelta(days=49)}
            assert {*named_holidays(year), good_friday(year), *sundays} == known

    def test_follow_an_easter_that_knuth_computes_as_well(self) -> None:
        for year in range(1583, 9999):
            assert easter(year) == knuth_easter(year)

    def test_have_kings_day_on_the_26th_when_the_27th_is_a_sunday(self) -> None:
        assert kings_day(2025) == date(2025, 4, 26)
        assert kings_day(2024) == date(2024, 4, 27), "a Saturday: no substitute Monday"
        assert kings_day(2031) == date(2031, 4, 26)
        assert kings_day(2026) == date(2026, 4, 27)

    def test_are_each_known_by_name(self) -> None:
        assert [CALENDAR.rest_day(date.fromisoformat(day)) for day in NAMED] == list(NAMED.values())

    def test_lie_where_the_decrees_have_put_them(self) -> None:
        assert {str(day) for day in CALENDAR.equated} == EQUATED


NAMED = {
    "2026-01-01": RestDay.NEW_YEARS_DAY,
    "2026-04-03": RestDay.GOOD_FRIDAY,
    "2026-04-06": RestDay.EASTER_MONDAY,
    "2026-04-27": RestDay.KINGS_DAY,
    "2026-05-05": RestDay.LIBERATION_DAY,
    "2026-05-14": RestDay.ASCENSION_DAY,
    "2026-05-15": RestDay.EQUATED,
    "2026-05-25": RestDay.WHIT_MONDAY,
    "2026-12-25": RestDay.CHRISTMAS_DAY,
    "2026-12-26": RestDay.SECOND_CHRISTMAS_DAY,
    "2026-11-21": RestDay.SATURDAY,
    "2026-11-22": RestDay.SUNDAY,
    "2026-11-23": None,
}


class TestAnOrdinaryDay:
    @pytest.mark.parametrize(
        "day", ["2020-05-04", "2021-04-26", "2022-05-06", "2026-05-04", "2027-04-26", "2025-04-28"]
    )
    def test_is_one_though_it_lies_beside_a_holiday(self, day: str) -> None:
        assert not CALENDAR.is_rest_day(date.fromisoformat(day))

    def test_is_a_rest_day_where_a_decree_says_so(self) -> None:
        assert CALENDAR.is_rest_day(date(2015, 5, 4))
        assert not BARE.is_rest_day(date(2015, 5, 4))


class TestATermThatEnds:
    def test_on_an_ordinary_day_ends_there(self) -> None:
        assert CALENDAR.roll(date(2023, 5, 30)) == date(2023, 5, 30)

    def test_on_whit_monday_ends_the_next_day(self) -> None:
        assert CALENDAR.roll(date(2023, 5, 29)) == date(2023, 5, 30)

    def test_on_5_may_2027_ends_after_the_longest_run_known(self) -> None:
        assert CALENDAR.roll(date(2027, 5, 5)) == date(2027, 5, 10)

    def test_on_good_friday_2038_ends_on_wednesday(self) -> None:
        assert CALENDAR.roll(date(2038, 4, 23)) == date(2038, 4, 28)


class TestWorkingDays:
    def test_are_counted_on_over_a_weekend(self) -> None:
        assert CALENDAR.next_working_day(date(2026, 11, 20)) == date(2026, 11, 23)
        assert CALENDAR.next_working_day(date(2026, 11, 23)) == date(2026, 11, 24)

    def test_are_counted_on_over_easter(self) -> None:
        thursday = date(2026, 4, 2)
        assert CALENDAR.add_working_days(thursday, 1) == date(2026, 4, 7)
        assert CALENDAR.add_working_days(thursday, 5) == date(2026, 4, 13)

    def test_are_counted_back(self) -> None:
        assert CALENDAR.previous_working_day(date(2026, 4, 7)) == date(2026, 4, 2)
        assert CALENDAR.add_working_days(date(2026, 4, 7), -3) == date(2026, 3, 31)

    def test_start_at_a_rest_day_too(self) -> None:
        assert CALENDAR.add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)
        assert CALENDAR.add_working_days(date(2026, 11, 21), -1) == date(2026, 11, 20)

    def test_leave_a_day_where_it_is_when_none_is_counted(self) -> None:
        assert CALENDAR.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)

    def test_forth_and_back_are_each_others_mirror(self) -> None:
        day = date(2026, 1, 5)
        for number in range(1, 300):
            assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, number), -number) == day


class TestTheCalendarsBounds:
    def test_are_those_that_the_decrees_give(self) -> None:
        assert (COVERED_FROM, COVERED_THROUGH) == (2014, 2028)
        assert CALENDAR.covered_through == 2028
        assert CALENDAR.horizon == date(2028, 12, 31)

    def test_say_which_days_are_covered(self) -> None:
        assert CALENDAR.covers(date(2014, 1, 1))
        assert CALENDAR.covers(date(2028, 12, 31))
        assert not CALENDAR.covers(date(2029, 1, 1))
        assert not CALENDAR.covers(date(2013, 12, 31))

    def test_hold_every_day_from_2014_to_2999(self) -> None:
        assert CALENDAR.is_rest_day(date(2014, 1, 1))
        assert CALENDAR.rest_day(date(2999, 12, 31)) is None
        for day in date(2013, 12, 31), date(3000, 1, 1):
            with pytest.raises(Unlawful) as no:
                CALENDAR.rest_day(day)
            assert str(no.value) == (f"{day} lies outside the calendar; give a day from 2014-01-01 to 2998-12-31.")
            assert no.value.code == "outside_calendar"
            assert no.value.message == str(no.value)
            assert no.value.parameters == {"day": day, "first": date(2014, 1, 1), "last": date(2998, 12, 31)}


class TestACalendar:
    def test_is_a_value_that_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            CALENDAR.covered_through = 2031  # type: ignore[misc]  # what the test is about

    def test_equals_another_with_the_same_days_whatever_the_decrees_are_called(self) -> None:
        day = date(2029, 5, 11)
        one, other = Calendar.of({day: "KB 2028"}), Calendar.of({day: "KB 2028, Stcrt. 1"})
        assert one == other
        assert hash(one) == hash(other)
        assert one != CALENDAR

    def test_shows_its_days_and_not_the_names_of_the_decrees(self) -> None:
        assert "KB" not in repr(CALENDAR)

    def test_without_decrees_knows_the_weekends(self) -> None:
        sunday = date(2026, 11, 22)
        assert BARE.rest_day(sunday) is RestDay.SUNDAY
        assert BARE.decrees == {}
