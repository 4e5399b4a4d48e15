"""The generated history: every case of the plan told to its end, with void, repeated and reopened ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from complaints import law
from complaints.services.demo import texts, timing
from complaints.services.demo.arrivals import PLAIN, Wish, told
from complaints.services.demo.cast import coordinator
from complaints.services.demo.handling import Work
from complaints.services.demo.plan import Case
from complaints.services.demo.stories import Story, Voided
from complaints.vocabulary import Channel, DeclineGround, OtherReason, Verdict

_GROUNDS: Final = (
    *(DeclineGround.OVER_A_YEAR, DeclineGround.OBJECTION),
    *(DeclineGround.APPEAL, DeclineGround.MINOR, DeclineGround.COURT),
)
#: How many of a hundred registrations repeat an earlier complaint, are void, or were reopened.
_REPEATED, _VOID, _REOPENED = 0.02, 0.012, 0.03
_REMARKED: Final = 0.03
#: An intervention is about a complaint of our own this often.
_ABOUT_OURS: Final = 0.4
#: Of how many earlier complaints the one that is repeated is chosen.
_REMEMBERED: Final = 300
_COMMITTEE: Final = 0.1
_LONG: Final = timedelta(days=55)
_WEEK: Final = 7
_HEARD_WITHIN: Final = timedelta(days=18)
_MOST_WEEKS: Final = 4


class History:
    """Tells the cases of a plan one by one, in the order of receipt, and remembers them."""

    def __init__(self, rng: Random, calendar: law.Calendar) -> None:
        """Draw by this chance, count by this calendar."""
        self._rng = rng
        self._calendar = calendar
        self._ended: list[tuple[Case, Story]] = []

    def tell(self, cases: Sequence[Case]) -> list[Story]:
        """Every case as a story; a few are followed by a void registration."""
        stories = []
        for case in cases:
            story = self._intervention(case) if case.is_intervention else self._complaint(case)
            stories.append(story)
            if not case.is_intervention:
                self._ended.append((case, story))
                if self._rng.random() < _VOID:
                    stories.append(void(self._rng, story, self._calendar))
        return stories

    def _complaint(self, case: Case) -> Story:
        earlier = self._earlier(case) if self._rng.random() < _REPEATED else None
        ground = self._rng.choice(_GROUNDS) if case.why is OtherReason.DECLINED else None
        wish = replace(
            PLAIN,
            repeats=earlier,
            too_old=ground is DeclineGround.OVER_A_YEAR,
            committee=case.is_late and self._rng.random() < _COMMITTEE,
        )
        work = Work(self._rng, case, told(self._rng, case, wish), self._calendar, past=True)
        handle(work, ground)
        return work.story()

    def _intervention(self, case: Case) -> Story:
        about = self._rng.choice(self._ended[-_REMEMBERED:])[1] if self._rng.random() < _ABOUT_OURS else None
        work = Work(self._rng, case, told(self._rng, case, Wish(about=about)), self._calendar, past=True)
        work.answer(case.closes_on)
        return work.story()

    def _earlier(self, case: Case) -> Story | None:
        """A complaint of as many people that had ended when this one came in."""
        found = [
            story
            for other, story in self._ended[-_REMEMBERED:]
            if other.closes_on < case.received_on
            and (other.category, other.complainants) == (case.category, case.complainants)
        ]
        return self._rng.choice(found) if found else None


def handle(work: Work, ground: DeclineGround | None = None) -> None:
    """Bring a complaint to the end that is planned for it."""
    case, rng = work.case, work.rng
    work.acknowledge(at_most=case.closes_on)
    work.assign(at_most=case.closes_on)
    if case.why is not None and case.why is not OtherReason.NO_JUDGMENT:
        work.end(case.why, case.closes_on, ground=ground or "")
        return
    judged_on = max(
        work.calendar.add_working_days(case.closes_on, -rng.randrange(3)), min(work.last_day(), case.closes_on)
    )
    work.take_up(at_most=judged_on)
    work.send_round(at_most=judged_on)
    if rng.random() < _REMARKED:
        work.note(work.last_day())
    if case.is_late:
        _delay(work)
    verdict = case.verdict or Verdict.OTHER
    work.hear(at_most=min(judged_on, max(work.last_day(), work.working(case.received_on + _HEARD_WITHIN))))
    if work.has_committee:
        work.advise(verdict, at_most=judged_on)
    if case.closes_on - case.received_on > _LONG and rng.random() < _REOPENED:
        _close_too_soon(work, verdict)
    work.judge(verdict, judged_on)
    work.close(case.closes_on)


def _delay(work: Work) -> None:
    """What was done about a term that was too short: extended, agreed, extended too late, or nothing."""
    case, rng = work.case, work.rng
    weeks = -(-(case.closes_on - case.six_weeks_on).days // _WEEK)
    chance = rng.random()
    if work.told.arrival.procedure_basis or chance > 0.75:
        return
    if chance < 0.07:
        work.consent(case.closes_on + timedelta(days=rng.randrange(6)), _before(work, case.six_weeks_on))
    elif chance < 0.1:
        late_on = work.calendar.add_working_days(case.six_weeks_on, 1)
        if late_on < case.closes_on:
            work.extend(min(weeks, _MOST_WEEKS), late_on)
    else:
        work.extend(min(weeks, _MOST_WEEKS), _before(work, case.six_weeks_on))
        if weeks > _MOST_WEEKS:
            agreed_on = _before(work, case.six_weeks_on + timedelta(weeks=_MOST_WEEKS - 1))
            work.consent(case.closes_on + timedelta(days=rng.randrange(1, 9)), agreed_on)


def _before(work: Work, day: date) -> date:
    """A working day shortly before a last day."""
    return work.working(day - timedelta(days=work.rng.randrange(2, 10)))


def _close_too_soon(work: Work, verdict: Verdict) -> None:
    """Answered once already, and reopened when new facts came; the second answer counts."""
    first = work.not_before(work.working(work.case.closes_on - timedelta(days=25)))
    work.judge(Verdict.UNJUSTIFIED if not work.told.arrival.parts else verdict, first)
    work.close(first)
    work.reopen(work.not_before(work.working(work.case.closes_on - timedelta(days=14))))


def void(rng: Random, story: Story, calendar: law.Calendar) -> Story:
    """The same complaint once more along another way, registered by mistake and declared void."""
    arrival = story.arrival
    day = calendar.next_working_day(arrival.received_on)
    by = coordinator(arrival.unit)
    desk = timing.Desk(rng, timing.moment(day, 9))
    registered_at = desk.at(day)
    is_duplicate = rng.random() < 0.75
    reason = texts.answers()["reasons"]["duplicate" if is_duplicate else "mistake"]
    return Story(
        arrival=replace(arrival, received_on=day, received_at=None, channel=Channel.LETTER, repeats=None),
        registered_at=registered_at,
        registered_by=by,
        deeds=(
            Voided(
                at=desk.at(calendar.next_working_day(day)),
                by=by,
                reason=reason,
                original=story if is_duplicate else None,
            ),
        ),
    )
