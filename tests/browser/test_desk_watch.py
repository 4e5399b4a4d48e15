"""The banner of the watchdog and the screen of the jobs in a real browser, when everything goes wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import User
from complaints.vocabulary import Job
from tests.browser.test_desk_screens import LOOKS, faults_of
from tests.people import anna, bram, gijs
from tests.runs import died, failed, ran

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]


def all_goes_wrong() -> None:
    """Some jobs are late, one failed, one was killed."""
    now = timezone.now()
    ran(Job.RAISE_ALERTS, Job.SCAN_DOCUMENTS, at=now - timedelta(minutes=40))
    ran(*(job for job in Job if job not in {Job.RAISE_ALERTS, Job.SCAN_DOCUMENTS}), at=now - timedelta(minutes=25))
    ran(Job.SEND_ALERTS, at=now - timedelta(minutes=4), counts={"unaddressed": 2})
    failed(Job.SEND_LETTERS, at=now - timedelta(minutes=2), failure="MailServerAway: " + "ConnectionRefused" * 6)
    died(Job.FILL_CALENDAR, at=now - timedelta(minutes=20))


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
@pytest.mark.parametrize("width", [1440, 320])
def test_it_is_accessible_and_fits(desk: Desk, scheme: Literal["light", "dark"], language: str, width: int) -> None:
    all_goes_wrong()
    found = []
    for user, address in [(anna(), "work/new/"), (bram(), "post/"), (gijs(), "complaints/jobrun/")]:
        page = desk(user, color_scheme=scheme, viewport={"width": width, "height": 900})
        User.objects.filter(pk=user.pk).update(language=language)
        found += faults_of(page, address)
        expect(page.locator(".watch-bar")).to_have_count(1)
    assert found == []


def test_it_leads_to_the_jobs_and_a_job_to_its_runs(desk: Desk) -> None:
    all_goes_wrong()
    page = desk(bram())
    page.goto("/admin/work/")
    page.get_by_role("link", name="See how the jobs stand").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
    page.get_by_role("link", name="Send letters").first.click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
