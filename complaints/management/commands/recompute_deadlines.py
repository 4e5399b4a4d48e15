"""``manage.py recompute_deadlines``: after a new decree, what would move, or move it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from complaints.access import Actor
from complaints.services import calendar_days, deadlines
from complaints.vocabulary import Origin


class Command(BaseCommand):
    """Compare the running clocks of open complaints with the calendar in force; prints JSON."""

    help = "After a new decree: move the last days of open complaints, or only say (--check) what would move."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare ``--check``."""
        parser.add_argument("--check", action="store_true", help="say what would move, and move nothing")

    def handle(self, *, check: bool, **_options: Any) -> None:
        """Check or move; the calendar rows by which alerts count go first."""
        if check:
            moves = deadlines.would_move()
        else:
            now = timezone.now()
            calendar_days.fill(today=timezone.localdate(now), now=now)
            moves = deadlines.recompute(actor=Actor(user=None, origin=Origin.COMMAND), now=now)
        answer = {"checked_only": check, "moves": [move.as_record() for move in moves]}
        self.stdout.write(json.dumps(answer, indent=2))
