"""The types of files that a case holds; what is not listed is refused."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Format:
    """A type of file: its media type, what people call it, and the endings that its names may have."""

    media_type: str
    label: StrOrPromise
    suffixes: tuple[str, ...]


PDF: Final = Format("application/pdf", _("a PDF"), (".pdf",))
JPEG: Final = Format("image/jpeg", _("a JPEG picture"), (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG: Final = Format("image/png", _("a PNG picture"), (".png",))
WEBP: Final = Format("image/webp", _("a WebP picture"), (".webp",))
TIFF: Final = Format("image/tiff", _("a TIFF picture"), (".tif", ".tiff"))
HEIC: Final = Format("image/heic", _("a HEIC picture"), (".heic", ".heif"))
DOCX: Final = Format(f"{_OOXML}.wordprocessingml.document", _("a Word document"), (".docx",))
XLSX: Final = Format(f"{_OOXML}.spreadsheetml.sheet", _("an Excel sheet"), (".xlsx",))
ODT: Final = Format(f"{_ODF}.text", _("an OpenDocument text"), (".odt",))
ODS: Final = Format(f"{_ODF}.spreadsheet", _("an OpenDocument sheet"), (".ods",))
TEXT: Final = Format("text/plain", _("a plain text"), (".txt", ".csv", ".md"))
MAIL: Final = Format("message/rfc822", _("an e-mail"), (".eml",))

PICTURES: Final = (JPEG, PNG, WEBP, TIFF)
ARCHIVES: Final = (DOCX, XLSX, ODT, ODS)
TEXTS: Final = (TEXT, MAIL)
FORMATS: Final = (PDF, *PICTURES, HEIC, *ARCHIVES, *TEXTS)

#: Media type as ``puremagic`` calls it -> format, for what is told by its first bytes.
BY_FIRST_BYTES: Final = {each.media_type: each for each in (PDF, *PICTURES, HEIC)} | {"image/heif": HEIC}


def of_media_type(media_type: str) -> Format:
    """The format of a stored media type; KeyError for one that is not listed."""
    return {each.media_type: each for each in FORMATS}[media_type]
