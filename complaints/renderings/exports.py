"""From format and language to bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from complaints.queries.editions import Series
from complaints.renderings import table_csv, table_html, table_json, table_text

LANGUAGES: Final = ("nl", "en")


@dataclass(frozen=True)
class Format:
    """How a format is called on the web, and who writes it."""

    content_type: str
    extension: str
    render: Callable[[Series], bytes]


FORMATS: Final[Mapping[str, Format]] = {
    "html": Format("text/html; charset=utf-8", "html", table_html.render),
    "csv": Format("text/csv; charset=utf-8", "csv", table_csv.render),
    "json": Format("application/json", "json", table_json.render),
    "text": Format("text/plain; charset=utf-8", "txt", table_text.render),
}


def export(series: Series, *, name: str, language: str) -> bytes:
    """Write a series, which has at least one entry, in one of ``FORMATS`` and ``LANGUAGES``."""
    with translation.override(language):
        return FORMATS[name].render(series)
