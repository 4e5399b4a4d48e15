"""``manage.py`` ends what an operator got wrong in one line, and needs nothing for the law."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What comes before the decrees in the settings.
BODY = {"BODY_NAME": "Dienst Voorbeeld", "BODY_ADDRESS": "-", "BODY_SENDER": "nobody@example.org"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own, with this environment and no other."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    environment = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_deadlines_needs_no_environment_at_all() -> None:
    answered = manage("deadlines", "2023-04-17", "--language", "en")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "Handle: last day Tuesday 30 May 2023" in answered.stdout


@pytest.mark.parametrize("command", ["check", "migrate", "recompute_deadlines"])
def test_a_setting_that_is_missing_is_named_in_one_line(command: str) -> None:
    ended = manage(command)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "is missing: set it, or " in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_decree_file_that_cannot_be_used_stops_the_process(tmp_path: Path) -> None:
    decrees = tmp_path / "decrees.csv"
    decrees.write_text("date,decree\n2029-05-12,KB 2028\n")
    ended = manage("check", **BODY, EQUATED_DAYS_FILE=str(decrees))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (f"EQUATED_DAYS_FILE: {decrees}: 2029-05-12 is a rest day already (saturday); correct it.\n")


def test_the_way_there_is_shown_to_who_asks_for_it() -> None:
    ended = manage("check", "--traceback")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Traceback (most recent call last)")


def test_a_reader_that_has_seen_enough_gets_no_traceback(tmp_path: Path) -> None:
    many = tmp_path / "cases.csv"
    many.write_text("received_at\n" + "2026-01-05\n" * 20_000)
    command = f'"{sys.executable}" manage.py deadlines --file "{many}" | head -n 1'
    ended = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")
