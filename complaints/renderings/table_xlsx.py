"""The published table as an Excel workbook: numbers are numbers, months are dates, texts are never formulas."""

import io
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from django.conf import settings

from complaints.queries.editions import Series
from complaints.renderings.explanation import title
from complaints.renderings.sheets import Cell, Sheet, sheets
from complaints.renderings.table_pdf import day_of

_ACCENT = "#0b5a66"
#: Texts stay texts, whatever they look like.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(series: Series) -> bytes:
    """The same editions give the same bytes: the file carries the day of the newest edition and no other."""
    made = io.BytesIO()
    day = day_of(series)
    book = xlsxwriter.Workbook(made, _OPTIONS)
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the day alone; a workbook knows no zone
    book.set_properties({"title": title(series), "author": settings.BODY_NAME, "created": created})
    looks = {
        "head": book.add_format(
            {"bold": True, "font_color": "#ffffff", "bg_color": _ACCENT, "text_wrap": True, "valign": "vcenter"}
        ),
        "date": book.add_format({"num_format": "mmm yyyy", "align": "left", "bold": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "number": book.add_format({"num_format": "0"}),
        "decimal": book.add_format({"num_format": "0.0"}),
    }
    for sheet in sheets(series):
        _write(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    return made.getvalue()


def _write(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    page.set_tab_color(_ACCENT)
    page.set_row(0, 32)
    for column, (head, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, head, looks["head"])
    for line, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _put(page, line, column, cell, looks)


def _put(page: Any, line: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case date():
            page.write_datetime(line, column, cell, looks["date"])
        case int():
            page.write_number(line, column, cell, looks["number"])
        case str():
            page.write_string(line, column, cell, looks["text"])
        case _:
            page.write_number(line, column, float(cell), looks["decimal"])
