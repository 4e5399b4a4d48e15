"""The timetable: every name is a job, every job has its hour, and daily is once a day."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from complaints import jobs, tasks
from complaints.models import JobRun
from complaints.vocabulary import ALERTING, LONGEST_RUN, TURNS, Job
from config.celery import ALERTS, PUBLICATION, ROUTES, TIMETABLE, app

ROOT = Path(__file__).parents[2]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAILY = [name for name, entry in TIMETABLE.items() if len(entry["schedule"].hour) == 1]


def registered() -> set[str]:
    """The full names of the project's own tasks."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.startswith("complaints.")}


def turns_on(schedule: Any, day: datetime) -> list[datetime]:
    """The minutes of a day of Amsterdam, an ordinary one of 24 hours, at which a schedule comes round."""
    minutes = (day + timedelta(minutes=number) for number in range(24 * 60))
    return [
        moment
        for moment in minutes
        if moment.minute in schedule.minute
        and moment.hour in schedule.hour
        and moment.isoweekday() % 7 in schedule.day_of_week
        and moment.day in schedule.day_of_month
        and moment.month in schedule.month_of_year
    ]


def schedule_of(job: Job) -> Any:
    """When the timetable starts a job."""
    return next(entry["schedule"] for entry in TIMETABLE.values() if entry["task"] == f"complaints.tasks.{job}")


def test_every_name_in_the_timetable_is_a_job() -> None:
    assert {entry["task"] for entry in TIMETABLE.values()} <= registered()


def test_every_job_is_in_the_timetable_once() -> None:
    assert sorted(entry["task"] for entry in TIMETABLE.values()) == sorted(registered())


@pytest.mark.parametrize("name", DAILY)
def test_what_is_daily_runs_once_a_day(name: str) -> None:
    assert len(turns_on(TIMETABLE[name]["schedule"], datetime(2026, 2, 16, tzinfo=AMSTERDAM))) == 1


@pytest.mark.parametrize("name", sorted(set(TIMETABLE) - set(DAILY)))
def test_what_is_not_daily_is_looked_at_every_five_minutes_of_every_day(name: str) -> None:
    for day in (datetime(2026, 2, 14, tzinfo=AMSTERDAM), datetime(2026, 12, 25, tzinfo=AMSTERDAM)):
        assert len(turns_on(TIMETABLE[name]["schedule"], day)) == 24 * 12


def test_no_daily_hour_falls_in_the_hour_that_summer_time_skips_or_repeats() -> None:
    for name in DAILY:
        assert not TIMETABLE[name]["schedule"].hour & {2}


def test_the_timetable_is_in_amsterdam_time() -> None:
    assert str(app.conf.timezone) == "Europe/Amsterdam"


def test_every_queue_is_used_and_every_job_has_one() -> None:
    used = {ROUTES.get(name, {"queue": app.conf.task_default_queue})["queue"] for name in registered()}
    assert used == {queue.name for queue in app.conf.task_queues} == {ALERTS, PUBLICATION}


def test_a_message_that_comes_too_late_is_dropped_before_its_next_turn() -> None:
    for entry in TIMETABLE.values():
        job = Job(entry["task"].rpartition(".")[2])
        assert 0 < entry["options"]["expires"] <= min(TURNS[job].every.total_seconds(), 60 * 60)


# What the register knows of the timetable


@pytest.mark.parametrize("job", Job)
def test_a_job_comes_round_when_the_register_says_so(job: Job) -> None:
    for day in (datetime(2026, 2, 14, tzinfo=AMSTERDAM), datetime(2026, 7, 1, tzinfo=AMSTERDAM)):
        expected, moment, end = turns_on(schedule_of(job), day), day - timedelta(seconds=1), day + timedelta(days=1)
        found = []
        while (moment := TURNS[job].next_after(moment)) < end:
            found.append(moment)
        assert found == expected


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)])  # the clock is put forward, and back
def test_where_the_clock_is_put_forward_or_back_the_turns_go_on(day: tuple[int, int, int]) -> None:
    begin = datetime(*day, tzinfo=AMSTERDAM)
    for job in Job:
        for hour in range(24):
            moment = begin.astimezone(UTC) + timedelta(hours=hour, minutes=1)
            following = TURNS[job].next_after(moment)
            assert timedelta(0) < following - moment <= TURNS[job].every + timedelta(hours=1)
            if job in ALERTING:
                assert following - moment <= timedelta(minutes=5)


def test_every_job_is_known_to_the_register_and_has_its_turns() -> None:
    assert {f"complaints.tasks.{job}" for job in Job} == registered()
    assert set(TURNS) == set(Job)


@pytest.mark.parametrize("job", Job)
def test_a_job_is_late_after_more_than_a_turn_and_long_before_a_day_is_lost(job: Job) -> None:
    turns = TURNS[job]
    assert turns.every < turns.late_after <= turns.every + timedelta(hours=3)
    if job in ALERTING:
        assert turns.late_after == timedelta(minutes=15)


def test_no_run_lasts_so_long_as_one_that_is_called_dead() -> None:
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < LONGEST_RUN.total_seconds()
    assert LONGEST_RUN.total_seconds() <= app.conf.broker_transport_options["visibility_timeout"]


@pytest.mark.django_db
@pytest.mark.parametrize("job", Job)
def test_a_job_records_its_run_under_its_own_name_with_an_end_and_its_counts(job: Job) -> None:
    counts = jobs.run(job, now=datetime(2026, 2, 16, 12, tzinfo=AMSTERDAM))
    run = JobRun.objects.get()
    assert (run.job, run.failure, run.ended_at is not None) == (job.value, "", True)
    assert run.counts.items() <= counts.items() if job is Job.REVIVE_COMPLAINTS else run.counts == counts


@pytest.mark.parametrize("job", Job)
def test_a_job_has_a_section_in_the_operations(job: Job) -> None:
    written = (ROOT / "docs" / "operations.md").read_text("utf-8")
    section = written.partition(f"### {job.value}\n")[2].partition("\n#")[0]
    assert f"jobs run {job.value}" in section
    assert all(f"*{what}*" in section for what in ("What", "When", "Failed", "Again"))


def test_a_job_takes_no_arguments_so_that_no_case_passes_through_the_broker() -> None:
    tree = ast.parse(Path(tasks.__file__).read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert {function.name for function in functions} == {name.rpartition(".")[2] for name in registered()}
    assert all(not ast.unparse(function.args) for function in functions)


def test_a_job_is_a_few_lines() -> None:
    tree = ast.parse(Path(tasks.__file__).read_text("utf-8"))
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        assert len(function.body) <= 2, function.name


def test_nothing_waits_for_the_broker_in_a_request() -> None:
    called = {"delay", "apply_async", "send_task"}
    for path in (ROOT / "complaints").rglob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        found = {call.attr for call in calls if isinstance(call, ast.Attribute)} & called
        assert not found, path
