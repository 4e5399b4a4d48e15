"""The terms of Awb title 9.1: four weeks, six or ten weeks, and the year.

The day of receipt is day 0 and a term ends at 24:00 on its last day, in the Netherlands.  Receipt
never rolls; an end does (Atw 1), but for terms of more than twelve weeks or in years (Atw 4).
Every day goes in and comes out as a calendar day; ``days`` turns moments into days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from complaints.law.calendar import CALENDAR, ONE_DAY, Calendar, outside_calendar
from complaints.law.decrees import FIRST_DAY, LAST_START
from complaints.law.steps import Rule, Step

#: Awb 9:8 lid 3: within four weeks after receipt.
NOTICE_WEEKS = 4
#: Awb 9:11 lid 1: within six weeks after receipt.
ORDINARY_WEEKS = 6
#: Awb 9:11 lid 1: within ten weeks where afdeling 9.1.3 applies, with an advisory committee.
COMMITTEE_WEEKS = 10
#: Awb 9:11 lid 2: for at most four weeks.
MOST_EXTENSION_WEEKS = 4
#: Atw 4: art. 1 does not hold for terms of more than twelve weeks.
LONGEST_ROLLED_WEEKS = 12
#: So many days of receipt are remembered: more than twenty years of them, in a few megabytes.
REMEMBERED = 8192


class Procedure(StrEnum):
    """Awb 9:11 lid 1: which procedure sets the term (procedure)."""

    ORDINARY = "ordinary"
    COMMITTEE = "committee"


WEEKS = {Procedure.ORDINARY: ORDINARY_WEEKS, Procedure.COMMITTEE: COMMITTEE_WEEKS}


@dataclass(frozen=True)
class Term:
    """A term: day 0, the last day, and the steps from the one to the other."""

    starts_on: date
    last_day: date
    steps: tuple[Step, ...]


def take_up_term(received_on: date, *, calendar: Calendar = CALENDAR) -> Term:
    """Awb 9:8 lid 3: the last day for the notice of not handling (niet in behandeling nemen).

    Four weeks after receipt, rolled.  Taking the complaint up meets it as well; and it is the
    lawful last day of a complaint that is declined.  Raises Unlawful for a receipt before 2014.
    """
    return _take_up_term(received_on, calendar)


def base_term(received_on: date, procedure: Procedure, *, calendar: Calendar = CALENDAR) -> Term:
    """Awb 9:11 lid 1: the last day to handle (afhandelen), before any extension or consent.

    Six weeks after receipt, or ten with an advisory committee, rolled.  Raises Unlawful for a
    receipt before 2014.
    """
    return _base_term(received_on, procedure, calendar)


def conduct_too_old(conduct_until: date | None, submitted_on: date) -> bool:
    """Awb 9:8 lid 1 onder b: whether the conduct (gedraging) is more than a year before submission.

    Takes the last day of the conduct, or None where it goes on.  The year never rolls (Atw 4).
    """
    if conduct_until is None or conduct_until > submitted_on:
        return False
    return submitted_on > year_after(conduct_until)


def ombudsman_year(ended_on: date) -> Term:
    """Awb 9:24 lid 1: the last day to turn to the ombudsman (verzoekschrift), one year.

    Takes the day on which the closing letter left, on which the handling ended in another way, or
    on which it should have ended.  Never rolls (Atw 4), so it needs no calendar.  Raises Unlawful
    for a day before 2014.
    """
    require_within(ended_on)
    end = year_after(ended_on)
    year = Step(end, Rule.YEAR, "Awb 9:24 lid 1")
    return Term(ended_on, end, (Step(ended_on, Rule.START), year, Step(end, Rule.LAST_DAY)))


def year_after(day: date) -> date:
    """Atw 4: the same day a year on; from 29 February it is 28 February, and it never rolls."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def roll_end(end: date, total_weeks: int, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    """Atw 4: where a term of so many weeks in all ends that would end on this day, and the steps.

    A term of up to twelve weeks rolls over rest days (Atw 1 lid 1), a longer one ends as it falls.
    """
    if total_weeks > LONGEST_ROLLED_WEEKS:
        name = calendar.rest_day(end)
        return end, (Step(end, Rule.NOT_ROLLED, "Atw 4", name=name),) if name else ()
    steps = []
    while name := calendar.rest_day(end):
        steps.append(Step(end, Rule.REST_DAY, "Atw 1 lid 1", name=name))
        end += ONE_DAY
    return end, tuple(steps)


def require_within(day: date) -> None:
    """Refuse a day from which the calendar cannot count: Unlawful, code ``outside_calendar``."""
    if not FIRST_DAY <= day <= LAST_START:
        raise outside_calendar(day)


@lru_cache(maxsize=REMEMBERED)
def _take_up_term(received_on: date, calendar: Calendar) -> Term:
    return _from_receipt(received_on, NOTICE_WEEKS, "Awb 9:8 lid 3", calendar)


@lru_cache(maxsize=REMEMBERED)
def _base_term(received_on: date, procedure: Procedure, calendar: Calendar) -> Term:
    return _from_receipt(received_on, WEEKS[procedure], "Awb 9:11 lid 1", calendar)


def _from_receipt(received_on: date, weeks: int, article: str, calendar: Calendar) -> Term:
    require_within(received_on)
    unrolled = received_on + timedelta(weeks=weeks)
    last_day, rolled = roll_end(unrolled, weeks, calendar)
    steps = (
        Step(received_on, Rule.RECEIPT),
        Step(unrolled, Rule.TERM, article, weeks=weeks),
        *rolled,
        Step(last_day, Rule.LAST_DAY),
    )
    return Term(received_on, last_day, steps)
