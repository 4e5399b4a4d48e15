"""Register files for the tests of the import, and what becomes of them."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime

from complaints.access import Actor
from complaints.services.importing import engine
from complaints.services.importing.engine import Counts
from complaints.vocabulary import Origin
from tests.register_yard import csv_of

#: Wednesday 1 April 2026, ten in the morning in Amsterdam.
NOW = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
IMPORT = Actor(user=None, origin=Origin.IMPORT)

#: A closed complaint: received Monday 5 January 2026, answered on Tuesday 3 February.
CLOSED: Mapping[str, str] = {
    "reference": "Z-1",
    "received_at": "2026-01-05",
    "category": "treatment",
    "closed_at": "2026-02-03",
    "verdict": "justified",
}
#: An open one, of the same day.
OPEN: Mapping[str, str] = {"reference": "Z-2", "received_at": "2026-01-05", "category": "service"}


def take(content: bytes, *, now: datetime = NOW, dry_run: bool = False) -> tuple[Counts, list[tuple[int, str]]]:
    """Import a file; its counts, and the line and reason of each rejected row."""
    rejects = io.BytesIO()
    counts = engine.import_file(io.BytesIO(content), now=now, actor=IMPORT, dry_run=dry_run, rejects=rejects)
    return counts, reasons(rejects.getvalue())


def reasons(rejects: bytes) -> list[tuple[int, str]]:
    """Read line and reason of each row of a rejects file, whatever stands behind them."""
    text = rejects.decode(errors="replace").replace("\0", "")
    delimiter = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")[4]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(rows)
    return [(int(row[0]), row[1]) for row in rows if row and row[0].isdigit()]


def refused(**changes: str) -> str:
    """Why the closed complaint is rejected with these changes; "" where it is taken."""
    counts, found = take(csv_of({**CLOSED, **changes}))
    assert counts.read == 1
    return found[0][1] if found else ""
