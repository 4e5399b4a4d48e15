"""The address of a calendar feed as a calendar program asks it: no session, no cookie, nothing for a shared cache."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints.models import Feed
from complaints.services import feeds
from tests.cases import register_complaint, take_up
from tests.faces.desk import MORNING, visitor
from tests.people import anna, at_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def address() -> str:
    """Of a feed of Anna, who handles one complaint."""
    take_up(register_complaint())
    _feed, token = feeds.make(actor=at_desk(anna()), now=MORNING)
    return f"/calendar/{token}.ics"


def ask(address: str, **headers: str) -> Any:
    return visitor().get(address, headers=headers)


def test_a_calendar_program_gets_a_calendar(address: str) -> None:
    answer = ask(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20260216" in answer.content
    assert Feed.objects.get().last_used_at == MORNING


def test_no_cookie_is_set_and_no_shared_cache_keeps_it(address: str) -> None:
    for answer in (ask(address), ask("/calendar/nooit-geweest.ics")):
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Cookie" not in answer.get("Vary", "")


def test_who_has_it_already_is_told_so_by_its_etag(address: str) -> None:
    first = ask(address)
    again = ask(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    take_up(register_complaint())
    assert ask(address, if_none_match=first["ETag"]).status_code == 200


def test_an_address_that_never_was_and_one_that_was_revoked_answer_the_same(address: str) -> None:
    feeds.revoke(actor=at_desk(anna()), now=MORNING, feed_id=Feed.objects.get().pk)
    never, gone = ask("/calendar/nooit-geweest.ics"), ask(address)
    assert (never.status_code, never.content) == (gone.status_code, gone.content) == (404, b"no such calendar\n")
    assert set(never.headers.items()) == set(gone.headers.items())


def test_a_guess_costs_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):  # of which three are the savepoint of the test's transaction
        ask("/calendar/nooit-geweest.ics")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_write_is_refused(address: str, method: str) -> None:
    assert getattr(visitor(), method)(address).status_code == 405


def test_the_head_is_asked_like_the_whole(address: str) -> None:
    answer = visitor().head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == ask(address)["ETag"]


@pytest.mark.parametrize("token", ["..", "a.b", "%00", "a/b", "x" * 5000])
def test_what_can_be_no_token_is_no_address(token: str) -> None:
    assert ask(f"/calendar/{token}.ics").status_code == 404


def test_the_desk_is_not_opened_by_it(address: str) -> None:
    client = visitor()
    client.get(address)
    assert client.get("/admin/work/").status_code == 302
