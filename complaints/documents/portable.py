"""PDF: opened and counted, its pages not drawn."""

import io
from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError, WrongPasswordError

from complaints.documents.refusing import BadFile

MARK: Final = b"%PDF-"
MOST_PAGES: Final = 2_000

#: What a reader of PDF meets in a file that is broken, or made to break it.
BROKEN: Final = (
    *(PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(AssertionError, ArithmeticError, OSError, RuntimeError),
)

_END: Final = b"%%EOF"
_TAIL: Final = 4096


def prove(file: BinaryIO) -> None:
    """Refuse with :class:`BadFile` a PDF that is cut off, broken, locked or endless."""
    file.seek(-min(_TAIL, file.seek(0, io.SEEK_END)), io.SEEK_END)
    if _END not in file.read():
        raise _broken()
    try:
        pages = len(opened(file).pages)
    except BROKEN as error:
        raise _broken() from error
    if not pages:
        raise _broken()
    if pages > MOST_PAGES:
        raise BadFile(
            _("This PDF has %(pages)s pages: at most %(most)s. Ask for it in parts.")
            % {"pages": pages, "most": MOST_PAGES}
        )


def opened(file: BinaryIO) -> PdfReader:
    """Open a PDF; one that only forbids changes is opened too.

    Raises :class:`BadFile` for one that asks a password, any of :data:`BROKEN` for a broken one.
    """
    file.seek(0)
    reader = PdfReader(file)
    if reader.is_encrypted:
        try:
            is_open = reader.decrypt("")
        except (DependencyError, WrongPasswordError):
            is_open = None
        if not is_open:
            raise BadFile(_("This PDF is locked with a password. Ask for it without."))
    return reader


def _broken() -> BadFile:
    return BadFile(_("This PDF is broken: it cannot be opened. Ask for it anew."))
