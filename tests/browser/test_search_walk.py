"""Searching in a real browser: from the box in the frame to the complaint, with a slip of the hand."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.services.intake import PartyEntry
from tests.cases import register_complaint
from tests.people import anna

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]


@pytest.fixture
def passport() -> Complaint:
    register_complaint(reference="K26-200", description="De balie was dicht.", parties=(PartyEntry(name="Jan Smit"),))
    return register_complaint(
        reference="K26-100",
        description="Mijn paspoort was zoek, en niemand belde terug.",
        parties=(PartyEntry(name="Zoë Çelik"),),
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_typing_error_still_leads_to_the_complaint(desk: Desk, passport: Complaint, scripts: bool) -> None:
    page = desk(anna(), java_script_enabled=scripts)
    page.get_by_role("searchbox", name="Search complaints").fill("celik pasport")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.get_by_text("Nothing holds exactly “celik pasport”")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Çelik")
    expect(page.get_by_text("K26-200")).to_have_count(0)
    page.get_by_role("link", name="K26-100").click()
    expect(page).to_have_url(re.compile(f"/admin/work/{passport.pk}/$"))


def test_the_page_is_accessible_whatever_it_shows(desk: Desk, passport: Complaint) -> None:
    faults = []
    for scheme in ("light", "dark"):
        page = desk(anna(), color_scheme=scheme)
        for words in ("", "?q=paspoort", "?q=pasport", "?q=olifant", "?q="):
            page.goto(f"/admin/search/{words}")
            found = Axe().run(page, options={"preload": False}).response["violations"]
            faults += [f"{words}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]
            for width in (1440, 1024, 390, 320):
                page.set_viewport_size({"width": width, "height": 800})
                needed = page.evaluate("document.documentElement.scrollWidth")
                faults += [f"{words}: {needed} wide in {width}"] if needed > width else []
    assert faults == []
