"""The numbers of the generated register: what came in each month, and when each complaint ended.

Received follows the published table cell by cell. Judged is published for May 2023 alone, and so
exact there; in the other months it is invented, near the same shares.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from complaints import law
from complaints.figures.months import Month
from complaints.figures.proof import misfit
from complaints.figures.table import MonthFigures
from complaints.services.demo import timing
from complaints.vocabulary import Category, Channel, CountingBasis, OtherReason, Verdict

#: Received before the first published month, so that something can be judged in it.
BEFORE: Final = Month(2022, 7)
_RECEIVED_BEFORE: Final[Mapping[Category, int]] = {
    Category.PROCESSING_TIME: 74,
    Category.SERVICE: 66,
    Category.TREATMENT: 5,
    Category.POLICY: 3,
    Category.IT: 2,
    Category.OTHER: 2,
}
#: How many persons complain together, and how likely that is.
_COMPLAINANTS: Final = (1, 2, 3, 4, 5, 7)
_TOGETHER: Final = (70, 12, 8, 6, 3, 1)
_CHANNELS: Final = (
    *(Channel.WEB, Channel.EMAIL, Channel.LETTER, Channel.PHONE),
    *(Channel.PORTAL, Channel.COUNTER, Channel.OMBUDSMAN),
)
_LIKELY: Final = (56, 12, 17, 8, 4, 2, 1)
#: Nothing is answered in fewer working days than this after it was entered.
_AT_LEAST_DAYS: Final = 2
#: The reasons under the rest, in the proportion of May 2023.
_REST: Final[tuple[OtherReason, ...]] = (
    *(OtherReason.WITHDRAWN,) * 9,
    *(OtherReason.FORWARDED,) * 7,
    *(OtherReason.NO_JUDGMENT,) * 5,
    *(OtherReason.DECLINED,) * 4,
    *(OtherReason.SETTLED,) * 4,
)


@dataclass(frozen=True)
class Judging:
    """How many complaints end in a month: how many justified and unjustified, how many within six weeks."""

    judged: int
    justified: int
    unjustified: int
    within_six_weeks: int


#: May 2023 as published (79% of 465 is 366 to 369); the months before it invented.
JUDGED: Final[Mapping[Month, Judging]] = {
    Month(2022, 8): Judging(118, 70, 40, 101),
    Month(2022, 9): Judging(176, 104, 60, 148),
    Month(2022, 10): Judging(243, 147, 79, 202),
    Month(2022, 11): Judging(298, 180, 98, 242),
    Month(2022, 12): Judging(318, 190, 107, 251),
    Month(2023, 1): Judging(401, 244, 131, 313),
    Month(2023, 2): Judging(476, 292, 152, 368),
    Month(2023, 3): Judging(583, 357, 187, 450),
    Month(2023, 4): Judging(526, 325, 165, 411),
    Month(2023, 5): Judging(465, 290, 146, 367),
    # What was left at the end of May, so that nothing stays open for years; not compiled.
    Month(2023, 6): Judging(372, 229, 119, 285),
}
LAST: Final = Month(2023, 5)


@dataclass(eq=False)
class Case:
    """A complaint or intervention in the making: when it came in, and how it ends."""

    month: Month
    category: Category
    complainants: int
    channel: Channel
    received_on: date
    received_at: datetime | None
    entered_on: date
    six_weeks_on: date
    closes_on: date = date.max
    verdict: Verdict | None = None
    why: OtherReason | None = None

    @property
    def is_intervention(self) -> bool:
        """Whether the ombudsman asks, and nothing is judged."""
        return self.category is Category.OMBUDSMAN

    @property
    def is_late(self) -> bool:
        """Whether it ends after six weeks."""
        return self.closes_on > self.six_weeks_on


def cells(figures: MonthFigures) -> dict[Category, int]:
    """What came in by category; where the published row does not add up, Bejegening takes the difference.

    In 05/23 the row says 516 and its cells make 566: the 56 of Bejegening is almost certainly a 6.
    """
    found = {Category(category): number or 0 for category, number in figures.received.items()}
    wrong = misfit(figures)
    if wrong is not None:
        found[Category.TREATMENT] -= wrong.cells_sum - wrong.stated_total
    return found


def planned(rng: Random, published: Iterable[MonthFigures], calendar: law.Calendar) -> list[Case]:
    """Plan the whole history: what came in each published month and the one before, and how it ended."""
    cases = _received(rng, BEFORE, _RECEIVED_BEFORE, CountingBasis.COMPLAINTS, calendar)
    for figures in sorted(published, key=lambda row: row.month):
        cases += _received(rng, figures.month, cells(figures), figures.basis, calendar)
    _end(rng, [case for case in cases if not case.is_intervention], calendar)
    for case in cases:
        if case.is_intervention:
            case.closes_on = calendar.add_working_days(case.entered_on, rng.randrange(4, 19))
    return sorted(cases, key=lambda case: (case.received_on, case.entered_on))


def case_received(
    rng: Random, category: Category, complainants: int, days: Sequence[date], calendar: law.Calendar
) -> Case:
    """A case that came in on one of these days, along a way drawn by chance."""
    channel = Channel.OMBUDSMAN if category is Category.OMBUDSMAN else rng.choices(_CHANNELS, _LIKELY)[0]
    if channel not in timing.ALWAYS_OPEN and all(map(calendar.is_rest_day, days)):
        channel = Channel.WEB
    received_on, received_at = timing.receipt(rng, days, channel, calendar)
    six_weeks = law.base_term(received_on, law.Procedure.ORDINARY, calendar=calendar)
    return Case(
        month=Month.of(received_on),
        category=category,
        complainants=complainants,
        channel=channel,
        received_on=received_on,
        received_at=received_at,
        entered_on=timing.entry_day(received_on, received_at, calendar),
        six_weeks_on=six_weeks.last_day,
    )


def _received(
    rng: Random, month: Month, wanted: Mapping[Category, int], basis: CountingBasis, calendar: law.Calendar
) -> list[Case]:
    days = timing.days_between(month.first_day, month.end - timedelta(days=1))
    return [
        case_received(rng, category, together, days, calendar)
        for category, number in wanted.items()
        for together in _complainants(rng, number, category, basis)
    ]


def _complainants(rng: Random, number: int, category: Category, basis: CountingBasis) -> Iterator[int]:
    """How many persons stand behind each case, so that the count by that basis is the number."""
    left = number
    while left:
        together = 1 if category is Category.OMBUDSMAN else rng.choices(_COMPLAINANTS, _TOGETHER)[0]
        if basis is CountingBasis.COMPLAINANTS:
            together = min(together, left)
            left -= together
        else:
            left -= 1
        yield together


def _end(rng: Random, complaints: list[Case], calendar: law.Calendar) -> None:
    """Give every complaint its last day and its outcome, month by month."""
    backlog = list(complaints)
    for month, judging in JUDGED.items():
        ended = _closings(rng, backlog, month, judging, calendar)
        _judge(rng, ended, judging)
        backlog = [case for case in backlog if case.verdict is None]
    for case in backlog:
        case.closes_on = _tail_day(rng, case, calendar)
    rest = len(backlog)
    _judge(rng, backlog, Judging(rest, justified=rest * 3 // 5, unjustified=rest * 3 // 10, within_six_weeks=0))


def _tail_day(rng: Random, case: Case, calendar: law.Calendar) -> date:
    """What the last planned month left is answered in the two weeks after it, or within its six weeks."""
    first = max([*JUDGED]).end
    return calendar.add_working_days(max(first, case.entered_on), rng.randrange(_AT_LEAST_DAYS, 14))


def _closings(
    rng: Random, backlog: Iterable[Case], month: Month, judging: Judging, calendar: law.Calendar
) -> list[Case]:
    """Choose what ends in a month, late and in time, and on which working day."""
    working = [
        day
        for day in timing.days_between(month.first_day, month.end - timedelta(days=1))
        if not calendar.is_rest_day(day)
    ]
    in_time, late = {}, {}
    for case in backlog:
        earliest = calendar.add_working_days(case.entered_on, _AT_LEAST_DAYS)
        if days := [day for day in working if day > case.six_weeks_on]:
            late[case] = days
        if days := [day for day in working if earliest <= day <= case.six_weeks_on]:
            in_time[case] = days
    chosen = _oldest(rng, late, judging.judged - judging.within_six_weeks, jitter=_LATE_JITTER)
    rest = {case: days for case, days in in_time.items() if case not in chosen}
    for case in chosen:
        case.closes_on = rng.choice(late[case][:12])
    timely = _oldest(rng, rest, judging.within_six_weeks, jitter=_TIMELY_JITTER)
    for case in timely:
        case.closes_on = min(rng.choice(rest[case]) for _ in range(2))
    return [*chosen, *timely]


#: Handlers begin with the oldest, but by no means always: by so many days.
_LATE_JITTER: Final = 12
_TIMELY_JITTER: Final = 74


def _oldest(rng: Random, cases: Iterable[Case], number: int, *, jitter: int) -> list[Case]:
    urgency = {case: case.received_on.toordinal() + rng.uniform(0, jitter) for case in cases}
    return sorted(urgency, key=urgency.__getitem__)[:number]


def _judge(rng: Random, ended: list[Case], judging: Judging) -> None:
    """Give what ended its outcome: first the rest, among the quick ones; then the two verdicts."""
    number = judging.judged - judging.justified - judging.unjustified
    whole, part = divmod(number, len(_REST))
    reasons = [*_REST * whole, *rng.sample(_REST, part)]
    left = list(ended)
    for why in reasons:
        case = min(left, key=lambda each: _fitness(rng, each, why))
        case.verdict, case.why = Verdict.OTHER, why
        left.remove(case)
    left.sort(key=lambda each: _merit(rng, each))
    for index, case in enumerate(left):
        case.verdict = Verdict.JUSTIFIED if index < judging.justified else Verdict.UNJUSTIFIED


def _fitness(rng: Random, case: Case, why: OtherReason) -> float:
    """How well an ending suits a case: the lower the better."""
    days = (case.closes_on - case.received_on).days
    if why is OtherReason.NO_JUDGMENT:
        return rng.uniform(0, 40) - (10 if case.category is Category.TREATMENT else 0)
    if why is OtherReason.FORWARDED and case.category is Category.POLICY:
        return rng.uniform(-40, 0)
    return max(days - 24, 0) * 3 + rng.uniform(0, 40)


def _merit(rng: Random, case: Case) -> float:
    """Slow cases are justified more often than the others: the lower, the more likely."""
    return rng.random() - (0.35 if case.category is Category.PROCESSING_TIME else 0)
