"""The page as a document of its own, to keep or to take over in a site; without style or script."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from complaints.queries.editions import Series
from complaints.renderings.explanation import marks, sections, title
from complaints.renderings.grids import received_cells
from complaints.renderings.labels import heads


def context(series: Series) -> dict[str, object]:
    """What the templates of the table and of its explanation need."""
    return {
        "language": get_language(),
        "title": title(series),
        "marks": marks(series),
        "heads": heads(),
        "rows": [
            {"month": entry.month, "cells": received_cells(entry), "misfit": entry.misfit} for entry in series.entries
        ],
        "sections": sections(series),
    }


def render(series: Series) -> bytes:
    """UTF-8, in the language in force."""
    return render_to_string("publication/document.html", context(series)).encode()


def render_fragment(series: Series) -> bytes:
    """The same without head and body, to place in a page of another system; its headings begin at the second."""
    return render_to_string("publication/fragment.html", context(series)).encode()
