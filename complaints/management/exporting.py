"""``manage.py publication export``: editions in one of the formats, to a file or to standard output."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.channels.pdf import NotPrintable
from complaints.management.operating import month_argument, write_bytes, write_standard_output
from complaints.queries.editions import Series, series
from complaints.renderings import table_csvw
from complaints.renderings.exports import FORMATS, LANGUAGES, export

_MOST_MONTHS = 1200
_METADATA = "-metadata.json"


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("month", type=month_argument, metavar="MONTH")
    parser.add_argument("--months", type=_months, default=1, metavar="N")
    parser.add_argument("--format", choices=list(FORMATS), required=True)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--draft", action="store_true", help="drafts where there are any, marked as such")
    parser.add_argument("--output", type=Path, metavar="FILE")


def run(options: dict[str, Any], *, told: Callable[[str], object]) -> None:
    """Write the export whole or not at all; what is left out is told."""
    found = series(options["month"], months=options["months"], drafts=options["draft"])
    for month in found.missing:
        told(_("%(month)s has no edition and is left out.") % {"month": month})
    if not found.entries:
        raise CommandError(_("There is nothing to export; publish the month first, or use --draft."))
    output: Path | None = options["output"]
    name = options["format"]
    if output is None and _is_for_programs(name) and sys.stdout.isatty():
        raise CommandError(_("This format is no text; give a file with --output."))
    content = _content(found, name=name, language=options["language"], output=output)
    if output is not None:
        write_bytes(output, content)
    else:
        write_standard_output(content)


def _content(found: Series, *, name: str, language: str, output: Path | None) -> bytes:
    if name == "csvw" and output is not None and output.name.endswith(_METADATA):
        with translation.override(language):
            return table_csvw.describe(found, table=output.name.removesuffix(_METADATA))
    try:
        return export(found, name=name, language=language)
    except NotPrintable as error:
        raise CommandError(
            _("No typeface at hand has “%(text)s”; write the note otherwise.") % {"text": error.text}
        ) from error


def _is_for_programs(name: str) -> bool:
    """Whether a terminal would show nothing but noise."""
    return name in {"xlsx", "ods", "pdf"}


def _months(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= _MOST_MONTHS):
        raise ArgumentTypeError(f"{text!r} is no number of months; write 1 to {_MOST_MONTHS}")
    return int(text)
