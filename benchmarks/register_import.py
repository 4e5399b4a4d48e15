"""Import of a register against plain COPY of the very same rows into the very same tables, in one run.

``python -m benchmarks.register_import [--rows N]`` (default 100,000) on the servers of ``DATABASE_URL`` and
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
)
_AT_A_TIME: Final = 10_000


@dataclass(frozen=True)
class Figures:
    """What was measured: rows, seconds of both, and the import's largest memory in MiB."""

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


def measure(rows: int) -> Figures:
    """Import so many generated rows, import them again, then load what that made by plain COPY."""
    with tempfile.TemporaryDirectory() as directory, own_database(DATABASE) as environment:
        file = Path(directory) / "register.csv"
        _generate(file, rows)
        import_seconds, mebibytes = _import(file, environment)
        rerun_seconds, _mebibytes = _import(file, environment)
        copy_seconds = _copy_again(Path(directory), environment)
    return Figures(rows, copy_seconds, import_seconds, rerun_seconds, mebibytes)


def _generate(file: Path, rows: int) -> None:
    with file.open("wb") as stream:
        for first in range(1, rows + 1, _AT_A_TIME):
            piece = csv_of(*by_the_yard(min(_AT_A_TIME, rows + 1 - first), first=first))
            stream.write(piece if first == 1 else piece.partition(b"\n")[2])


def _import(file: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run the command in a process of its own; its seconds and its largest memory."""
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "import_complaints", str(file)]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment))
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("The import did not take every row.")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def _copy_again(directory: Path, environment: Mapping[str, str]) -> float:
    """Write the tables out, empty them, and load them by COPY in one transaction, as the application's user."""
    with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
        columns = {table: _columns(owner, table) for table in TABLES}
        for table in TABLES:
            with (
                (directory / table).open("wb") as file,
                owner.cursor() as cursor,
                cursor.copy(sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), columns[table])) as copy,
            ):
                for piece in copy:
                    file.write(piece)
        owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, TABLES))))
    begun = time.perf_counter()
    with psycopg.connect(environment["DATABASE_URL"]) as app:
        for table in TABLES:
            with (
                (directory / table).open("rb") as file,
                app.cursor() as cursor,
                cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns[table])) as copy,
            ):
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
    figures = measure(parser.parse_args().rows)
    print(figures)
    return 0 if figures.passes else 1


if __name__ == "__main__":
    sys.exit(main())
