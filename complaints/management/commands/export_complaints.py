"""Write the register, or the complaints received in a month, as a register CSV."""

import csv
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from complaints.figures.months import Month
from complaints.management.operating import is_special, month_argument
from complaints.queries import register_file


class Command(BaseCommand):
    """Stream the register to a file, which takes its place whole or not at all, or to standard output."""

    help = "Write the register as CSV, in the format that import_complaints reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", type=month_argument, help="only what was received in this month (YYYY-MM)")
        parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")

    def handle(self, *_args: Any, month: Month | None, output: str | None, **_options: Any) -> None:
        try:
            with _output(output) as stream, _one_moment():
                written = _write(stream, month)
                left_out = register_file.left_out(month)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            raise CommandError(f"{error.filename or output}: {error.strerror}") from error
        except DatabaseError as error:
            why = str(error).strip().partition("\n")[0]
            raise CommandError(_("The database stopped the export: %(why)s") % {"why": why}) from error
        if output:
            self.stderr.write(_("%(count)d rows written to %(file)s.") % {"count": written, "file": output})
        if left_out:
            self.stderr.write(
                _("%(count)d registrations that are void without being a duplicate are left out.") % {"count": left_out}
            )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the register as it is at one moment, however long it takes."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write(stream: IO[str], month: Month | None) -> int:
    writer = csv.writer(stream)
    writer.writerow(register_file.COLUMNS)
    written = 0
    for cells in register_file.every_row(month):
        writer.writerow(cells)
        written += 1
    return written


@contextmanager
def _output(name: str | None) -> Iterator[IO[str]]:
    """Give standard output, or a new file beside the one named, which it replaces in the end."""
    if name is None:
        with _text(sys.stdout.buffer) as stream:
            yield stream
        return
    path = Path(name)
    if is_special(path):
        with path.open("wb") as special, _text(special) as stream:
            yield stream
        return
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        try:
            with _text(new) as stream:
                yield stream
            os.fsync(new.fileno())
        except BaseException:
            Path(new.name).unlink()
            raise
    Path(new.name).replace(path)


@contextmanager
def _text(binary: Any) -> Iterator[IO[str]]:
    """Write text to a stream of bytes, which stays open."""
    stream = io.TextIOWrapper(binary, encoding="utf-8", newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()
