"""``manage.py jobs list`` and ``jobs run NAME``: how the jobs stand, and one of them by hand or from cron."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from complaints import jobs
from complaints.channels.mail import MailServerAway
from complaints.management import operating
from complaints.queries.jobs import JobState, states
from complaints.vocabulary import Job


class Command(BaseCommand):
    """Say how the jobs stand, or run one now; prints the counts of a run as JSON."""

    help = "How the jobs stand, or one of them now. Running one again is always safe."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the two verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|run")
        stand = verbs.add_parser("list", help="how each job stands; exit status 1 where one is late")
        stand.add_argument("--format", choices=["text", "json"], default="text")
        one = verbs.add_parser("run", help="run one job now")
        one.add_argument("name", choices=Job.values, metavar="NAME", help=", ".join(Job.values))

    def handle(self, *, verb: str, **options: Any) -> None:
        """Run the verb; exit status 1 where a job is late, or could not do its work."""
        now = timezone.now()
        if verb == "run":
            self.stdout.write(json.dumps(_run(Job(options["name"]), now)))
            return
        found = states(now=now)
        self.stdout.write(_as_json(found) if options["format"] == "json" else _as_text(found))
        if late := [state.job.value for state in found if state.is_late]:
            raise CommandError(f"Late: {', '.join(late)}.")


def _run(job: Job, now: datetime) -> jobs.Counts:
    with operating.refusals_told():
        try:
            return jobs.run(job, now=now)
        except MailServerAway as away:
            raise CommandError(f"The mail server takes nothing ({away}); what is left waits. Run again.") from away


def _as_json(found: Sequence[JobState]) -> str:
    return json.dumps({state.job.value: _record(state) for state in found}, indent=2)


def _record(state: JobState) -> dict[str, Any]:
    trouble = state.last_trouble
    return {
        "state": _word(state),
        "last_success": state.last_success and state.last_success.isoformat(),
        "last_trouble": trouble
        and {"began": trouble.began.isoformat(), "died": trouble.died, "failure": trouble.failure},
        "next_turn": state.next_turn.isoformat(),
    }


def _as_text(found: Sequence[JobState]) -> str:
    """A line for each job, and one below it for what went wrong since it last did well."""
    lines = []
    for state in found:
        lines.append(
            f"{state.job.value:<20}{_word(state):<10}last success {_moment(state.last_success):<18}"
            f"next turn {_moment(state.next_turn)}"
        )
        if state.is_failing and (trouble := state.last_trouble):
            why = "was killed: it has no end" if trouble.died else trouble.failure
            lines.append(f"{'':<20}{_moment(trouble.began)}: {why}")
    return "\n".join(lines)


def _word(state: JobState) -> str:
    if state.is_late:
        return "late"
    return "failing" if state.is_failing else "well"


def _moment(moment: datetime | None) -> str:
    return "never" if moment is None else f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
