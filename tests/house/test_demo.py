"""The demonstration as somebody meets it: started, used, killed, started again, stopped."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev.place import holder_of
from tests.house.launching import (
    ROOT,
    environment,
    free_port,
    kill,
    launch,
    processes_about,
    reachable_directory,
    until,
)

pytestmark = pytest.mark.deep

ENOUGH = 240.0  # seconds for a register to be filled, on a machine with other work
SECOND_START = 10.0  # seconds, where the machine has nothing else to do
KILLS = 6
PUBLISHED = ("publication", "export", "2023-05", "--format", "csv", "--language", "nl")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """In place of pytest's own: PostgreSQL may have to run as nobody."""
    with reachable_directory() as directory:
        yield directory


@contextmanager
def demo(directory: Path, port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """``make demo``, ended in any case."""
    with (directory.parent / f"{directory.name}.said").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "dev.commands", "demo"],
            env=environment(DATA_DIR=str(directory), PORT=str(port)),
            cwd=ROOT,
            stderr=said,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def signs_in(port: int) -> bool:
    """Whether the sign-in page is served."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=5) as answer:
            return b"csrfmiddlewaretoken" in answer.read()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_for_desk(process: "subprocess.Popen[bytes]", port: int) -> float:
    """Wait for the sign-in page; return after how many seconds it was there."""
    begun = time.monotonic()
    while not signs_in(port):
        assert process.poll() is None, "the demonstration ended"
        assert time.monotonic() - begun < ENOUGH
        time.sleep(0.1)
    return time.monotonic() - begun


def test_from_nothing_to_a_register_that_every_kill_leaves_whole(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()

    with demo(data, port) as first:
        wait_for_desk(first, port)
        until((data / "run.json").exists, "the demonstration made itself known")
        beside = launch("manage", *PUBLISHED, DATA_DIR=str(data))
        assert beside.returncode == 0, beside.stderr
        refused = launch("demo", DATA_DIR=str(data), PORT=str(free_port()))
        assert refused.returncode == 1
        assert f"(process {first.pid})" in refused.stderr
        assert "anna" in (data / "sign-in.txt").read_text(encoding="utf-8")
        first.send_signal(signal.SIGINT)
        assert first.wait() == 0
    assert not processes_about(data)

    dice = random.Random(9)
    for _ in range(KILLS):
        with demo(data, port) as killed:
            time.sleep(dice.uniform(0.1, 6))
            kill(killed.pid)
        until(lambda: not processes_about(data), "nothing outlives a launcher that was killed")

    with demo(data, port) as again:
        seconds = wait_for_desk(again, port)
        load = os.getloadavg()[0] / (os.cpu_count() or 1)
        assert seconds < SECOND_START * max(1.0, load), f"second start took {seconds:.1f} s"
    alone = launch("manage", *PUBLISHED, DATA_DIR=str(data))
    assert alone.stdout == beside.stdout, "the data survived"
    assert not processes_about(data)
    assert "Traceback" not in (tmp_path / "data.said").read_text(encoding="utf-8")


@pytest.mark.parametrize("moment", [0.4, 2.0])
def test_a_first_start_that_is_cut_off_goes_on_the_next_time(moment: float, tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with demo(data, port) as cut_off:
        time.sleep(moment)
        kill(cut_off.pid)
    until(lambda: not processes_about(data), "nothing outlives it")
    done = launch("manage", "check", "--database", "default", DATA_DIR=str(data))
    assert done.returncode == 0, done.stderr


def test_a_server_that_is_killed_is_named_and_the_data_are_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert launch("manage", "check", DATA_DIR=str(data)).returncode == 0
    (data / "sign-in.txt").write_text("nobody\n", encoding="utf-8")  # an empty register will do
    port = free_port()
    with demo(data, port) as process:
        wait_for_desk(process, port)
        until((data / "run.json").exists, "the demonstration made itself known")
        kill(int((data / "postgres/postmaster.pid").read_text(encoding="ascii").splitlines()[0]))
        assert process.wait() == 1
    said = (tmp_path / "data.said").read_text(encoding="utf-8")
    assert "PostgreSQL stopped by itself" in said
    assert "start again with make demo" in said
    assert "Traceback" not in said
    assert launch("manage", "check", "--database", "default", DATA_DIR=str(data)).returncode == 0


def test_management_alone_migrates_new_data_and_answers_on_standard_output_alone(tmp_path: Path) -> None:
    done = launch("manage", "alerts", "raise", "--today", "2026-01-05", DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)
    holder = holder_of(tmp_path / "data")
    assert holder
    assert holder.purpose == "manage"
    assert not processes_about(tmp_path / "data")
