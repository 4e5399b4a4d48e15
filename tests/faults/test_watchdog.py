"""The watchdog: who is told that worker and beat are dead, or that a job was killed. With the real ones."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from complaints.models import JobRun
from complaints.queries.jobs import states
from complaints.vocabulary import LONGEST_RUN, Job
from tests.faces.desk import desk_of, text_of
from tests.faults.processes import Process, finished, kill, start, wait_until, worker
from tests.listener import Listener, listening
from tests.people import anna, bram, gijs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

MODULE = "tests.faults.ticking"
FREQUENT = ["raise_alerts", "send_alerts", "send_webhooks", "send_letters", "scan_documents", "publish_planned"]
#: So long after it a job that was killed, or is not heard of any more, is told.
TOLD_AFTER = LONGEST_RUN + timedelta(minutes=1)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    with listening(tmp_path) as found:
        yield found


def own_broker() -> str:
    """Another database of the tests' broker: what is left there finds no worker of another test."""
    return urlsplit(os.environ["REDIS_URL"])._replace(path="/7").geturl()


@contextmanager
def at_work(listener: Listener) -> Iterator[tuple[Process, Process]]:
    """A worker and a beat, both told where the heartbeat is listened for."""
    here = {"REDIS_URL": own_broker(), **outside(listener)}
    with ExitStack() as stack:
        working = stack.enter_context(worker(MODULE, **here))
        beat = start("-m", "celery", "-A", MODULE, "beat", **here)
        stack.callback(kill, beat)
        yield working, beat


def outside(listener: Listener) -> dict[str, str]:
    """The settings of the heartbeat."""
    return {"HEARTBEAT_URL": listener.url, "SSL_CERT_FILE": str(listener.certificate)}


def status(client: Client) -> tuple[int, Any]:
    answered = client.get("/statusz", secure=True, headers={"host": "klachten.dienst.example"})
    return answered.status_code, answered.json()


def all_have_succeeded() -> bool:
    return all(state.last_success for state in states(now=timezone.now()))


def test_worker_and_beat_dead_are_told_on_the_desk_by_the_status_and_by_a_heartbeat_that_stays_away(
    client: Client, listener: Listener
) -> None:
    with at_work(listener):
        wait_until(lambda: all_have_succeeded() and len(listener.heard) > 1, within=90)
        code, found = status(client)
        assert (code, found["late"]) == (200, [])
    heard = len(listener.heard)
    time.sleep(3)  # three turns of the experiment's timetable
    assert len(listener.heard) == heard

    with time_machine.travel(timezone.now() + TOLD_AFTER):
        code, found = status(client)
        assert (code, found["late"]) == (503, FREQUENT)
        assert "Warnings may be late" in text_of(desk_of(anna()).get("/admin/work/"))
        told = (
            "These jobs are late: raise alerts, send alerts, send webhooks, send letters, scan documents, "
            "publish planned months."
        )
        assert told in text_of(desk_of(bram()).get("/admin/work/"))
        assert told in text_of(desk_of(gijs()).get("/admin/complaints/"))
        with pytest.raises(CommandError, match="Late: raise_alerts, send_alerts"):
            call_command("jobs", "list", stdout=StringIO())


def test_cron_does_the_work_of_worker_and_beat_and_the_heartbeat_is_heard(client: Client, listener: Listener) -> None:
    commands = [
        ("alerts", "raise"),
        ("alerts", "send"),
        ("jobs", "run", "send_webhooks"),
        ("jobs", "run", "send_letters"),
        ("jobs", "run", "scan_documents"),
    ]
    started = [start("manage.py", *command, **outside(listener)) for command in commands]
    assert finished(started) == [0] * len(commands)
    assert [line for line, _ in listener.heard] == ["GET /ping/a-secret HTTP/1.1"]
    code, found = status(client)
    assert (code, found["late"]) == (200, [])
    assert found["last_delivery"] is not None


@contextmanager
def nobody_gets_at(table: str) -> Iterator[None]:
    """Hold a table so that a job that needs it waits."""
    owner = "owner" if "owner" in connections else "default"
    with psycopg.connect(**connections[owner].get_connection_params()) as database:
        database.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        database.rollback()


def under_way(job: Job) -> Callable[[], bool]:
    return lambda: JobRun.objects.filter(job=job, ended_at=None).exists()


def test_a_job_killed_in_the_midst_leaves_a_run_without_end_that_is_told(client: Client, listener: Listener) -> None:
    with at_work(listener) as (working, beat):
        wait_until(all_have_succeeded, within=90)
        with nobody_gets_at("complaints_draft"):
            wait_until(under_way(Job.CLEAR_DRAFTS), within=60)
            kill(beat)
            kill(working)
    assert under_way(Job.CLEAR_DRAFTS)()
    with time_machine.travel(timezone.now() + TOLD_AFTER):
        _, found = status(client)
        assert [said for said in found["warnings"] if said.startswith("clear_drafts: ") and said.endswith("was killed")]
        broken_off = text_of(desk_of(bram()).get("/admin/work/")).partition("Broken off, ")[2].partition(".")[0]
        assert "clear drafts" in broken_off  # and whatever else was under way
        jobs = desk_of(gijs()).get("/admin/complaints/jobrun/?trouble=yes")
        assert "broken off" in text_of(jobs).partition(" Runs ")[2]
    assert finished([start("manage.py", "jobs", "run", "clear_drafts")]) == [0]
    with time_machine.travel(timezone.now() + TOLD_AFTER):
        assert not [said for said in status(client)[1]["warnings"] if said.startswith("clear_drafts")]
