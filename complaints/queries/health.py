"""Is it well: what a monitor is told about the jobs, the outbox and the horizon of the decrees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection

from complaints.law import Calendar
from complaints.models import Delivery, Document, LetterMail
from complaints.queries import jobs
from complaints.queries.jobs import JobState
from complaints.vocabulary import DeliveryStatus, Job, LetterState, ScanState

#: So long before the last covered day a new decree must be looked for (about eighteen months).
HORIZON_NEAR = timedelta(days=550)


@dataclass(frozen=True)
class Health:
    """How the jobs, the outbox and the decrees stand; ``problems`` are sentences, empty when all is well.

    Moments are aware; the last ones are those of runs that ended without failure. ``warnings`` need
    a person, but nothing is late because of them: a job that failed and is not late yet is one.
    """

    jobs: Sequence[JobState]
    parked: int
    decree_horizon: date
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def last_sweep(self) -> datetime | None:
        """When the last sweep that succeeded began."""
        return self._last(Job.RAISE_ALERTS)

    @property
    def last_delivery(self) -> datetime | None:
        """When the last delivery that succeeded began."""
        return self._last(Job.SEND_ALERTS)

    def _last(self, job: Job) -> datetime | None:
        return next(state.last_success for state in self.jobs if state.job is job)


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
    states = jobs.states(now=now)
    parked = Delivery.objects.filter(status=DeliveryStatus.PARKED).count()
    problems = [said for state in states for said in _lateness(state)]
    warnings = [said for state in states for said in _failure(state)]
    if today > calendar.horizon:
        problems.append(f"decrees: equated days are known up to {calendar.horizon} only; a new decree is needed")
    elif today + HORIZON_NEAR >= calendar.horizon:
        warnings.append(f"decrees: equated days are known up to {calendar.horizon}; look for a new decree")
    if parked:
        warnings.append(f"delivery: {parked} mails are parked after they were refused")
    warnings += _of_letters_and_documents()
    return Health(states, parked, calendar.horizon, tuple(problems), tuple(warnings))


def _of_letters_and_documents() -> list[str]:
    """What waits for a person, or for the virus scanner. A parked letter that left later needs nobody."""
    refused = LetterMail.objects.filter(status=DeliveryStatus.PARKED, letter__state=LetterState.FIXED)
    letters = refused.values("letter").distinct().count()
    documents = Document.objects.filter(scan=ScanState.WAITING).count()
    found = {
        f"letters: {letters} did not leave by e-mail": letters,
        f"documents: {documents} wait for the virus scanner": documents,
    }
    return [said for said, number in found.items() if number]


def _lateness(state: JobState) -> Iterator[str]:
    """What is late because of a job. Why it failed is not said here: whoever asks has not signed in."""
    if state.is_late and state.last_success is None:
        yield f"{state.job.value}: late, none has succeeded yet"
    elif state.is_late:
        yield f"{state.job.value}: late, the last that succeeded began at {state.last_success:%Y-%m-%d %H:%M} UTC"
    if state.unaddressed:
        yield f"{state.job.value}: {state.unaddressed} alerts have nobody to go to"


def _failure(state: JobState) -> Iterator[str]:
    if state.is_failing and (trouble := state.last_trouble):
        what = "was killed" if trouble.died else "failed"
        yield f"{state.job.value}: the last, begun at {trouble.began:%Y-%m-%d %H:%M} UTC, {what}"
