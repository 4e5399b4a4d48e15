"""Calendars on the desk: an address that is shown once, a list of those that count, and revoking them."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from complaints.models import Feed, Unit, User
from complaints.services import feeds
from complaints.vocabulary import Role
from tests.faces.desk import MORNING, desk_of, text_of, visitor
from tests.people import anna, at_desk, bram, chris, gijs, person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def of_the_north() -> User:
    """Koen Vis coordinates the unit North alone."""
    return person("koen", Role.COORDINATOR, first_name="Koen", last_name="Vis", of=unit())


def test_a_handler_makes_an_address_that_is_shown_once_and_works() -> None:
    client = desk_of(anna())
    answer = client.post("/admin/calendars/", {"what": "mine"})
    address = answer.context["address"]
    assert address.startswith("https://klachten.dienst.example/calendar/")
    assert address in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    again = client.get("/admin/calendars/").content.decode()
    assert address.rpartition("/")[2] not in again
    assert Feed.objects.get().token_sha256 not in again
    assert visitor().get(address.removeprefix("https://klachten.dienst.example")).status_code == 200
    assert "2 Feb 2026 10:00" in text_of(client.get("/admin/calendars/"))


def offered(user: User) -> list[str]:
    form = desk_of(user).get("/admin/calendars/").context["form"]
    return [value for value, _label in form.fields["what"].choices]


def test_each_is_offered_what_he_may_have() -> None:
    north, south = unit(), unit("south", "Regio Zuid")
    assert offered(anna()) == ["mine"]
    assert offered(bram()) == ["mine", str(north.pk), str(south.pk)]
    assert offered(of_the_north()) == ["mine", str(north.pk)]


def test_a_coordinator_makes_one_of_his_unit() -> None:
    desk_of(of_the_north()).post("/admin/calendars/", {"what": str(unit().pk)})
    assert Feed.objects.get().unit == unit()


@pytest.mark.parametrize("what", ["", "x", "999999"])
def test_what_is_not_offered_is_refused_beside_its_field(what: str) -> None:
    answer = desk_of(of_the_north()).post("/admin/calendars/", {"what": what or str(unit("south", "Regio Zuid").pk)})
    assert (answer.status_code, "what" in answer.context["form"].errors) == (422, True)
    assert not Feed.objects.exists()


def test_a_role_that_was_taken_away_meanwhile_is_said_beside_the_field(monkeypatch: pytest.MonkeyPatch) -> None:
    user = of_the_north()
    client = desk_of(user)

    def late(**values: Any) -> Any:
        Unit.objects.update(is_active=False)
        return make(**values)

    make = feeds.make
    monkeypatch.setattr(feeds, "make", late)
    answer = client.post("/admin/calendars/", {"what": str(unit().pk)})
    assert (answer.status_code, "what" in answer.context["form"].errors) == (422, True)


def test_one_is_revoked_by_its_owner_and_by_an_administrator() -> None:
    for by in (anna, gijs):
        feed, token = feeds.make(actor=at_desk(anna()), now=MORNING)
        client = desk_of(by())
        assert "Anna de Wit" in text_of(client.get("/admin/calendars/"))
        said = text_of(client.post(f"/admin/calendars/{feed.pk}/revoke/", follow=True))
        assert "its address answers nothing any more" in said
        assert visitor().get(f"/calendar/{token}.ics").status_code == 404


def test_nobody_revokes_that_of_another_nor_sees_it() -> None:
    feed, token = feeds.make(actor=at_desk(anna()), now=MORNING)
    client = desk_of(bram())
    assert "Anna de Wit" not in text_of(client.get("/admin/calendars/"))
    said = text_of(client.post(f"/admin/calendars/{feed.pk}/revoke/", follow=True))
    assert "revoked by its owner or an administrator" in said
    assert visitor().get(f"/calendar/{token}.ics").status_code == 200
    assert desk_of(anna()).get(f"/admin/calendars/{feed.pk}/revoke/").status_code == 405


def test_who_handles_nothing_is_told_that_there_is_none_for_him() -> None:
    assert "Who handles or coordinates complaints can have one." in text_of(desk_of(chris()).get("/admin/calendars/"))


def test_a_visitor_is_sent_to_sign_in() -> None:
    assert visitor().get("/admin/calendars/").status_code == 302
