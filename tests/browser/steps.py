"""Where one clicks on the page of a complaint."""

import re

from playwright.sync_api import Locator, Page


def act_link(page: Page, title: str) -> Locator:
    """The button of an act, among the next steps or in its group; what is folded is unfolded first."""
    menu = page.get_by_label("What you can do")
    menu.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    after = r"( at the latest on .*)?( draft)?( \(next step\))?"
    return menu.get_by_role("link", name=re.compile(f"^{re.escape(title)}{after}$"))
