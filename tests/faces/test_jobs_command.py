"""``jobs list`` and ``jobs run``: how the jobs stand, and one of them by hand."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command

from complaints.models import JobRun
from complaints.vocabulary import Job
from tests.outbox import one_alert
from tests.people import bram
from tests.runs import died, failed, ran

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_monday")]

NOW = datetime(2026, 2, 2, 12, 1, tzinfo=UTC)


@pytest.fixture(name="_monday")
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def said(*arguments: str) -> str:
    """What the command prints."""
    printed = StringIO()
    call_command("jobs", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.parametrize("job", Job)
def test_every_job_is_run_by_hand_and_prints_its_counts(job: Job) -> None:
    counts = json.loads(said("run", job))
    run = JobRun.objects.get()
    assert run.job == job
    assert all(isinstance(count, int) for count in counts.values())


def test_the_list_says_how_each_job_stands() -> None:
    ran(at=NOW - timedelta(minutes=3))
    lines = said("list").splitlines()
    assert len(lines) == len(Job)
    # In Amsterdam, where it is an hour later.
    first = " ".join(lines[0].split())
    assert first == "raise_alerts well last success 2026-02-02 12:58 next turn 2026-02-02 13:05"


def test_what_failed_or_was_killed_is_told_with_its_reason_and_what_is_late_ends_in_status_1() -> None:
    ran(at=NOW - timedelta(minutes=20))
    died(Job.RAISE_ALERTS, at=NOW - timedelta(minutes=16))
    failed(Job.FILL_CALENDAR, at=NOW - timedelta(minutes=2))
    printed = StringIO()
    with pytest.raises(
        CommandError,
        match=r"^Late: raise_alerts, send_alerts, send_webhooks, send_letters, scan_documents, publish_planned\.$",
    ):
        call_command("jobs", "list", stdout=printed)
    lines = [" ".join(line.split()) for line in printed.getvalue().splitlines()]
    assert lines[0].startswith("raise_alerts late last success 2026-02-02 12:41")
    assert lines[1] == "2026-02-02 12:45: was killed: it has no end"
    assert "2026-02-02 12:59: OperationalError: gone" in lines


def test_the_list_is_there_for_machines_too() -> None:
    ran(*(job for job in Job if job is not Job.PRUNE_RUNS), at=NOW)
    failed(Job.SEND_ALERTS, at=NOW - timedelta(minutes=5))
    found = json.loads(said("list", "--format", "json"))
    assert found["send_alerts"] == {
        "state": "well",
        "last_success": "2026-02-02T12:01:00+00:00",
        "last_trouble": {"began": "2026-02-02T11:56:00+00:00", "died": False, "failure": "OperationalError: gone"},
        "next_turn": "2026-02-02T12:02:00+00:00",
    }
    assert (found["prune_runs"]["last_success"], found["prune_runs"]["last_trouble"]) == (None, None)


def test_what_never_succeeded_but_failed_is_failing() -> None:
    ran(*(job for job in Job if job is not Job.PRUNE_RUNS), at=NOW)
    failed(Job.PRUNE_RUNS, at=NOW)
    assert json.loads(said("list", "--format", "json"))["prune_runs"]["state"] == "failing"
    assert "never" in said("list")


def test_a_mail_server_that_is_away_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(locmem.EmailBackend, "open", refused)
    bram()
    one_alert(("coordinator",))
    with pytest.raises(CommandError, match=r"^The mail server takes nothing .*; what is left waits\. Run again\.$"):
        said("run", "send_alerts")
    assert JobRun.objects.get(job=Job.SEND_ALERTS).failure.startswith("MailServerAway")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: list|run"),
        (("run",), "the following arguments are required: NAME"),
        (("run", "everything"), "invalid choice: 'everything'"),
        (("list", "--format", "xml"), "invalid choice: 'xml'"),
    ],
)
def test_wrong_arguments_are_named(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("jobs", *arguments)
    assert message in str(refused.value)
