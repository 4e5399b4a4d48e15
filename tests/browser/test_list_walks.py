"""The work list by clicking: the next complaint by two at once, two hundred assigned, a view shared, a quick view.

With ``PICTURES`` set to a folder each walk leaves a picture of where it ended, and its clicks and seconds.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.services.intake import PersonEntry
from complaints.vocabulary import Category, Status
from tests.cases import register_complaint
from tests.people import anna, bram

pytestmark = pytest.mark.django_db(transaction=True)

Desk = Callable[..., Page]


def fresh(*, days: int = 7, **changes: Any) -> Complaint:
    """A complaint that came in some days ago, by the real clock: a browser knows no other."""
    now = timezone.now()
    received = now - timedelta(days=days)
    return register_complaint(received_on=timezone.localdate(received), received_at=received, now=now, **changes)


class Walk:
    """What is clicked and typed on one page, how often, and in how many seconds."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.began = page, 0, time.monotonic()

    def click(self, name: str, role: Any = "button") -> None:
        """Click on what is called so."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.clicks += 1

    def ended(self, name: str, most_clicks: int) -> None:
        """No more clicks than that; and a picture where they are wanted."""
        seconds = time.monotonic() - self.began
        assert self.clicks <= most_clicks
        folder = os.environ.get("PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png")
            with (Path(folder) / "walks.txt").open("a", encoding="utf-8") as file:
                file.write(f"{name}: {self.clicks} clicks, {seconds:.1f} seconds\n")


def test_two_who_take_the_next_at_once_get_two(desk: Desk) -> None:
    urgent, later = fresh(days=20), fresh(days=3)
    pages = {who: desk(who) for who in (anna(), bram())}
    for page in pages.values():
        expect(page.get_by_role("heading", name="My next days")).to_be_visible()
    # Both buttons are pressed before either page has answered.
    for page in pages.values():
        page.evaluate("document.querySelector('form[action$=\"/work/next/\"]').requestSubmit()")
    for page in pages.values():
        expect(page.get_by_text("Were you involved in the conduct complained about?")).to_be_visible()
    for complaint in (urgent, later):
        complaint.refresh_from_db()
    assert {urgent.handler, later.handler} == {anna(), bram()}
    assert {page.get_by_role("heading", level=1).inner_text() for page in pages.values()} == {
        urgent.reference,
        later.reference,
    }


def test_the_next_complaint_is_taken_up_in_two_clicks(desk: Desk) -> None:
    complaint = fresh(persons_complained_about=(PersonEntry(job_title="medewerker balie"),))
    page = desk(anna())
    expect(page.get_by_role("heading", name="My next days")).to_be_visible()
    walk = Walk(page)
    walk.click("Take next")
    expect(page.get_by_text("Aan de balie werd ik niet te woord gestaan.")).to_be_visible()
    walk.click("I was not involved: take up")
    expect(page.get_by_role("status")).to_contain_text("You have taken up the complaint.")
    walk.ended("take-next", 2)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.handler) == (Status.IN_HANDLING, anna())


@pytest.mark.browser
def test_two_hundred_are_assigned_and_a_few_refused(desk: Desk) -> None:
    about_anna = (PersonEntry(user_id=anna().pk),)
    for number in range(200):
        fresh(category=Category.IT, persons_complained_about=about_anna if number % 50 == 0 else ())
    page = desk(bram())
    page.goto("/admin/work/?category=it")
    walk = Walk(page)
    page.get_by_label("All 200 of this list").check()
    walk.click("Assign")
    page.get_by_label("Handler").select_option(label="Anna de Wit")
    page.get_by_label("Reason").fill("Verdeling van maandag")
    walk.click("Look at what would happen")
    expect(page.get_by_role("status")).to_contain_text("196 complaints can be done. 4 are refused and left out.")
    expect(page.get_by_role("row").nth(1)).to_contain_text("The complaint is about this person")
    assert not Complaint.objects.filter(handler=anna()).exists()
    walk.click("Do this on 196 complaints")
    expect(page.get_by_role("status")).to_contain_text("Done on 196 complaints.")
    walk.clicks += 2  # the box and the handler
    walk.ended("bulk-assign", 5)
    assert Complaint.objects.filter(handler=anna()).count() == 196


@pytest.mark.browser
def test_a_view_is_saved_and_a_colleague_follows_its_link(desk: Desk) -> None:
    late, early = fresh(days=60), fresh(days=3)
    page = desk(anna())
    page.goto("/admin/work/")
    walk = Walk(page)
    walk.click("Overdue", "link")
    page.locator("summary", has_text="Views").click()
    walk.click("Save or manage views", "link")
    page.get_by_label("Name").fill("Te laat")
    walk.click("Save this view")
    walk.clicks += 1  # the menu
    link = page.locator(".view-link").inner_text()
    walk.ended("save-view", 4)
    hers = desk(bram())
    hers.goto(f"/admin/{link.partition('/admin/')[2]}")
    expect(hers.get_by_role("link", name=late.reference, exact=True)).to_be_visible()
    expect(hers.get_by_role("link", name=early.reference, exact=True)).to_have_count(0)
    assert "due=overdue" in hers.url


@pytest.mark.browser
def test_the_text_is_read_without_leaving_the_list(desk: Desk) -> None:
    complaint = fresh()
    page = desk(anna())
    page.goto("/admin/work/")
    link = page.get_by_role("link", name=f"Quick view of {complaint.reference}")
    link.click()
    expect(page.locator("#glance")).to_contain_text("Aan de balie werd ik niet te woord gestaan.")
    expect(page.locator("#glance-head")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#glance")).to_be_empty()
    expect(link).to_be_focused()
    assert page.url.endswith("/admin/work/")


@pytest.mark.browser
def test_ticking_all_counts_what_is_ticked(desk: Desk) -> None:
    for _ in range(3):
        fresh()
    page = desk(anna())
    page.goto("/admin/work/")
    expect(page.locator("[data-chosen]")).to_have_text("none chosen")
    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-chosen]")).to_have_text("3 chosen")
    page.locator("[name=chosen]").first.uncheck()
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    expect(page.get_by_label("Choose all on this page")).not_to_be_checked()


@pytest.mark.browser
def test_many_are_released_without_scripts_too(desk: Desk) -> None:
    complaint = fresh(handler_id=anna().pk)
    page = desk(anna(), java_script_enabled=False)
    page.goto("/admin/work/")
    page.get_by_label(f"Choose {complaint.reference}").check()
    page.get_by_role("button", name="Release").click()
    page.get_by_label("Reason").fill("Verlof")
    page.get_by_role("button", name="Look at what would happen").click()
    page.get_by_role("button", name="Do this on 1 complaint").click()
    expect(page.get_by_role("status")).to_contain_text("Done on 1 complaint.")
    complaint.refresh_from_db()
    assert complaint.handler is None
