"""The jobs as a worker knows them: read the clock, run one. When they run: ``config.celery``.

Each may come late, twice, or not at all; what it finds to do stands in the database. A message
holds no arguments, so nothing of a case ever passes through the broker.
"""

from celery import shared_task
from django.utils import timezone

from complaints import jobs
from complaints.vocabulary import Job


@shared_task
def raise_alerts() -> None:
    """Raise the alerts that are due and were not raised yet."""
    jobs.run(Job.RAISE_ALERTS, now=timezone.now())


@shared_task
def send_alerts() -> None:
    """Tell who must be told, and send the mails that are due."""
    jobs.run(Job.SEND_ALERTS, now=timezone.now())


@shared_task
def compile_last_month() -> None:
    """Compile last month's draft once its first working day after has come."""
    jobs.run(Job.COMPILE_LAST_MONTH, now=timezone.now())


@shared_task
def revive_complaints() -> None:
    """Reopen the complaints whose day of looking again at a criminal case has come."""
    jobs.run(Job.REVIVE_COMPLAINTS, now=timezone.now())


@shared_task
def send_letters() -> None:
    """Send the letters that wait to leave by e-mail."""
    jobs.run(Job.SEND_LETTERS, now=timezone.now())


@shared_task
def scan_documents() -> None:
    """Let the virus scanner read what waits for it."""
    jobs.run(Job.SCAN_DOCUMENTS, now=timezone.now())


@shared_task
def fill_calendar() -> None:
    """Let the calendar rows reach two years ahead and agree with the decrees."""
    jobs.run(Job.FILL_CALENDAR, now=timezone.now())


@shared_task
def prune_runs() -> None:
    """Remove the recorded runs of long ago."""
    jobs.run(Job.PRUNE_RUNS, now=timezone.now())
