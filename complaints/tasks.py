"""The jobs as a worker knows them: read the clock, call one service. When they run: ``config.celery``.

Each may come late, twice, or not at all; what it finds to do stands in the database. A message
holds no arguments, so nothing of a case ever passes through the broker.
"""

from celery import shared_task
from django.utils import timezone

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.posting import mailing
from complaints.services import alerts, calendar_days, documents, publication, reviving
from complaints.vocabulary import Origin

SYSTEM = Actor(user=None, origin=Origin.TASK)


@shared_task
def raise_alerts() -> None:
    """Raise the alerts that are due and were not raised yet."""
    now = timezone.now()
    alerts.raise_due(today=timezone.localdate(now), now=now)


@shared_task
def send_alerts() -> None:
    """Tell who must be told, and send the mails that are due."""
    alerts.send_due(now=timezone.now())


@shared_task
def compile_last_month() -> None:
    """Compile last month's draft once its first working day after has come."""
    now = timezone.now()
    month = Month.of(timezone.localdate(now)).previous
    publication.compile_if_due(month=month, actor=SYSTEM, now=now)


@shared_task
def publish_planned() -> None:
    """Publish the approved months whose hour has come."""
    publication.publish_planned(now=timezone.now())


@shared_task
def verify_published() -> None:
    """Recount once a month what was published of the two years back."""
    publication.verify_if_due(now=timezone.now())


@shared_task
def revive_complaints() -> None:
    """Reopen the complaints whose day of looking again at a criminal case has come."""
    now = timezone.now()
    reviving.revive_due(actor=SYSTEM, today=timezone.localdate(now), now=now)


@shared_task
def send_letters() -> None:
    """Send the letters that wait to leave by e-mail."""
    mailing.send_due(now=timezone.now())


@shared_task
def scan_documents() -> None:
    """Let the virus scanner read what waits for it."""
    documents.scan_waiting(now=timezone.now())


@shared_task
def fill_calendar() -> None:
    """Let the calendar rows reach two years ahead and agree with the decrees."""
    now = timezone.now()
    calendar_days.fill(today=timezone.localdate(now), now=now)
