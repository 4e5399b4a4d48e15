"""Rows as an xlsx workbook, written to disk row by row; a sheet that is full is followed by another."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

#: Rows that a sheet can hold, its head among them.
MOST_ROWS: Final = 1_048_576
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_LONGEST_TEXT: Final = 32_767


def write_xlsx(out: IO[bytes], lines: Iterable[Sequence[Any]], *, sheet: str, most_rows: int = MOST_ROWS) -> int:
    """Write lines, of which the first is the head, and count the others."""
    book = xlsxwriter.Workbook(out, dict(_OPTIONS))
    bold = book.add_format({"bold": True})
    source = iter(lines)
    head = next(source)
    page, at, written = None, most_rows, 0
    for line in source:
        if at >= most_rows:
            page, at = _sheet(book, sheet, head, bold), 1
        _write_line(page, at, line)
        at += 1
        written += 1
    if page is None:
        _sheet(book, sheet, head, bold)
    book.close()
    return written


def _sheet(book: Any, name: str, head: Sequence[Any], bold: Any) -> Any:
    number = len(book.worksheets()) + 1
    page = book.add_worksheet(name if number == 1 else f"{name} {number}")
    page.freeze_panes(1, 1)
    page.set_column(0, len(head) - 1, 16)
    for place, words in enumerate(head):
        page.write_string(0, place, str(words), bold)
    return page


def _write_line(page: Any, at: int, line: Sequence[Any]) -> None:
    for place, cell in enumerate(line):
        if isinstance(cell, date):
            page.write_datetime(at, place, cell)
        elif isinstance(cell, int):
            page.write_number(at, place, cell)
        elif cell:
            page.write_string(at, place, cell[:_LONGEST_TEXT])
