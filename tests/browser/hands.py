"""The hands of somebody at the desk: they click, press and type, and count what they do."""

import time

from playwright.sync_api import Locator, Page, expect

#: Further than any screen needs; whoever tabs further is lost.
FAR = 90


class Hands:
    """Somebody's hands on one page: how often they clicked and pressed a key, and since when."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it took so far, with hands that do not hesitate."""
        return time.monotonic() - self.began

    def click(self, place: Locator) -> None:
        """Click, once."""
        place.click()
        self.clicks += 1

    def fill(self, place: Locator, text: str) -> None:
        """Click into a field and type."""
        place.click()
        place.press_sequentially(text)
        self.clicks += 1

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _time in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def tab_to(self, place: Locator) -> None:
        """Go on with the Tab key until this has the focus, which must be seen."""
        for _step in range(FAR):
            if place.evaluate("it => it === document.activeElement"):
                assert is_marked(place), f"the focus is not seen on {place}"
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {place}.")

    def told(self, words: str) -> None:
        """The page says that it was done."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def is_marked(place: Locator) -> bool:
    """Whether what has the focus looks like it."""
    seen: bool = place.evaluate(
        """it => { const style = getComputedStyle(it);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; }"""
    )
    return seen
