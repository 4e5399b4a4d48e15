"""``manage.py publication``: a month's figures compiled, approved, published, exported, verified."""

from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.figures.history import LARGEST
from complaints.figures.months import Month
from complaints.law.days import AMSTERDAM
from complaints.management import exporting, writing_site
from complaints.management.operating import actor_by, month_argument, refusals_told
from complaints.models import Edition
from complaints.services import publication
from complaints.services.import_published import resolve
from complaints.workflow import Refusal


class Command(BaseCommand):
    """The published table, from the register to the page."""

    help = "Compile, approve, publish, export and verify the figures of a month."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare one subcommand for each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        compiling = verbs.add_parser("compile", help="count a month into a draft edition; prints the checks")
        compiling.add_argument("month", type=month_argument, metavar="MONTH")
        compiling.add_argument("--through", type=month_argument, metavar="MONTH", help="and each month up to this one")
        compiling.add_argument("--by", metavar="USERNAME", help="who adopts the draft")
        compiling.add_argument("--reason", default="", metavar="TEXT", help="of a correction of a published month")
        _acting(verbs, "adopt", "answer for a draft that a job compiled")
        approving = _acting(verbs, "approve", "approve the edition of a month, as another than who adopted it")
        approving.add_argument("--overrule", default="", metavar="TEXT", help="why, in spite of a check that fails")
        publishing = _acting(verbs, "publish", "publish the edition of a month that was approved")
        publishing.add_argument("--at", type=_moment, metavar="DATETIME", help="by itself, at this hour")
        noting = _acting(verbs, "note", "write the note that is published with a month")
        noting.add_argument("--text", required=True, metavar="TEXT", help="the note; empty takes it away")
        exporting.declare(verbs.add_parser("export", help="the newest published edition, with the months before it"))
        writing_site.declare(verbs.add_parser("site", help="the public pages and their files as a folder of files"))
        verifying = verbs.add_parser("verify", help="recount the register against the published edition")
        verifying.add_argument("month", type=month_argument, metavar="MONTH")
        resolving = _acting(verbs, "resolve", "say what a row of history should have been that does not add up")
        resolving.add_argument("numbers", nargs="+", type=_number, metavar="COLUMN=NUMBER", help="treatment=6, say")
        resolving.add_argument("--reason", required=True, metavar="TEXT")
        knowing = _acting(verbs, "acknowledge", "acknowledge that the register lawfully counts otherwise by now")
        knowing.add_argument("--reference", default="", metavar="REFERENCE", help="one complaint; without it, all")
        knowing.add_argument("--reason", required=True, metavar="TEXT")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do the verb; what is refused ends in exit status 1."""
        with refusals_told():
            getattr(self, f"_{options['verb']}")(options)

    def _compile(self, options: dict[str, Any]) -> None:
        first: Month = options["month"]
        months = first.through(options["through"] or first)
        if not months:
            raise CommandError(_("--through is before the month to begin with; turn the two round."))
        actor = actor_by(options["by"])
        refused = False
        for month in months:
            try:
                draft = publication.compile_month(
                    month=month, actor=actor, now=timezone.now(), reason=options["reason"]
                )
            except Refusal as refusal:
                self.stderr.write(f"{month}: {refusal}")
                refused = True
            else:
                self._print(month, draft)
        if refused:
            raise CommandError(_("Not every month was compiled."))

    def _print(self, month: Month, draft: publication.Draft) -> None:
        edition = draft.edition
        self.stdout.write(f"{month} {edition.number} {edition.status} {edition.sha256}")
        for check in draft.checks:
            self.stdout.write(f"  {'ok' if check.holds else 'FAILS'} {check.name} {check.stated} {check.found}")
        if draft.void_references:
            self.stdout.write(f"  void {' '.join(draft.void_references)}")

    def _adopt(self, options: dict[str, Any]) -> None:
        self._tell(publication.adopt(**_who_and_when(options)))

    def _approve(self, options: dict[str, Any]) -> None:
        self._tell(publication.approve(**_who_and_when(options), overrule_reason=options["overrule"]))

    def _publish(self, options: dict[str, Any]) -> None:
        if options["at"] is None:
            self._tell(publication.publish(**_who_and_when(options)))
        else:
            self._tell(publication.plan(**_who_and_when(options), publish_at=options["at"]))

    def _note(self, options: dict[str, Any]) -> None:
        self._tell(publication.annotate(**_who_and_when(options), note=options["text"]))

    def _tell(self, edition: Edition) -> None:
        self.stdout.write(f"{Month.of(edition.month)} {edition.number} {edition.status}")

    def _export(self, options: dict[str, Any]) -> None:
        exporting.run(options, told=self.stderr.write)

    def _site(self, options: dict[str, Any]) -> None:
        self.stdout.write(writing_site.run(options))

    def _verify(self, options: dict[str, Any]) -> None:
        verification = publication.verify(month=options["month"])
        if not verification.is_intact:
            raise CommandError(_("The published figures of %(month)s are not those of their digest.") % options)
        if not verification.holds:
            for difference in verification.differences:
                self.stdout.write(f"{difference.column} {difference.before} {difference.after}")
            for change in verification.new:
                self.stdout.write(f"{change.reference} {' '.join(sorted(change.cells))}")
            raise CommandError(_("The register no longer gives the published figures of %(month)s.") % options)
        self.stdout.write(f"{options['month']} {verification.edition.number} {verification.edition.sha256}")
        for change in verification.changes:
            self.stdout.write(f"  acknowledged {change.reference}")

    def _resolve(self, options: dict[str, Any]) -> None:
        numbers = dict(options["numbers"])
        self._tell(resolve(**_who_and_when(options), numbers=numbers, reason=options["reason"]))

    def _acknowledge(self, options: dict[str, Any]) -> None:
        known = publication.acknowledge(
            **_who_and_when(options), reference=options["reference"], reason=options["reason"]
        )
        self.stdout.write(f"{options['month']} {len(known)}")


def _acting(verbs: Any, verb: str, what: str) -> CommandParser:
    """A verb of a person on a month."""
    acting: CommandParser = verbs.add_parser(verb, help=what)
    acting.add_argument("month", type=month_argument, metavar="MONTH")
    acting.add_argument("--by", required=True, metavar="USERNAME")
    return acting


def _who_and_when(options: dict[str, Any]) -> dict[str, Any]:
    return {"month": options["month"], "actor": actor_by(options["by"]), "now": timezone.now()}


def _number(text: str) -> tuple[str, int]:
    """Read a column with its number."""
    name, _equals, number = text.partition("=")
    if not (name and number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST))):
        raise ArgumentTypeError(f"{text!r} is no column with a number; write treatment=6")
    return name, int(number)


def _moment(text: str) -> datetime:
    """Read an hour; without offset it is Europe/Amsterdam."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no moment; write it as 2026-06-08T09:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
