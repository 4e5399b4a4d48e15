"""The public pages in a real browser: accessible, in both languages, light and dark, wide, narrow and printed."""

from collections.abc import Callable
from io import BytesIO
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from complaints.services import annual_reports
from tests.browser.test_desk_screens import too_wide
from tests.people import at_desk, chris, dewi
from tests.published import ten_months

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
WIDTHS = (1440, 768, 320)
LOOKS: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "nl"), ("dark", "en"))
PAGES = {
    "nl": (
        "/klachtenbehandeling/",
        "/klachtenbehandeling/2023-05/1/",
        "/klachtenbehandeling/2023-05/2/",
        "/klachtenbehandeling/jaarverslag/2023/1/",
    ),
    "en": (
        "/en/complaints-handling/",
        "/en/complaints-handling/2023-05/2/",
        "/en/complaints-handling/annual-report/2023/1/",
    ),
}


@pytest.fixture
def published() -> None:
    """Ten months, and the report of a year."""
    ten_months()
    now = timezone.now()
    annual_reports.prepare(year=2023, actor=at_desk(chris()), now=now, lessons="Wij bellen eerst.")
    annual_reports.publish(year=2023, actor=at_desk(dewi()), now=now)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_axe_finds_nothing_on_any_public_page(desk: Desk, scheme: Literal["light", "dark"], language: str) -> None:
    page = desk(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    faults = []
    for address in PAGES[language]:
        faults += faults_on(page, address)
    assert faults == []


def faults_on(page: Page, address: str) -> list[str]:
    """What axe finds on a page of the outside."""
    page.goto(address)
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{address}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]


@pytest.mark.usefixtures("published")
def test_no_public_page_is_wider_than_its_window(desk: Desk) -> None:
    faults = []
    for width in WIDTHS:
        page = desk(viewport={"width": width, "height": 800})
        for address in (*PAGES["nl"], *PAGES["en"]):
            page.goto(address)
            faults += too_wide(page, address)
    assert faults == []


@pytest.mark.usefixtures("published")
def test_the_page_prints_on_paper_with_its_tables_and_without_its_navigation(desk: Desk) -> None:
    page = desk()
    page.goto("/klachtenbehandeling/")
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    for text in ("Klachtenbehandeling", "290 (62%)", "U hebt een klacht"):
        assert text in words
    assert "English" not in words
    assert "Excel" not in words


@pytest.mark.usefixtures("published")
def test_a_reader_by_keyboard_reaches_content_tables_and_the_other_language(desk: Desk) -> None:
    page = desk(java_script_enabled=False)
    page.goto("/klachtenbehandeling/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(page.get_by_role("img", name="Ontvangen klachten per maand")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1, name="Handling of complaints")).to_be_visible()
    page.get_by_role("link", name="May 2023, edition 1").click()
    expect(page.get_by_text("This edition was replaced.")).to_be_visible()
