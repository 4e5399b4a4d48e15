"""Recorded runs: with an end and a reason whatever happens, and kept as long as they are of use."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from complaints.models import JobRun
from complaints.record import jobs
from complaints.services import runs
from complaints.vocabulary import Job
from tests.cases import noon
from tests.outbox import TWO_WEEKS_BEFORE
from tests.runs import died, failed, ran

NOW = noon(TWO_WEEKS_BEFORE)
OLD = NOW - timedelta(days=401)
RECENT = NOW - timedelta(days=399)


def kept(job: Job = Job.SEND_ALERTS) -> list[tuple[bool, str]]:
    """The runs of a job that are left, oldest first: whether each is old, and how it went."""
    found = JobRun.objects.filter(job=job).order_by("pk")
    return [
        (run.started_at < NOW - timedelta(days=400), "failed" if run.failure else "well" if run.ended_at else "died")
        for run in found
    ]


@pytest.mark.django_db
def test_runs_of_long_ago_are_removed_however_they_ended() -> None:
    for moment in (OLD, RECENT):
        ran(Job.SEND_ALERTS, at=moment)
        failed(Job.SEND_ALERTS, at=moment)
        died(Job.SEND_ALERTS, at=moment)
    assert runs.prune(now=NOW, keep_days=400) == {"removed": 3}
    assert kept() == [(False, "well"), (False, "failed"), (False, "died")]


@pytest.mark.django_db
def test_the_last_success_of_each_job_stays_however_old() -> None:
    ran(Job.SEND_ALERTS, Job.RAISE_ALERTS, at=OLD - timedelta(days=1))
    ran(Job.SEND_ALERTS, at=OLD)
    failed(Job.SEND_ALERTS, at=RECENT)
    assert runs.prune(now=NOW, keep_days=400) == {"removed": 1}
    assert kept() == [(True, "well"), (False, "failed")]
    assert kept(Job.RAISE_ALERTS) == [(True, "well")]


@pytest.mark.django_db
def test_pruning_again_removes_nothing_and_is_recorded() -> None:
    ran(Job.SEND_ALERTS, at=OLD)
    for _ in range(2):
        assert runs.prune(now=NOW, keep_days=400) == {"removed": 0}
    assert JobRun.objects.filter(job=Job.PRUNE_RUNS, failure="", ended_at__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_run_that_lost_its_connection_is_recorded_as_failed_all_the_same() -> None:
    def lose_it() -> None:
        with jobs.recorded(Job.SEND_ALERTS, now=NOW) as counts, connection.cursor() as cursor:
            counts["sent"] = 3
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        lose_it()
    run = JobRun.objects.get()
    assert (run.counts, run.ended_at is not None) == ({"sent": 3}, True)
    assert run.failure.startswith("OperationalError: ")


@pytest.mark.django_db
def test_a_run_that_is_told_to_stop_says_so() -> None:
    with pytest.raises(KeyboardInterrupt), jobs.recorded(Job.SEND_ALERTS, now=NOW):
        raise KeyboardInterrupt
    assert JobRun.objects.get().failure == "KeyboardInterrupt: "
