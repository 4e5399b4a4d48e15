"""Recorded runs of jobs: those of long ago are removed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from complaints.models import JobRun
from complaints.record import jobs

#: The name under which the runs are recorded.
PRUNE: Final = "prune_runs"


def prune(*, now: datetime, keep_days: int) -> Mapping[str, int]:
    """Remove the runs that began more than so many days before ``now``; returns how many.

    The last success of each job stays however old it is: without it nobody could tell since when a
    job is late. ``now`` is an aware moment.
    """
    with jobs.recorded(PRUNE, now=now) as counts:
        succeeded = JobRun.objects.filter(ended_at__isnull=False, failure="")
        newest = succeeded.order_by("job", "-started_at", "-pk").distinct("job").values_list("pk", flat=True)
        old = JobRun.objects.filter(started_at__lt=now - timedelta(days=keep_days)).exclude(pk__in=list(newest))
        counts["removed"], _ = old.delete()
        return counts
