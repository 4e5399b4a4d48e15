"""Every screen of the desk under the strict policy: nothing inline, nothing from elsewhere, nothing kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string

from complaints.figures.months import Month
from complaints.services import publication
from tests.cases import register_complaint
from tests.faces.desk import MORNING, TlsClient, desk_of, page, text_of, visitor
from tests.people import anna, at_desk, chris, gijs

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r'(?:src|href)="(?:https?:)?//', re.IGNORECASE)


@pytest.fixture
def screens() -> Iterator[list[tuple[str, Any]]]:
    """Every screen, as who may see it."""
    with time_machine.travel(MORNING, tick=False):
        complaint = register_complaint()
        edition = publication.compile_month(month=Month(2026, 1), actor=at_desk(chris()), now=MORNING).edition
        user = gijs()
        by_role = {
            None: ["login/", "password_reset/", "password_reset/done/", "reset/x/y/", "reset/done/"],
            anna: [
                *("", "work/", "work/?q=zz", "work/filters/", "work/columns/", "work/views/", "work/new/"),
                *(page(complaint)[7:] + part for part in ("", "extend/", "glance/")),
            ],
            chris: ["figures/", f"figures/{edition.pk}/", "password_change/"],
            gijs: [
                "complaints/",
                *(f"complaints/{screen}/" for screen in ("user", "unit", "rung", "alert", "jobrun")),
                *(f"complaints/{screen}/add/" for screen in ("user", "unit", "rung")),
                f"complaints/user/{user.pk}/change/",
                f"complaints/user/{user.pk}/password/",
                f"complaints/user/{user.pk}/history/",
                "complaints/rung/1/delete/",
            ],
        }
        yield [
            (path, (desk_of(role()) if role else visitor()).get(f"/admin/{path}"))
            for role, paths in by_role.items()
            for path in paths
        ]


def test_no_screen_holds_a_style_or_script_of_its_own(screens: list[tuple[str, Any]]) -> None:
    found = {path: INLINE.findall(answer.content.decode()) for path, answer in screens}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_no_screen_asks_for_anything_from_elsewhere(screens: list[tuple[str, Any]]) -> None:
    assert [path for path, answer in screens if ELSEWHERE.search(answer.content.decode())] == []


def test_every_screen_says_so_to_the_browser(screens: list[tuple[str, Any]]) -> None:
    for path, answer in screens:
        assert answer.status_code == 200, path
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"], path
        assert "unsafe" not in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Frame-Options"] == "DENY", path
        assert "no-store" in answer.headers.get("Cache-Control", ""), path


def test_what_is_not_there_or_not_allowed_is_said_in_the_frame_of_the_house() -> None:
    client = desk_of(anna())
    for address, status, words in (
        ("/admin/work/999999/", 404, "nothing at this address that you may see"),
        ("/admin/figures/", 403, "Your role does not cover this screen"),
    ):
        answer = client.get(address)
        assert answer.status_code == status
        assert words in text_of(answer)
        assert not INLINE.search(answer.content.decode())


def test_a_form_of_an_ended_session_is_asked_for_again() -> None:
    client = TlsClient(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"username": "anna", "password": "x"})
    assert answer.status_code == 403
    assert "Gehoor" in text_of(answer)


def test_a_fault_of_ours_shows_no_trace_of_it() -> None:
    page_of_faults = render_to_string("500.html")
    assert "Gehoor" in page_of_faults
    assert not INLINE.search(page_of_faults)
