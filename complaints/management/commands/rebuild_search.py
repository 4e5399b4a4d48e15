"""``manage.py rebuild_search``: bring the search table level with the register, or only compare the two."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints.services import searching


class Command(BaseCommand):
    """Compare the search table with the register, and mend it; prints JSON."""

    help = "Bring the search table level with the register, or only say (--check) whether it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare ``--check``."""
        parser.add_argument("--check", action="store_true", help="compare, and change nothing")

    def handle(self, *, check: bool, **_options: Any) -> None:
        """Compare or mend. Exit status 1 where a comparison finds a difference."""
        if not check:
            self.stdout.write(json.dumps({"mended": searching.rebuild()}))
            return
        differing = len(searching.would_rebuild())
        self.stdout.write(json.dumps({"differing": differing}))
        if differing:
            raise CommandError("The search says something else than the register; run rebuild_search to mend it.")
