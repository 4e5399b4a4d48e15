"""``manage.py seed_demo``: an empty register becomes a demonstration, whole or not at all.

Its people, the published table as imported history, a generated register that makes the same
table, and that register's own editions, prepared by one and approved by another.
"""

import os
import secrets
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import law
from complaints.access import Actor
from complaints.figures.months import Month
from complaints.management.operating import actor_by, refusals_told
from complaints.services import publication
from complaints.services.demo import cast, seeding
from complaints.services.import_published import import_published
from complaints.vocabulary import Origin

PUBLISHED: Final = Path(__file__).resolve().parents[2] / "data" / "ind_published.csv"
#: Why each month has a second edition, as the page shows it.
REASON: Final = "Geteld uit de afzonderlijke klachten van deze demonstratie."
REASON_OF_MISFIT: Final = (
    "Geteld uit de afzonderlijke klachten van deze demonstratie. De cellen van de gepubliceerde rij telden op tot "
    "{misfit.cells_sum}, het totaal was {misfit.stated_total}."
)


class Command(BaseCommand):
    """Fill an empty register with a demonstration; refused where ``DEMO`` is off."""

    help = "Fill an empty register with the demonstration: invented people and complaints, the published table."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the day to be today, the password, and what a filled register means."""
        parser.add_argument("--today", type=_day, metavar="DATE", help="the day around which complaints are open")
        parser.add_argument(
            "--password",
            default=os.environ.get("DEMO_PASSWORD"),
            help="of everybody in the demonstration; DEMO_PASSWORD by default, else one is made",
        )
        parser.add_argument("--if-empty", action="store_true", help="leave a filled register alone, without failing")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print who may sign in, and with which password; all or nothing."""
        if not settings.DEMO:
            raise CommandError(_("This is no demonstration (DEMO is off); its register stays as it is."))
        password = options["password"] or secrets.token_urlsafe(12)
        if seeding.is_empty() or not options["if_empty"]:
            with refusals_told(), transaction.atomic():
                _seed(password, *_moment(options["today"]))
        self.stdout.write(_who_signs_in(password))


def _seed(password: str, today: date, now: datetime) -> None:
    published, command = PUBLISHED.read_bytes(), actor_by(None)
    people = seeding.seed_people(password=password, actor=command, now=now)
    imported = import_published(data=published, actor=command, now=now)
    seeding.seed_register(published=published, today=today, actor=command, now=now)
    prepares, approves = (
        Actor(user=people[username], origin=Origin.COMMAND) for username in (cast.PREPARES, cast.APPROVES)
    )
    reasons = {misfit.month: REASON_OF_MISFIT.format(misfit=misfit) for misfit in imported.misfits}
    for month in imported.created:
        _publish(month, prepares, approves, now, reasons.get(month, REASON))


def _publish(month: Month, prepares: Actor, approves: Actor, now: datetime, reason: str) -> None:
    publication.compile_month(month=month, actor=prepares, now=now, reason=reason)
    publication.approve(month=month, actor=approves, now=now)
    publication.publish(month=month, actor=approves, now=now)


def _moment(today: date | None) -> tuple[date, datetime]:
    """The day that is to be today, and the moment of what is done on it."""
    now = timezone.now()
    if today is None or today == law.local_day(now):
        return law.local_day(now), now
    return today, datetime.combine(today, time(12), law.AMSTERDAM)


def _who_signs_in(password: str) -> str:
    lines = [f"  {each.username:8} {each.role.label}{_where(each)}" for each in cast.COLLEAGUES if each.is_active]
    return "\n".join([_("Sign in with the password %(password)s as:") % {"password": password}, *lines])


def _where(colleague: cast.Colleague) -> str:
    return f", {cast.UNITS[colleague.unit]}" if colleague.unit else ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None
