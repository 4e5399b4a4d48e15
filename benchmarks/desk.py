"""The desk with a million complaints, through gunicorn, against the plain SQL that each page comes down to.

``python -m benchmarks.desk [--rows N] [--rounds N]`` (1,000,000 of which a tenth is open, and 10) on
the servers of ``DATABASE_URL`` and ``MIGRATE_DATABASE_URL``; it makes a database of its own and drops
it. Passes when 95 of 100 answers take up to 100 ms (start page, list, complaint) and 200 ms (search).
``--verbose`` tells every question apart, on standard error.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import psycopg

from benchmarks.database import ROOT, own_database
from benchmarks.desk_rows import fill

DATABASE: Final = "gehoor_bench_desk"
#: Milliseconds within which 95 of 100 answers come.
MOST: Final = {"start": 100, "list": 100, "complaint": 100, "search": 200}
#: How the server speaks and finds its style sheets when nothing stands before it.
SERVER: Final = {"BEHIND_PROXY": "True", "STATIC_FROM_SOURCE": "True", "WEB_WORKERS": "2", "WEB_THREADS": "2"}


@dataclass(frozen=True)
class Figures:
    """Per kind of page: milliseconds of half and of 95 of 100 answers, and of the plain SQL."""

    rows: int
    kinds: Mapping[str, Mapping[str, float]]

    @property
    def passes(self) -> bool:
        """Whether every kind stays within its milliseconds."""
        return all(self.kinds[kind]["p95"] <= most for kind, most in MOST.items())

    def __str__(self) -> str:
        said = "; ".join(
            f"{kind} {of['p95']:.0f} ms for 95 of 100 (at most {MOST[kind]}), half within {of['median']:.0f} ms,"
            f" plain SQL {of['plain']:.1f} ms, ratio {of['median'] / of['plain']:.0f}"
            for kind, of in self.kinds.items()
        )
        return f"desk with {self.rows:,} complaints: {said}: {'passes' if self.passes else 'FAILS'}"


def measure(rows: int, rounds: int, *, is_verbose: bool) -> Figures:
    """Fill a register, feed the search, and let a browser's requests and plain SQL take turns."""
    with own_database(DATABASE) as database:
        environment = {**database, **SERVER}
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "benchmarks.desk_people"], cwd=ROOT, env=environment, check=True)
        with psycopg.connect(environment["MIGRATE_DATABASE_URL"], autocommit=True) as owner:
            fill(owner, rows=rows, today=datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat())
            told(f"{rows:,} complaints written in {time.perf_counter() - begun:.0f} s", is_verbose=is_verbose)
            _feed(owner, environment)
            owner.execute("VACUUM ANALYZE")
        told(f"search fed after {time.perf_counter() - begun:.0f} s", is_verbose=is_verbose)
        command = [sys.executable, "-m", "benchmarks.desk_inside", str(rows), str(rounds), str(int(is_verbose))]
        answer = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    kinds: dict[str, Any] = json.loads(answer.stdout)
    return Figures(rows, kinds)


def _feed(owner: psycopg.Connection, environment: Mapping[str, str]) -> None:
    """Build the search table as after a restore: the indexes come last."""
    indexes = owner.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname IN ('findable_by_word', 'word_by_likeness')"
    ).fetchall()
    for name, _definition in indexes:
        owner.execute(f"DROP INDEX {name}")
    command = [sys.executable, "manage.py", "rebuild_search"]
    subprocess.run(command, cwd=ROOT, env=dict(environment), check=True, stdout=subprocess.DEVNULL)
    owner.execute("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        owner.execute(definition)


def told(line: str, *, is_verbose: bool) -> None:
    """Say it on standard error, when asked."""
    if is_verbose:
        print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, and pass or not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    figures = measure(options.rows, options.rounds, is_verbose=options.verbose)
    print(figures)
    return 0 if figures.passes else 1


if __name__ == "__main__":
    sys.exit(main())
