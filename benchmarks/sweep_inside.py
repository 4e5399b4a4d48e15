"""The measuring part of :mod:`benchmarks.sweep`, within the application and its database."""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import psycopg  # noqa: E402 - the application comes up first
from django.db import connection, transaction  # noqa: E402

from complaints.models import Alert  # noqa: E402
from complaints.services import alerts  # noqa: E402

RUNS: Final = 3
TODAY: Final = date(2026, 2, 2)
NOW: Final = datetime(2026, 2, 2, 6, tzinfo=UTC)
#: What the sweep comes down to once somebody knows which rung is due.
_PLAIN: Final = (
    """
    INSERT INTO complaints_alert (clock_id, rung, occurrence, roles, due_on, raised_at, passed_over, cancelled_reason)
    SELECT id, 'two_weeks_before', 1, '{handler}', ends_on - 14, now(), false, '' FROM complaints_clock
    WHERE next_alert_on <= %(today)s AND superseded_at IS NULL AND met_on IS NULL
    """,
    """
    UPDATE complaints_clock SET next_alert_on = ends_on - 7
    WHERE next_alert_on <= %(today)s AND superseded_at IS NULL AND met_on IS NULL
    """,
)
#: As it was before, by the owner: the application itself removes no alert.
_AGAIN: Final = (
    "TRUNCATE complaints_alert, complaints_delivery",
    "UPDATE complaints_clock SET next_alert_on = ends_on - 14",
    "VACUUM FULL complaints_clock",
    "ANALYZE complaints_clock",
    "CHECKPOINT",
)


def figures(rows: int) -> tuple[float, float, float, float]:
    """Median seconds of ours, of the plain SQL and of an idle sweep; growth in MiB over the first sweep."""
    ours, plain, idle, growth = [], [], [], []
    for _run in range(RUNS):
        _start_again()
        alerts.raise_due(today=date(2026, 1, 1), now=NOW)  # the calendar rows, once
        before = _mebibytes()
        ours.append(_seconds(_sweep))
        growth.append(_mebibytes() - before)
        assert Alert.objects.count() == rows, "the sweep raised something else than the plain SQL"
        idle.append(_seconds(_sweep))
        _start_again()
        plain.append(_seconds(_plain))
        assert Alert.objects.count() == rows
    return statistics.median(ours), statistics.median(plain), statistics.median(idle), max(growth)


def _sweep() -> None:
    alerts.raise_due(today=TODAY, now=NOW)


def _plain() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _PLAIN:
            cursor.execute(statement, {"today": TODAY})


def _start_again() -> None:
    with psycopg.connect(os.environ["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
        for statement in _AGAIN:
            owner.execute(statement)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(*figures(int(sys.argv[1])))
