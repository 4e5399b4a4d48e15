"""Take a register CSV into the register; the columns stand in docs/register-csv.md."""

import json
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.access import Actor
from complaints.services.importing import engine
from complaints.vocabulary import Origin
from complaints.workflow import Refusal


class Command(BaseCommand):
    """Read a file, tell how far it is, and print what became of its rows."""

    help = "Take complaints from a register CSV; prints what became of the rows as JSON."
    requires_system_checks = ()  # they load every address of the web, and an import needs the memory for its rows

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the register CSV: UTF-8, comma or semicolon, with a header row")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of the rows, write nothing")
        parser.add_argument("--rejects", metavar="FILE", help="write the rows that cannot be taken to this file")

    def handle(self, *_args: Any, file: str, dry_run: bool, rejects: str | None, **_options: Any) -> None:
        try:
            with ExitStack() as stack:
                source = stack.enter_context(Path(file).open("rb"))
                _require_another(file, rejects)
                target = stack.enter_context(Path(rejects).open("wb")) if rejects else None
                counts = engine.import_file(
                    source,
                    now=timezone.now(),
                    actor=Actor(user=None, origin=Origin.IMPORT),
                    dry_run=dry_run,
                    rejects=target,
                    on_progress=self._tell,
                )
        except Refusal as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        except OSError as error:
            raise CommandError(
                _("%(file)s: %(why)s") % {"file": error.filename or file, "why": error.strerror}
            ) from error
        except KeyboardInterrupt:
            raise CommandError(_("Interrupted. What was taken stays; run the same again."), returncode=130) from None
        except DatabaseError as error:
            why = str(error).strip().partition("\n")[0]
            raise CommandError(
                _("The database stopped the import: %(why)s. What was taken stays; run the same again.") % {"why": why}
            ) from error
        finally:
            self._end_of_telling()
        self.stdout.write(json.dumps(asdict(counts)))
        if counts.rejected:
            self._explain(counts.rejected, rejects)
            sys.exit(1)

    def _explain(self, rejected: int, rejects: str | None) -> None:
        if rejects:
            told = _("%(count)d rows were not taken; they stand in %(file)s, each with its line and the reason.")
        else:
            told = _(
                "%(count)d rows were not taken; --rejects FILE writes them down, each with its line and the reason."
            )
        self.stderr.write(told % {"count": rejected, "file": rejects})

    def _tell(self, read: int) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + _("%(count)d rows read") % {"count": read}, ending="")

    def _end_of_telling(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")


def _require_another(file: str, rejects: str | None) -> None:
    """The rejects would overwrite what is being read."""
    if rejects and Path(rejects).exists() and Path(rejects).samefile(file):
        raise CommandError(_("--rejects names the file that is read; name another."))
