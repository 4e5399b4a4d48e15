"""The page as a document of its own, to keep or to take over in a site; without style or script."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from complaints.queries.editions import Series
from complaints.renderings.explanation import marks, sections, title
from complaints.renderings.labels import heads
from complaints.renderings.table_text import cells_of


def context(series: Series) -> dict[str, object]:
    """What the templates of the table and of its explanation need."""
    return {
        "language": get_language(),
        "title": title(series),
        "marks": marks(series),
        "heads": heads(),
        "rows": [
            {"entry": entry, "month": entry.month.first_day, "cells": cells_of(entry), "misfit": entry.misfit}
            for entry in series.entries
        ],
        "sections": sections(series),
    }


def render(series: Series) -> bytes:
    """UTF-8, in the language in force."""
    return render_to_string("publication/document.html", context(series)).encode()
