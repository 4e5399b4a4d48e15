"""How each job stands: when it last did its work, whether it is late, and what went wrong with it last.

One statement over two small pieces of two indexes, whatever number of runs is kept: it is asked on
every screen of the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from complaints.vocabulary import LONGEST_RUN, TURNS, Job

_STATES: Final = """
SELECT job.name, success.started_at, trouble.started_at, trouble.failure, trouble.ended_at IS NULL,
       coalesce((success.counts ->> 'unaddressed')::int, 0), coalesce((trouble.counts ->> 'unaddressed')::int, 0),
       (SELECT max(applied) FROM django_migrations WHERE app = 'complaints')
FROM unnest(%(jobs)s::text[]) AS job (name)
LEFT JOIN LATERAL (
    SELECT started_at, counts FROM complaints_jobrun
    WHERE job = job.name AND started_at <= %(now)s AND ended_at IS NOT NULL AND failure = ''
    ORDER BY started_at DESC, id DESC LIMIT 1
) AS success ON true
LEFT JOIN LATERAL (
    SELECT started_at, ended_at, failure, counts FROM complaints_jobrun
    WHERE job = job.name AND started_at <= %(now)s AND (ended_at IS NULL OR failure <> '')
        AND (ended_at IS NOT NULL OR started_at < %(died_before)s)
    ORDER BY started_at DESC, id DESC LIMIT 1
) AS trouble ON true
"""


@dataclass(frozen=True)
class Trouble:
    """A run that failed, or that died: it was killed, so it has no end."""

    began: datetime
    failure: str
    died: bool


@dataclass(frozen=True)
class JobState:
    """How one job stands. Moments are aware; a run is known by the moment at which it began.

    ``last_trouble`` is the newest run that failed or died, also where it did well since.
    ``unaddressed`` counts the alerts that its last run with an end found with nobody to go to.
    """

    job: Job
    last_success: datetime | None
    last_trouble: Trouble | None
    is_late: bool
    next_turn: datetime
    unaddressed: int

    @property
    def is_failing(self) -> bool:
        """Whether nothing has succeeded since the last trouble."""
        trouble = self.last_trouble
        return trouble is not None and (self.last_success is None or self.last_success < trouble.began)


def states(*, now: datetime) -> Sequence[JobState]:
    """How every job stands at an aware moment, in the order of the vocabulary.

    A job that never succeeded is late from so long after the register was last migrated: a new
    register has some time for its first turns.
    """
    asked: dict[str, Any] = {"jobs": list(Job.values), "now": now, "died_before": now - LONGEST_RUN}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, asked)
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_state(job, *found[job], now=now) for job in Job]


def _state(
    job: Job,
    last_success: datetime | None,
    trouble_began: datetime | None,
    failure: str | None,
    died: bool,  # noqa: FBT001 - a column
    unaddressed: int,
    unaddressed_in_trouble: int,
    migrated: datetime,
    *,
    now: datetime,
) -> JobState:
    turns = TURNS[job]
    trouble = None if trouble_began is None else Trouble(trouble_began, failure or "", died)
    failed_last = trouble is not None and not died and (last_success is None or last_success < trouble.began)
    return JobState(
        job=job,
        last_success=last_success,
        last_trouble=trouble,
        is_late=now - (last_success or migrated) > turns.late_after,
        next_turn=turns.next_after(now),
        unaddressed=unaddressed_in_trouble if failed_last else unaddressed,
    )
