"""Calendar months, and the unit that a month counts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Self

from complaints.vocabulary import CountingBasis

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_SHORT: Final = re.compile(r"([0-9]{2})/([0-9]{2})", re.ASCII)
_CENTURY: Final = 2000  # the page writes 05/23 for May 2023; it began in this century
_MONTHS_A_YEAR: Final = 12


class NotAMonth(ValueError):
    """The text or the pair of numbers names no calendar month; the message is the text."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month in Europe/Amsterdam, ordered in time; ``str`` gives ``2023-05``.

    Raises ``NotAMonth`` for a number of the month outside 1 to 12 or a year outside 1 to 9998.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= _MONTHS_A_YEAR and date.min.year <= self.year < date.max.year):
            raise NotAMonth(f"{self.year:04}-{self.number:02}")

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which a (local) day falls."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2023-05``, or ``05/23`` as the published page writes it."""
        if iso := _ISO.fullmatch(text):
            return cls(int(iso[1]), int(iso[2]))
        if short := _SHORT.fullmatch(text):
            return cls(_CENTURY + int(short[2]), int(short[1]))
        raise NotAMonth(text)

    @property
    def short(self) -> str:
        """The head that the published page gives it: ``05/23``."""
        return f"{self.number:02}/{self.year % 100:02}"

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """The first day after the month: the open end of its range of days."""
        return (self.first_day + timedelta(days=31)).replace(day=1)

    @property
    def next(self) -> "Month":
        """The month after this one."""
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        """The month before this one."""
        return self.plus(-1)

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier where negative."""
        year, index = divmod(self.year * _MONTHS_A_YEAR + self.number - 1 + months, _MONTHS_A_YEAR)
        return Month(year, index + 1)

    def through(self, last: "Month") -> tuple["Month", ...]:
        """This month up to and including ``last``, oldest first; none where ``last`` is earlier."""
        distance = (last.year - self.year) * _MONTHS_A_YEAR + last.number - self.number
        return tuple(self.plus(step) for step in range(distance + 1))


@dataclass(frozen=True, slots=True)
class DatedBasis:
    """The dated setting of what a month counts (telgrondslag): since which day, which unit.

    The basis of a figure follows the month of that figure, so a complaint received under the
    old basis and judged under the new one is weighted in the one and not in the other. Before
    the first day of the setting its first unit holds.
    """

    since: Sequence[tuple[date, str]]

    def of(self, month: Month) -> CountingBasis:
        """The unit counted in that month: the one that held on its first day."""
        dated = sorted(self.since)
        _, basis = dated[0]
        for day, unit in dated:
            if day <= month.first_day:
                basis = unit
        return CountingBasis(basis)

    def breaks(self, months: Iterable[Month]) -> tuple[Month, ...]:
        """The months of a series, oldest first, that count another unit than the month before
        them in the series: there the figures may not be compared without saying so.
        """
        return tuple(later for earlier, later in pairwise(sorted(months)) if self.of(earlier) is not self.of(later))
