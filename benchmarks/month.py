"""A month compiled from 100,000 complaints against the plain SQL that does the same, in one run.

``python -m benchmarks.month [--rows N]`` on the servers of ``DATABASE_URL`` and ``MIGRATE_DATABASE_URL``;
it makes a database of its own and drops it. Two ratios, medians of runs that take turns: counting
alone, and compiling whole (counts, a member row for every complaint in every cell, the checks that
they agree, the edition and its event). Each passes up to 1.3.
"""

import argparse
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

import psycopg

from benchmarks.database import ROOT, own_database

MOST: Final = 1.3
DATABASE: Final = "gehoor_bench_month"

#: Half as many again were received in the months around, so that the indexes have something to leave out.
_REGISTER: Final = """
    WITH stored AS (
        INSERT INTO complaints_complaint (
            reference, origin, version, received_on, regime, form, channel, language, category, procedure_kind,
            labels, description, conduct_continues, complainants, procedure, procedure_basis, status, six_weeks_on,
            last_day, lawful_last_day, findings, judgment, conclusions, has_no_conclusions, verdict, partly,
            other_reason, decline_ground, forwarded_to, closed_on
        )
        SELECT 'B-' || n, 'imported', 1, day, 'formal', 'written', 'web', 'nl',
            (ARRAY['processing_time', 'service', 'treatment', 'policy', 'it', 'other'])[1 + n %% 6], '', '{}',
            repeat('Ik wacht al lang op antwoord. ', 20), false, 1, 'ordinary', '', 'closed', day + 42, day + 42,
            day + 42 + 7 * (n %% 4), '', '', '', false, (ARRAY['justified', 'unjustified', 'other'])[1 + n %% 3],
            n %% 21 = 0, CASE n %% 3 WHEN 2 THEN 'withdrawn' ELSE '' END, '', '', day + n %% 31
        FROM (
            SELECT n, CASE WHEN n <= %(rows)s THEN date '2023-05-01' ELSE date '2023-06-01' + n %% 300 END AS day
            FROM generate_series(1, %(rows)s * 3 / 2) AS n
        ) AS numbered
        RETURNING id
    )
    INSERT INTO complaints_event (complaint_id, action, changes, reason, origin, at)
    SELECT id, 'import', '{}', '', 'import', now() FROM stored
"""


@dataclass(frozen=True)
class Figures:
    """Median seconds of ours and of the plain SQL, counting alone and compiling whole."""

    rows: int
    count: float
    plain_count: float
    compile: float
    plain_compile: float

    @property
    def passes(self) -> bool:
        """Whether both ratios hold."""
        return self.count <= MOST * self.plain_count and self.compile <= MOST * self.plain_compile

    def __str__(self) -> str:
        return (
            f"month from {self.rows:,} complaints: counted in {self.count * 1000:.0f} ms, plain SQL"
            f" {self.plain_count * 1000:.0f} ms, ratio {self.count / self.plain_count:.2f}; compiled with its"
            f" members in {self.compile:.1f} s, plain SQL {self.plain_compile:.1f} s, ratio"
            f" {self.compile / self.plain_compile:.2f} (at most {MOST}): {'passes' if self.passes else 'FAILS'}"
        )


def measure(rows: int) -> Figures:
    """Fill a register, then let ours and the plain SQL take turns."""
    with own_database(DATABASE) as environment:
        with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
            owner.execute(_REGISTER, {"rows": rows})
            owner.execute("VACUUM ANALYZE")
        command = [sys.executable, "-m", "benchmarks.month_inside"]
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
