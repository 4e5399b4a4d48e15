"""The sweep under fire: killed, doubled, and run side by side; and what the guards are for."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from redis import Redis

from complaints.models import Alert, JobRun
from config.celery import app
from tests.faults.history import CLEAN, Verdict, check, keep_stocked, stock
from tests.faults.processes import Process, cradle, finished, together, wait_until
from tests.faults.scale import Seen, experiment, sized

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

RAISE = "complaints.tasks.raise_alerts"
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


def ended_runs() -> int:
    """How many runs of jobs have ended."""
    return JobRun.objects.exclude(ended_at=None).count()


def found_out(seen: Seen, verdict: Verdict) -> None:
    """Keep what the checker found of an experiment without a guard."""
    seen.rows, seen.verdict, seen.besides = Alert.objects.count(), verdict, "a guard was taken out, and it shows"


# Killed


def killed(seen: Seen, clocks: int, kills: int) -> None:
    """Let two workers sweep, kill both in the midst, time and again, and let one sweep finish."""
    stock(clocks)
    dice = random.Random(clocks)
    with cradle(PAUSE="3") as nursery:
        for _ in range(kills):
            keep_stocked(400, by=clocks)
            both = [nursery.start("worker"), nursery.start("worker")]
            for _each in both:
                app.send_task(RAISE)
            wait_for_more(dice.randrange(1, 3 * clocks // kills))
            for running in both:
                running.kill()
        assert check().lost > 0, "nothing was left for a kill to fall into"
        nursery.run("raise")
    seen.judge(check())


@pytest.mark.faults
def test_two_workers_killed_in_the_midst_of_sweeps_lose_and_double_nothing() -> None:
    kills = sized(3, 10, 100)
    with experiment("F1 both workers killed in the midst of a sweep", repetitions=kills) as seen:
        killed(seen, clocks=sized(800, 2000, 20_000), kills=kills)


@pytest.mark.faults
def test_pool_processes_that_are_killed_give_their_jobs_back() -> None:
    turns = sized(1, 3, 25)
    with experiment("F2 pool processes killed", repetitions=4 * turns) as seen, cradle(PAUSE="100") as nursery:
        longest = 0.0
        both = [nursery.start("worker"), nursery.start("worker")]
        wait_until(lambda: all(len(running.children()) == 2 for running in both), within=60)
        stock(3000)
        for _each in range(4):
            app.send_task(RAISE)
        for turn in range(1, turns + 1):
            wait_until(lambda turn=turn: JobRun.objects.count() == 4 * turn, within=60)  # type: ignore[misc]
            keep_stocked(2000, by=1500)
            for running in both:
                for child in running.children():
                    os.kill(child, signal.SIGKILL)
            at = time.monotonic()
            assert check().lost > 0, "nothing was left for a kill to fall into"
            wait_until(lambda turn=turn: JobRun.objects.count() == 4 * turn + 4, within=10)  # type: ignore[misc]
            longest = max(longest, time.monotonic() - at)
        wait_until(lambda: check().lost == 0, within=100)
        assert not any(running.is_gone() for running in both)
        seen.judge(check(), f"given back within {longest:.1f} s")


@pytest.mark.faults
def test_a_worker_that_is_asked_to_stop_in_the_midst_of_a_sweep_ends_it_and_goes() -> None:
    times = sized(2, 5, 50)
    with experiment("F3 SIGTERM in the midst of a sweep", repetitions=times) as seen, cradle(PAUSE="20") as nursery:
        longest = 0.0
        for _ in range(times):
            stock(400)
            running = nursery.start("worker")
            app.send_task(RAISE)
            wait_for_more(1)
            assert check().lost > 0, "nothing was left for the signal to fall into"
            at = time.monotonic()
            running.signal(signal.SIGTERM)
            wait_until(running.is_gone, within=10)
            longest = max(longest, time.monotonic() - at)
        seen.judge(check(), f"gone within {longest:.1f} s")


@pytest.mark.faults
def test_a_broker_that_lost_everything_in_the_midst_of_sweeps_loses_and_doubles_nothing() -> None:
    times = sized(2, 5, 20)
    with experiment("F7 FLUSHALL in the midst of a sweep", repetitions=times) as seen, cradle(PAUSE="20") as nursery:
        stock(2000)
        nursery.start("worker")
        with Redis.from_url(settings.REDIS_URL) as broker:
            for _ in range(times):
                keep_stocked(1000, by=2000)
                for _each in range(4):  # two to work on, two that wait
                    app.send_task(RAISE)
                wait_for_more(1)
                assert check().lost > 0, "nothing was left for the loss to fall into"
                broker.flushall()
        app.send_task(RAISE)
        wait_until(lambda: check().lost == 0, within=100)
        seen.judge(check())


@pytest.mark.faults
def test_who_marks_first_and_acts_afterwards_loses_alerts_and_is_found_out() -> None:
    kills = sized(3, 10, 100)
    with experiment("F30 marked first, written afterwards, killed", repetitions=kills) as seen:
        with cradle(WITHOUT="one_statement") as nursery:
            for _ in range(kills):
                keep_stocked(400, by=600)
                sweeping = nursery.start("raise")
                wait_for_more(1)
                time.sleep(0.03)
                sweeping.kill()
            nursery.run("raise")
        found_out(seen, check())
        assert seen.verdict.lost > 0


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


@pytest.mark.faults
def test_without_any_guard_two_sweeps_double_and_are_found_out(tmp_path: Path) -> None:
    with experiment("F30 without lock and key, three sweeps", repetitions=1) as seen, without_unique_key():
        stock(1000)
        finished(sweeps(3, tmp_path / "gate", WITHOUT="lock key"))
        found_out(seen, check())
        assert seen.verdict.doubled > 0


@pytest.mark.faults
def test_each_job_delivered_twice_to_three_workers_raises_everything_once() -> None:
    times = sized(2, 10, 50)
    with experiment("each job twice, three workers", repetitions=times) as seen, cradle(PAUSE="3") as nursery:
        for _each in range(3):
            nursery.start("worker")
        for turn in range(1, times + 1):
            stock(400)
            for _each in range(2):
                app.send_task(RAISE, task_id=f"turn {turn}")
            wait_until(lambda turn=turn: ended_runs() == 2 * turn, within=60)  # type: ignore[misc]
        seen.judge(check())
