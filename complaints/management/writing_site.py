"""``manage.py publication site``: the public pages with their files, written into a folder.

Each file takes its place whole or not at all, what a page points to before the page itself, and the
front page last: whoever reads while it is written, or after it was killed, finds no half file and no
link to nothing. A file that is the same already is left alone.
"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from complaints.management.operating import write_bytes
from complaints.queries.editions import all_published
from complaints.queries.year import every_report, newest_reports
from complaints.renderings import site

#: What a run that was killed may have left: the file that it was writing, beside its place.
_LEFT: Final = re.compile(r"\..+\.[0-9]+")


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("directory", type=Path, metavar="DIR")


def run(options: dict[str, Any]) -> str:
    """Write the site; say how many files it has and how many were written."""
    directory: Path = options["directory"]
    series = all_published()
    if not series.entries:
        raise CommandError(_("Nothing is published yet, so there is no site to write."))
    if directory.exists() and not directory.is_dir():
        raise CommandError(_("%(path)s is a file; give a folder.") % {"path": directory})
    known = written = 0
    for path, content in site.files(series, every_report(), newest_reports()):
        known += 1
        written += _put(directory / path, content)
    return _("%(known)s files in %(path)s, of which %(written)s are new or changed.") % {
        "known": known,
        "path": directory,
        "written": written,
    }


def _put(target: Path, content: bytes) -> bool:
    """Write a file where it says something else; tell whether it was written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f".{target.name}.*"):
            if _LEFT.fullmatch(left.name):
                left.unlink(missing_ok=True)
        if target.is_file() and target.read_bytes() == content:
            return False
    except OSError as error:
        raise CommandError(f"{target}: {error.strerror}") from error
    write_bytes(target, content)
    return True
