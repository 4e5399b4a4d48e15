"""``manage.py annual_report``: the report of a year prepared, published by another, and written to a file."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.management.operating import (
    actor_by,
    read_bytes,
    refusals_told,
    write_bytes,
    write_standard_output,
)
from complaints.models import AnnualReport
from complaints.renderings import addresses, annual, pages
from complaints.renderings.place import OnTheWeb
from complaints.services import annual_reports

FORMATS: Final = ("html", "pdf", "register")
_LONGEST_LESSONS: Final = 200_000
_FIRST_YEAR: Final = 1900


class Command(BaseCommand):
    """The year of Awb 9:12a: its report and its register."""

    help = "Prepare, publish and export the annual report; release summaries for its register."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare one subcommand for each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        preparing = verbs.add_parser("prepare", help="count a year into a report")
        preparing.add_argument("year", type=_year, metavar="YEAR")
        preparing.add_argument("--by", required=True, metavar="USERNAME")
        preparing.add_argument("--lessons", type=Path, metavar="FILE", help="what was learned and changed, as text")
        preparing.add_argument("--reason", default="", metavar="TEXT", help="of a correction of a published report")
        publishing = verbs.add_parser("publish", help="publish it, as another than who prepared it")
        publishing.add_argument("year", type=_year, metavar="YEAR")
        publishing.add_argument("--by", required=True, metavar="USERNAME")
        exporting = verbs.add_parser("export", help="the newest published report, or its register")
        exporting.add_argument("year", type=_year, metavar="YEAR")
        exporting.add_argument("--format", choices=FORMATS, required=True)
        exporting.add_argument("--language", choices=addresses.LANGUAGES, default="nl")
        exporting.add_argument("--draft", action="store_true", help="the one in the making where there is one")
        exporting.add_argument("--output", type=Path, metavar="FILE")
        releasing = verbs.add_parser("release-summary", help="what the register tells of a complaint in words")
        releasing.add_argument("reference", metavar="REFERENCE")
        releasing.add_argument("--text", required=True, metavar="TEXT")
        releasing.add_argument("--by", required=True, metavar="USERNAME")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do the verb; what is refused ends in exit status 1."""
        with refusals_told():
            getattr(self, f"_{options['verb'].replace('-', '_')}")(options)

    def _prepare(self, options: dict[str, Any]) -> None:
        report = annual_reports.prepare(
            year=options["year"],
            actor=actor_by(options["by"]),
            now=timezone.now(),
            lessons=_lessons(options["lessons"]),
            reason=options["reason"],
        )
        self.stdout.write(f"{report.year} {report.number} {report.sha256}")

    def _publish(self, options: dict[str, Any]) -> None:
        report = annual_reports.publish(year=options["year"], actor=actor_by(options["by"]), now=timezone.now())
        self.stdout.write(f"{report.year} {report.number} {report.sha256}")

    def _export(self, options: dict[str, Any]) -> None:
        known = AnnualReport.objects.filter(year=options["year"])
        if not options["draft"]:
            known = known.filter(published_at__isnull=False)
        report = known.order_by("-number").first()
        if report is None:
            raise CommandError(_("There is no report of %(year)s; prepare and publish it first.") % options)
        content = _content(report, options["format"], options["language"])
        if options["output"]:
            write_bytes(options["output"], content)
        else:
            write_standard_output(content)

    def _release_summary(self, options: dict[str, Any]) -> None:
        annual_reports.release_summary(
            reference=options["reference"], text=options["text"], actor=actor_by(options["by"]), now=timezone.now()
        )


def _content(report: AnnualReport, name: str, language: str) -> bytes:
    if name == "pdf":
        return annual.pdf(report, language=language)
    if name == "register":
        return annual.register(report)
    return pages.report_page(report, newest=None, language=language, place=OnTheWeb())


def _lessons(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return read_bytes(path, at_most=_LONGEST_LESSONS).decode()
    except UnicodeDecodeError as error:
        raise CommandError(_("%(path)s is no text in UTF-8.") % {"path": path}) from error


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) >= _FIRST_YEAR):
        raise ArgumentTypeError(f"{text!r} is no year; write it as 2025")
    return int(text)
