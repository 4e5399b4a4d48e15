"""What may be typed: every text and value of a row is looked at before it is stored."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

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
        value = getattr(row, column.attname)
        if isinstance(value, str):
            _require_printable(column, value, f"{prefix}{column.name}")
    try:
        row.clean_fields(exclude=[column.name for column in row._meta.concrete_fields if column.is_relation])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Unusable(" ".join(messages), field=f"{prefix}{name}") from error


def require_text(value: str, message: Any, *, field: str, article: str = "") -> None:
    """Refuse an empty text with :class:`Unusable`."""
    if not value.strip():
        raise Unusable(message, field=field, article=article)


def is_printable(value: str, *, is_long: bool) -> bool:
    """Tell whether a text may be stored: no control characters; line breaks in long texts alone."""
    if value.isprintable():
        return True
    return not _UNPRINTABLE.search(value) and (is_long or not _LINE_BREAKS.search(value))


def _require_printable(column: models.Field[Any, Any], value: str, field: str) -> None:
    if not is_printable(value, is_long=isinstance(column, models.TextField)):
        raise Unusable(_("This text holds characters that cannot be printed; remove them."), field=field)
    if len(value) > LONGEST_TEXT:
        raise Unusable(_("This text is too long: at most %(most)s characters.") % {"most": LONGEST_TEXT}, field=field)
