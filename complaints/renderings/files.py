"""The files that a page offers: one edition or all months, under the name that they have there."""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from complaints.queries.editions import Series
from complaints.renderings import table_csvw
from complaints.renderings.exports import FORMATS, Format, export

#: Extension of a file and the format behind it; the page itself is no file.
DOWNLOADS: Final = {format_.extension: name for name, format_ in FORMATS.items() if name not in {"html", "fragment"}}
#: What a page offers by name, in this order.
OFFERED: Final = ("xlsx", "ods", "csv", "json", "pdf", "txt")


def format_of(extension: str) -> Format:
    """The format behind an extension of ``DOWNLOADS``."""
    return FORMATS[DOWNLOADS[extension]]


def content(series: Series, *, extension: str, language: str, name: str) -> bytes:
    """A file called ``name`` without its extension."""
    if DOWNLOADS[extension] == "csvw":
        with translation.override(language):
            return table_csvw.describe(series, table=f"{name}.csv")
    return export(series, name=DOWNLOADS[extension], language=language)


def offered_name(extension: str) -> tuple[str, str]:
    """What a file is for, and what it is."""
    return {
        "xlsx": ("Excel", _("workbook with definitions")),
        "ods": ("OpenDocument", _("spreadsheet with definitions")),
        "csv": ("CSV", _("for programs, one row a month")),
        "json": ("JSON", _("for programs, with definitions")),
        "pdf": ("PDF", _("to print, accessible")),
        "txt": (_("Text"), _("to read aloud or paste")),
    }[extension]
