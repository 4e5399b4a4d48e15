"""A sweep of many due alerts against the plain SQL that writes the same rows, in one run.

``python -m benchmarks.sweep [--rows N]`` (default 100,000 due over twice as many open complaints) on the
servers of ``DATABASE_URL`` and ``MIGRATE_DATABASE_URL``; it makes a database of its own and drops it.
Passes when the sweep takes up to three times the plain SQL, an idle one a few milliseconds, and the
process stays flat in memory.
"""

import argparse
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

import psycopg

from benchmarks.database import ROOT, own_database

MOST: Final = 3.0
MOST_IDLE_MILLISECONDS: Final = 50
MOST_GROWTH_MEBIBYTES: Final = 20
DATABASE: Final = "gehoor_bench_sweep"

#: Every second clock has its rung of two weeks before on the day of the sweep, the others later.
_REGISTER: Final = """
    WITH stored AS (
        INSERT INTO complaints_complaint (
            reference, origin, version, received_on, regime, form, channel, language, category, procedure_kind,
            labels, description, conduct_continues, complainants, procedure, procedure_basis, status, six_weeks_on,
            last_day, lawful_last_day, findings, judgment, conclusions, has_no_conclusions, verdict, partly,
            other_reason, decline_ground, forwarded_to
        )
        SELECT 'B-' || n, 'imported', 1, day, 'formal', 'written', 'web', 'nl', 'service', '', '{}',
            repeat('Ik wacht al lang op antwoord. ', 20), false, 1, 'ordinary', '', 'registered', day + 42, day + 42,
            day + 42, '', '', '', false, '', false, '', '', ''
        FROM (SELECT n, date '2026-01-05' + n %% 2 * (1 + n %% 13) AS day
              FROM generate_series(1, %(rows)s * 2) AS n) AS numbered
        RETURNING id, received_on, last_day
    ), told AS (
        INSERT INTO complaints_event (complaint_id, action, changes, reason, origin, at)
        SELECT id, 'import', '{}', '', 'import', now() FROM stored
    )
    INSERT INTO complaints_clock (
        complaint_id, kind, version, starts_on, ends_on, basis, made_at, superseded_reason, next_alert_on
    )
    SELECT id, 'handling', 1, received_on, last_day, '[]', received_on + time '12:00', '', last_day - 14 FROM stored
"""


@dataclass(frozen=True)
class Figures:
    """Median seconds of ours, of the plain SQL and of a sweep with nothing to do; growth of the process in MiB."""

    rows: int
    sweep: float
    plain: float
    idle: float
    growth: float

    @property
    def passes(self) -> bool:
        """Whether all limits hold."""
        return (
            self.sweep <= MOST * self.plain
            and self.idle * 1000 <= MOST_IDLE_MILLISECONDS
            and self.growth <= MOST_GROWTH_MEBIBYTES
        )

    def __str__(self) -> str:
        return (
            f"sweep of {self.rows:,} due over {2 * self.rows:,} open: {self.sweep:.1f} s"
            f" ({self.rows / self.sweep:,.0f} alerts/s), plain SQL {self.plain:.1f} s, ratio"
            f" {self.sweep / self.plain:.2f} (at most {MOST}); with nothing due {self.idle * 1000:.0f} ms"
            f" (at most {MOST_IDLE_MILLISECONDS}); grown by {self.growth:.0f} MiB (at most {MOST_GROWTH_MEBIBYTES}):"
            f" {'passes' if self.passes else 'FAILS'}"
        )


def measure(rows: int) -> Figures:
    """Fill a register, then let ours and the plain SQL take turns."""
    with own_database(DATABASE) as environment:
        with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
            owner.execute(_REGISTER, {"rows": rows})
            owner.execute("VACUUM ANALYZE")
        command = [sys.executable, "-m", "benchmarks.sweep_inside", str(rows)]
        answer = subprocess.run(command, cwd=ROOT, env=dict(environment), check=True, stdout=subprocess.PIPE)
    return Figures(rows, *map(float, answer.stdout.split()))


def main() -> int:
    """Measure, print, and pass or not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    figures = measure(parser.parse_args().rows)
    print(figures)
    return 0 if figures.passes else 1


if __name__ == "__main__":
    sys.exit(main())
