"""Programs that end when the launcher ends, each under a keeper (``dev.keeper``)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from dev import keeper
from dev.trouble import Trouble

KEEPER: Final = Path(keeper.__file__)
PAUSE: Final = 0.02  # seconds between two looks


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a keeper has to run.

    ``stop`` is the signal that the program likes, ``grace`` the seconds it gets before it is
    killed, ``remove`` the directories of this run alone, ``fds`` the locks that it must hold.
    """

    name: str
    command: Sequence[str]
    log: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stop: int = signal.SIGTERM
    grace: float = 10
    remove: Sequence[Path] = ()
    fds: Sequence[int] = ()
    directory: Path | None = None


class Kept:
    """A running program under its keeper."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self._said = b""
        orders = {
            "command": list(order.command),
            "stop": int(order.stop),
            "grace": order.grace,
            "remove": [str(path) for path in order.remove],
            "fds": list(order.fds),
        }
        with _log(order.log) as log:
            self._words = open(order.log, "rb") if order.log else None  # noqa: PTH123, SIM115 - outlives the file
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", "-S", str(KEEPER), json.dumps(orders)],
                stdin=subprocess.PIPE,
                stdout=log or sys.stderr,
                stderr=log or sys.stderr,
                env=dict(order.environment),
                cwd=order.directory,
                pass_fds=list(order.fds),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The keeper's process id."""
        return self._keeper.pid

    def status(self) -> int | None:
        """The exit status of the program, or None while it runs."""
        return self._keeper.poll()

    def let_go(self) -> None:
        """Begin to stop the program; ``wait`` sees it through."""
        if self._keeper.stdin:
            self._keeper.stdin.close()

    def wait(self) -> int:
        """Wait until the program and its keeper are gone; return the program's exit status."""
        status = self._keeper.wait()
        self.let_go()
        if self._words and not self._words.closed:
            self._said += self._words.read()
            self._words.close()
        return status

    def stop(self) -> int:
        """Stop the program and wait for it."""
        self.let_go()
        return self.wait()

    def last_words(self, lines: int = 8) -> str:
        """The end of the program's log, indented, for a message."""
        if self._words and not self._words.closed:
            self._said += self._words.read()
        text = self._said.decode("utf-8", errors="replace").rstrip()
        return "".join(f"\n    {line}" for line in text.splitlines()[-lines:])

    def when_ready(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until the program is ready. Raises Trouble, with its last words, where it ends or hangs."""
        end = time.monotonic() + seconds
        while not ready():
            if self.status() is not None:
                raise Trouble(f"{self.order.name} did not start:{self.last_words()}")
            if time.monotonic() > end:
                raise Trouble(f"{self.order.name} was not ready within {seconds:.0f} seconds:{self.last_words()}")
            time.sleep(PAUSE)


@contextmanager
def _log(path: Path | None) -> Iterator[IO[bytes] | None]:
    """Open a log for a new run; the one before is kept beside it."""
    if path is None:
        yield None
        return
    if path.exists():
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        yield log
