"""Short ways to run the alerts on a day, and to read what stands there afterwards."""

from datetime import date, datetime, timedelta

from complaints.models import Alert, Complaint
from complaints.services import alerts
from complaints.vocabulary import ClockKind
from tests.cases import noon


def raise_on(*days: date) -> None:
    """Run the sweep at noon of each day."""
    for day in days:
        alerts.raise_due(today=day, now=noon(day))


def raise_daily(first: date, last: date) -> None:
    """Run the sweep at noon of every day from the first through the last."""
    raise_on(*(first + timedelta(days=number) for number in range((last - first).days + 1)))


def send_at(moment: datetime) -> dict[str, int]:
    """Run one delivery; the counts that are not nought."""
    return {name: count for name, count in alerts.send_due(now=moment).items() if count}


def send_on(day: date) -> dict[str, int]:
    """Run one delivery at noon of a day."""
    return send_at(noon(day))


def raised(complaint: Complaint, kind: ClockKind = ClockKind.HANDLING) -> list[tuple[str, int, date]]:
    """Rung, occurrence and true day of what was raised to be sent, in the order of the days."""
    return [(rung, occurrence, due_on) for rung, occurrence, due_on, over in rows(complaint, kind) if not over]


def passed_over(complaint: Complaint, kind: ClockKind = ClockKind.HANDLING) -> list[tuple[str, int, date]]:
    """The same of what was only recorded."""
    return [(rung, occurrence, due_on) for rung, occurrence, due_on, over in rows(complaint, kind) if over]


def rows(complaint: Complaint, kind: ClockKind) -> list[tuple[str, int, date, bool]]:
    """All alerts of the clocks of this kind."""
    found = Alert.objects.filter(clock__complaint=complaint, clock__kind=kind).order_by("due_on", "id")
    return list(found.values_list("rung", "occurrence", "due_on", "passed_over"))
