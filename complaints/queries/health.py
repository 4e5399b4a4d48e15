"""Is it well: what a monitor is told about the jobs, the outbox and the horizon of the decrees."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Max

from complaints.law import Calendar
from complaints.models import Delivery, Document, JobRun, LetterMail, WebhookMessage
from complaints.vocabulary import DeliveryStatus, LetterState, ScanState

#: A sweep and a delivery run every five minutes; three missed turns are no accident any more.
LATE = timedelta(minutes=15)

#: So long before the last covered day a new decree must be looked for (about eighteen months).
HORIZON_NEAR = timedelta(days=550)

#: The jobs whose lateness matters at once.
SWEEP, DELIVERY = "raise_alerts", "send_alerts"


@dataclass(frozen=True)
class Health:
    """How the jobs, the outbox and the decrees stand; ``problems`` are sentences, empty when all is well.

    Moments are aware; the last ones are those of runs that ended without failure. ``warnings`` need
    a person, but nothing is late because of them.
    """

    last_sweep: datetime | None
    last_delivery: datetime | None
    parked: int
    decree_horizon: date
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


def database_answers() -> bool:
    """Tell whether the database takes a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def health(*, now: datetime, today: date, calendar: Calendar) -> Health:
    """Look at the runs, the outbox and the calendar in force. In English: monitors read it."""
    last_sweep, last_delivery = _last_success(SWEEP), _last_success(DELIVERY)
    parked = Delivery.objects.filter(status=DeliveryStatus.PARKED).count()
    problems = [
        *_lateness("sweep", last_sweep, now=now),
        *_lateness("delivery", last_delivery, now=now),
    ]
    warnings = []
    if today > calendar.horizon:
        problems.append(f"decrees: equated days are known up to {calendar.horizon} only; a new decree is needed")
    elif today + HORIZON_NEAR >= calendar.horizon:
        warnings.append(f"decrees: equated days are known up to {calendar.horizon}; look for a new decree")
    if parked:
        warnings.append(f"delivery: {parked} mails are parked after they were refused")
    warnings += _of_letters_and_documents()
    return Health(last_sweep, last_delivery, parked, calendar.horizon, tuple(problems), tuple(warnings))


def _of_letters_and_documents() -> list[str]:
    """What waits for a person, or for the virus scanner. A parked letter that left later needs nobody."""
    refused = LetterMail.objects.filter(status=DeliveryStatus.PARKED, letter__state=LetterState.FIXED)
    letters = refused.values("letter").distinct().count()
    documents = Document.objects.filter(scan=ScanState.WAITING).count()
    messages = WebhookMessage.objects.filter(status=DeliveryStatus.PARKED, webhook__is_active=True).count()
    found = {
        f"letters: {letters} did not leave by e-mail": letters,
        f"webhooks: {messages} messages are parked after they were refused": messages,
        f"documents: {documents} wait for the virus scanner": documents,
    }
    return [said for said, number in found.items() if number]


def _last_success(job: str) -> datetime | None:
    runs = JobRun.objects.filter(job=job, ended_at__isnull=False, failure="")
    found: datetime | None = runs.aggregate(Max("started_at"))["started_at__max"]
    return found


def _lateness(what: str, last: datetime | None, *, now: datetime) -> list[str]:
    if last is None:
        return [f"{what}: none has succeeded yet"]
    if now - last > LATE:
        return [f"{what}: the last that succeeded began at {last:%Y-%m-%d %H:%M} UTC"]
    return []
