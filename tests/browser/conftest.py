"""A real browser before the desk: Chromium, driven by Playwright, against a live server."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from complaints.models import User
from tests.browser.chromium import ARGUMENTS, MISSING, program

PASSWORD = "een-rustige-maandag"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program; where there is none the test fails with what to do about it."""
    if os.environ.get("BROWSER") == "off":
        pytest.skip("BROWSER=off")
    found = program()
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all walks."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*ARGUMENTS])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, settings: Any) -> Iterator[Callable[..., Page]]:
    """Open the desk in a window of its own; in the end no window may have complained."""
    # The live server speaks plain HTTP: the windows say, as a proxy would, that TLS ended before it.
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    complaints: list[str] = []
    windows = []

    def note(message: ConsoleMessage) -> None:
        # That a form was refused (422) or met a conflict (409) is an answer, not a fault.
        if message.type == "error" and " 422 " not in message.text and " 409 " not in message.text:
            complaints.append(message.text)

    def opened(user: User | None = None, **options: Any) -> Page:
        window = browser.new_context(
            base_url=live_server.url, extra_http_headers={"X-Forwarded-Proto": "https"}, **options
        )
        windows.append(window)
        page = window.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user is not None:
            sign_in(page, user)
        return page

    yield opened
    for window in windows:
        window.close()
    assert complaints == []


def sign_in(page: Page, user: User) -> None:
    """Sign in as a person does, in English."""
    user.set_password(PASSWORD)
    user.language = "en"
    user.save(update_fields=["password", "language"])
    page.goto("/admin/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
