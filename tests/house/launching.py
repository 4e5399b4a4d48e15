"""What the tests of the launcher share: a run of its own, beside the servers of the tests."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
WITHIN: Final = 60.0  # seconds; these machines may be busy

#: What the tests' own servers, or a make around us, have set and a run of its own must not see.
NOT_INHERITED: Final = (
    "DATABASE_URL",
    "MIGRATE_DATABASE_URL",
    "REDIS_URL",
    "SITE_URL",
    "EMAIL_URL",
    "DEBUG",
    "MAKELEVEL",
)

#: Starts lasting servers, says that they run, and stays.
SERVERS: Final = """
import sys
from pathlib import Path
from dev.place import Place
from dev.servers import Servers
from dev.trouble import Stopped, Trouble, stop_on_signals
stop_on_signals()
place = Place.claim(Path(sys.argv[1]), "demo")
servers = Servers.lasting(place.directory, place.secrets(), fds=[place.lock])
try:
    servers.start()
    print(servers.urls()["MIGRATE_DATABASE_URL"], servers.urls()["REDIS_URL"], flush=True)
    sys.stdin.read()
except Stopped:
    pass
finally:
    servers.stop()
"""


def environment(**more: str) -> dict[str, str]:
    """The environment of a person at a terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def free_port() -> int:
    """A port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one command of the launcher to its end."""
    return subprocess.run(
        [sys.executable, "-m", "dev.commands", *arguments],
        env=environment(**more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN * 3,
    )


@contextmanager
def running(script: str, *arguments: str, **more: str) -> "Iterator[subprocess.Popen[str]]":
    """A script beside us, ended in any case."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment(**more),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def reachable_directory() -> Iterator[Path]:
    """A directory that whoever PostgreSQL has to run as can get to; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="gehoor-place-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until something is true, or fail with what it was."""
    end = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < end, f"still not: {what}"
        time.sleep(0.05)


def processes_about(directory: Path) -> dict[int, str]:
    """The processes whose command line or environment names a directory."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = entry.joinpath("cmdline").read_bytes()
                surroundings = entry.joinpath("environ").read_bytes()
            except OSError:  # it ended while it was looked at
                continue
            if os.fsencode(directory) in command + surroundings:
                found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")[:120]
    return found


def kill(pid: int) -> None:
    """As a machine out of memory would."""
    os.kill(pid, signal.SIGKILL)
