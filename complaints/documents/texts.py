"""Texts: plain ones and e-mails; a page of the web and a program are texts too, and are refused."""

import codecs
import re
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from complaints.documents.formats import MAIL, TEXT, Format
from complaints.documents.refusing import BadFile

_PIECE: Final = 64 * 1024
_NOT_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php|\?xml)\b", re.IGNORECASE)
_PROGRAM: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:#!|@echo\b|<\?)", re.IGNORECASE)


def is_text(file: BinaryIO) -> bool:
    """Tell whether a file holds a text: UTF-8, or the old Western European code, without control characters."""
    file.seek(0)
    decoder, is_utf8 = codecs.getincrementaldecoder("utf-8")(), True
    while piece := file.read(_PIECE):
        if _NOT_TEXT.search(piece):
            return False
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            is_utf8 = False
            decoder.reset()
    return is_utf8 or _reads_as_western(file)


def format_of(head: bytes) -> Format:
    """Tell an e-mail from a plain text; raises :class:`BadFile` for a page of the web or a program."""
    if _is_mail(head):
        return MAIL
    if holds_markup(head) or _PROGRAM.match(head):
        raise BadFile(_("This is a page of the web or a program. Ask for it as a PDF."))
    return TEXT


def holds_markup(head: bytes) -> bool:
    """Tell whether a browser could take this beginning for a page."""
    return _MARKUP.search(head) is not None


def decoded(content: bytes) -> str:
    """The words of a text that was taken in."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _reads_as_western(file: BinaryIO) -> bool:
    file.seek(0)
    while piece := file.read(_PIECE):
        try:
            piece.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return True


def _is_mail(head: bytes) -> bool:
    headers = BytesHeaderParser(policy=compat32).parsebytes(head)
    return "from" in headers and any(name in headers for name in ("date", "received", "message-id"))
