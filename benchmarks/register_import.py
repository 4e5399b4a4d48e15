"""Import of a register against plain COPY of the very same rows into the very same tables, in one run.

``python -m benchmarks.register_import [--rows N] [--rounds N]`` (100,000 and 3) on the servers of ``DATABASE_URL`` and
``MIGRATE_DATABASE_URL``; it makes a database of its own and drops it. Passes when the import reaches
half the rate of COPY and stays under 200 MiB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psycopg
from psycopg import sql

from benchmarks.database import ROOT, own_database
from tests.register_yard import by_the_yard, csv_of

LEAST_RATIO: Final = 0.5
MOST_MEBIBYTES: Final = 200
DATABASE: Final = "gehoor_bench_register_import"
#: What the import writes, parents first.
TABLES: Final = (
    *("complaints_complaint", "complaints_party", "complaints_intervention", "complaints_clock", "complaints_act"),
    *("complaints_extension", "complaints_event"),
    *("complaints_findable", "complaints_word"),
)
_AT_A_TIME: Final = 10_000


@dataclass(frozen=True)
class Figures:
    """What was measured: rows, median seconds of both, and the import's largest memory in MiB."""

    rows: int
    copy_seconds: float
    import_seconds: float
    rerun_seconds: float
    mebibytes: float

    @property
    def ratio(self) -> float:
        """The rate of the import as a share of that of COPY."""
        return self.copy_seconds / self.import_seconds

    @property
    def passes(self) -> bool:
        """Whether both limits hold."""
        return self.ratio >= LEAST_RATIO and self.mebibytes <= MOST_MEBIBYTES

    def __str__(self) -> str:
        return (
            f"register import, {self.rows:,} rows: {self.import_seconds:.1f} s"
            f" ({self.rows / self.import_seconds:,.0f} rows/s), plain COPY {self.copy_seconds:.1f} s,"
            f" ratio {self.ratio:.2f} (at least {LEAST_RATIO}); largest memory {self.mebibytes:.0f} MiB"
            f" (at most {MOST_MEBIBYTES}); the same file again {self.rerun_seconds:.1f} s:"
            f" {'passes' if self.passes else 'FAILS'}"
        )


def measure(rows: int, rounds: int) -> Figures:
    """Let the import and plain COPY of what it made take turns; import the file a second time once."""
    with tempfile.TemporaryDirectory() as directory, own_database(DATABASE) as environment:
        file = Path(directory) / "register.csv"
        _generate(file, rows)
        imports, copies = [], []
        with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
            for _round in range(rounds):
                imports.append(_import(file, environment))
                _write_out(owner, Path(directory))
                _empty(owner)
                copies.append(_copy(Path(directory), environment))
                _empty(owner)
            _import(file, environment)
            rerun_seconds, _mebibytes = _import(file, environment)
    return Figures(
        rows,
        median(copies),
        median(seconds for seconds, _mebibytes in imports),
        rerun_seconds,
        max(mebibytes for _seconds, mebibytes in imports),
    )


def _generate(file: Path, rows: int) -> None:
    with file.open("wb") as stream:
        for first in range(1, rows + 1, _AT_A_TIME):
            piece = csv_of(*by_the_yard(min(_AT_A_TIME, rows + 1 - first), first=first))
            stream.write(piece if first == 1 else piece.partition(b"\n")[2])


def _import(file: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run the command in a process of its own; its seconds, from its start to its end, and its largest memory."""
    command = [sys.executable, "manage.py", "import_complaints", str(file)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("The import did not take every row.")
    return seconds, usage.ru_maxrss / 1024


def _write_out(owner: psycopg.Connection, directory: Path) -> None:
    """Write the tables out as COPY will read them."""
    for table in TABLES:
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(owner, table))
        with (directory / table).open("wb") as file, owner.cursor() as cursor, cursor.copy(statement) as copy:
            file.writelines(copy)


def _empty(owner: psycopg.Connection) -> None:
    owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, TABLES))))


def _copy(directory: Path, environment: Mapping[str, str]) -> float:
    """Load the tables by COPY in one transaction, as the application's user; its seconds."""
    begun = time.perf_counter()
    with psycopg.connect(environment["DATABASE_URL"]) as app:
        for table in TABLES:
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _columns(app, table))
            with (directory / table).open("rb") as file, app.cursor() as cursor, cursor.copy(statement) as copy:
                while piece := file.read(1024 * 1024):
                    copy.write(piece)
    return time.perf_counter() - begun


def _columns(connection: psycopg.Connection, table: str) -> sql.Composed:
    """The columns of a table, without the one that says which transaction wrote a row."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attname <> 'xact'"
        " AND NOT attisdropped ORDER BY attnum",
        [table],
    )
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)


def main() -> int:
    """Measure, print, and pass or not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    figures = measure(options.rows, options.rounds)
    print(figures)
    return 0 if figures.passes else 1


if __name__ == "__main__":
    sys.exit(main())
