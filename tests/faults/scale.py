"""How often the experiments repeat, and what each of them saw.

``FAULTS`` says how large they are: ``small`` (the default, for every day), ``tenth`` or ``full``. Where
``FAULTS_FIGURES`` names a file, each experiment that passed adds a line to it.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from complaints.models import Alert
from tests.faults.history import CLEAN, Verdict

SCALES: Final = ("small", "tenth", "full")
SCALE: Final = os.environ.get("FAULTS", "small")
assert SCALE in SCALES, f"FAULTS is {SCALE!r}: one of {', '.join(SCALES)}"


def sized(small: int, tenth: int, full: int) -> int:
    """Give the size that is asked for."""
    return {"small": small, "tenth": tenth, "full": full}[SCALE]


@dataclass
class Seen:
    """What an experiment counted; ``besides`` is said after the counts."""

    repetitions: int
    rows: int = 0
    verdict: Verdict = CLEAN
    besides: str = ""

    def judge(self, verdict: Verdict, besides: str = "") -> None:
        """Keep what the checker found of the alerts, which must be nothing."""
        self.rows, self.verdict, self.besides = Alert.objects.count(), verdict, besides
        assert verdict == CLEAN

    def line(self, name: str, seconds: float) -> str:
        """One line of a table: experiment, repetitions, rows, lost, doubled, strange, seconds, besides."""
        found = self.verdict
        counts = [self.repetitions, self.rows, found.lost, found.doubled, found.strange]
        cells = [name, *(f"{count:,}" for count in counts), f"{seconds:.0f}", self.besides]
        return f"| {' | '.join(cells)} |"


@contextmanager
def experiment(name: str, *, repetitions: int) -> Iterator[Seen]:
    """Take the time of an experiment, and keep what it counted when it is through."""
    seen = Seen(repetitions)
    begun = time.monotonic()
    yield seen
    line = seen.line(name, time.monotonic() - begun)
    print(line)  # noqa: T201 - for who runs it with -s
    if file := os.environ.get("FAULTS_FIGURES"):
        with Path(file).open("a", encoding="utf-8") as figures:
            figures.write(f"{line}\n")
