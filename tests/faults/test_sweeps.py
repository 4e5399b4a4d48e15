"""The sweep under fire: killed, doubled, and run side by side; and what the guards are for."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from complaints.models import Alert, JobRun
from config.celery import app
from tests.faults.history import CLEAN, check, stock
from tests.faults.processes import Process, finished, kill, start, together, wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

SWEEP = ("-m", "tests.faults.brisk", "raise")


def sweeps(number: int, gate: Path, **changes: str) -> list[Process]:
    """So many sweeps that begin at the same moment."""
    return together(number, SWEEP, gate, **changes)


@contextmanager
def without_unique_key() -> Iterator[None]:
    """Drop the constraint for as long as the experiment lasts."""
    owner = "owner" if "owner" in connections else "default"
    table, name = "complaints_alert", "alert_once_per_clock_rung_and_occurrence"
    with psycopg.connect(**connections[owner].get_connection_params(), autocommit=True) as database:
        database.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        try:
            yield
        finally:
            database.execute(f"DELETE FROM {table}")
            database.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (clock_id, rung, occurrence)")


def wait_for_more(number: int) -> None:
    """Wait until so many more alerts stand there than now."""
    enough = Alert.objects.count() + number
    wait_until(lambda: Alert.objects.count() >= enough, within=60)


# Killed


def swept_under_kills(clocks: int, kills: int) -> None:
    """Let workers sweep, kill each of them in the midst, and let one sweep finish."""
    stock(clocks)
    dice = random.Random(clocks)
    for _ in range(kills):
        with worker() as running:
            app.send_task("complaints.tasks.raise_alerts")
            wait_for_more(dice.randrange(1, 3 * clocks // kills))
            kill(running)
    assert check().lost > 0, "nothing was left for a kill to fall into"
    assert start(*SWEEP).wait(timeout=100) == 0
    assert check() == CLEAN


def test_a_worker_killed_in_the_midst_of_sweeps_loses_and_doubles_nothing() -> None:
    swept_under_kills(clocks=600, kills=2)


@pytest.mark.deep
@pytest.mark.timeout(600)
def test_a_worker_killed_twenty_times_loses_and_doubles_nothing() -> None:
    swept_under_kills(clocks=4000, kills=20)


def test_who_marks_first_and_acts_afterwards_loses_alerts_and_is_found_out() -> None:
    stock(600)
    for _ in range(3):
        sweeping = start(*SWEEP, WITHOUT="one_statement")
        wait_for_more(1)
        time.sleep(0.03)
        kill(sweeping)
    assert start(*SWEEP, WITHOUT="one_statement").wait(timeout=100) == 0
    assert check().lost > 0


# Side by side


def test_two_sweeps_at_once_raise_everything_once(tmp_path: Path) -> None:
    stock(2000)
    assert finished(sweeps(2, tmp_path / "gate")) == [0, 0]
    assert check() == CLEAN


@pytest.mark.parametrize("guard", ["lock", "key"])
def test_each_guard_alone_holds(guard: str, tmp_path: Path) -> None:
    stock(1000)
    if guard == "key":
        assert finished(sweeps(2, tmp_path / "gate", WITHOUT="lock")) == [0, 0]
        assert check() == CLEAN
        return
    with without_unique_key():
        assert finished(sweeps(2, tmp_path / "gate", WITHOUT="key")) == [0, 0]
        assert check() == CLEAN


def test_without_any_guard_two_sweeps_double_and_are_found_out(tmp_path: Path) -> None:
    stock(1000)
    with without_unique_key():
        finished(sweeps(3, tmp_path / "gate", WITHOUT="lock key"))
        assert check().doubled > 0


def test_each_job_delivered_twice_to_two_workers_raises_everything_once() -> None:
    stock(600)
    with worker(), worker():
        for _ in range(4):
            app.send_task("complaints.tasks.raise_alerts")
        wait_until(lambda: JobRun.objects.exclude(ended_at=None).count() == 4, within=60)
    assert check() == CLEAN
