"""``manage.py deadlines``: the clocks of a complaint received on a day, each explained.

Needs no database, no settings and no environment: what the law says can be asked anywhere.
"""

import json
import os
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints.law import (
    Calendar,
    Term,
    Unlawful,
    UnreadableDecrees,
    calendar_with,
    explain,
    long_day,
    read_day,
    steps_to_json,
)
from complaints.management.deadline_cases import (
    PROCEDURES,
    Answer,
    Case,
    UnreadableCasesError,
    answer,
    answer_file,
)

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "received_on": "Ontvangen",
        "notice_of_not_handling": "Bericht van niet in behandeling nemen",
        "base": "Afhandelen",
        "extended": "Afhandelen na verdaging",
        "final": "Afhandelen met instemming van de klager",
        "overdue_from": "Te laat vanaf",
    },
    "en": {
        "received_on": "Received",
        "notice_of_not_handling": "Notice of not handling",
        "base": "Handle",
        "extended": "Handle after extension",
        "final": "Handle with the complainant's consent",
        "overdue_from": "Overdue from",
    },
}


class Command(BaseCommand):
    """Print the statutory terms of one complaint, or of a CSV file of them."""

    help = "The statutory terms of a complaint received on a day (Awb 9:8 and 9:11), explained step by step."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of interfaces: one receipt, or a file."""
        parser.add_argument("received", nargs="?", type=_day, help="date or moment of receipt, ISO 8601")
        parser.add_argument("--procedure", choices=[name for name in PROCEDURES if name])
        parser.add_argument("--extended-weeks", type=int, metavar="N", help="extended in time by 1 to 4 weeks")
        parser.add_argument("--consent-until", type=_day, metavar="DATE", help="agreed to in writing, in time")
        parser.add_argument("--format", choices=["text", "json"])
        parser.add_argument("--language", choices=["nl", "en"], help="of the explanation; nl by default")
        parser.add_argument("--file", type=Path, metavar="CASES.csv", help="answer a CSV file instead")
        parser.add_argument(
            "--equated-days",
            type=Path,
            metavar="FILE",
            default=os.environ.get("EQUATED_DAYS_FILE") or None,
            help="a newer decree (Atw 3 lid 3); EQUATED_DAYS_FILE by default",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Answer on standard output alone; refuse with exit status 1, wrong arguments with 2."""
        single = [name for name in SINGLE_ONLY if options[name] is not None]
        if (options["file"] is None) == (options["received"] is None):
            raise CommandError("Give either a date of receipt or --file CASES.csv.", returncode=2)
        if options["file"] and single:
            raise CommandError(f"--file takes no --{single[0].replace('_', '-')}.", returncode=2)
        try:
            calendar = calendar_with(options["equated_days"])
            shown, latest = _answer_all(options, calendar)
        except (Unlawful, UnreadableDecrees, UnreadableCasesError) as error:
            raise CommandError(_with_article(error)) from error
        if latest > calendar.horizon:
            self.stderr.write(
                f"The decrees on equated days are known through {calendar.covered_through}; "
                "a later day may yet be equated with a holiday (Atw 3 lid 3)."
            )
        self.stdout.write(shown, ending="")


SINGLE_ONLY = ("procedure", "extended_weeks", "consent_until", "format", "language")


def _answer_all(options: Mapping[str, Any], calendar: Calendar) -> tuple[str, date]:
    if options["file"]:
        return answer_file(options["file"], calendar)
    found = answer(
        Case(
            options["received"],
            PROCEDURES[options["procedure"] or ""],
            options["extended_weeks"] or 0,
            options["consent_until"],
        ),
        calendar,
    )
    show = SHOWN[options["format"] or "text"]
    return show(found, options["language"] or "nl"), found.final.statutory_end


def _terms(found: Answer) -> dict[str, Term]:
    """The terms that there are: an extension or a consent that was not given has none."""
    terms: dict[str, Term] = {"notice_of_not_handling": found.notice, "base": found.base}
    if found.case.extension_weeks:
        terms["extended"] = found.extended
    if found.case.consent_until:
        terms["final"] = found.final
    return terms


def _text(found: Answer, language: str) -> str:
    words = WORDS[language]
    lines = {words["received_on"]: long_day(found.case.received_on, language)}
    lines |= {words[name]: explain(term.steps, language) for name, term in _terms(found).items()}
    lines[words["overdue_from"]] = found.overdue_from
    return "".join(f"{what}: {said}\n" for what, said in lines.items())


def _json(found: Answer, language: str) -> str:
    case = found.case
    asked = {
        "procedure": str(case.procedure),
        "extension_weeks": case.extension_weeks,
        "consent_until": str(case.consent_until) if case.consent_until else None,
    }
    dates = {name: value or None for name, value in found.values().items()}
    because = {
        name: {"explanation": explain(term.steps, language), "steps": steps_to_json(term.steps)}
        for name, term in {**_terms(found), "final": found.final}.items()
    }
    return json.dumps({**asked, **dates, "because": because}, ensure_ascii=False, indent=2) + "\n"


SHOWN: Mapping[str, Callable[[Answer, str], str]] = {"text": _text, "json": _json}


def _day(text: str) -> date:
    try:
        return read_day(text)
    except Unlawful as error:
        raise ArgumentTypeError(str(error)) from error


def _with_article(error: Exception) -> str:
    article = getattr(error, "article", "")
    return f"{error} ({article})" if article else str(error)
