"""The broker gone, hung or full while complaints come in: intake does not notice, and the alerts catch up."""

import secrets
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from kombu import Connection
from redis import Redis

from complaints.models import Complaint
from config.celery import app
from dev.valkey import Valkey
from tests.faults.history import TODAY, check, stock
from tests.faults.intake_load import ENOUGH, PER_SECOND, Answers, Web, web
from tests.faults.processes import Forked, cradle, wait_until
from tests.faults.scale import Seen, experiment, sized

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

RAISE = "complaints.tasks.raise_alerts"
#: How monitors are told.
BROKER = "broker: "


@pytest.fixture
def broker_of_its_own(tmp_path: Path) -> Iterator[Valkey]:
    """A broker that this experiment may do anything to."""
    valkey = Valkey(directory=tmp_path / "valkey", log=tmp_path / "valkey.log", password=secrets.token_hex(16))
    valkey.wait()
    yield valkey
    valkey.stop()


def its_process(valkey: Valkey) -> Forked:
    """The server itself, below its keeper."""
    assert valkey.kept is not None
    (server,) = Forked(valkey.kept.pid).children()
    return Forked(server)


@contextmanager
def loaded(served: Web, seconds: float) -> Iterator[Future[Answers]]:
    """Intake under load meanwhile; afterwards, what it answered."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(served.register, seconds=seconds)


def judge(served: Web, answers: Answers, undisturbed: Answers, *, within: float) -> str:
    """Every complaint was taken, 99 of 100 in time.

    A machine that is busy itself gets twice what it takes there without the fault, before or after.
    """
    assert answers.not_taken == 0
    usual = undisturbed.slow
    if answers.slow > max(within, 2 * usual):
        usual = max(usual, served.register(seconds=len(answers.all) / PER_SECOND).slow)
    assert answers.slow <= max(within, 2 * usual)
    share = "99 of 100" if len(answers.all) >= ENOUGH else "the half"
    return f"intake at 20/s: 0 not taken, {share} in {answers.slow * 1000:.0f} ms (undisturbed {usual * 1000:.0f} ms)"


def wake(valkey: Valkey) -> None:
    """Do what beat does."""
    with Connection(valkey.url()) as connection:
        app.send_task(RAISE, connection=connection)


def caught_up(valkey: Valkey, *, within: float) -> float:
    """Wake the workers and wait until everything due is raised; the seconds it took."""
    begun = time.monotonic()
    wake(valkey)
    wait_until(lambda: check(TODAY).lost == 0, within=within)
    return time.monotonic() - begun


def keep(seen: Seen, besides: str) -> None:
    """Judge the alerts; every complaint that was taken is there."""
    seen.judge(check(), f"{besides}; {Complaint.objects.filter(received_on__gt=TODAY).count()} complaints taken")


def test_while_the_broker_is_gone_intake_goes_on_and_alerts_catch_up_when_it_is_back(broker_of_its_own: Valkey) -> None:
    valkey, gone = broker_of_its_own, sized(3, 30, 600)
    with (
        experiment(f"F6 broker gone for {gone} s", repetitions=1) as seen,
        web(REDIS_URL=valkey.url()) as served,
        cradle(REDIS_URL=valkey.url()) as nursery,
    ):
        worker = nursery.start("worker")
        served.register(seconds=0.5)
        undisturbed = served.register(seconds=sized(2, 12, 60))
        stock(200)
        valkey.stop()
        answers = served.register(seconds=gone)
        valkey.start()
        valkey.wait()
        took = caught_up(valkey, within=30)
        assert not worker.is_gone()
        said = judge(served, answers, undisturbed, within=0.5)
        keep(seen, f"{said}; caught up in {took:.0f} s")


def test_while_the_broker_hangs_intake_goes_on_and_no_worker_is_stuck_afterwards(broker_of_its_own: Valkey) -> None:
    valkey, hung = broker_of_its_own, sized(3, 20, 60)
    with (
        experiment(f"F8 broker hung for {hung} s", repetitions=1) as seen,
        web(REDIS_URL=valkey.url()) as served,
        cradle(REDIS_URL=valkey.url()) as nursery,
    ):
        worker = nursery.start("worker")
        served.register(seconds=0.5)
        undisturbed = served.register(seconds=sized(2, 12, 60))
        stock(100)
        caught_up(valkey, within=60)
        stock(100)
        server = its_process(valkey)
        server.signal(signal.SIGSTOP)
        try:
            with loaded(served, hung) as load:
                assert BROKER in served.get("/statusz")[1]
                answers = load.result()
        finally:
            server.signal(signal.SIGCONT)
        took = caught_up(valkey, within=15)
        assert not worker.is_gone()
        said = judge(served, answers, undisturbed, within=1)
        keep(seen, f"{said}; caught up in {took:.0f} s")


def test_while_the_broker_is_full_intake_goes_on_and_monitors_are_told(broker_of_its_own: Valkey) -> None:
    valkey, full = broker_of_its_own, sized(2, 10, 60)
    with (
        experiment(f"F9 broker full for {full} s", repetitions=1) as seen,
        web(REDIS_URL=valkey.url()) as served,
        cradle(REDIS_URL=valkey.url()) as nursery,
        Redis.from_url(valkey.url()) as broker,
    ):
        worker = nursery.start("worker")
        served.register(seconds=0.5)
        undisturbed = served.register(seconds=sized(2, 12, 60))
        stock(100)
        assert BROKER not in served.get("/statusz")[1]
        broker.config_set("maxmemory", 1)
        with loaded(served, full) as load:
            wait_until(lambda: BROKER in served.get("/statusz")[1], within=60)
            answers = load.result()
        broker.config_set("maxmemory", 0)
        took = caught_up(valkey, within=60)
        assert not worker.is_gone()
        said = judge(served, answers, undisturbed, within=0.5)
        keep(seen, f"{said}; caught up in {took:.0f} s")
