"""The published table for machines: one row a month, newest first; empty is not known."""

import csv
import io
from typing import Final

from complaints.figures.table import COLUMNS
from complaints.queries.editions import Entry, Series
from complaints.renderings.explanation import notes_on

#: Names and order of the columns, the same in every language.
CSV_COLUMNS: Final = (*COLUMNS, "edition", "origin", "note")

#: A text that begins so is a formula to a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def row(entry: Entry) -> dict[str, object]:
    """The columns of one month; None is not known."""
    return {
        **entry.figures.columns(),
        "edition": entry.edition.number,
        "origin": entry.figures.origin.value,
        "note": " ".join(notes_on(entry)) or None,
    }


def render(series: Series) -> bytes:
    """UTF-8, comma, RFC 4180; the notes in the language in force.

    A note that a spreadsheet would take for a formula has an apostrophe before it; numbers are left alone.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, CSV_COLUMNS)
    writer.writeheader()
    writer.writerows(_harmless(row(entry)) for entry in series.entries)
    return out.getvalue().encode()


def _harmless(cells: dict[str, object]) -> dict[str, object]:
    return {
        name: f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for name, cell in cells.items()
    }
