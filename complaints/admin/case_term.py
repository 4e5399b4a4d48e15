"""The term of a complaint as a bar: what it began with, what was added, what is used, what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.law.calendar import ONE_DAY
from complaints.law.steps import Rule, Step
from complaints.law.terms import MOST_EXTENSION_WEEKS
from complaints.models import Clock

#: The bar is so many units wide, whatever the screen makes of it.
WIDTH = 1000


@dataclass(frozen=True)
class Stretch:
    """A stretch of the bar: ``term``, ``extension`` or ``consent``; from where, how wide, and its last day."""

    kind: str
    start: int
    width: int
    until: date

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + self.width


@dataclass(frozen=True)
class Bar:
    """A term from its first day to its last, seen from one day: today, or the day on which it was met."""

    stretches: Sequence[Stretch]
    seen_from: date
    seen_at: int
    day_number: int
    days: int
    extension_weeks: int

    @property
    def is_over(self) -> bool:
        """Whether the last day had passed."""
        return self.day_number > self.days

    @property
    def late_from(self) -> int:
        """Where being late begins."""
        return self.stretches[-1].end

    @property
    def late_width(self) -> int:
        """How wide being late is."""
        return max(0, self.seen_at - self.late_from)

    @property
    def days_left(self) -> int:
        """How many days were left on that day; none once it is over."""
        return max(0, self.days - self.day_number)

    @property
    def weeks_left(self) -> int:
        """How many weeks the law would still let it be extended by (9:11 lid 2)."""
        return max(0, MOST_EXTENSION_WEEKS - self.extension_weeks)


def bar_of(clock: Clock, steps: Iterable[Step], *, today: date) -> Bar:
    """Draw a clock: as it stands today, or as it stood when its duty was done."""
    seen_from = max(clock.met_on or today, clock.starts_on)
    steps = list(steps)
    whole = max((max(clock.ends_on, seen_from) - clock.starts_on).days, 1)

    def at(day: date) -> int:
        return round((day - clock.starts_on).days * WIDTH / whole)

    stretches: list[Stretch] = []
    for kind, until in _ends(clock, steps):
        start = stretches[-1].end if stretches else 0
        stretches.append(Stretch(kind, start, max(at(until) - start, 0), until))
    return Bar(
        stretches=stretches,
        seen_from=seen_from,
        seen_at=at(seen_from),
        day_number=(seen_from - clock.starts_on).days,
        days=(clock.ends_on - clock.starts_on).days,
        extension_weeks=sum(step.weeks for step in steps if step.rule is Rule.EXTENSION),
    )


def _ends(clock: Clock, steps: Iterable[Step]) -> list[tuple[str, date]]:
    """Where each stretch ends: a rest day at its end moves it on; the last ends where the clock does."""
    ends: list[tuple[str, date]] = []
    for step in steps:
        if step.rule in _KINDS:
            ends.append((_KINDS[step.rule], step.day))
        elif step.rule is Rule.REST_DAY and ends:
            ends[-1] = (ends[-1][0], step.day + ONE_DAY)
    kind = ends.pop()[0] if ends else "term"
    return [(name, min(day, clock.ends_on)) for name, day in ends] + [(kind, clock.ends_on)]


_KINDS = {Rule.TERM: "term", Rule.EXTENSION: "extension", Rule.CONSENT: "consent"}
