"""A register CSV as its records, in bounded memory: whatever is wrong with one, the next is read.

Bytes are kept as they stood, so that a row that cannot be taken can be handed back unchanged.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Final

from django.utils.translation import gettext as _

from complaints.queries.register_file import COLUMNS
from complaints.workflow import Refusal

#: A record is at most this long, in bytes, its line end not counted.
RECORD_BYTES: Final = 1024 * 1024
#: Without these columns there is nothing to register.
NEEDED: Final = ("reference", "received_at", "category")
_BOM: Final = b"\xef\xbb\xbf"
_DELIMITERS: Final = (",", ";")
_PIECE: Final = 64 * 1024


class UnreadableFile(Refusal):
    """The file as a whole is no register CSV; nothing of it was taken."""

    code = "unreadable_file"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its first physical line (from 1), its bytes, and its cells, or why it has none.

    ``rest`` holds what is beyond :data:`RECORD_BYTES`, where that is wanted.
    """

    line: int
    raw: bytes
    cells: Sequence[str] = ()
    fault: str = ""
    rest: IO[bytes] | None = None


class _TooLong(Exception):
    """A record has become longer than it may be."""


class _Lines:
    """The physical lines of a stream, decoded, as csv asks for them; it remembers those of a record."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.ended = 0
        self.raw: list[bytes] = []
        self._size = 0
        self.is_utf8 = True

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.raw, self._size, self.is_utf8 = [], 0, True

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.stream.readline(RECORD_BYTES - self._size + 3)
        if not line:
            raise StopIteration
        return self.take(line)

    def take(self, line: bytes) -> str:
        """Add a line to the record and decode it; bytes that are no UTF-8 are marked."""
        self.raw.append(line)
        self._size += len(line)
        self.ended += line.endswith(b"\n")
        if self._size > RECORD_BYTES and self._size - len(line) + len(line.rstrip(b"\r\n")) > RECORD_BYTES:
            raise _TooLong
        try:
            return line.decode()
        except UnicodeDecodeError:
            self.is_utf8 = False
            return line.decode(errors="surrogateescape")


class Records:
    """The header of a register CSV and, iterated, its records.

    ``columns`` are those of the file in its order. Raises :class:`UnreadableFile` for a file without
    a usable header: empty, not UTF-8, with a column that is unknown, repeated or missing.
    ``keep_rest`` keeps the whole of a record that is too long (in a temporary file), to be handed back.
    """

    def __init__(self, stream: IO[bytes], *, keep_rest: bool = False) -> None:
        self._lines = _Lines(stream)
        self._keep_rest = keep_rest
        first = stream.readline(RECORD_BYTES)
        self.bom = _BOM if first.startswith(_BOM) else b""
        self.header = first.removeprefix(_BOM)
        self.delimiter, self.columns = _head(self.header)
        self._lines.ended = 1

    def __iter__(self) -> Iterator[Record]:
        csv.field_size_limit(RECORD_BYTES)
        lines = self._lines
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            lines.begin()
            first = lines.ended + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _TooLong:
                yield self._too_long(first)
                continue
            except csv.Error as error:
                yield Record(first, b"".join(lines.raw), fault=_quoting(str(error)))
                continue
            if cells:
                yield self._record(first, cells)

    def _record(self, first: int, cells: Sequence[str]) -> Record:
        raw = b"".join(self._lines.raw)
        fault = ""
        if not self._lines.is_utf8:
            fault = _("The row holds bytes that are not UTF-8; save the file as UTF-8.")
        elif b"\0" in raw:
            fault = _("The row holds a NUL byte; remove it.")
        elif len(cells) != len(self.columns):
            fault = _("The row has %(cells)d cells and the header %(columns)d.") % {
                "cells": len(cells),
                "columns": len(self.columns),
            }
        return Record(first, raw, cells, fault)

    def _too_long(self, first: int) -> Record:
        """Read on to the end of the record, keeping nothing of it in memory."""
        raw = b"".join(self._lines.raw)
        rest = TemporaryFile() if self._keep_rest else None  # noqa: SIM115 - who writes it out closes it
        in_quotes = raw.count(b'"') % 2 == 1
        piece = raw
        while in_quotes or not piece.endswith(b"\n"):
            piece = self._lines.stream.readline(_PIECE)
            if not piece:
                break
            self._lines.ended += piece.endswith(b"\n")
            in_quotes ^= piece.count(b'"') % 2 == 1
            if rest is not None:
                rest.write(piece)
        fault = _("The row is longer than %(most)d bytes; a quotation mark may be open.") % {"most": RECORD_BYTES}
        return Record(first, raw, fault=fault, rest=rest)


def _quoting(error: str) -> str:
    if "unexpected end" in error:
        return _("A quotation mark that opens here is never closed.")
    if "new-line" in error:
        return _("The row holds a carriage return outside quotation marks.")
    return _("Something stands between a closing quotation mark and the end of its cell.")


def _head(header: bytes) -> tuple[str, tuple[str, ...]]:
    """Find the delimiter and the columns, or say why the file is none of ours."""
    if not header:
        raise UnreadableFile(_("The file is empty; it needs a header row."))
    try:
        text = header.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnreadableFile(_("The file is not UTF-8; save it as CSV in UTF-8."))
    heads = {delimiter: _names(text, delimiter) for delimiter in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda each: sum(name in COLUMNS for name in heads[each]))
    _require_known(heads[delimiter])
    return delimiter, heads[delimiter]


def _names(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return ()
    return tuple(cell.strip().lower() for cell in cells)


def _require_known(names: Sequence[str]) -> None:
    known = ", ".join(COLUMNS)
    for index, name in enumerate(names):
        shown = name[:60] or _("(column %(number)d, without a name)") % {"number": index + 1}
        if name not in COLUMNS:
            raise UnreadableFile(
                _("Unknown column: %(name)s. Remove it, or use one of: %(known)s.") % {"name": shown, "known": known},
                field=name[:60],
            )
        if name in names[:index]:
            raise UnreadableFile(_("The column %(name)s stands twice in the header.") % {"name": name}, field=name)
    for name in NEEDED:
        if name not in names:
            raise UnreadableFile(_("The column %(name)s is missing from the header.") % {"name": name}, field=name)
