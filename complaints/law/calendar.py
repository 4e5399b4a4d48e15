"""Which days are rest days, and where a term ends that ends on one: Algemene termijnenwet 1 and 3.

A calendar is a small value: arithmetic finds the named holidays of any year, a file holds the days
that a royal decree equates with them.  It reads no clock and no settings.  Every day here is a
calendar day in the Netherlands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Self

from complaints.law.decrees import (
    FIRST_DAY,
    LAST_DAY,
    LAST_START,
    PACKAGE_FILE,
    UnreadableDecrees,
    read_decrees,
)
from complaints.law.unlawful import Unlawful

ONE_DAY = timedelta(days=1)
SUNDAY = 6  # as date.weekday() has it


class RestDay(StrEnum):
    """Why a day is no working day; the codes are stored with a term, so they never change."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NEW_YEARS_DAY = "new_years_day"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"
    EQUATED = "equated"


WEEKEND: Mapping[int, RestDay] = {5: RestDay.SATURDAY, SUNDAY: RestDay.SUNDAY}


def easter(year: int) -> date:
    """Easter Sunday (eerste Paasdag) of the Gregorian calendar: Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late_moon = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late_moon + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """Atw 3 lid 1: King's Day as celebrated: 27 April, or the 26th when the 27th is a Sunday."""
    birthday = date(year, 4, 27)
    return birthday - ONE_DAY if birthday.weekday() == SUNDAY else birthday


def named_holidays(year: int) -> Mapping[date, RestDay]:
    """Atw 3 lid 1: the generally recognised holidays (algemeen erkende feestdagen) of a year.

    5 May is one in every year, whatever the collective agreements say.
    """
    sunday = easter(year)
    return {
        date(year, 1, 1): RestDay.NEW_YEARS_DAY,
        sunday + timedelta(days=1): RestDay.EASTER_MONDAY,
        kings_day(year): RestDay.KINGS_DAY,
        sunday + timedelta(days=39): RestDay.ASCENSION_DAY,
        date(year, 5, 5): RestDay.LIBERATION_DAY,
        sunday + timedelta(days=50): RestDay.WHIT_MONDAY,
        date(year, 12, 25): RestDay.CHRISTMAS_DAY,
        date(year, 12, 26): RestDay.SECOND_CHRISTMAS_DAY,
    }


def good_friday(year: int) -> date:
    """Atw 3 lid 2: Good Friday (Goede Vrijdag), which the act equates with the holidays."""
    return easter(year) - timedelta(days=2)


def named_rest_day(day: date) -> RestDay | None:
    """Atw 1 lid 1: why no term ends on this day, but for the decrees; None where one may."""
    return _holidays(day.year).get(day) or WEEKEND.get(day.weekday())


@cache
def _holidays(year: int) -> Mapping[date, RestDay]:
    return MappingProxyType({**named_holidays(year), good_friday(year): RestDay.GOOD_FRIDAY})


@dataclass(frozen=True)
class Calendar:
    """The rest days of the act, and the arithmetic of ends and of working days over them.

    ``equated`` are the days of the decrees (Atw 3 lid 3), ``covered_through`` is the last year for
    which there is one.  Later years are computed without any.  Days from 2014 to 2999 are known;
    any other is refused (Unlawful, code ``outside_calendar``).
    """

    equated: frozenset[date]
    covered_through: int
    decrees: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, decrees: Mapping[date, str]) -> Self:
        """Atw 3 lid 3: the calendar with these equated days, covered through their last year."""
        return cls(frozenset(decrees), max(decrees).year, decrees)

    @classmethod
    def from_csv(cls, path: Path) -> Self:
        """Atw 3 lid 3: the calendar of one file alone.

        Raises UnreadableDecrees, as read_decrees does, and for a day that is a rest day already:
        no decree equates one, so it is a slip of the pen.
        """
        decrees = read_decrees(path)
        for day in decrees:
            if already := named_rest_day(day):
                raise UnreadableDecrees(f"{path}: {day} is a rest day already ({already}); correct it.")
        return cls.of(decrees)

    def including(self, newer: Self) -> Self:
        """Atw 3 lid 3: this calendar with the days of a newer decree added."""
        return self.of({**self.decrees, **newer.decrees})

    @property
    def horizon(self) -> date:
        """The last day for which the decrees are known."""
        return date(self.covered_through, 12, 31)

    def covers(self, day: date) -> bool:
        """Whether the decrees for this day are known; beyond it a day may yet be equated."""
        return FIRST_DAY <= day <= self.horizon

    def rest_day(self, day: date) -> RestDay | None:
        """Atw 1 lid 1: why no term ends on this day, or None for a day on which it may."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise outside_calendar(day)
        return named_rest_day(day) or (RestDay.EQUATED if day in self.equated else None)

    def is_rest_day(self, day: date) -> bool:
        """Atw 1 lid 1: whether this is a Saturday, a Sunday, a holiday or a day equated with one."""
        return self.rest_day(day) is not None

    def roll(self, day: date) -> date:
        """Atw 1 lid 1: the end of a term: this day, or the first after it that is no rest day."""
        while self.is_rest_day(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after this day."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before this day."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, number: int) -> date:
        """Count so many working days on from this day, or back when the number is negative.

        The day itself is not counted and may be a rest day: 1 is the first working day after it,
        -3 the third before it, and 0 gives the day back unchanged.
        """
        step = ONE_DAY if number > 0 else -ONE_DAY
        left = abs(number)
        while left:
            day += step
            left -= not self.is_rest_day(day)
        return day


def outside_calendar(day: date) -> Unlawful:
    """The refusal of a day on which the calendar is not sound."""
    return Unlawful(
        f"{day} lies outside the calendar; give a day from {FIRST_DAY} to {LAST_START}.",
        code="outside_calendar",
        parameters={"day": day, "first": FIRST_DAY, "last": LAST_START},
    )


def calendar_with(newer: Path | None) -> Calendar:
    """Atw 3 lid 3: the calendar as released, with the days of a newer decree file where one is given.

    Raises UnreadableDecrees for a file that cannot be used.
    """
    return CALENDAR if newer is None else CALENDAR.including(Calendar.from_csv(newer))


#: The calendar as released.
CALENDAR = Calendar.from_csv(PACKAGE_FILE)
#: The years for which the released calendar holds every decree.
COVERED_FROM, COVERED_THROUGH = FIRST_DAY.year, CALENDAR.covered_through
