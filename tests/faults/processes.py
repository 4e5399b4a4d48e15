"""Processes of the experiments: commands and workers on the tests' database, ended with SIGKILL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).parents[2]

Process = subprocess.Popen[bytes]


def environment(**changes: str) -> dict[str, str]:
    """The environment of this process, on the tests' database, with changes."""
    here = {name: value for name, value in os.environ.items() if name != "MIGRATE_DATABASE_URL"}
    return {**here, "DATABASE_URL": _address(), "PYTHONPATH": str(ROOT), **changes}


def _address() -> str:
    settings = connection.settings_dict
    user = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
    query = urlencode({"host": settings["HOST"]}) if settings["HOST"] else ""
    port = f"localhost:{settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{user}@{port}/{settings['NAME']}?{query}"


def start(*arguments: str, **changes: str) -> Process:
    """Start a Python program in a session of its own."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(**changes),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def together(number: int, program: Sequence[str], gate: Path, **changes: str) -> list[Process]:
    """Start so many that begin at the same moment: each waits at the gate until all have come."""
    started = [start(*program, GATE=str(gate), **changes) for _ in range(number)]
    wait_until(lambda: len(list(gate.parent.glob(f"{gate.name}.*"))) == number, within=60)
    gate.touch()
    return started


def finished(processes: Sequence[Process]) -> list[int]:
    """Wait for all of them; their exit statuses."""
    return [process.wait(timeout=100) for process in processes]


def kill(process: Process) -> None:
    """End a process and all that it started with SIGKILL, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def worker(module: str = "tests.faults.brisk", **changes: str) -> Iterator[Process]:
    """A Celery worker with two pool processes, for as long as the context lasts."""
    options = ["--concurrency=2", "--queues=alerts,publication", "--without-gossip", "--without-mingle"]
    process = start("-m", "celery", "-A", module, "worker", *options, **changes)
    try:
        yield process
    finally:
        kill(process)


def wait_until(is_so: Callable[[], bool], *, within: float) -> None:
    """Look again and again until it is so."""
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.005)
