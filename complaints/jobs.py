"""The jobs, each as one function of the moment at which it runs: for the worker, for cron and by hand.

Each may come late, twice, or not at all; what it finds to do stands in the database.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings

from complaints.access import Actor
from complaints.channels import heartbeat
from complaints.figures.months import Month
from complaints.law import local_day
from complaints.posting import mailing
from complaints.services import alerts, calendar_days, documents, drafts, publication, reviving, runs, webhooks
from complaints.vocabulary import Job, Origin

#: What a job counted: name -> number.
Counts = Mapping[str, int]

SYSTEM: Final = Actor(user=None, origin=Origin.TASK)


def run(job: Job, *, now: datetime) -> Counts:
    """Do what the job finds to do at an aware moment, and give its counts. What goes wrong is raised."""
    return _RUN[job](now)


def send_alerts(now: datetime) -> Counts:
    """Send what was raised, and let the heartbeat be heard: only what succeeded is told."""
    counts = alerts.send_due(now=now)
    heartbeat.sound()
    return counts


def _raise_alerts(now: datetime) -> Counts:
    return alerts.raise_due(today=local_day(now), now=now)


def _send_webhooks(now: datetime) -> Counts:
    return webhooks.send_due(now=now)


def _send_letters(now: datetime) -> Counts:
    return mailing.send_due(now=now)


def _scan_documents(now: datetime) -> Counts:
    return documents.scan_waiting(now=now)


def _fill_calendar(now: datetime) -> Counts:
    return {"written": calendar_days.fill(today=local_day(now), now=now)}


def _revive_complaints(now: datetime) -> Counts:
    return {"complaints": reviving.revive_due(actor=SYSTEM, today=local_day(now), now=now)}


def _clear_drafts(now: datetime) -> Counts:
    return {"removed": drafts.clear_old(now=now)}


def _compile_last_month(now: datetime) -> Counts:
    """Last month's draft, once its first working day after has come."""
    month = Month.of(local_day(now)).previous
    return {"drafts": int(publication.compile_if_due(month=month, actor=SYSTEM, now=now) is not None)}


def _publish_planned(now: datetime) -> Counts:
    return publication.publish_planned(now=now)


def _verify_published(now: datetime) -> Counts:
    return publication.verify_if_due(now=now)


def _prune_runs(now: datetime) -> Counts:
    return runs.prune(now=now, keep_days=settings.JOB_RUNS_DAYS)


_RUN: Final[Mapping[Job, Callable[[datetime], Counts]]] = {
    Job.RAISE_ALERTS: _raise_alerts,
    Job.SEND_ALERTS: send_alerts,
    Job.SEND_WEBHOOKS: _send_webhooks,
    Job.SEND_LETTERS: _send_letters,
    Job.SCAN_DOCUMENTS: _scan_documents,
    Job.FILL_CALENDAR: _fill_calendar,
    Job.CLEAR_DRAFTS: _clear_drafts,
    Job.REVIVE_COMPLAINTS: _revive_complaints,
    Job.COMPILE_LAST_MONTH: _compile_last_month,
    Job.PUBLISH_PLANNED: _publish_planned,
    Job.VERIFY_PUBLISHED: _verify_published,
    Job.PRUNE_RUNS: _prune_runs,
}
