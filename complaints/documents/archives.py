"""Office documents, which are archives: told by their names, counted by their list, never unpacked."""

import zipfile
from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from complaints.documents.formats import DOCX, ODS, ODT, XLSX, Format
from complaints.documents.refusing import BadFile

MARK: Final = b"PK\x03\x04"

#: An honest document has fewer entries, and is smaller inside.
MOST_ENTRIES: Final = 5_000
MOST_BYTES: Final = 300 * 2**20
MOST_TIMES_LARGER: Final = 200
#: A small file may well consist of repetition.
ALWAYS_FINE: Final = 20 * 2**20

_BY_ENTRY: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_BY_DECLARATION: Final = {each.media_type.encode(): each for each in (ODT, ODS)}
_DECLARATION: Final = "mimetype"
_LONGEST_DECLARATION: Final = 100
_BROKEN: Final = (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError)


def format_of(file: BinaryIO) -> Format:
    """Tell which office document an archive is; raises :class:`BadFile` for any other archive."""
    with _opened(file) as archive:
        names = set(archive.namelist())
        for name, found in _BY_ENTRY.items():
            if name in names:
                return found
        if _DECLARATION in names:
            declared = _declared(archive)
            if declared in _BY_DECLARATION:
                return _BY_DECLARATION[declared]
    raise BadFile(_("This is an archive with other files in it. Take those in one by one."))


def prove(file: BinaryIO) -> None:
    """Refuse with :class:`BadFile` what is far larger inside, hides something, or holds macros."""
    size = file.seek(0, 2)
    with _opened(file) as archive:
        entries = archive.infolist()
        inside = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        starts = min(entry.header_offset for entry in entries)
        names = {entry.filename.lower() for entry in entries}
    if len(entries) > MOST_ENTRIES or inside > max(ALWAYS_FINE, min(MOST_BYTES, size * MOST_TIMES_LARGER)):
        raise BadFile(_("This file is far larger inside than outside, and could bring a computer down."))
    if starts or packed > size:
        raise BadFile(_("This document is put together in a way that no office program does. Ask for it as a PDF."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadFile(_("This document holds macros. Ask for it as a PDF."))


def _declared(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument says that it is: in its first entry, which is not packed."""
    if archive.getinfo(_DECLARATION).compress_type != zipfile.ZIP_STORED:
        return b""
    try:
        with archive.open(_DECLARATION) as entry:
            return entry.read(_LONGEST_DECLARATION).strip()
    except _BROKEN as error:
        raise _broken() from error


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise _broken() from error


def _broken() -> BadFile:
    return BadFile(_("This document is broken: it cannot be opened. Ask for it anew."))
