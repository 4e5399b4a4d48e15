"""The timetable: every name is a job, every job has its hour, and daily is once a day."""

import ast
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from complaints import tasks
from config.celery import ALERTS, PUBLICATION, ROUTES, TIMETABLE, app

ROOT = Path(__file__).parents[2]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAILY = ["fill the calendar", "revive complaints", "compile last month", "verify what was published"]


def jobs() -> set[str]:
    """The full names of the project's own tasks."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.startswith("complaints.")}


def runs_on(schedule: Any, day: datetime) -> int:
    """How often a schedule comes round within a day of Amsterdam."""
    minutes = (day + timedelta(minutes=number) for number in range(24 * 60))
    return sum(
        moment.minute in schedule.minute
        and moment.hour in schedule.hour
        and moment.isoweekday() % 7 in schedule.day_of_week
        and moment.day in schedule.day_of_month
        and moment.month in schedule.month_of_year
        for moment in minutes
    )


def test_every_name_in_the_timetable_is_a_job() -> None:
    assert {entry["task"] for entry in TIMETABLE.values()} <= jobs()


def test_every_job_is_in_the_timetable_once() -> None:
    assert sorted(entry["task"] for entry in TIMETABLE.values()) == sorted(jobs())


@pytest.mark.parametrize("name", DAILY)
def test_what_is_daily_runs_once_a_day(name: str) -> None:
    assert runs_on(TIMETABLE[name]["schedule"], datetime(2026, 2, 16, tzinfo=AMSTERDAM)) == 1


@pytest.mark.parametrize("name", sorted(set(TIMETABLE) - set(DAILY)))
def test_the_alerts_are_looked_at_every_five_minutes_of_every_day(name: str) -> None:
    for day in (datetime(2026, 2, 14, tzinfo=AMSTERDAM), datetime(2026, 12, 25, tzinfo=AMSTERDAM)):
        assert runs_on(TIMETABLE[name]["schedule"], day) == 24 * 12


def test_no_daily_hour_falls_in_the_hour_that_summer_time_skips_or_repeats() -> None:
    for name in DAILY:
        assert not TIMETABLE[name]["schedule"].hour & {2}


def test_the_timetable_is_in_amsterdam_time() -> None:
    assert str(app.conf.timezone) == "Europe/Amsterdam"


def test_every_queue_is_used_and_every_job_has_one() -> None:
    used = {ROUTES.get(name, {"queue": app.conf.task_default_queue})["queue"] for name in jobs()}
    assert used == {queue.name for queue in app.conf.task_queues} == {ALERTS, PUBLICATION}


def test_a_message_that_comes_too_late_is_dropped_before_its_next_turn() -> None:
    for entry in TIMETABLE.values():
        assert 0 < entry["options"]["expires"] <= 60 * 60


def test_a_job_takes_no_arguments_so_that_no_case_passes_through_the_broker() -> None:
    tree = ast.parse(Path(tasks.__file__).read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert {function.name for function in functions} == {name.rpartition(".")[2] for name in jobs()}
    assert all(not ast.unparse(function.args) for function in functions)


def test_a_job_is_a_few_lines() -> None:
    tree = ast.parse(Path(tasks.__file__).read_text("utf-8"))
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        assert len(function.body) <= 5, function.name


def test_nothing_waits_for_the_broker_in_a_request() -> None:
    called = {"delay", "apply_async", "send_task"}
    for path in (ROOT / "complaints").rglob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        found = {call.attr for call in calls if isinstance(call, ast.Attribute)} & called
        assert not found, path
