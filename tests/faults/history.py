"""What the fault experiments share: a stock of due clocks, and the checker that reads the rows afterwards."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from django.db import transaction

from complaints.law import CALENDAR
from complaints.models import Alert, Clock, Complaint, User
from complaints.vocabulary import ClockKind
from tests.cases import noon
from tests.months import row, store

#: The sweeps of these experiments are for this Tuesday.
TODAY = date(2026, 2, 24)
#: Receipts lie on so many days in a row; the first is six weeks and a fortnight before TODAY.
FIRST_RECEIPT = date(2025, 12, 30)
SPREAD = 25

Key = tuple[int, str, int, date]


@dataclass(frozen=True)
class Verdict:
    """What the checker found: alerts that should be there and are not, that are there too often, or should not be."""

    lost: int
    doubled: int
    strange: int


@transaction.atomic
def stock(number: int, handlers: Sequence[User] = ()) -> None:
    """Register so many complaints, each with a running handling clock that is due; handled by these in turn."""
    days = [FIRST_RECEIPT + timedelta(days=index % SPREAD) for index in range(number)]
    last_days = [CALENDAR.roll(day + timedelta(weeks=6)) for day in days]
    turns = cycle(handlers or [None])
    complaints = store([_row(*these) for these in zip(days, last_days, turns, strict=False)])
    Clock.objects.bulk_create(
        Clock(
            complaint=complaint,
            kind=ClockKind.HANDLING,
            starts_on=complaint.received_on,
            ends_on=last_day,
            made_at=noon(complaint.received_on),
            next_alert_on=complaint.received_on,
        )
        for complaint, last_day in zip(complaints, last_days, strict=True)
    )


def keep_stocked(least: int, *, by: int) -> None:
    """Register so many more where fewer due clocks than that are left."""
    if Clock.objects.filter(next_alert_on__lte=TODAY).count() < least:
        stock(by)


def check(today: date = TODAY) -> Verdict:
    """Compare the alerts with what the law and the ladder say, computed here from nothing but the clocks."""
    expected = Counter(key for clock in Clock.objects.all() for key in due(clock, today))
    found = Counter(Alert.objects.filter(passed_over=False).values_list("clock_id", "rung", "occurrence", "due_on"))
    assert expected, "an experiment over nothing proves nothing"
    return Verdict(
        lost=len(expected.keys() - found.keys()),
        doubled=sum(times - 1 for times in found.values()),
        strange=len(found.keys() - expected.keys()),
    )


CLEAN = Verdict(lost=0, doubled=0, strange=0)


def _row(received_on: date, last_day: date, handler: User | None) -> Complaint:
    return row(received_on, six_weeks_on=last_day, last_day=last_day, lawful_last_day=last_day, handler=handler)


def due(clock: Clock, today: date = TODAY) -> Iterator[Key]:
    """What is due of a handling clock on a day: clock, rung, occurrence and true day."""
    last_day = clock.ends_on
    overdue = CALENDAR.next_working_day(last_day)
    once = [
        ("two_weeks_before", 1, last_day - timedelta(days=14)),
        ("week_before", 1, last_day - timedelta(days=7)),
        ("three_working_days_before", 1, CALENDAR.add_working_days(last_day, -3)),
        ("last_day", 1, last_day),
    ]
    weekly = [("overdue", number + 1, overdue + timedelta(weeks=number)) for number in range(60)]
    yield from ((clock.pk, rung, number, due_on) for rung, number, due_on in once + weekly if due_on <= today)
