"""Processes of the experiments: commands and workers on the tests' database, ended with SIGKILL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).parents[2]

#: How a worker of the experiments is started.
WORKER_OPTIONS = ("--concurrency=2", "--queues=alerts,publication", "--without-gossip", "--without-mingle")

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
    process = start("-m", "celery", "-A", module, "worker", *WORKER_OPTIONS, **changes)
    try:
        yield process
    finally:
        kill(process)


@dataclass(frozen=True)
class Forked:
    """A process from a cradle, in a session of its own."""

    pid: int

    def signal(self, number: signal.Signals, *, alone: bool = True) -> None:
        """Send a signal to the process, or to all that it started besides."""
        with suppress(ProcessLookupError):
            (os.kill if alone else os.killpg)(self.pid, number)

    def kill(self) -> None:
        """End it and all that it started with SIGKILL; return when it is gone."""
        self.signal(signal.SIGKILL, alone=False)
        wait_until(self.is_gone, within=60)

    def is_gone(self) -> bool:
        """Whether the process has ended."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def children(self) -> list[int]:
        """The processes that it started, the oldest first."""
        with suppress(FileNotFoundError):
            listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
            return [int(number) for number in listed.split()]
        return []


@dataclass
class Cradle:
    """Where processes of the experiments come from without having to import everything first."""

    process: Process
    forked: list[Forked]

    def start(self, word: str) -> Forked:
        """Start a program of :mod:`tests.faults.brisk`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        self.process.stdin.flush()
        self.forked.append(Forked(int(self.process.stdout.readline())))
        return self.forked[-1]

    def run(self, word: str) -> None:
        """Start a program and wait until it is done."""
        wait_until(self.start(word).is_gone, within=100)


@contextmanager
def cradle(module: str = "tests.faults.brisk", **changes: str) -> Iterator[Cradle]:
    """A cradle with this environment; what came from it ends with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, "cradle"],
        cwd=ROOT,
        env=environment(**changes),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        mine = Cradle(process, [])
        try:
            yield mine
        finally:
            for forked in mine.forked:
                forked.signal(signal.SIGKILL, alone=False)
            process.kill()


def replace_text(file: Path, text: str) -> None:
    """Let a file hold this text, at no moment half of it."""
    new = file.with_name(f"{file.name}.new{os.getpid()}")
    new.write_text(text, encoding="ascii")
    new.replace(file)


def wait_until(is_so: Callable[[], bool], *, within: float) -> None:
    """Look again and again until it is so."""
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.005)
