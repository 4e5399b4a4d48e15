"""The watchdog on the desk: a banner on every screen for whom it concerns, and the screen of the jobs."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import JobRun, User
from complaints.vocabulary import Job
from tests.cases import register_complaint
from tests.faces.desk import MORNING, desk_of, page, text_of, visitor
from tests.ladder import raise_on, send_at
from tests.people import anna, bram, chris, eva, fleur, gijs
from tests.runs import died, failed, ran

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_monday")]

MAY_BE_LATE = "Warnings may be late: look at the last days in your work list."
LATE = (
    "These jobs are late: raise alerts, send alerts, send webhooks, send letters, scan documents, "
    "publish planned months."
)
JOBS = "/admin/complaints/jobrun/"


@pytest.fixture(name="_monday")
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def all_dead() -> None:
    """Beat and worker have been dead for twenty minutes."""
    ran(at=MORNING - timedelta(minutes=20))


# The banner


def test_all_is_well_and_nobody_is_told_anything() -> None:
    ran(at=MORNING)
    for user in (anna(), bram()):
        assert "watch-bar" not in desk_of(user).get("/admin/work/").content.decode()


@pytest.mark.parametrize(("who", "address"), [(bram, "/admin/work/"), (gijs, "/admin/complaints/user/"), (gijs, JOBS)])
def test_coordinators_and_administrators_are_told_which_jobs_are_late(who: Callable[[], User], address: str) -> None:
    all_dead()
    shown = desk_of(who()).get(address)
    assert f"Warnings may be late. {LATE} See how the jobs stand" in text_of(shown)
    assert 'class="watch-bar urgent"' in shown.content.decode()


@pytest.mark.parametrize("who", [anna, eva])
def test_who_handles_complaints_is_told_that_warnings_may_be_late_and_no_more(who: Callable[[], User]) -> None:
    all_dead()
    failed(Job.FILL_CALENDAR, at=MORNING)
    said = text_of(desk_of(who()).get("/admin/work/"))
    assert MAY_BE_LATE in said
    assert "These jobs are late" not in said
    assert "See how the jobs stand" not in said


def test_who_handles_complaints_is_not_told_of_other_jobs() -> None:
    all_dead()
    ran(Job.RAISE_ALERTS, Job.SEND_ALERTS, at=MORNING)
    assert "watch-bar" not in desk_of(anna()).get("/admin/work/").content.decode()


@pytest.mark.parametrize(("who", "address"), [(chris, "/admin/figures/"), (fleur, "/admin/work/")])
def test_others_are_told_nothing(who: Callable[[], User], address: str) -> None:
    all_dead()
    assert "watch-bar" not in desk_of(who()).get(address).content.decode()


def test_who_has_not_signed_in_is_told_nothing_and_nothing_is_asked() -> None:
    all_dead()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = visitor().get("/admin/login/")
    assert "watch-bar" not in shown.content.decode()
    assert not [query for query in asked if "jobrun" in query["sql"]]


def test_failed_and_broken_off_runs_are_told_without_alarm() -> None:
    ran(at=MORNING - timedelta(minutes=10))
    JobRun.objects.filter(job=Job.COMPILE_LAST_MONTH).update(started_at=MORNING - timedelta(hours=5))
    failed(Job.SEND_ALERTS, Job.FILL_CALENDAR, at=MORNING - timedelta(minutes=5))
    died(Job.COMPILE_LAST_MONTH, at=MORNING - timedelta(hours=4))
    shown = desk_of(bram()).get("/admin/work/")
    said = text_of(shown)
    assert "Failed, and will be tried again: send alerts, fill the calendar." in said
    assert "Broken off, and will be tried again: compile last month." in said
    assert 'class="watch-bar"' in shown.content.decode()
    assert "Warnings may be late" not in said


def test_alerts_with_nobody_to_go_to_are_told_to_the_administrator_who_is_made_afterwards() -> None:
    ran(at=MORNING)
    register_complaint()
    raise_on(MORNING.date())
    send_at(MORNING)
    shown = desk_of(gijs()).get("/admin/complaints/")
    assert "13 warnings have nobody to go to: give somebody the role of coordinator." in text_of(shown)
    assert 'class="watch-bar urgent"' in shown.content.decode()


@pytest.mark.parametrize("who", [anna, bram])
def test_the_banner_costs_one_statement_on_a_page(who: Callable[[], User]) -> None:
    all_dead()
    complaint = register_complaint()
    client = desk_of(who())
    for address in ("/admin/work/", page(complaint), f"{page(complaint)}note/"):
        with CaptureQueriesContext(connection) as asked:
            assert "Warnings may be late" in text_of(client.get(address))
        assert len([query for query in asked if "complaints_jobrun" in query["sql"]]) == 1


def test_what_is_shown_in_place_asks_nothing() -> None:
    all_dead()
    complaint = register_complaint()
    with CaptureQueriesContext(connection) as asked:
        shown = desk_of(anna()).get(f"{page(complaint)}note/", headers={"HX-Request": "true"})
    assert shown.status_code == 200
    assert not [query for query in asked if "complaints_jobrun" in query["sql"]]


# The screen of the jobs


def row_of(said: str, job: Job, following: Job) -> str:
    """What the table says of a job."""
    return said.partition(f"{job.label} ")[2].partition(f"{following.label} ")[0]


def test_an_administrator_sees_at_once_how_each_job_stands() -> None:
    ran(at=MORNING - timedelta(minutes=4))
    failed(Job.SEND_LETTERS, at=MORNING - timedelta(minutes=2), failure="MailServerAway: timed out")
    JobRun.objects.filter(job=Job.SCAN_DOCUMENTS).delete()
    ran(Job.SCAN_DOCUMENTS, at=MORNING - timedelta(minutes=40))
    died(Job.SCAN_DOCUMENTS, at=MORNING - timedelta(minutes=35))
    said = text_of(desk_of(gijs()).get(JOBS)).partition("Run it by hand")[2]
    assert row_of(said, Job.RAISE_ALERTS, Job.SEND_ALERTS) == (
        "well 2 Feb 2026 09:56 none 2 Feb 10:05 manage.py jobs run raise_alerts "
    )
    assert row_of(said, Job.SEND_LETTERS, Job.SCAN_DOCUMENTS) == (
        "fails 2 Feb 2026 09:56 2 Feb 2026 09:58 MailServerAway: timed out 2 Feb 10:03 manage.py jobs run send_letters "
    )
    assert row_of(said, Job.SCAN_DOCUMENTS, Job.FILL_CALENDAR).startswith(
        "late 2 Feb 2026 09:20 2 Feb 2026 09:25 Broken off: it has no end. 2 Feb 10:04"
    )


def test_below_it_stand_the_runs_with_what_they_did() -> None:
    ran(Job.RAISE_ALERTS, at=MORNING - timedelta(minutes=3), counts={"clocks": 4, "raised": 1, "passed_over": 0})
    ran(Job.SEND_LETTERS, at=MORNING - timedelta(minutes=2), counts={"sent": 0})
    ran("recompute_deadlines", at=MORNING, counts={"odd": 2}, ended_at=None)
    failed(Job.SEND_ALERTS, at=MORNING, failure="MailServerAway: timed out")
    said = text_of(desk_of(gijs()).get(JOBS)).partition(" Runs ")[2]
    assert "1.0 s did well terms looked at: 4 · raised: 1" in said
    assert "did well nothing to do" in said
    assert "failed MailServerAway: timed out - " in said
    assert "recompute_deadlines" in said
    assert " running " in said


def test_the_runs_of_one_job_and_those_in_trouble_are_found() -> None:
    ran(at=MORNING)
    failed(Job.SEND_ALERTS, at=MORNING)
    died(Job.RAISE_ALERTS, at=MORNING - timedelta(minutes=16))
    died(Job.RAISE_ALERTS, at=MORNING)
    client = desk_of(gijs())
    assert client.get(f"{JOBS}?job=raise_alerts").context["cl"].result_count == 3
    found = client.get(f"{JOBS}?trouble=yes").context["cl"].result_list
    assert {(run.job, run.failure != "") for run in found} == {("send_alerts", True), ("raise_alerts", False)}
    assert len(found) == 2
    assert "broken off" in text_of(client.get(f"{JOBS}?trouble=yes")).partition(" Runs ")[2]


def test_one_run_is_read_and_not_changed() -> None:
    failed(Job.SEND_ALERTS, at=MORNING)
    run = JobRun.objects.get()
    client = desk_of(bram())
    assert "OperationalError: gone" in text_of(client.get(f"{JOBS}{run.pk}/change/"))
    assert client.post(f"{JOBS}{run.pk}/change/", {"failure": ""}).status_code == 403
    assert client.post(f"{JOBS}add/", {}).status_code == 403
    assert client.post(f"{JOBS}{run.pk}/delete/", {"post": "yes"}).status_code == 403
