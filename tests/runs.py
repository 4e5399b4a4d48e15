"""Recorded runs of the jobs, as a test wants them to have gone."""

from datetime import datetime, timedelta
from typing import Any

from complaints.models import JobRun
from complaints.vocabulary import Job


def ran(*jobs: str, at: datetime, **changes: Any) -> None:
    """Record that each of these jobs, or every one, did its work at this moment."""
    done: dict[str, Any] = {"started_at": at, "ended_at": at + timedelta(seconds=1)} | changes
    JobRun.objects.bulk_create(JobRun(job=job, **done) for job in jobs or Job)


def failed(*jobs: Job, at: datetime, failure: str = "OperationalError: gone") -> None:
    """Record that each of these jobs failed at this moment."""
    ran(*jobs, at=at, failure=failure)


def died(*jobs: Job, at: datetime) -> None:
    """Record that each of these jobs began at this moment, and was killed."""
    ran(*jobs, at=at, ended_at=None)
