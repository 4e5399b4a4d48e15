"""Who keeps webhooks and of which units; what is refused when one is saved; its secret, told once."""

from typing import Any

import pytest

from complaints.access import Actor, NotAllowed
from complaints.models import Event, Unit, User, Webhook, WebhookMessage
from complaints.record.checking import Unusable
from complaints.record.webhooks import SecretLost, seal, unseal
from complaints.services import webhooks
from complaints.services.webhooks import NoSuchWebhook
from complaints.vocabulary import DeliveryStatus, Role
from tests.cases import register_complaint
from tests.hooks import owed, subscribed
from tests.outbox import LATER, MORNING
from tests.people import SYSTEM, anna, at_desk, bram, fleur, gijs, person, unit
from tests.receiving import HOST, Names

pytestmark = pytest.mark.django_db

URL = f"https://{HOST}/alerts"


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The other system has a public address."""
    known = Names(monkeypatch)
    known.are(HOST, ["93.184.215.14"])
    return known


def north() -> Unit:
    return unit()


def south() -> Unit:
    return unit("south", "Regio Zuid")


def of_the_north() -> User:
    """Koen Vis coordinates the unit North alone."""
    return person("koen", Role.COORDINATOR, first_name="Koen", last_name="Vis", of=north())


def add(actor: Actor, url: str = URL, of: Unit | None = None) -> tuple[Webhook, str]:
    return webhooks.add(actor=actor, now=MORNING, url=url, unit_id=of.pk if of else None)


def change(actor: Actor, webhook: Webhook, **changes: Any) -> Webhook:
    values = {"url": webhook.url, "unit_id": webhook.unit_id, "is_active": webhook.is_active}
    return webhooks.change(actor=actor, now=LATER, webhook_id=webhook.pk, **values | changes)


class TestWhoKeepsThem:
    def test_a_coordinator_of_all_and_an_administrator_keep_those_of_every_unit_and_of_all(self) -> None:
        for user in (bram(), gijs()):
            for of in (None, north()):
                made, _secret = add(at_desk(user), f"{URL}/{user.username}", of)
                assert (made.unit, made.made_by, made.is_active) == (of, user, True)

    def test_a_coordinator_of_a_unit_keeps_those_of_that_unit_alone(self) -> None:
        koen = at_desk(of_the_north())
        made, _secret = add(koen, of=north())
        for other in (None, south()):
            with pytest.raises(NotAllowed) as refused:
                add(koen, f"{URL}/2", other)
            assert refused.value.field == "unit"
        with pytest.raises(NotAllowed):
            change(koen, made, unit_id=south().pk)
        with pytest.raises(NotAllowed):
            change(koen, subscribed(URL, south()), unit_id=north().pk)

    @pytest.mark.parametrize("who", [anna, fleur])
    def test_nobody_else_does(self, who: Any) -> None:
        made = subscribed(URL)
        actor = at_desk(who())
        for act in (
            lambda: add(actor, f"{URL}/2"),
            lambda: change(actor, made, is_active=False),
            lambda: webhooks.renew_secret(actor=actor, now=LATER, webhook_id=made.pk),
            lambda: webhooks.send_again(actor=actor, now=LATER, webhook_id=made.pk),
        ):
            with pytest.raises(NotAllowed):
                act()

    def test_a_job_keeps_none_and_who_left_neither(self) -> None:
        left = of_the_north()
        User.objects.filter(pk=left.pk).update(is_active=False)
        left.refresh_from_db()
        for actor in (SYSTEM, at_desk(left)):
            with pytest.raises(NotAllowed):
                add(actor, of=north())

    def test_one_that_does_not_exist_is_said(self) -> None:
        with pytest.raises(NoSuchWebhook):
            webhooks.renew_secret(actor=at_desk(bram()), now=LATER, webhook_id=0)


class TestWhatIsRefusedWhenItIsSaved:
    @pytest.mark.parametrize(
        "url",
        [
            f"http://{HOST}/",
            f"https://jan:geheim@{HOST}/",
            f"https://{HOST}/#top",
            f"https://{HOST}:22/",
            "https://nergens.example/",
            "https://127.0.0.1/",
            "https://intern.example/",
            "",
        ],
    )
    def test_an_address_that_is_not_called_beside_its_field(self, names: Names, url: str) -> None:
        names.are("intern.example", ["10.0.0.1"])
        with pytest.raises(Unusable) as refused:
            add(at_desk(bram()), url)
        assert refused.value.field == "url"
        made = subscribed(URL)
        with pytest.raises(Unusable) as refused:
            change(at_desk(bram()), made, url=url)
        assert refused.value.field == "url"
        made.refresh_from_db()
        assert made.url == URL

    def test_the_same_address_twice_for_the_same_unit(self) -> None:
        add(at_desk(bram()))
        add(at_desk(bram()), of=north())
        for of in (None, north()):
            with pytest.raises(Unusable, match="heeft al een abonnement") as refused:
                add(at_desk(bram()), of=of)
            assert refused.value.field == "url"

    def test_a_unit_that_is_gone(self) -> None:
        gone = south()
        Unit.objects.filter(pk=gone.pk).update(is_active=False)
        with pytest.raises(Unusable) as refused:
            add(at_desk(bram()), of=gone)
        assert refused.value.field == "unit"


class TestTheSecret:
    def test_is_told_once_and_kept_sealed(self) -> None:
        made, secret = add(at_desk(bram()))
        assert secret.startswith("whsec_")
        assert secret not in made.sealed_secret
        assert unseal(made.sealed_secret) == secret
        assert secret not in str(list(Event.objects.values()))

    def test_is_renewed_and_the_old_one_is_gone(self) -> None:
        made, secret = add(at_desk(bram()))
        renewed = webhooks.renew_secret(actor=at_desk(bram()), now=LATER, webhook_id=made.pk)
        made.refresh_from_db()
        assert unseal(made.sealed_secret) == renewed != secret

    def test_opens_under_a_key_that_is_being_replaced_and_not_under_a_stranger(self, settings: Any) -> None:
        sealed = seal("whsec_x")
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
        assert unseal(sealed) == "whsec_x"
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(SecretLost):
            unseal(sealed)


class TestTheTrail:
    def test_says_who_did_what_with_old_and_new(self) -> None:
        made, _secret = add(at_desk(bram()), f"{URL}?token=geheim")
        change(at_desk(gijs()), made, unit_id=north().pk, is_active=False)
        webhooks.renew_secret(actor=at_desk(bram()), now=LATER, webhook_id=made.pk)
        webhooks.send_again(actor=at_desk(bram()), now=LATER, webhook_id=made.pk)
        said = [
            (event.action, str(event.actor), event.changes[str(made.pk)])
            for event in Event.objects.filter(complaint=None).order_by("pk")
        ]
        on, off = f"{URL} (*, on)", f"{URL} (north, off)"
        assert said == [
            ("webhook", "Bram Bakker", [None, on]),
            ("webhook", "Gijs Vos", [on, off]),
            ("webhook_secret", "Bram Bakker", [None, "renewed"]),
            ("webhook_sent_again", "Bram Bakker", [None, 0]),
        ]

    def test_what_is_refused_leaves_nothing(self) -> None:
        with pytest.raises(Unusable):
            add(at_desk(bram()), "https://nergens.example/")
        assert (Webhook.objects.count(), Event.objects.count()) == (0, 0)


def test_one_is_switched_off_also_where_its_host_is_gone(names: Names) -> None:
    made = subscribed(URL)
    del names.known[HOST]
    assert not change(at_desk(bram()), made, is_active=False).is_active
    with pytest.raises(Unusable):
        change(at_desk(bram()), made, is_active=True)
    with pytest.raises(Unusable, match="https://"):
        change(at_desk(bram()), made, url="http://intern.example/", is_active=False)


def test_what_is_parked_is_sent_again_and_nothing_else_is_touched() -> None:
    made, other = subscribed(URL), subscribed(f"{URL}/2")
    complaint = register_complaint()
    parked, sent, foreign = owed(made, complaint), owed(made, complaint, "last_day"), owed(other, complaint)
    for message in (parked, foreign):
        WebhookMessage.objects.filter(pk=message.pk).update(status=DeliveryStatus.PARKED, attempts=5)
    WebhookMessage.objects.filter(pk=sent.pk).update(status=DeliveryStatus.SENT, sent_at=MORNING)
    assert webhooks.send_again(actor=at_desk(bram()), now=LATER, webhook_id=made.pk) == 1
    for message in (parked, sent, foreign):
        message.refresh_from_db()
    assert (parked.status, parked.attempts, parked.try_at) == (DeliveryStatus.PENDING, 0, LATER)
    assert (sent.status, foreign.status) == (DeliveryStatus.SENT, DeliveryStatus.PARKED)
