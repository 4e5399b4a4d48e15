"""The published table as an OpenDocument spreadsheet: the same sheets as the workbook, in an open standard."""

import io
import zipfile
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils.translation import get_language
from odfdo import Cell as OdfCell
from odfdo import Column, Document, Row, Style, Table

from complaints.queries.editions import Series
from complaints.renderings.explanation import title
from complaints.renderings.sheets import Cell, Sheet, sheets
from complaints.renderings.table_pdf import day_of

_MIMETYPE: Final = "mimetype"
#: The oldest moment that a ZIP file can carry: the file tells nothing of when it was written.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_MM_A_CHARACTER: Final = 2
_MONTH: Final = (
    '<number:date-style style:name="month"><number:month number:textual="true"/><number:text> </number:text>'
    '<number:year number:style="long"/></number:date-style>'
)


def render(series: Series) -> bytes:
    """The same editions give the same bytes."""
    document = Document("spreadsheet")
    document.body.clear()
    _describe(document, series)
    head = document.insert_style(_head_style(), automatic=True)
    wrapped = document.insert_style(_wrapped_style(), automatic=True)
    month = document.insert_style(_month_style(document), automatic=True)
    for sheet in sheets(series):
        document.body.append(_table(document, sheet, head=head, wrapped=wrapped, month=month))
    made = io.BytesIO()
    document.save(made)
    return _timeless(made.getvalue())


def _describe(document: Document, series: Series) -> None:
    day = day_of(series)
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the day alone; the file knows no zone
    meta = document.meta
    meta.title = title(series)
    meta.creator = settings.BODY_NAME
    meta.language = get_language() or settings.LANGUAGE_CODE
    meta.creation_date = moment
    meta.date = moment


def _table(document: Document, sheet: Sheet, *, head: str, wrapped: str, month: str) -> Table:
    table = Table(sheet.name)
    first = Row()
    for name in sheet.heads:
        first.append_cell(OdfCell(value=name, style=head))
    table.append_row(first)
    for cells in sheet.rows:
        row = Row()
        for cell in cells:
            row.append_cell(_cell(cell, wrapped=wrapped, month=month))
        table.append_row(row)
    for place, width in enumerate(sheet.widths):
        style = Style("table-column", width=f"{width * _MM_A_CHARACTER}mm")
        column = Column(style=document.insert_style(style, automatic=True))
        table.set_column(place, column)
    return table


def _cell(cell: Cell, *, wrapped: str, month: str) -> OdfCell:
    match cell:
        case None:
            return OdfCell()
        case date():
            return OdfCell(value=cell, style=month)
        case str():
            return OdfCell(value=cell, cell_type="string", style=wrapped)
        case _:
            return OdfCell(value=cell)


def _head_style() -> Style:
    style = Style("table-cell", name="head", background_color="#0b5a66")
    style.set_properties({"fo:color": "#ffffff", "fo:font-weight": "bold"}, area="text")
    style.set_properties({"fo:wrap-option": "wrap"}, area="table-cell")
    return style


def _wrapped_style() -> Style:
    style = Style("table-cell", name="wrapped")
    style.set_properties({"fo:wrap-option": "wrap", "style:vertical-align": "top"}, area="table-cell")
    return style


def _month_style(document: Document) -> Style:
    """A month as a date that shows no day."""
    document.insert_style(_MONTH, automatic=True)
    style = Style("table-cell", name="month-cell", data_style="month")
    style.set_properties({"fo:font-weight": "bold"}, area="text")
    return style


def _timeless(content: bytes) -> bytes:
    """The same file, its members in the same order, without the moment of writing; its kind goes first and plain."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as written, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as timeless:
        for member in written.infolist():
            plain = zipfile.ZIP_STORED if member.filename == _MIMETYPE else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(member.filename, _NO_MOMENT)
            timeless.writestr(entry, written.read(member), compress_type=plain)
    return made.getvalue()
