"""The states that a screen comes into while somebody works: refused, in conflict, a draft put back, a dialog open."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.services import corrections
from complaints.services.intake import PartyEntry
from tests.browser.steps import act_link
from tests.browser.test_desk_screens import too_wide
from tests.browser.test_procedure_walks import fresh
from tests.cases import take_up
from tests.people import anna, at_desk, bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
KNOWN = PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1", v_number="0123456789")
#: What 200% zoom leaves of a wide screen, and 400%.
ZOOMED = (720, 320)


def refused_in_place(page: Page, complaint: Complaint) -> None:
    page.goto(f"/admin/work/{complaint.pk}/")
    act_link(page, "Judge").click()
    page.locator("#act").get_by_role("button", name="Keep the judgment").click()
    expect(page.locator("#act .errorlist").first).to_be_visible()


def in_conflict(page: Page, complaint: Complaint) -> None:
    page.goto(f"/admin/work/{complaint.pk}/edit/")
    complaint.refresh_from_db()
    corrections.edit(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(bram()),
        now=timezone.now(),
        changes={"description": f"Brams lezing van versie {complaint.version}. " * 4},
    )
    page.get_by_label("Description").fill("Annas lezing.")
    page.get_by_role("button", name="Keep the changes").click()
    expect(page.locator(".both")).to_be_visible()


def with_a_draft(page: Page, complaint: Complaint) -> None:
    page.goto(f"/admin/work/{complaint.pk}/note/")
    page.get_by_label("Note", exact=True).fill("Half een notitie")
    expect(page.locator(".draft-state")).to_contain_text("Draft kept at")
    page.reload()
    expect(page.get_by_role("button", name="Begin anew")).to_be_visible()


def with_the_keys_open(page: Page, complaint: Complaint) -> None:
    page.goto(f"/admin/work/{complaint.pk}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def intake_refused(page: Page, complaint: Complaint) -> None:
    page.goto("/admin/work/new/")
    page.locator("[name=parties-0-name]").fill("Fatima el Amrani")
    page.locator("[name=parties-0-v_number]").fill("0123456789")
    page.locator("[name=parties-0-email]").fill("fatima@")
    expect(page.locator("#hints")).to_contain_text(complaint.reference)
    page.get_by_role("button", name="Register", exact=True).last.click()
    expect(page.get_by_role("alert").first).to_contain_text("Not registered yet")


STATES = (refused_in_place, in_conflict, with_a_draft, with_the_keys_open, intake_refused)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_is_inaccessible_or_too_wide(desk: Desk, scheme: str) -> None:
    complaint = take_up(fresh(parties=(KNOWN,)), on=timezone.localdate())
    page = desk(anna(), color_scheme=scheme, viewport={"width": 1440, "height": 900})
    faults = []
    for state in STATES:
        page.set_viewport_size({"width": 1440, "height": 900})
        state(page, complaint)
        found: Any = Axe().run(page, options={"preload": False}).response["violations"]
        faults += [f"{state.__name__}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]
        for width in ZOOMED:
            page.set_viewport_size({"width": width, "height": 800})
            faults += too_wide(page, state.__name__)
    assert faults == []
