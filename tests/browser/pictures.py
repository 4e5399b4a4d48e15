"""The pictures of the README, taken from a running demonstration in a real browser.

``python -m tests.browser.pictures http://localhost:8000 PASSWORD`` signs in as Anna, a handler of the
demonstration, and writes ``docs/pictures/``. Look at what it wrote.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, program

PICTURES: Final = Path(__file__).resolve().parents[2] / "docs" / "pictures"
#: One of them coordinates the unit of whichever complaint is shown.
COORDINATORS: Final = ("bram", "nadine", "otto", "petra")
WINDOW: Final = (1440, 900)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; 2 for wrong arguments, 1 where there is no browser."""
    if len(arguments) != 2:
        sys.stderr.write("Give the address of the demonstration and its password.\n")
        return 2
    chromium = program()
    if chromium is None:
        sys.stderr.write("No Chromium found: install it (Debian: apt-get install chromium).\n")
        return 1
    address, password = arguments
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*ARGUMENTS])
        _desk(browser, address, password, "light", "")
        _desk(browser, address, password, "dark", "-dark")
        _handbook(browser, address, password)
        page = _window(browser, address, "light")
        page.goto("/klachtenbehandeling/")
        _take(page, "public-page")
        browser.close()
    return 0


def _desk(browser: Browser, address: str, password: str, scheme: Literal["light", "dark"], suffix: str) -> None:
    """The start page, the work list, and a complaint of which the term was extended."""
    page = _signed_in(browser, address, password, "anna", scheme)
    page.goto("/admin/")
    _take(page, f"start{suffix}")
    page.goto("/admin/work/?category=service")
    _take(page, f"work-list{suffix}")
    page.goto("/admin/work/?who=mine&status=in_handling")
    page.locator("tr", has=page.locator(".marks .badge")).first.locator("a").first.click()
    page.wait_for_selector(".deadline")
    _take(page, f"complaint{suffix}")


def _handbook(browser: Browser, address: str, password: str) -> None:
    """The pictures of the handbook: intake while somebody types, a complaint, its line of time, two editors."""
    page = _signed_in(browser, address, password, "anna", "light")
    page.goto("/admin/work/?who=mine&status=in_handling")
    page.locator("tr", has=page.locator(".marks")).first.locator("a").first.click()
    page.wait_for_selector(".deadline")
    case, v_number = page.url, page.locator(".people .number").first.inner_text()
    name = page.locator(".people strong").first.inner_text()
    _take(page, "handbook-case")
    page.locator("#timeline").scroll_into_view_if_needed()
    page.locator("#timeline").screenshot(path=PICTURES / "handbook-timeline.png")

    page.goto(f"{case}edit/")
    coordinators = (_signed_in(browser, address, password, name, "light") for name in COORDINATORS)
    other = next(window for window in coordinators if _opens(window, f"{case}edit/"))
    text = other.locator("[name=description]").input_value()
    other.fill("[name=description]", f"{text} Zij wil graag worden teruggebeld.")
    other.click("form[data-draft] button.primary")
    page.fill("[name=description]", f"{text} Zij vraagt om een gesprek.")
    page.click("form[data-draft] button.primary")
    page.wait_for_selector(".both")
    _take(page, "handbook-conflict")

    page.goto("/admin/work/new/")
    page.locator("[name=channel][value=phone]").check()
    page.fill("[name=parties-0-name]", name)
    page.fill("[name=parties-0-v_number]", v_number)
    page.locator("[name=category][value=treatment]").check()
    page.fill("[name=description]", "Zij belde drie keer en werd niet teruggebeld.")
    page.wait_for_selector(".hint-similar")
    _take(page, "handbook-intake")


def _opens(page: Page, address: str) -> bool:
    """Whether somebody sees this complaint: it is of his unit."""
    answer = page.goto(address)
    return answer is not None and answer.ok


def _signed_in(browser: Browser, address: str, password: str, name: str, scheme: Literal["light", "dark"]) -> Page:
    page = _window(browser, address, scheme)
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click("main button.primary")
    return page


def _window(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> Page:
    width, height = WINDOW
    window = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
    )
    return window.new_page()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stdout.write(f"{PICTURES / name}.png\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
