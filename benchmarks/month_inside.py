"""The measuring part of :mod:`benchmarks.month`, within the application and its database."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - the application comes up first

from complaints.access import Actor  # noqa: E402
from complaints.figures.months import Month  # noqa: E402
from complaints.models import Edition  # noqa: E402
from complaints.queries.month import count  # noqa: E402
from complaints.services.publication import compile_month  # noqa: E402
from complaints.vocabulary import CountingBasis, Origin  # noqa: E402

RUNS: Final = 3
#: Counting is quick, so it is taken more often.
COUNTS: Final = 9
MAY: Final = Month(2023, 5)
NOW: Final = datetime(2023, 6, 2, 10, tzinfo=UTC)
_RECEIVED_IN_MAY: Final = "NOT status = 'void' AND received_on >= '2023-05-01' AND received_on < '2023-06-01'"
_JUDGED_IN_MAY: Final = """
    status = 'closed' AND NOT category = 'ombudsman' AND closed_on >= '2023-05-01' AND closed_on < '2023-06-01'
"""
#: Complaints that did not just come and end, by hand: looked up by their acts.
_TURNED: Final = """
    SELECT DISTINCT complaint_id FROM complaints_act
    WHERE kind IN ('reopened', 'voided') AND happened_on >= '2023-05-01'
"""
#: Each figure by a statement of its own, as somebody would write it who wants that figure.
_PLAIN: Final = (
    f"SELECT category, count(*) FROM complaints_complaint WHERE {_RECEIVED_IN_MAY} GROUP BY category",
    f"""
    SELECT verdict, other_reason, count(*), count(*) FILTER (WHERE partly),
        count(*) FILTER (WHERE closed_on <= six_weeks_on),
        count(*) FILTER (WHERE closed_on <= lawful_last_day), sum(closed_on - received_on)
    FROM complaints_complaint WHERE {_JUDGED_IN_MAY} GROUP BY verdict, other_reason
    """,
    f"SELECT category, verdict, count(*) FROM complaints_complaint WHERE {_JUDGED_IN_MAY} GROUP BY category, verdict",
    f"SELECT procedure_kind, decline_ground, count(*) FROM complaints_complaint WHERE {_JUDGED_IN_MAY} GROUP BY 1, 2",
    f"SELECT closed_on - received_on, count(*) FROM complaints_complaint WHERE {_JUDGED_IN_MAY} GROUP BY 1",
    """
    SELECT count(*), count(*) FILTER (WHERE closed_on <= six_weeks_on),
        count(*) FILTER (WHERE closed_on <= lawful_last_day AND closed_on < '2023-06-01')
    FROM complaints_complaint
    WHERE NOT status = 'void' AND NOT category = 'ombudsman'
        AND received_on >= '2023-03-01' AND received_on < '2023-04-01'
    """,
    f"""
    SELECT count(*) FILTER (WHERE received_on < '2023-05-01'), count(*) FILTER (WHERE received_on >= '2023-05-01'),
        count(*) FILTER (WHERE closed_on < '2023-06-01'), count(*) FILTER (WHERE closed_on >= '2023-06-01'),
        count(*) FILTER (WHERE closed_on >= '2023-06-01' AND lawful_last_day < '2023-06-01')
    FROM complaints_complaint
    WHERE status = 'closed' AND NOT category = 'ombudsman' AND closed_on >= '2023-05-01' AND received_on < '2023-06-01'
        AND id NOT IN ({_TURNED})
    """,
    f"SELECT kind, count(*) FROM complaints_act WHERE complaint_id IN ({_TURNED}) GROUP BY kind",
)
_EDITION: Final = """
    INSERT INTO complaints_edition (
        month, number, origin, counting_basis, status, figures, sha256, reason, note, compiled_at
    ) VALUES ('2023-05-01', 1, 'register', 'complaints', 'draft', '{}', repeat('0', 64), '', '', now()) RETURNING id
"""
_MEMBERS: Final = f"""
    INSERT INTO complaints_editionmember (edition_id, cell, complaint_id, weight)
    SELECT %(edition)s, 'received.' || category, id, 1 FROM complaints_complaint WHERE {_RECEIVED_IN_MAY}
    UNION ALL
    SELECT %(edition)s, cell, id, 1
    FROM complaints_complaint CROSS JOIN LATERAL (VALUES
        ('judged.' || CASE verdict WHEN 'other' THEN other_reason ELSE verdict END, true),
        ('partly_justified', partly),
        ('within_six_weeks', closed_on <= six_weeks_on),
        ('within_term', closed_on <= lawful_last_day),
        ('verdict.' || category || '.' || verdict, true),
        ('kind.' || procedure_kind, true)
    ) AS cells (cell, holds)
    WHERE {_JUDGED_IN_MAY} AND holds
    UNION ALL
    SELECT %(edition)s, cell, id, 1
    FROM complaints_complaint CROSS JOIN LATERAL (VALUES
        ('cohort.received', true),
        ('cohort.within_six_weeks', closed_on <= six_weeks_on),
        ('cohort.within_term', closed_on <= lawful_last_day)
    ) AS cells (cell, holds)
    WHERE NOT status = 'void' AND NOT category = 'ombudsman'
        AND received_on >= '2023-03-01' AND received_on < '2023-04-01' AND holds
    UNION ALL
    SELECT %(edition)s, cell, id, 1
    FROM complaints_complaint CROSS JOIN LATERAL (VALUES
        ('stock.open_at_start', received_on < '2023-05-01'),
        ('stock.received', received_on >= '2023-05-01'),
        ('stock.closed', closed_on < '2023-06-01'),
        ('stock.open_at_end', closed_on >= '2023-06-01'),
        ('over_term', closed_on >= '2023-06-01' AND lawful_last_day < '2023-06-01')
    ) AS cells (cell, holds)
    WHERE status = 'closed' AND NOT category = 'ombudsman' AND closed_on >= '2023-05-01' AND received_on < '2023-06-01'
        AND holds
"""


def medians() -> tuple[float, float, float, float]:
    """Counting and compiling, each by ours and by the plain SQL: median seconds; the first count of each warms up."""
    _count()
    _plain_count()
    return (*_turns(COUNTS, _count, _plain_count), *_turns(RUNS, _compile, _plain_compile))


def _turns(times: int, ours: Callable[[], None], plain: Callable[[], None]) -> tuple[float, float]:
    """The medians of two that take turns."""
    taken = [(_seconds(ours), _seconds(plain)) for _run in range(times)]
    return statistics.median(mine for mine, _plain in taken), statistics.median(its for _mine, its in taken)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    Edition.objects.all().delete()
    return seconds


def _count() -> None:
    count(MAY, CountingBasis.COMPLAINTS)


def _plain_count() -> None:
    with connection.cursor() as cursor:
        for statement in _PLAIN:
            cursor.execute(statement)
            cursor.fetchall()


def _compile() -> None:
    compile_month(month=MAY, actor=Actor(None, Origin.TASK), now=NOW)


def _plain_compile() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        _plain_count()
        cursor.execute(_EDITION)
        cursor.execute(_MEMBERS, {"edition": cursor.fetchone()[0]})


if __name__ == "__main__":
    print(*medians())
