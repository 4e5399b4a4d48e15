"""``manage.py alerts raise`` and ``alerts send``: one sweep, one delivery, for cron or by hand."""

import json
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from complaints import jobs
from complaints.channels.mail import MailServerAway
from complaints.law import AMSTERDAM, FIRST_DAY, Unlawful, read_day, read_moment
from complaints.law.decrees import LAST_START
from complaints.services import alerts


class Command(BaseCommand):
    """Raise what is due, or send what was raised; prints the counts as JSON."""

    help = "Raise the deadline alerts that are due, or send those that were raised. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the two verbs, each for another day or moment where one is given."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="raise|send")
        sweep = verbs.add_parser("raise", help="one sweep: every rung that is due and not yet raised")
        sweep.add_argument("--today", type=_day, metavar="DATE", help="as if it were this day (Europe/Amsterdam)")
        send = verbs.add_parser("send", help="one delivery: every mail that is due")
        send.add_argument("--now", type=_moment, metavar="DATETIME", help="as if it were this moment, ISO 8601")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Run the verb; exit status 1 where the mail server could not be reached."""
        if verb == "raise":
            counts = alerts.raise_due(today=options["today"] or timezone.localdate(), now=timezone.now())
        else:
            try:
                counts = jobs.send_alerts(options["now"] or timezone.now())
            except MailServerAway as away:
                raise CommandError(f"The mail server takes nothing ({away}); what is left waits. Run again.") from away
        self.stdout.write(json.dumps(counts))


def _day(text: str) -> date:
    try:
        day = read_day(text)
    except Unlawful as unlawful:
        raise ArgumentTypeError(unlawful.message) from unlawful
    return _within(day)


def _moment(text: str) -> datetime:
    try:
        read = read_moment(text)
    except Unlawful as unlawful:
        raise ArgumentTypeError(unlawful.message) from unlawful
    if not isinstance(read, datetime):
        read = datetime.combine(read, time.min, AMSTERDAM)
    _within(read.date())
    return read


def _within(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_START:
        raise ArgumentTypeError(f"{day} lies outside the calendar; give a day from {FIRST_DAY} to {LAST_START}.")
    return day
