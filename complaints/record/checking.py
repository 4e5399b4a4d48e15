"""What may be typed: every text and value of a row is looked at before it is stored."""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.law.days import YEARS
from complaints.workflow import Refusal

#: Control characters, lone surrogates and direction overrides; new lines and tabs may stand in long texts.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_BREAKS = re.compile("[\t\n\r]")

#: Longest text of one field, in characters: a letter of a hundred pages fits.
LONGEST_TEXT = 200_000


class Unusable(Refusal):
    """A value cannot be stored: too long, unprintable, malformed, or not one of the known codes."""

    code = "unusable"


def require_usable(row: models.Model, *, prefix: str = "") -> None:
    """Check every column of a row that is about to be stored. Constraints are the database's.

    ``prefix`` goes before the column's name in the refusal (``parties-0-``, say). Raises
    :class:`Unusable` for the first value that is not fit.
    """
    for column in row._meta.concrete_fields:
        if not (column.is_relation or column.primary_key):
            _require_fit(row, column, f"{prefix}{column.name}")


def require_text(value: str, message: Any, *, field: str, article: str = "", longest: int = LONGEST_TEXT) -> None:
    """Refuse with :class:`Unusable` a text that is empty, cannot be printed or is too long."""
    if not value.strip():
        raise Unusable(message, field=field, article=article)
    require_printable(value, field=field, longest=longest)


def require_printable(value: str, *, field: str, longest: int = LONGEST_TEXT, is_long: bool = True) -> None:
    """Refuse with :class:`Unusable` control characters, in a short text line breaks too, and length."""
    if not is_printable(value, is_long=is_long):
        raise Unusable(_("This text holds characters that cannot be printed; remove them."), field=field)
    if len(value) > longest:
        raise Unusable(_("This text is too long: at most %(most)s characters.") % {"most": longest}, field=field)


def require_moment(moment: datetime | None, *, field: str) -> None:
    """Refuse with :class:`Unusable` a moment without a time zone, or of a year that no case names."""
    if moment is not None and (moment.tzinfo is None or moment.year not in YEARS):
        raise Unusable(_("This is no moment that can be placed in time."), field=field)


def is_printable(value: str, *, is_long: bool) -> bool:
    """Tell whether a text may be stored: no control characters; line breaks in long texts alone."""
    if value.isprintable():
        return True
    return not _UNPRINTABLE.search(value) and (is_long or not _LINE_BREAKS.search(value))


def _require_fit(row: models.Model, column: models.Field[Any, Any], field: str) -> None:
    value = getattr(row, column.attname)
    if value is None and not column.null:
        raise Unusable(_("A value is missing here."), field=field)
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            require_printable(text, field=field, is_long=isinstance(column, models.TextField))
    try:
        setattr(row, column.attname, column.clean(value, row))
    except ValidationError as error:
        raise Unusable(" ".join(error.messages), field=field) from error
    except (OverflowError, TypeError, ValueError) as error:  # a value of another kind altogether
        raise Unusable(_("This value cannot be read."), field=field) from error
