"""The project's own worker and sweep, set for the experiments.

Batches are small, so that a kill falls in the midst of many, and the clock stands still at noon of
the experiments' day, or shows what stands in the file named by ``CLOCK``. With ``PAUSE`` the sweep rests
so many milliseconds after each batch.

The variable ``WITHOUT`` takes guards out of the sweep, to show that the experiments notice: ``lock``
and ``key`` (the unique constraint itself is dropped by the test), or ``one_statement``: claimed and
committed first, written afterwards, as other systems do. ``row_lock`` takes the lock out of the delivery.

Run as a program with ``raise`` or ``send`` it is one sweep or one delivery, which waits at the file
named by ``GATE`` until all have come; with ``worker`` it is a worker. With ``cradle`` it waits for these
words on its standard input, and forks a process for each: that one is there at once. With ``beat`` it
is the project's beat and timetable on the clock of the file; which moment it has served, it writes beside it.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from celery.beat import Scheduler
from django.db.models import QuerySet
from django.utils import timezone

from config.celery import app

# isort: split
from complaints import tasks
from complaints.models import Alert, Clock
from complaints.record import alerts as statements
from complaints.services import alerts
from tests.cases import noon
from tests.faults.history import TODAY, due
from tests.faults.processes import WORKER_OPTIONS, replace_text

__all__ = ["app"]

LOCK = "    FOR UPDATE SKIP LOCKED\n"
KEY = "    ON CONFLICT (clock_id, rung, occurrence) DO NOTHING\n"
WITHOUT = os.environ.get("WITHOUT", "").split()
PAUSE = int(os.environ.get("PAUSE", "0")) / 1000


def moment() -> datetime:
    """What the clock of the experiment shows."""
    if name := os.environ.get("CLOCK"):
        return datetime.fromisoformat(Path(name).read_text(encoding="ascii"))
    return noon(TODAY)


class OwnClock:
    """What the jobs know of time, on the clock of the experiment."""

    now = staticmethod(moment)
    localdate = staticmethod(timezone.localdate)


def first_claimed_then_written(*, today: date, now: datetime, limit: int) -> statements.Swept:
    """The sweep of who marks first and acts afterwards."""
    claimed = list(Clock.objects.filter(next_alert_on__lte=today).order_by("pk")[:limit])
    Clock.objects.filter(pk__in=[clock.pk for clock in claimed]).update(next_alert_on=None)
    time.sleep(0.1)
    keys = [key for clock in claimed for key in due(clock)]
    Alert.objects.bulk_create(
        Alert(clock_id=clock, rung=rung, occurrence=occurrence, due_on=due_on, raised_at=now)
        for clock, rung, occurrence, due_on in keys
    )
    return statements.Swept(claimed=len(claimed), raised=len(keys), passed_over=0)


def leisurely(*, today: date, now: datetime, limit: int) -> statements.Swept:
    """The project's own sweep, and a rest."""
    swept = own_sweep(today=today, now=now, limit=limit)
    time.sleep(PAUSE)
    return swept


def wait_at_the_gate() -> None:
    """Say that this process has come, and wait until the gate opens."""
    if name := os.environ.get("GATE"):
        Path(f"{name}.{os.getpid()}").touch()
        while not Path(name).exists():
            time.sleep(0.001)


alerts.BATCH = 20
vars(tasks)["timezone"] = OwnClock
assert LOCK in statements._SWEEP
assert KEY in statements._SWEEP
if "lock" in WITHOUT:
    statements._SWEEP = statements._SWEEP.replace(LOCK, "")
if "key" in WITHOUT:
    statements._SWEEP = statements._SWEEP.replace(KEY, "")
own_sweep = statements.sweep
if "one_statement" in WITHOUT:
    statements.sweep = first_claimed_then_written
elif PAUSE:
    statements.sweep = leisurely

if "row_lock" in WITHOUT:
    QuerySet.select_for_update = lambda self, **_: self  # type: ignore[method-assign]  # the guard, taken out


def be_a_worker() -> None:
    """Work for the queues, with two pool processes."""
    app.worker_main(["worker", *WORKER_OPTIONS])


def be_a_beat() -> None:
    """Wake the workers by the timetable, whenever the clock of the file has moved on."""
    for entry in app.conf.beat_schedule.values():
        entry["schedule"].nowfun = moment
    beat = Scheduler(app, lazy=False)
    mark = Path(f"{os.environ['CLOCK']}.{os.getpid()}")
    served = None
    while True:
        if (now := moment()) == served:
            time.sleep(0.001)
            continue
        while beat.tick() == 0:
            pass
        served = now
        replace_text(mark, now.isoformat())


def be_a_cradle() -> None:
    """Fork a process in a session of its own for every word read, and say its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who died is gone
    for line in sys.stdin:
        if number := os.fork():
            print(number, flush=True)  # noqa: T201 - this is the answer
            continue
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, sys.stdin.fileno())
        os.dup2(silence, sys.stdout.fileno())
        PROGRAMS[line.strip()]()
        os._exit(0)


PROGRAMS: Mapping[str, Callable[[], object]] = {
    "raise": tasks.raise_alerts,
    "send": tasks.send_alerts,
    "letters": tasks.send_letters,
    "webhooks": tasks.send_webhooks,
    "worker": be_a_worker,
    "beat": be_a_beat,
    "cradle": be_a_cradle,
}

if __name__ == "__main__":
    wait_at_the_gate()
    PROGRAMS[sys.argv[1]]()
