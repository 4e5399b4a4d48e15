"""The generated present: open complaints around today, so that the desk and the alerts have work.

Everything happened before today, on the last working day at the latest; so nothing lies in the
future at whatever hour the demonstration is made.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from complaints import law
from complaints.services.demo import cast, timing
from complaints.services.demo.arrivals import PLAIN, Wish, told
from complaints.services.demo.handling import Work
from complaints.services.demo.history import handle, void
from complaints.services.demo.plan import Case, case_received
from complaints.services.demo.stories import Story
from complaints.vocabulary import Category, OtherReason, Verdict

_CATEGORIES: Final = (
    *(Category.PROCESSING_TIME, Category.SERVICE, Category.TREATMENT),
    *(Category.POLICY, Category.IT, Category.OTHER),
)
_LIKELY: Final = (66, 24, 4, 2, 2, 2)
_SIX_WEEKS: Final = timedelta(weeks=6)
_OUTCOMES: Final = (
    *((Verdict.JUSTIFIED, None),) * 31,
    *((Verdict.UNJUSTIFIED, None),) * 16,
    (Verdict.OTHER, OtherReason.WITHDRAWN),
    (Verdict.OTHER, OtherReason.SETTLED),
    (Verdict.OTHER, OtherReason.FORWARDED),
    (Verdict.OTHER, OtherReason.NOT_A_COMPLAINT),
)
#: How often a handler leaves a remark.
_REMARKED: Final = 0.25


class Present:
    """Tells what is open on a day, group by group."""

    def __init__(self, rng: Random, today: date, calendar: law.Calendar) -> None:
        """Draw by this chance, around this day, by this calendar."""
        self._rng = rng
        self._today = today
        self._calendar = calendar
        self._yesterday = calendar.previous_working_day(today)
        self._closed: list[Story] = []

    def tell(self) -> list[Story]:
        """Everything of the last eight weeks, in the order of receipt."""
        stories = list(self._stories())
        return sorted(stories, key=lambda story: (story.arrival.received_on, story.registered_at))

    def _stories(self) -> Iterator[Story]:
        yield from self._many(60, (15, 56), self._ended)
        yield from self._many(18, (50, 60), self._overdue)
        yield from self._due(6, [self._calendar.roll(self._today)])
        yield from self._due(24, self._coming_week())
        yield from self._many(66, (9, 34), self._in_handling)
        yield from self._many(12, (18, 38), self._ready)
        yield from self._many(22, (33, 56), self._extended)
        yield from self._many(6, (46, 58), self._agreed)
        yield from self._many(8, (20, 60), self._with_committee)
        yield from self._many(30, (1, 6), self._new)
        yield from self._many(6, (12, 35), self._new)
        yield from self._many(28, (4, 12), self._assigned)
        yield from self._many(5, (3, 13), self._repeated)
        yield from self._many(4, (10, 30), self._with_long_name)
        yield from self._many(8, (10, 30), self._in_parts)
        for answer_in, number in ((-1, 1), (0, 2), (3, 3), (12, 4)):
            for _ in range(number):
                yield self._intervention(answer_in)
        for story in self._closed[:3]:
            yield void(self._rng, story, self._calendar)

    def _many(self, number: int, days_ago: tuple[int, int], group: Callable[[Case], Story]) -> Iterator[Story]:
        """So many complaints that came in this many days ago."""
        first, last = (self._today - timedelta(days=days) for days in reversed(days_ago))
        days = [day for day in timing.days_between(first, last) if day <= self._yesterday] or [self._yesterday]
        for _ in range(number):
            yield group(self._case(days))

    def _due(self, number: int, last_days: Sequence[date]) -> Iterator[Story]:
        """So many complaints of which the six weeks end on these (working) days."""
        for index in range(number):
            received_on = last_days[index % len(last_days)] - _SIX_WEEKS
            case = self._case([received_on])
            yield self._ready(case) if index % 6 == 5 else self._in_handling(case)

    def _coming_week(self) -> list[date]:
        days = timing.days_between(self._today + timedelta(days=1), self._today + timedelta(days=7))
        return [day for day in days if not self._calendar.is_rest_day(day)]

    def _case(self, days: Sequence[date], category: Category | None = None) -> Case:
        """A case that came in on one of these days and was entered before today."""
        category = category or self._rng.choices(_CATEGORIES, _LIKELY)[0]
        together = self._rng.choices((1, 2, 3, 4), (80, 9, 6, 5))[0] if category is not Category.OMBUDSMAN else 1
        case = case_received(self._rng, category, together, days, self._calendar)
        if case.entered_on > self._yesterday:
            case = case_received(self._rng, category, together, [self._yesterday], self._calendar)
            case.entered_on = self._yesterday
            case.received_at = case.received_at and timing.moment(self._yesterday, 8, self._rng.randrange(30))
        return case

    def _work(self, case: Case, wish: Wish = PLAIN) -> Work:
        return Work(self._rng, case, told(self._rng, case, wish), self._calendar, past=False)

    def _begun(self, case: Case, wish: Wish = PLAIN) -> Work:
        """Acknowledged, assigned, taken up, and sent round as far as the days allow."""
        work = self._work(case, wish)
        work.acknowledge(at_most=self._yesterday)
        work.assign(at_most=self._yesterday)
        work.take_up(at_most=self._yesterday)
        work.apply()
        work.send_round(at_most=self._yesterday)
        if self._rng.random() < _REMARKED:
            work.note(work.day(self._rng.randrange(5, 20), at_most=self._yesterday))
        return work

    def _ended(self, case: Case) -> Story:
        earliest = self._calendar.add_working_days(case.entered_on, 4)
        days = timing.days_between(earliest, self._yesterday)
        case.closes_on = self._rng.choice([day for day in days if not self._calendar.is_rest_day(day)])
        case.verdict, case.why = self._rng.choice(_OUTCOMES)
        work = self._work(case)
        handle(work)
        story = work.story()
        self._closed.append(story)
        return story

    def _overdue(self, case: Case) -> Story:
        work = self._begun(case)
        if self._rng.random() < 0.15:
            work.extend(2, min(self._calendar.add_working_days(case.six_weeks_on, 1), self._yesterday))
        if self._rng.random() < 0.2:
            work.hear(at_most=self._yesterday)
            work.judge(Verdict.JUSTIFIED, self._yesterday)
        return work.story()

    def _in_handling(self, case: Case) -> Story:
        return self._begun(case).story()

    def _ready(self, case: Case) -> Story:
        work = self._begun(case)
        work.hear(at_most=self._yesterday)
        verdict = self._rng.choice((Verdict.JUSTIFIED, Verdict.JUSTIFIED, Verdict.UNJUSTIFIED))
        work.judge(verdict, work.day(self._rng.randrange(12, 26), at_most=self._yesterday))
        return work.story()

    def _extended(self, case: Case) -> Story:
        work = self._begun(case)
        notified_on = work.working(case.received_on + timedelta(days=self._rng.randrange(30, 40)))
        work.extend(self._rng.choice((3, 4, 4)), min(notified_on, self._yesterday))
        return work.story()

    def _agreed(self, case: Case) -> Story:
        work = self._begun(case)
        until = self._today + timedelta(days=self._rng.randrange(21))
        work.consent(until, work.working(case.received_on + timedelta(days=38)))
        return work.story()

    def _with_committee(self, case: Case) -> Story:
        return self._begun(case, Wish(committee=True)).story()

    def _new(self, case: Case) -> Story:
        """Nobody has it yet; half of them are acknowledged."""
        work = self._work(case)
        if self._rng.random() < 0.5:
            work.acknowledge(at_most=self._yesterday)
        return work.story()

    def _assigned(self, case: Case) -> Story:
        work = self._work(case)
        work.acknowledge(at_most=self._yesterday)
        work.assign(at_most=self._yesterday)
        return work.story()

    def _repeated(self, case: Case) -> Story:
        earlier = self._rng.choice([story for story in self._closed if story.arrival.complainants == 1])
        case.complainants, case.category = 1, earlier.arrival.category
        work = self._work(case, Wish(repeats=earlier))
        work.acknowledge(at_most=self._yesterday)
        return work.story()

    def _with_long_name(self, case: Case) -> Story:
        return self._begun(case, Wish(long_name=True)).story()

    def _in_parts(self, case: Case) -> Story:
        return self._begun(case, Wish(in_parts=True)).story()

    def _intervention(self, answer_in: int) -> Story:
        days = timing.days_between(self._today - timedelta(days=20), self._today - timedelta(days=12))
        case = self._case([day for day in days if not self._calendar.is_rest_day(day)], Category.OMBUDSMAN)
        about = self._rng.choice(self._closed) if self._rng.random() < 0.5 else None
        wish = Wish(about=about, answer_on=self._today + timedelta(days=answer_in))
        work = self._work(case, wish)
        if self._rng.random() < 0.4:
            work.note(self._yesterday, by=cast.LIAISON)
        return work.story()
