"""Rows as an OpenDocument spreadsheet (ods), written row by row with the standard library.

The kept library for OpenDocument holds the whole table in memory; a list has no limit, so this writes
the few elements that a plain table needs, in the order in which they come.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, Final
from xml.sax.saxutils import escape, quoteattr

_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"'
)
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = (
    f'{_DECLARED}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES: Final = (
    '<office:automatic-styles><number:date-style style:name="day"><number:year number:style="long"/>'
    "<number:text>-</number:text>"
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:automatic-styles>"
)
_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
#: Rows that a sheet can hold in the programs that open it, its head among them.
MOST_ROWS: Final = 1_048_576


def write_ods(out: IO[bytes], lines: Iterable[Sequence[Any]], *, sheet: str, most_rows: int = MOST_ROWS) -> int:
    """Write lines, of which the first is the head, and count the others."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry("mimetype", zipfile.ZIP_STORED), _MEDIA_TYPE)
        packed.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        with packed.open(_entry("content.xml"), "w", force_zip64=True) as content:
            content.write(
                f"{_DECLARED}<office:document-content {_NAMES}>{_STYLES}<office:body><office:spreadsheet>".encode()
            )
            written = _write_sheets(content, lines, sheet, most_rows)
            content.write(b"</office:spreadsheet></office:body></office:document-content>")
    return written


def _write_sheets(content: IO[bytes], lines: Iterable[Sequence[Any]], sheet: str, most_rows: int) -> int:
    source = iter(lines)
    head = next(source)
    _begin(content, sheet, head)
    at, pages, written = 1, 1, 0
    for line in source:
        if at >= most_rows:
            pages, at = pages + 1, 1
            content.write(b"</table:table>")
            _begin(content, f"{sheet} {pages}", head)
        content.write(f"<table:table-row>{''.join(map(_cell, line))}</table:table-row>".encode())
        at += 1
        written += 1
    content.write(b"</table:table>")
    return written


def _begin(content: IO[bytes], name: str, head: Sequence[Any]) -> None:
    cells = "".join(_text(str(words), ' table:style-name="head"') for words in head)
    content.write(f"<table:table table:name={quoteattr(name)}><table:table-row>{cells}</table:table-row>".encode())


def _cell(cell: Any) -> str:
    if isinstance(cell, date):
        return (
            '<table:table-cell table:style-name="date" office:value-type="date" '
            f'office:date-value="{cell.isoformat()}"><text:p>{cell.isoformat()}</text:p></table:table-cell>'
        )
    if isinstance(cell, int):
        value = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {value}><text:p>{cell}</text:p></table:table-cell>"
    return _text(cell) if cell else "<table:table-cell/>"


def _text(words: str, style: str = "") -> str:
    """A text as a text: each line a paragraph, runs of spaces kept, never a formula."""
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in words.split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    marked = escape(line).replace("\t", "<text:tab/>").replace("  ", ' <text:s text:c="1"/>')
    return f'<text:s text:c="1"/>{marked[1:]}' if marked.startswith(" ") else marked


def _entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
    entry.compress_type = how
    return entry
