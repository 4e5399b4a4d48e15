"""The published table with what it means: who, when, which edition, definitions, notes and breaks."""

import hashlib
import json
from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language

from complaints.figures.proof import canonical
from complaints.law.days import AMSTERDAM
from complaints.models import Edition
from complaints.queries.editions import Entry, Series
from complaints.renderings import further
from complaints.renderings.definitions import definitions
from complaints.renderings.explanation import breaks_in, notes_on, title
from complaints.renderings.table_csv import row

#: Public sector figures are in the public domain.
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def content(series: Series) -> dict[str, object]:
    """The document as plain values: ``meta``, ``months`` (the columns of the CSV), ``outcomes``, ``further``."""
    return {
        "meta": _meta(series),
        "months": [row(entry) for entry in series.entries],
        "outcomes": [_outcomes(entry) for entry in series.entries if entry.figures.other_reasons is not None],
        "further": [
            {"month": str(entry.month), **further.named_numbers(entry.figures.further)}
            for entry in series.entries
            if entry.figures.further is not None
        ],
    }


def render(series: Series) -> bytes:
    """UTF-8, indented, with a line break at the end; the texts in the language in force."""
    return (json.dumps(content(series), ensure_ascii=False, indent=2, default=_number) + "\n").encode()


def sha256(series: Series) -> str:
    """The digest of the figures: their canonical forms, newest first, one a line.

    Of a single month it is the digest that its edition carries.
    """
    return hashlib.sha256(b"\n".join(canonical(entry.figures) for entry in series.entries)).hexdigest()


def _meta(series: Series) -> dict[str, object]:
    newest = series.entries[0].edition
    return {
        "title": title(series),
        "publisher": settings.BODY_NAME,
        "licence": LICENCE,
        "language": get_language(),
        "demonstration": settings.DEMO,
        "edition": newest.number,
        "published_at": published_at(newest),
        "sha256": sha256(series),
        "editions": [_edition(entry) for entry in series.entries],
        "notes": [{"month": str(entry.month), "note": note} for entry in series.entries for note in notes_on(entry)],
        "breaks": [{"month": str(month), "text": text} for month, text in breaks_in(series)],
        "definitions": definitions(),
        "further": further.definitions(),
    }


def _edition(entry: Entry) -> dict[str, object]:
    edition = entry.edition
    return {
        "month": str(entry.month),
        "edition": edition.number,
        "status": edition.status,
        "origin": edition.origin,
        "published_at": published_at(edition),
        "reason": edition.reason or None,
        "sha256": edition.sha256,
    }


def _outcomes(entry: Entry) -> dict[str, object]:
    return {
        "month": str(entry.month),
        "partly_justified": entry.figures.partly_justified,
        "other_outcome": dict(entry.figures.other_reasons or {}),
    }


def published_at(edition: Edition) -> str | None:
    """When an edition was published, in Amsterdam, to the second; None for a draft."""
    if edition.published_at is None:
        return None
    return edition.published_at.astimezone(AMSTERDAM).isoformat(timespec="seconds")


def _number(value: Decimal) -> float:
    """A mean has one decimal, which a JSON number gives back exactly."""
    return float(value)
