"""``manage.py import_published``: a table that was published before this system, as it stood."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.figures.history import LARGEST_FILE
from complaints.management.operating import actor_by, read_bytes, refusals_told
from complaints.services.import_published import import_published


class Command(BaseCommand):
    """Take over a table published earlier; a row that does not add up is taken and flagged."""

    help = "Import a published table (CSV) as history; exit status 1 when a row of it does not add up."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print what became of the months as JSON; name on standard error what does not add up."""
        data = read_bytes(options["file"], at_most=LARGEST_FILE)
        with refusals_told():
            imported = import_published(data=data, actor=actor_by(None), now=timezone.now())
        counts = {"created": imported.created, "unchanged": imported.unchanged, "kept_back": imported.kept_back}
        self.stdout.write(json.dumps({name: len(months) for name, months in counts.items()}))
        for month in imported.kept_back:
            self.stderr.write(_("%(month)s is counted from the register; history was not taken.") % {"month": month})
        for misfit in imported.misfits:
            self.stderr.write(
                _("%(month)s: the cells add up to %(sum)s, the total says %(total)s; imported as published, flagged.")
                % {"month": misfit.month, "sum": misfit.cells_sum, "total": misfit.stated_total}
            )
        if imported.misfits:
            raise CommandError(_("Not every row adds up; all rows were imported as they stood."))
