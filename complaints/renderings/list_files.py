"""The work list as csv, xlsx and ods: row by row, however many, and no cell is ever a formula.

In xlsx and ods a text is stored as a text, whatever it begins with. A csv knows no types, so there a
text that a spreadsheet could take for a formula gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

from django.utils.translation import gettext as _

from complaints.queries.worklist import Row
from complaints.renderings.list_ods import write_ods
from complaints.renderings.list_xlsx import write_xlsx
from complaints.vocabulary import Category, Procedure

Cell = str | int | date | None

#: What a spreadsheet may read as the beginning of a formula; in full width too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called, and who writes it."""

    media_type: str
    write: Callable[[IO[bytes], Iterable[Row], date], int]


def heads() -> list[str]:
    """The heads of the columns."""
    return [
        _("Reference"),
        _("Complainant"),
        _("Other complainants"),
        _("Category"),
        _("Status"),
        _("Handler"),
        _("Unit"),
        _("Received"),
        _("Last day"),
        _("Days left"),
        _("Channel"),
        _("Kind of procedure"),
        _("Language"),
        _("Labels"),
        _("Extended"),
        _("Advisory committee"),
        _("Ombudsman"),
        _("Repeat"),
        _("Closed"),
        _("Verdict"),
    ]


def cells_of(row: Row, today: date) -> Sequence[Cell]:
    """One line of the list as cells."""
    complaint = row.complaint
    runs = complaint.is_open and complaint.last_day is not None
    return (
        complaint.reference,
        row.complainant,
        row.others,
        str(complaint.get_category_display()),
        str(complaint.get_status_display()),
        str(complaint.handler or ""),
        str(complaint.unit or ""),
        complaint.received_on,
        complaint.last_day,
        (complaint.last_day - today).days if runs and complaint.last_day else None,
        str(complaint.get_channel_display()),
        str(complaint.get_procedure_kind_display()),
        str(complaint.get_language_display()),
        ", ".join(complaint.labels),
        _yes(is_so=row.is_extended),
        _yes(is_so=complaint.procedure == Procedure.COMMITTEE),
        _yes(is_so=row.is_with_ombudsman or complaint.category == Category.OMBUDSMAN),
        _yes(is_so=complaint.repeats_id is not None),
        complaint.closed_on,
        str(complaint.get_verdict_display() if complaint.verdict else ""),
    )


def harmless(text: str) -> str:
    """A text that no spreadsheet runs when it opens a csv."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _lines(rows: Iterable[Row], today: date) -> Iterator[Sequence[Cell]]:
    yield heads()
    for row in rows:
        yield cells_of(row, today)


def _write_csv(out: IO[bytes], rows: Iterable[Row], today: date) -> int:
    """UTF-8 with its mark, so that a spreadsheet reads the names well."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(heads())
    written = 0
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells_of(row, today)])
        written += 1
    text.detach()
    return written


def _write_xlsx(out: IO[bytes], rows: Iterable[Row], today: date) -> int:
    return write_xlsx(out, _lines(rows, today), sheet=_("Work list"))


def _write_ods(out: IO[bytes], rows: Iterable[Row], today: date) -> int:
    return write_ods(out, _lines(rows, today), sheet=_("Work list"))


def _yes(*, is_so: bool) -> str:
    return _("yes") if is_so else ""


FORMATS: Final = {
    "csv": Format("text/csv; charset=utf-8", _write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", _write_ods),
}
