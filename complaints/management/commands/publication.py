"""``manage.py publication``: a month's figures compiled, approved, published, exported, verified."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.figures.months import Month
from complaints.management import exporting, writing_site
from complaints.management.operating import actor_by, month_argument, refusals_told
from complaints.services import publication
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
        for verb, what in (("approve", "as another than who adopted it"), ("publish", "what was approved")):
            acting = verbs.add_parser(verb, help=f"{verb} the edition of a month, {what}")
            acting.add_argument("month", type=month_argument, metavar="MONTH")
            acting.add_argument("--by", required=True, metavar="USERNAME")
        exporting.declare(verbs.add_parser("export", help="the newest published edition, with the months before it"))
        writing_site.declare(verbs.add_parser("site", help="the public pages and their files as a folder of files"))
        verifying = verbs.add_parser("verify", help="recount the register against the published edition")
        verifying.add_argument("month", type=month_argument, metavar="MONTH")

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

    def _approve(self, options: dict[str, Any]) -> None:
        edition = publication.approve(month=options["month"], actor=actor_by(options["by"]), now=timezone.now())
        self.stdout.write(f"{options['month']} {edition.number} {edition.status}")

    def _publish(self, options: dict[str, Any]) -> None:
        edition = publication.publish(month=options["month"], actor=actor_by(options["by"]), now=timezone.now())
        self.stdout.write(f"{options['month']} {edition.number} {edition.status}")

    def _export(self, options: dict[str, Any]) -> None:
        exporting.run(options, told=self.stderr.write)

    def _site(self, options: dict[str, Any]) -> None:
        self.stdout.write(writing_site.run(options))

    def _verify(self, options: dict[str, Any]) -> None:
        verification = publication.verify(month=options["month"])
        for difference in verification.differences:
            self.stdout.write(f"{difference.column} {difference.before} {difference.after}")
        if not verification.is_intact:
            raise CommandError(_("The published figures of %(month)s are not those of their digest.") % options)
        if verification.differences:
            raise CommandError(_("The register no longer gives the published figures of %(month)s.") % options)
        self.stdout.write(f"{options['month']} {verification.edition.number} {verification.edition.sha256}")
