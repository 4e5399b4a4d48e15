"""A month compiled from a register of 150,000 complaints against the plain SQL that does the same, in one run.

``python -m benchmarks.month [--rows N] [--in-month N]`` on the servers of ``DATABASE_URL`` and
``MIGRATE_DATABASE_URL``; it makes a database of its own and drops it. ``--rows`` is the whole register
(five million in a release), ``--in-month`` what the month received. Two ratios, medians of runs that
take turns: counting alone, and compiling whole (counts, a member row for every complaint in every
cell, the checks that they agree, the edition and its event). Each passes up to 1.3.
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

#: What the month did not receive was received in the ten years before it and the weeks after, as the register
#: stands when a month is compiled, so that the indexes have much to leave out.
#: One in two hundred was closed before, and reopened within the month.
_REGISTER: Final = (
    "ALTER TABLE complaints_complaint DISABLE TRIGGER complaint_change_has_event",
    """
    INSERT INTO complaints_complaint (
        reference, origin, version, received_on, regime, form, channel, language, category, procedure_kind,
        labels, description, conduct_continues, complainants, procedure, procedure_basis, status, six_weeks_on,
        last_day, lawful_last_day, findings, judgment, conclusions, has_no_conclusions, verdict, partly,
        other_reason, decline_ground, forwarded_to, closed_on
    )
    SELECT 'B-' || n, 'imported', 1, day, 'formal', 'written', 'web', 'nl',
        (ARRAY['processing_time', 'service', 'treatment', 'policy', 'it', 'other'])[1 + n %% 6],
        (ARRAY['asylum', 'regular', ''])[1 + n %% 3], '{}',
        repeat('Ik wacht al lang op antwoord. ', 5), false, 1, 'ordinary', '', 'closed', day + 42, day + 42,
        day + 42 + 7 * (n %% 4), '', '', '', false, (ARRAY['justified', 'unjustified', 'other'])[1 + n %% 3],
        n %% 21 = 0, CASE n %% 3 WHEN 2 THEN 'withdrawn' ELSE '' END, '', '', day + n %% 31
    FROM (
        SELECT n, CASE WHEN n <= %(in_month)s THEN date '2023-05-01' ELSE date '2013-07-01' + n %% 3650 END AS day
        FROM generate_series(1, %(rows)s) AS n
    ) AS numbered
    """,
    """
    INSERT INTO complaints_act (
        complaint_id, kind, happened_on, method, addressee, detail, side, code, has_effect, no_effect_reason,
        recorded_at
    )
    SELECT id, kind, day, '', '', '', '', '', true, '', now()
    FROM complaints_complaint CROSS JOIN LATERAL (VALUES
        ('closed', received_on), ('reopened', received_on), ('closed', closed_on)
    ) AS turn (kind, day)
    WHERE id %% 200 = 0 AND received_on >= '2023-04-01' AND received_on < '2023-06-01'
    """,
    "ALTER TABLE complaints_complaint ENABLE TRIGGER complaint_change_has_event",
)


@dataclass(frozen=True)
class Figures:
    """Median seconds of ours and of the plain SQL, counting alone and compiling whole."""

    rows: int
    in_month: int
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
            f"month of {self.in_month:,} from {self.rows:,} complaints: counted in {self.count * 1000:.0f} ms,"
            f" plain SQL {self.plain_count * 1000:.0f} ms, ratio {self.count / self.plain_count:.2f}; compiled with its"
            f" members in {self.compile:.1f} s, plain SQL {self.plain_compile:.1f} s, ratio"
            f" {self.compile / self.plain_compile:.2f} (at most {MOST}): {'passes' if self.passes else 'FAILS'}"
        )


def measure(rows: int, in_month: int) -> Figures:
    """Fill a register, then let ours and the plain SQL take turns."""
    with own_database(DATABASE) as environment:
        with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
            for statement in _REGISTER:
                owner.execute(statement, {"rows": rows, "in_month": in_month})
            owner.execute("VACUUM ANALYZE")
        command = [sys.executable, "-m", "benchmarks.month_inside"]
        answer = subprocess.run(command, cwd=ROOT, env=dict(environment), check=True, stdout=subprocess.PIPE)
    return Figures(rows, in_month, *map(float, answer.stdout.split()))


def main() -> int:
    """Measure, print, and pass or not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--in-month", type=int, default=100_000)
    arguments = parser.parse_args()
    figures = measure(arguments.rows, arguments.in_month)
    print(figures)
    return 0 if figures.passes else 1


if __name__ == "__main__":
    sys.exit(main())
