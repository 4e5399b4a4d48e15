"""A table published earlier, read from CSV as it stood: nothing is mended, nothing guessed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from complaints.figures.months import DatedBasis, Month, NotAMonth
from complaints.figures.table import CATEGORIES, MonthFigures
from complaints.vocabulary import EditionOrigin

#: Every head that is understood, in lower case, and the column that it names.
HEADS: Final[Mapping[str, str]] = {
    **{column: column for column in ("month", *CATEGORIES, "total")},
    "maand": "month",
    "behandelduur": "processing_time",
    "processing time": "processing_time",
    "dienstverlening": "service",
    "service provision": "service",
    "bejegening": "treatment",
    "no": "ombudsman",
    "beleid": "policy",
    "overig": "other",
    "totaal": "total",
}
_WANTED: Final = ("month", *CATEGORIES, "total")
_NONE: Final = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}"})
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_NEGATIVE: Final = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}] ?[0-9]+", re.ASCII)
#: More complaints than a country has inhabitants is a slip of the keyboard.
LARGEST: Final = 9_999_999
#: A table of five hundred years is smaller; more is another file.
LARGEST_FILE: Final = 1024 * 1024
_SHOWN: Final = 40


class Problem(StrEnum):
    """Why a file is no published table."""

    TOO_LARGE_A_FILE = "too_large_a_file"
    ENCODING = "encoding"
    MALFORMED = "malformed"
    EMPTY = "empty"
    UNKNOWN_COLUMN = "unknown_column"
    REPEATED_COLUMN = "repeated_column"
    MISSING_COLUMN = "missing_column"
    RAGGED = "ragged"
    BAD_MONTH = "bad_month"
    REPEATED_MONTH = "repeated_month"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"


class Unreadable(Exception):
    """The file cannot be taken: the line (from 1), the column where there is one, what stood
    there (shortened), and the problem.
    """

    def __init__(self, problem: Problem, *, line: int, column: str = "", found: str = "") -> None:
        self.problem = problem
        self.line = line
        self.column = column
        self.found = found if len(found) <= _SHOWN else found[:_SHOWN] + "…"
        super().__init__(problem.value, line, column, self.found)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]


def read(data: bytes, *, basis: DatedBasis) -> tuple[MonthFigures, ...]:
    """The rows of a published table, in the order of the file, as imported history.

    UTF-8 (a byte order mark is tolerated), comma or semicolon, Dutch or English heads in any
    order, months as ``05/23`` or ``2023-05``. A dash, nothing and 0 all mean none. A row whose
    cells do not make its total is read as it stands: see ``proof.misfit``.

    Raises ``Unreadable`` for the first thing that is wrong.
    """
    rows = _rows(_text(data))
    head = next(rows, None)
    if head is None:
        raise Unreadable(Problem.EMPTY, line=1)
    columns = _columns(head)
    table: dict[Month, tuple[int, MonthFigures]] = {}
    for row in rows:
        figures = _figures(row, columns, head.cells, basis)
        if figures.month in table:
            first, _ = table[figures.month]
            raise Unreadable(
                Problem.REPEATED_MONTH, line=row.line, column=head.cells[columns.index("month")], found=str(first)
            )
        table[figures.month] = (row.line, figures)
    if not table:
        raise Unreadable(Problem.EMPTY, line=head.line)
    return tuple(figures for _, figures in table.values())


def _text(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise Unreadable(Problem.TOO_LARGE_A_FILE, line=1, found=str(len(data)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(Problem.ENCODING, line=line, found=f"0x{data[error.start]:02x}") from error


def _rows(text: str) -> Iterator[_Row]:
    """The records that hold anything, each with its first physical line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise Unreadable(Problem.MALFORMED, line=line, found=str(error)) from error
        if record is None:
            return
        cells = [cell.strip() for cell in record]
        if any(cells):
            yield _Row(line, cells)


def _columns(head: _Row) -> tuple[str, ...]:
    found: list[str] = []
    for cell in head.cells:
        column = HEADS.get(cell.casefold())
        if column is None:
            raise Unreadable(Problem.UNKNOWN_COLUMN, line=head.line, column=cell[:_SHOWN])
        if column in found:
            raise Unreadable(Problem.REPEATED_COLUMN, line=head.line, column=cell)
        found.append(column)
    for column in _WANTED:
        if column not in found:
            raise Unreadable(Problem.MISSING_COLUMN, line=head.line, column=column)
    return tuple(found)


def _figures(row: _Row, columns: Sequence[str], heads: Sequence[str], basis: DatedBasis) -> MonthFigures:
    if len(row.cells) != len(columns):
        raise Unreadable(Problem.RAGGED, line=row.line, found=str(len(row.cells)))
    cells = dict(zip(columns, row.cells, strict=True))
    named = dict(zip(columns, heads, strict=True))
    try:
        month = Month.parse(cells["month"])
    except NotAMonth as error:
        raise Unreadable(Problem.BAD_MONTH, line=row.line, column=named["month"], found=cells["month"]) from error
    numbers = {name: _number(cells[name], row.line, named[name]) for name in _WANTED[1:]}
    return MonthFigures(
        month=month,
        basis=basis.of(month),
        origin=EditionOrigin.IMPORTED,
        received={category: numbers[category] for category in CATEGORIES},
        total=numbers["total"],
    )


def _number(cell: str, line: int, column: str) -> int:
    if cell in _NONE:
        return 0
    if _NEGATIVE.fullmatch(cell):
        raise Unreadable(Problem.NEGATIVE, line=line, column=column, found=cell)
    if not _DIGITS.fullmatch(cell):
        raise Unreadable(Problem.NOT_A_NUMBER, line=line, column=column, found=cell)
    digits = cell.lstrip("0")
    if len(digits) > len(str(LARGEST)):
        raise Unreadable(Problem.TOO_LARGE, line=line, column=column, found=cell)
    return int(digits or "0")
