"""The term to decide on an application (beslistermijn), and what it makes of a complaint about delay.

The day of the application is day 0.  A term in months ends on the day of the same number, or on
the last day of a shorter month.  What it was extended by (Awb 4:14) is counted with it, and each
day that it stood still (Awb 4:15) moves its end by one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from complaints.law.calendar import CALENDAR, Calendar
from complaints.law.steps import Rule
from complaints.law.terms import LONGEST_ROLLED_WEEKS, require_within, roll_end

#: Atw 4: art. 1 does not hold for terms of more than three months.
LONGEST_ROLLED_MONTHS = 3


class DecisionUnit(StrEnum):
    """In what a term to decide is counted (eenheid van de beslistermijn)."""

    WEEKS = "weeks"
    MONTHS = "months"


class DecisionRule(StrEnum):
    """What a step towards the last day to decide does; rest days keep the codes of ``Rule``."""

    APPLIED = "applied"  # day 0
    TERM = "term"  # day: the end of the term itself; amount
    EXTENDED = "extended"  # day: the end with the extension; amount
    PAUSED = "paused"  # day: the end after standing still; amount, in days
    REST_DAY = Rule.REST_DAY.value  # day: one that is skipped; name
    NOT_ROLLED = Rule.NOT_ROLLED.value  # day: a rest day on which the term ends all the same; name
    LAST_DAY = Rule.LAST_DAY.value  # day: where the term ends


class DelayReason(StrEnum):
    """Why a complaint about delay is proposed to be justified or not (reden van het voorstel)."""

    NO_DECISION = "no_decision"
    DECIDED_LATE = "decided_late"
    DECIDED_IN_TIME = "decided_in_time"
    TERM_STILL_RAN = "term_still_ran"


@dataclass(frozen=True)
class DecisionStep:
    """One step: the day it leads to, the rule, its article, how much, and the code of a rest day."""

    day: date
    rule: DecisionRule
    article: str = ""
    amount: int = 0
    name: str = ""


@dataclass(frozen=True)
class DecisionTerm:
    """The term to decide (beslistermijn): day 0, the last day, and the steps between them."""

    applied_on: date
    last_day: date
    steps: tuple[DecisionStep, ...]


@dataclass(frozen=True)
class ProcessingProposal:
    """A proposed verdict (voorstel): its code, why, and by how many calendar days it was late."""

    verdict: str
    reason: DelayReason
    days_late: int
    term: DecisionTerm


def decision_term(
    applied_on: date,
    *,
    term: int,
    unit: str,
    extended: int = 0,
    paused_days: int = 0,
    calendar: Calendar = CALENDAR,
) -> DecisionTerm:
    """Awb 4:13: the last day to decide on an application (beslistermijn).

    ``term`` and ``extended`` (Awb 4:14) count in ``unit``, weeks or months; ``paused_days`` are
    the calendar days that it stood still (Awb 4:15).  The end rolls (Atw 1), but for terms of more
    than twelve weeks or three months, extension included (Atw 4).  Raises Unlawful outside the
    calendar, ValueError for another unit, for a term below one and for a negative number.
    """
    counted = DecisionUnit(unit)
    if term < 1 or extended < 0 or paused_days < 0:
        raise ValueError("A term to decide is at least one; an extension and a pause are not negative.")
    require_within(applied_on)
    end = _after(applied_on, term, counted)
    steps = [DecisionStep(applied_on, DecisionRule.APPLIED), DecisionStep(end, DecisionRule.TERM, "Awb 4:13", term)]
    if extended:
        end = _after(applied_on, term + extended, counted)
        steps.append(DecisionStep(end, DecisionRule.EXTENDED, "Awb 4:14", extended))
    if paused_days:
        end += timedelta(days=paused_days)
        steps.append(DecisionStep(end, DecisionRule.PAUSED, "Awb 4:15", paused_days))
    last_day, rolled = roll_end(end, _weeks_to_roll_by(term + extended, counted), calendar)
    steps += [DecisionStep(step.day, DecisionRule(step.rule.value), step.article, name=step.name) for step in rolled]
    steps.append(DecisionStep(last_day, DecisionRule.LAST_DAY))
    return DecisionTerm(applied_on, last_day, tuple(steps))


def processing_proposal(term: DecisionTerm, *, received_on: date, decided_on: date | None) -> ProcessingProposal:
    """Awb 4:13: the verdict to propose on a complaint about the time that a decision took.

    Justified where the decision came after the last day, or had not come when the complaint was
    received after it; else unjustified.  A person decides; this only counts.
    """
    if decided_on is not None:
        late = (decided_on - term.last_day).days
        reason = DelayReason.DECIDED_LATE if late > 0 else DelayReason.DECIDED_IN_TIME
    else:
        late = (received_on - term.last_day).days
        reason = DelayReason.NO_DECISION if late > 0 else DelayReason.TERM_STILL_RAN
    return ProcessingProposal("justified" if late > 0 else "unjustified", reason, max(late, 0), term)


def _after(day: date, amount: int, unit: DecisionUnit) -> date:
    if unit is DecisionUnit.WEEKS:
        return day + timedelta(weeks=amount)
    years, month = divmod(day.month - 1 + amount, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weeks_to_roll_by(amount: int, unit: DecisionUnit) -> int:
    if unit is DecisionUnit.WEEKS:
        return amount
    return LONGEST_ROLLED_WEEKS if amount <= LONGEST_ROLLED_MONTHS else LONGEST_ROLLED_WEEKS + 1
