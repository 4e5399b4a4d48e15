"""From format and language to bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from complaints.queries.editions import Series
from complaints.renderings import (
    table_csv,
    table_csvw,
    table_html,
    table_json,
    table_ods,
    table_pdf,
    table_text,
    table_xlsx,
)
from complaints.renderings.addresses import LANGUAGES

__all__ = ["FORMATS", "LANGUAGES", "Format", "export"]


@dataclass(frozen=True)
class Format:
    """How a format is called on the web, and who writes it."""

    content_type: str
    extension: str
    render: Callable[[Series], bytes]


FORMATS: Final[Mapping[str, Format]] = {
    "html": Format("text/html; charset=utf-8", "html", table_html.render),
    "fragment": Format("text/html; charset=utf-8", "fragment.html", table_html.render_fragment),
    "csv": Format("text/csv; charset=utf-8", "csv", table_csv.render),
    "csvw": Format("application/csvm+json", "csv-metadata.json", table_csvw.render),
    "json": Format("application/json", "json", table_json.render),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", table_xlsx.render),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", "ods", table_ods.render),
    "pdf": Format("application/pdf", "pdf", table_pdf.render),
    "text": Format("text/plain; charset=utf-8", "txt", table_text.render),
}


def export(series: Series, *, name: str, language: str) -> bytes:
    """Write a series, which has at least one entry, in one of ``FORMATS`` and ``LANGUAGES``."""
    with translation.override(language):
        return FORMATS[name].render(series)
