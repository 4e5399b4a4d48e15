"""Registers of whole months for the tests of the published table: rows with their outcome, no story."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from complaints.models import Complaint, Event
from complaints.vocabulary import Category, DeclineGround, Origin, OtherReason, Status, Verdict

_NUMBERS = count(1)
SIX_WEEKS = timedelta(weeks=6)

#: What was received in May 2023, by category, as the published page would have it add up.
MAY_2023: Mapping[Category, int] = {
    Category.PROCESSING_TIME: 390,
    Category.SERVICE: 108,
    Category.TREATMENT: 6,
    Category.OMBUDSMAN: 2,
    Category.POLICY: 5,
    Category.IT: 4,
    Category.OTHER: 1,
}


def row(received_on: date, *, category: Category = Category.PROCESSING_TIME, **changes: Any) -> Complaint:
    """Make one register row, not yet stored: open, by one complainant, in time."""
    if category != Category.OMBUDSMAN:
        last_day = received_on + SIX_WEEKS
        changes = {"six_weeks_on": last_day, "last_day": last_day, "lawful_last_day": last_day, **changes}
    changes.setdefault("reference", f"R-{next(_NUMBERS):06}")
    return Complaint(received_on=received_on, category=category, **changes)


def closed(received_on: date, closed_on: date, outcome: str = Verdict.JUSTIFIED, **changes: Any) -> Complaint:
    """Make one closed row: with a verdict, or with the reason why there is none."""
    if outcome in OtherReason.values:
        changes |= {"verdict": Verdict.OTHER, "other_reason": outcome}
        if outcome == OtherReason.DECLINED:
            changes["decline_ground"] = DeclineGround.MINOR
    else:
        changes["verdict"] = outcome
    return row(received_on, status=Status.CLOSED, closed_on=closed_on, **changes)


def store(rows: Sequence[Complaint]) -> Sequence[Complaint]:
    """Store rows, each with its event, as an import does."""
    stored = Complaint.objects.bulk_create(rows)
    at = datetime(2023, 1, 1, tzinfo=UTC)
    Event.objects.bulk_create(
        [Event(complaint=complaint, action="import", origin=Origin.IMPORT, at=at) for complaint in stored]
    )
    return stored


def may_2023() -> Sequence[Complaint]:
    """Store a register of which May 2023 gives the published figures, every one.

    Judged: 290 justified (12 in part), 146 unjustified, 29 the rest; 367 within six weeks, 430 within
    the term; 12,999 days in all, which is 28.0 on average.
    """
    received = [
        row(date(2023, 5, 1) + timedelta(days=number % 31), category=category)
        for category, amount in MAY_2023.items()
        for number in range(amount)
    ]
    outcomes: list[str] = [*[Verdict.JUSTIFIED] * 290, *[Verdict.UNJUSTIFIED] * 146]
    outcomes += [OtherReason.WITHDRAWN] * 14 + [OtherReason.FORWARDED] * 6
    outcomes += [OtherReason.NO_JUDGMENT] * 5 + [OtherReason.DECLINED] * 4
    judged = [_judged_in_may(number, outcome) for number, outcome in enumerate(outcomes)]
    return store([*received, *judged])


def _judged_in_may(number: int, outcome: str) -> Complaint:
    """Make one of the 465, none received in May: 367 took 21 days, 98 took 54, of which 63 were extended."""
    closed_on = date(2023, 5, 1 + number % 21)
    received_on = closed_on - timedelta(days=21 if number < 367 else 54)
    extended = 367 <= number < 430
    lawful_last_day = received_on + SIX_WEEKS + timedelta(weeks=4 if extended else 0)
    return closed(received_on, closed_on, outcome, partly=number < 12, lawful_last_day=lawful_last_day)
