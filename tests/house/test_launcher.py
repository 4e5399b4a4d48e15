"""The launcher's servers: they start anywhere, keep what they were given, and never outlive their run."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from dev.place import DEMO, Place, running_demo
from dev.processes import Kept, Order
from dev.servers import Servers
from dev.trouble import Trouble
from tests.house.launching import SERVERS, free_port, kill, launch, processes_about, reachable_directory, running, until

#: Ignores the polite signal, and leaves a child behind.
STUBBORN = (
    "import signal, subprocess, time; signal.signal(15, 1); subprocess.Popen(['sleep', '1234']); time.sleep(1234)"
)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """In place of pytest's own: PostgreSQL may have to run as nobody."""
    with reachable_directory() as directory:
        yield directory


def urls_of(process: "subprocess.Popen[str]") -> list[str]:
    """Wait until the servers of another process run; return the addresses of both."""
    assert process.stdout
    return process.stdout.readline().split()


def is_gone(directory: Path) -> bool:
    return not processes_about(directory)


class TestTheServers:
    def test_keep_what_they_were_given_when_the_launcher_is_killed(self, tmp_path: Path) -> None:
        with running(SERVERS, str(tmp_path)) as first:
            database, broker = urls_of(first)
            with psycopg.connect(database) as connection:
                connection.execute("CREATE TABLE kept AS SELECT 'Zoë' AS name")
            Redis.from_url(broker).rpush("kept", "message")
            time.sleep(1.2)  # the broker writes once a second
            kill(first.pid)
            first.wait()
        with running(SERVERS, str(tmp_path)) as second:
            database, broker = urls_of(second)
            with psycopg.connect(database) as connection:
                assert connection.execute("SELECT name FROM kept").fetchall() == [("Zoë",)]
            assert Redis.from_url(broker).lrange("kept", 0, -1) == [b"message"]
        until(lambda: is_gone(tmp_path), "both servers gone")

    def test_start_again_where_postgresql_was_killed_under_them(self, tmp_path: Path) -> None:
        with running(SERVERS, str(tmp_path)) as first:
            urls_of(first)
            kill(int((tmp_path / "postgres/postmaster.pid").read_text().splitlines()[0]) or 0)
            first.terminate()
            first.wait()
        with running(SERVERS, str(tmp_path)) as second:
            database, _ = urls_of(second)
            psycopg.connect(database).close()

    def test_start_where_a_dead_servers_number_belongs_to_somebody_else_now(self, tmp_path: Path) -> None:
        with running(SERVERS, str(tmp_path)) as first:
            urls_of(first)
            first.terminate()
            first.wait()
        (tmp_path / "postgres/postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}/postgres\n1\n5432\n\n\n")
        with running(SERVERS, str(tmp_path)) as second:
            database, _ = urls_of(second)
            psycopg.connect(database).close()

    def test_start_below_a_path_too_deep_for_a_socket(self, tmp_path: Path) -> None:
        deep = tmp_path.joinpath(*["een-heel-lange-naam-van-een-map"] * 6)
        with running(SERVERS, str(deep), TMPDIR=str(tmp_path)) as process:
            database, _ = urls_of(process)
            psycopg.connect(database).close()

    def test_are_made_anew_where_making_them_was_cut_off(self, tmp_path: Path) -> None:
        (tmp_path / "postgres.new").mkdir()
        (tmp_path / "postgres.new/half").touch()
        with running(SERVERS, str(tmp_path)) as process:
            database, _ = urls_of(process)
            psycopg.connect(database).close()
            assert not (tmp_path / "postgres.new").exists()

    def test_let_nobody_in_without_the_password_nor_the_superuser_at_all(self, tmp_path: Path) -> None:
        with running(SERVERS, str(tmp_path)) as process:
            database, broker = urls_of(process)
            host = database.partition("host=")[2]
            with pytest.raises(psycopg.OperationalError, match=r"no password|password authentication failed"):
                psycopg.connect(f"postgresql://gehoor_owner@/gehoor?host={host}")
            with pytest.raises(psycopg.OperationalError, match="rejects"):
                psycopg.connect(f"postgresql://postgres@/gehoor?host={host}")
            assert "@127.0.0.1:" in broker
        assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600

    def test_of_a_test_run_leave_nothing_behind(self) -> None:
        given = {name: os.environ.pop(name) for name in ("DATABASE_URL", "REDIS_URL")}
        try:
            servers = Servers.thrown_away()
        finally:
            os.environ.update(given)
        assert servers.postgres
        assert servers.valkey
        servers.start()
        directories = (servers.postgres.directory.parent, servers.valkey.directory)
        assert all(directory.exists() for directory in directories)
        servers.stop()
        assert not any(directory.exists() for directory in directories)


class TestAKeeper:
    def test_ends_a_program_that_will_not_listen_and_its_children(self, tmp_path: Path) -> None:
        kept = Kept(Order(name="stubborn", command=[sys.executable, "-c", STUBBORN, str(tmp_path)], grace=0.2))
        until(lambda: len(processes_about(tmp_path)) > 1, "started")
        kept.stop()
        until(lambda: is_gone(tmp_path), "gone with its children")

    def test_that_is_killed_itself_takes_its_program_along(self, tmp_path: Path) -> None:
        kept = Kept(Order(name="sleeper", command=["sleep", "1234"], environment={"MARK": str(tmp_path), **os.environ}))
        until(lambda: any("sleep 1234" in line for line in processes_about(tmp_path).values()), "started")
        kill(kept.pid)
        kept.wait()
        until(lambda: is_gone(tmp_path), "gone")

    def test_says_how_its_program_ended_and_its_last_words(self, tmp_path: Path) -> None:
        log = tmp_path / "program.log"
        kept = Kept(Order(name="program", command=["sh", "-c", "echo Dag; exit 7"], log=log))
        with pytest.raises(Trouble, match=r"program did not start:\n    Dag"):
            kept.when_ready(lambda: False, seconds=30)
        assert kept.wait() == 7

    def test_removes_what_was_for_this_run_only(self, tmp_path: Path) -> None:
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        Kept(Order(name="program", command=["true"], remove=[scratch])).wait()
        assert not scratch.exists()


class TestADataDirectory:
    def test_in_use_is_refused_and_the_user_named(self, tmp_path: Path) -> None:
        holder = "import sys, pathlib; from dev.place import Place; p = Place.claim(pathlib.Path(sys.argv[1]), 'demo')"
        with running(f"{holder}; print('held', flush=True); sys.stdin.read()", str(tmp_path)) as process:
            assert process.stdout
            process.stdout.readline()
            refused = launch("demo", DATA_DIR=str(tmp_path), PORT=str(free_port()))
        assert refused.returncode == 1
        assert f"already runs on {tmp_path} (process {process.pid})" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_that_cannot_be_written_is_named_with_a_way_on(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        refused = launch("demo", DATA_DIR=str(tmp_path / "file/data"), PORT=str(free_port()))
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
        assert f"DATA_DIR {tmp_path}/file/data cannot be written" in refused.stderr

    def test_shows_where_its_demonstration_runs_and_forgets_it_with_the_next_run(self, tmp_path: Path) -> None:
        place = Place.claim(tmp_path, DEMO)
        place.publish({"SITE_URL": "http://127.0.0.1:1"})
        assert running_demo(tmp_path) == {"SITE_URL": "http://127.0.0.1:1"}
        os.close(place.lock)
        again = Place.claim(tmp_path, "manage")
        assert running_demo(tmp_path) is None
        os.close(again.lock)

    def test_keeps_its_secrets_and_shares_them_with_no_other(self, tmp_path: Path) -> None:
        one, other = Place.claim(tmp_path / "one", DEMO), Place.claim(tmp_path / "other", DEMO)
        assert one.secrets() == one.secrets()
        assert set(one.secrets().values()).isdisjoint(other.secrets().values())
        for place in (one, other):
            os.close(place.lock)


@pytest.mark.parametrize(
    ("port", "said"),
    [("http", "PORT is 'http'"), ("0", "PORT is '0'"), ("65536", "PORT is '65536'")],
)
def test_a_port_that_is_none_is_named(port: str, said: str, tmp_path: Path) -> None:
    refused = launch("demo", DATA_DIR=str(tmp_path), PORT=port)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert said in refused.stderr


def test_a_port_that_is_taken_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = launch("demo", DATA_DIR=str(tmp_path / "data"), PORT=str(port))
    assert refused.returncode == 1
    assert f"port {port} cannot be used" in refused.stderr
    assert f"make demo PORT={port + 1}" in refused.stderr
    assert not (tmp_path / "data").exists()


def test_an_unknown_command_is_answered_with_those_there_are() -> None:
    refused = launch("dance")
    assert refused.returncode == 2
    assert "demo, manage, test, check" in refused.stderr


def test_a_signal_while_the_servers_start_leaves_nothing(tmp_path: Path) -> None:
    for delay in (0.05, 0.3, 0.6):
        with running(SERVERS, str(tmp_path)) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGINT)
            process.wait()
        until(lambda: is_gone(tmp_path), f"gone after a signal at {delay} s")
