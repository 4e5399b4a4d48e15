"""The data directory: who works in it, its secrets, and where its servers can be reached.

``run.lock``      held, as long as it lives, by whoever works here and by each of its programs
``run.json``      the variables of a running demonstration, for ``make manage`` beside it
``secrets.json``  made here, once, for this directory alone
``postgres/``, ``valkey/``, ``mail/``, ``files/``, ``log/``
"""

import contextlib
import fcntl
import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from dev.postgres import APP, OWNER
from dev.trouble import Trouble, say

#: Seconds to wait for an earlier run that is stopping: PostgreSQL's grace, and some.
STOPPING: Final = 45.0
PAUSE: Final = 0.1
DEMO: Final = "demo"
MANAGE: Final = "manage"


@dataclass(frozen=True)
class Holder:
    """Who has the lock of the data directory."""

    pid: int
    purpose: str

    def lives(self) -> bool:
        """Whether the launcher that took the lock is still there."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True


class Place:
    """A data directory, held by us."""

    def __init__(self, directory: Path, lock: int) -> None:
        self.directory = directory
        self.lock = lock

    @classmethod
    def claim(cls, directory: Path, purpose: str) -> Self:
        """Take the data directory, making it where there is none.

        An earlier run that is stopping is waited for, and so is a management command. Raises
        Trouble where the directory cannot be written, or a demonstration runs on it: that one is
        named.
        """
        lock = _open_lock(directory)
        told = False
        end = time.monotonic() + STOPPING
        while not _lock(lock):
            holder = holder_of(directory)
            if holder and holder.lives() and (holder.purpose == DEMO or time.monotonic() > end):
                raise Trouble(_taken(directory, holder))
            if time.monotonic() > end:
                raise Trouble(f"programs of an earlier run on {directory} do not stop; see {directory / 'log'}.")
            if not told:
                say(f"waiting for an earlier run on {directory} to finish")
                told = True
            time.sleep(PAUSE)
        os.truncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()} {purpose}\n".encode(), 0)
        place = cls(directory, lock)
        place.forget()
        for name in ("log", "mail", "files"):
            (directory / name).mkdir(mode=0o700, exist_ok=True)
        return place

    def secrets(self) -> dict[str, str]:
        """The secrets of this directory, made at the first asking; readable for its owner alone."""
        path = self.directory / "secrets.json"
        if not path.exists():
            made = {role: secrets.token_hex(20) for role in (OWNER, APP, "valkey")}
            made["SECRET_KEY"] = secrets.token_urlsafe(50)
            made["DEMO_PASSWORD"] = "-".join(secrets.token_hex(2) for _ in range(3))
            _write(path, made)
        return dict(json.loads(path.read_text(encoding="ascii")))

    def publish(self, variables: dict[str, str]) -> None:
        """Let ``make manage`` know how to reach what runs here."""
        _write(self.directory / "run.json", variables)

    def forget(self) -> None:
        """Nothing runs here any more."""
        (self.directory / "run.json").unlink(missing_ok=True)

    def mark(self, name: str) -> None:
        """Note that something was done to these data, once and for all."""
        (self.directory / name).touch()

    def is_marked(self, name: str) -> bool:
        """Whether that was done."""
        return (self.directory / name).exists()


def running_demo(directory: Path) -> dict[str, str] | None:
    """The variables of the demonstration that runs on a data directory, or None."""
    holder = holder_of(directory)
    if not holder or holder.purpose != DEMO or not holder.lives():
        return None
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads((directory / "run.json").read_text(encoding="ascii")))
    return None


def holder_of(directory: Path) -> Holder | None:
    """Who has, or had last, the lock of a data directory."""
    with contextlib.suppress(OSError, ValueError):
        pid, purpose = (directory / "run.lock").read_text(encoding="ascii").split()
        return Holder(int(pid), purpose)
    return None


def _taken(directory: Path, holder: Holder) -> str:
    demo = running_demo(directory)
    where = f" at {demo['SITE_URL']}" if demo else ""
    return (
        f"make {holder.purpose} already runs on {directory}{where} (process {holder.pid}). "
        f"Stop it (Ctrl-C there, or: kill {holder.pid}), or choose another: make {holder.purpose} DATA_DIR=…"
    )


def _open_lock(directory: Path) -> int:
    try:
        # Started by root, PostgreSQL may have to run as somebody who must get through to his own directory.
        directory.mkdir(mode=0o700 if os.getuid() else 0o711, parents=True, exist_ok=True)
        return os.open(directory / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Trouble(
            f"DATA_DIR {directory} cannot be written: {error.strerror}. Choose another: make demo DATA_DIR=/path"
        ) from None


def _lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(path: Path, content: dict[str, str]) -> None:
    """Write a file whole or not at all, for its owner alone."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
