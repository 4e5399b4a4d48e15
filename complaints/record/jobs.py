"""Runs of jobs: when each began and ended, what it counted, or how it failed.

A row is written before the work and again after it, each at once and outside the work's own
transactions: a job that was killed stands there without an end. ``queries.jobs`` calls it dead once
no run can last so long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection

from complaints.models import JobRun

#: What a job counted: name -> number.
Counts = dict[str, int]


@contextmanager
def recorded(job: str, *, now: datetime) -> Iterator[Counts]:
    """Record one run around the work; what the work puts into the yielded counts is kept.

    ``now`` is the aware moment at which the run began; its end is that plus the time it took, so
    that a run for another day stays in that day. A failure is recorded and raised again, over a new
    connection where the work lost the one it had.
    """
    run = JobRun.objects.create(job=job, started_at=now)
    began = monotonic()
    counts: Counts = {}
    failure = ""
    try:
        yield counts
    except BaseException as error:
        failure = _in_one_line(error)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        raise
    finally:
        ended_at = now + timedelta(seconds=monotonic() - began)
        JobRun.objects.filter(pk=run.pk).update(ended_at=ended_at, counts=counts, failure=failure)


def _in_one_line(error: BaseException) -> str:
    """The kind of error and its first line; the lines of detail below it may hold personal data."""
    first, *_ = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {first}"[: JobRun._meta.get_field("failure").max_length]
