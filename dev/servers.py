"""The servers that a command needs: PostgreSQL and Valkey, lasting or thrown away.

Where ``DATABASE_URL`` or ``REDIS_URL`` is set, that server is used and none is started.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dev.postgres import APP, OWNER, Postgres, socket_directory
from dev.processes import Kept
from dev.valkey import Valkey


@dataclass
class Servers:
    """Both servers, None where one is given from outside; their addresses are known before they run."""

    postgres: Postgres | None
    valkey: Valkey | None

    @classmethod
    def thrown_away(cls) -> Self:
        """Servers of this run only, without a thought for a power cut."""
        postgres = valkey = None
        if "DATABASE_URL" not in os.environ:
            sockets = socket_directory()
            sockets.chmod(0o711)  # whoever PostgreSQL runs as must reach the directories inside
            postgres = Postgres(directory=sockets / "data", log=sockets / "postgres.log", sockets=sockets / "run")
        if "REDIS_URL" not in os.environ:
            directory = Path(tempfile.mkdtemp(prefix="gehoor-"))
            valkey = Valkey(directory=directory, log=directory / "valkey.log", password=secrets.token_hex(16))
        return cls(postgres, valkey)

    @classmethod
    def lasting(cls, directory: Path, passwords: Mapping[str, str], *, fds: Sequence[int]) -> Self:
        """Servers whose data stay in a directory; ``fds`` is the lock that they hold."""
        postgres = valkey = None
        log = directory / "log"
        if "DATABASE_URL" not in os.environ:
            postgres = Postgres(
                directory=directory / "postgres",
                log=log / "postgres.log",
                sockets=socket_directory(),
                passwords={role: passwords[role] for role in (OWNER, APP)},
                lasting=True,
                fds=fds,
            )
        if "REDIS_URL" not in os.environ:
            valkey = Valkey(
                directory=directory / "valkey",
                log=log / "valkey.log",
                password=passwords["valkey"],
                lasting=True,
                fds=fds,
            )
        return cls(postgres, valkey)

    def urls(self) -> dict[str, str]:
        """The addresses of what is started here, as variables of the environment."""
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url(APP)
            found["MIGRATE_DATABASE_URL"] = self.postgres.url(OWNER)
        if self.valkey:
            found["REDIS_URL"] = self.valkey.url()
        return found

    def start(self) -> None:
        """Start both and wait for them. Raises Trouble where one does not come up, and stops the other."""
        try:
            for server in self._both():
                server.start()
            for server in self._both():
                server.wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what was started; the next start keeps what is lasting."""
        for server in self._both():
            server.stop()

    def running(self) -> list[Kept]:
        """The programs that were started here."""
        return [server.kept for server in self._both() if server.kept]

    def _both(self) -> list[Postgres | Valkey]:
        return [server for server in (self.valkey, self.postgres) if server]
