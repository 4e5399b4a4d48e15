"""Webhooks on the desk: made, changed, switched off; the secret shown once; what is parked sent again."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from complaints.models import User, Webhook, WebhookMessage
from complaints.record.webhooks import unseal
from complaints.vocabulary import DeliveryStatus, Role
from tests.cases import register_complaint
from tests.faces.desk import MORNING, desk_of, text_of
from tests.hooks import owed, subscribed
from tests.people import anna, bram, fleur, gijs, person, unit
from tests.receiving import HOST, Names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

URL = f"https://{HOST}/alerts"


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The other system has a public address."""
    known = Names(monkeypatch)
    known.are(HOST, ["93.184.215.14"])
    return known


def of_the_north() -> User:
    """Koen Vis coordinates the unit North alone."""
    return person("koen", Role.COORDINATOR, first_name="Koen", last_name="Vis", of=unit())


@pytest.mark.parametrize("who", [bram, gijs])
def test_a_webhook_is_made_and_its_secret_shown_this_once(who: Any) -> None:
    client = desk_of(who())
    made = client.post("/admin/webhooks/new/", {"url": URL, "unit": "all"})
    webhook = Webhook.objects.get()
    secret = unseal(webhook.sealed_secret)
    assert made.status_code == 200
    assert secret in text_of(made)
    assert "no-store" in made["Cache-Control"]
    for address in ("/admin/webhooks/", f"/admin/webhooks/{webhook.pk}/"):
        answer = client.get(address)
        assert URL in answer.content.decode()
        assert secret not in answer.content.decode()
        assert webhook.sealed_secret not in answer.content.decode()
    assert "Webhooks" in text_of(client.get("/admin/complaints/"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"http://{HOST}/", "The address starts with https://"),
        (f"https://jan:geheim@{HOST}/", "Leave the user name and password out"),
        (f"https://{HOST}/#top", "Leave out what stands behind the #"),
        ("https://nergens.example/", "The host nergens.example cannot be found."),
        ("https://intern.example/", "The host intern.example lies in a network that is not public."),
        ("https://169.254.169.254/latest/", "lies in a network that is not public."),
        ("", "This field is required."),
    ],
)
def test_an_address_that_is_not_called_is_refused_beside_its_field_and_what_was_typed_stays(
    names: Names, url: str, said: str
) -> None:
    names.are("intern.example", ["10.0.0.1"])
    north = unit()
    answer = desk_of(bram()).post("/admin/webhooks/new/", {"url": url, "unit": str(north.pk)})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["url"])
    assert answer.context["form"]["url"].value() == url
    assert not Webhook.objects.exists()


def test_one_is_changed_and_switched_off() -> None:
    webhook = subscribed(URL)
    client = desk_of(bram())
    address = f"/admin/webhooks/{webhook.pk}/"
    assert client.post(address, {"url": f"{URL}/2", "unit": str(unit().pk)}).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.url, webhook.unit, webhook.is_active) == (f"{URL}/2", unit(), False)
    assert "switched off" in text_of(client.get("/admin/webhooks/"))
    refused = client.post(address, {"url": "https://nergens.example/", "unit": "all", "is_active": "on"})
    assert (refused.status_code, "url" in refused.context["form"].errors) == (422, True)


def test_a_new_secret_is_shown_once_and_takes_the_place_of_the_old_one() -> None:
    webhook = subscribed(URL)
    before = unseal(webhook.sealed_secret)
    answer = desk_of(bram()).post(f"/admin/webhooks/{webhook.pk}/secret/")
    webhook.refresh_from_db()
    assert unseal(webhook.sealed_secret) != before
    assert unseal(webhook.sealed_secret) in text_of(answer)


def test_what_is_parked_is_shown_with_its_failure_and_sent_again() -> None:
    webhook = subscribed(URL)
    message = owed(webhook, register_complaint(description="Zeer persoonlijke tekst"))
    WebhookMessage.objects.update(status=DeliveryStatus.PARKED, attempts=5, failure="HTTP 503")
    client = desk_of(gijs())
    assert "1 parked" in text_of(client.get("/admin/webhooks/"))
    page = text_of(client.get(f"/admin/webhooks/{webhook.pk}/"))
    assert message.alert.clock.complaint.reference in page
    assert "1 message was refused and waits for you." in page
    assert "HTTP 503" in page
    assert "persoonlijke" not in page
    answer = client.post(f"/admin/webhooks/{webhook.pk}/again/", follow=True)
    assert "1 message is sent again soon." in text_of(answer)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (DeliveryStatus.PENDING, 0)


def test_a_coordinator_of_a_unit_sees_and_keeps_those_of_that_unit_alone() -> None:
    mine, others = subscribed(f"{URL}/n", unit()), subscribed(f"{URL}/z", unit("south", "Regio Zuid"))
    of_all = subscribed(URL)
    client = desk_of(of_the_north())
    page = text_of(client.get("/admin/webhooks/"))
    assert mine.url in page
    assert others.url not in page
    form = client.get("/admin/webhooks/new/").context["form"]
    assert [label for _value, label in form.fields["unit"].choices] == ["Regio Noord"]
    for forged in ("", "all", str(others.unit_id)):
        answer = client.post("/admin/webhooks/new/", {"url": f"{URL}/x", "unit": forged})
        assert (answer.status_code, "unit" in answer.context["form"].errors) == (422, True)
    for foreign in (others, of_all):
        assert client.get(f"/admin/webhooks/{foreign.pk}/").status_code == 404
        for step in ("secret", "again"):
            assert client.post(f"/admin/webhooks/{foreign.pk}/{step}/").status_code == 404
    assert client.get(f"/admin/webhooks/{mine.pk}/").status_code == 200


@pytest.mark.parametrize("who", [anna, fleur])
def test_others_come_to_none_of_it(who: Any) -> None:
    webhook = subscribed(URL)
    client = desk_of(who())
    for place in ("", "new/", f"{webhook.pk}/"):
        assert client.get(f"/admin/webhooks/{place}").status_code == 403
    for step in ("secret", "again"):
        assert client.post(f"/admin/webhooks/{webhook.pk}/{step}/").status_code == 403


def test_a_step_is_no_link() -> None:
    webhook = subscribed(URL)
    for step in ("secret", "again"):
        assert desk_of(bram()).get(f"/admin/webhooks/{webhook.pk}/{step}/").status_code == 405


def test_none_yet_is_said() -> None:
    assert "No webhooks yet" in text_of(desk_of(bram()).get("/admin/webhooks/"))
    assert "No alert was raised since" in text_of(desk_of(bram()).get(f"/admin/webhooks/{subscribed(URL).pk}/"))
