"""Messages on their way: what they say, how one that is not taken waits, and which need not go any more."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from complaints.channels.webhook import signature
from complaints.models import Alert, Complaint, JobRun, Unit, User, Webhook, WebhookMessage
from complaints.record import webhooks as record
from complaints.services import corrections, webhooks
from complaints.vocabulary import DeliveryStatus
from tests.cases import close, judge, register_complaint, take_up
from tests.hooks import allow, owed, subscribed
from tests.ladder import send_at
from tests.outbox import LATER, MORNING, TWO_WEEKS_BEFORE, leave_one_rung, one_alert
from tests.people import SYSTEM, at_desk, bram, unit
from tests.receiving import Receiver, receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """The other system."""
    with receiver(tmp_path) as server:
        allow(server, monkeypatch, settings)
        yield server


def run(now: Any = MORNING) -> dict[str, int]:
    """One run of the job; the counts that are not nought."""
    return {name: count for name, count in webhooks.send_due(now=now).items() if count}


def status_of(message: WebhookMessage) -> tuple[str, int, str]:
    message.refresh_from_db()
    return message.status, message.attempts, message.failure


def test_a_message_says_codes_days_and_a_link_and_nothing_of_a_person(target: Receiver) -> None:
    complaint = register_complaint(description="Zeer persoonlijke tekst")
    message = owed(subscribed(target.url), complaint)
    assert run() == {"sent": 1}
    (request,) = target.taken
    event = json.loads(request.body)
    assert event == {
        "specversion": "1.0",
        "id": message.message_id,
        "source": "https://klachten.dienst.example",
        "type": "gehoor.alert.raised.v1",
        "subject": complaint.reference,
        "time": "2026-02-02T12:00:00+00:00",
        "datacontenttype": "application/json",
        "data": {
            "reference": complaint.reference,
            "category": "treatment",
            "clock": "handling",
            "rung": "two_weeks_before",
            "due_on": "2026-02-02",
            "last_day": "2026-02-16",
            "link": f"https://klachten.dienst.example/admin/work/{complaint.pk}/",
        },
    }
    assert request.headers["content-type"].startswith("application/cloudevents+json")
    assert request.headers["webhook-id"] == event["id"]
    for word in ("Fatima", "Amrani", "Dorpsstraat", "persoonlijke"):
        assert word.encode() not in request.body
    assert status_of(message) == (DeliveryStatus.SENT, 1, "")
    assert run(LATER) == {}


def test_each_webhook_signs_with_its_own_secret(target: Receiver) -> None:
    complaint = register_complaint()
    one, other = subscribed(f"{target.url}/1"), subscribed(f"{target.url}/2")
    owed(one, complaint)
    owed(other, complaint)
    assert run() == {"sent": 2}
    for request, kept in zip(sorted(target.taken, key=lambda each: each.path), (one, other), strict=True):
        at = int(request.headers["webhook-timestamp"])
        assert abs(at - MORNING.timestamp()) < 60
        assert request.headers["webhook-signature"] == signature(
            record.unseal(kept.sealed_secret),
            message_id=request.headers["webhook-id"],
            timestamp=at,
            body=request.body,
        )


def test_a_message_that_is_not_taken_waits_longer_each_time_and_is_parked_after_five(target: Receiver) -> None:
    message = owed(subscribed(target.url), register_complaint())
    target.answer = lambda _: (503, {"Content-Length": "0"})
    now, waits = MORNING, []
    for number in range(1, 5):
        assert run(now) == {"postponed": 1}
        assert status_of(message) == (DeliveryStatus.PENDING, number, "HTTP 503")
        waits.append((message.try_at - now) / timedelta(minutes=1))
        assert run(message.try_at - timedelta(seconds=1)) == {}
        now = message.try_at
    for wait, least in zip(waits, [2, 10, 30, 120], strict=True):
        assert least <= wait < 1.5 * least + 1
    assert run(now) == {"parked": 1}
    assert status_of(message) == (DeliveryStatus.PARKED, 5, "HTTP 503")
    assert run(now + timedelta(days=30)) == {}
    assert {request.headers["webhook-id"] for request in target.asked} == {message.message_id}
    webhooks.send_again(actor=at_desk(bram()), now=now, webhook_id=message.webhook_id)
    target.answer = lambda _: (200, {"Content-Length": "0"})
    assert run(now) == {"sent": 1}
    assert target.copies() == {message.message_id: 1}


def test_a_message_that_is_refused_for_good_is_parked_at_once_and_holds_up_no_other(target: Receiver) -> None:
    kept = subscribed(target.url)
    bad, good = owed(kept, register_complaint()), owed(kept, register_complaint())
    target.answer = lambda request: (410 if bad.message_id.encode() in request.body else 200, {"Content-Length": "0"})
    assert run() == {"sent": 1, "parked": 1}
    assert status_of(bad) == (DeliveryStatus.PARKED, 1, "HTTP 410")
    assert status_of(good)[0] == DeliveryStatus.SENT


def test_a_target_that_says_nothing_is_asked_once_a_run_and_holds_up_no_other(target: Receiver) -> None:
    away = subscribed(target.url)
    first, second = owed(away, register_complaint()), owed(away, register_complaint())
    Webhook.objects.filter(pk=away.pk).update(url="https://localhost/")  # port 443, where nobody listens
    good = owed(subscribed(target.url), register_complaint())
    assert run() == {"postponed": 1, "sent": 1}
    assert [status_of(message)[:2] for message in (first, second, good)] == [
        (DeliveryStatus.PENDING, 1),
        (DeliveryStatus.PENDING, 0),
        (DeliveryStatus.SENT, 1),
    ]
    assert run() == {"postponed": 1}
    assert status_of(second)[:2] == (DeliveryStatus.PENDING, 1)


def test_what_was_tried_before_goes_first_so_that_it_is_parked_in_time(target: Receiver) -> None:
    away = subscribed(target.url)
    tried, fresh = owed(away, register_complaint()), owed(away, register_complaint())
    Webhook.objects.filter(pk=away.pk).update(url="https://localhost/")
    WebhookMessage.objects.filter(pk=tried.pk).update(attempts=4, try_at=LATER)
    assert run(LATER) == {"parked": 1}
    assert (status_of(tried)[0], status_of(fresh)[1]) == (DeliveryStatus.PARKED, 0)


def test_a_target_that_turned_private_is_parked_and_never_called(target: Receiver, settings: Any) -> None:
    message = owed(subscribed(target.url), register_complaint())
    settings.WEBHOOK_ALLOWED_HOSTS = frozenset()
    assert run() == {"parked": 1}
    assert status_of(message)[2] == "De host localhost ligt in een netwerk dat niet openbaar is."
    assert target.asked == []


def test_a_secret_under_a_lost_key_parks_its_message(target: Receiver) -> None:
    kept = subscribed(target.url)
    message = owed(kept, register_complaint())
    with override_settings(SECRET_KEY="n" * 60):
        assert run() == {"parked": 1}
    assert status_of(message)[2] == "the secret was kept under another SECRET_KEY"


def test_whatever_is_wrong_with_one_message_holds_up_no_other(
    target: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = subscribed(target.url)
    bad, good = owed(kept, register_complaint()), owed(kept, register_complaint())

    def spoilt(message: WebhookMessage) -> Any:
        if message.pk == bad.pk:
            raise KeyError("kapot")
        return record.message_of(message)

    monkeypatch.setattr("complaints.services.webhooks.message_of", spoilt)
    assert run() == {"postponed": 1, "sent": 1}
    assert status_of(bad) == (DeliveryStatus.PENDING, 1, "KeyError")
    assert status_of(good)[0] == DeliveryStatus.SENT
    assert "cannot be written" in caplog.text


class TestWhatNeedNotGoAnyMore:
    def _is_cancelled(self, message: WebhookMessage, reason: str) -> None:
        assert run() == {"cancelled": 1}
        assert status_of(message) == (DeliveryStatus.CANCELLED, 0, reason)

    def test_of_a_webhook_that_was_switched_off(self, target: Receiver) -> None:
        kept = subscribed(target.url)
        message = owed(kept, register_complaint())
        values = {"url": kept.url, "unit_id": None, "is_active": False}
        webhooks.change(actor=at_desk(bram()), now=MORNING, webhook_id=kept.pk, **values)  # type: ignore[arg-type]
        self._is_cancelled(message, "switched_off")

    def test_of_a_complaint_that_is_of_another_unit_by_now(self, target: Receiver) -> None:
        complaint = register_complaint(unit_id=unit().pk)
        message = owed(subscribed(target.url, unit()), complaint)
        move(complaint, unit("south", "Regio Zuid"))
        self._is_cancelled(message, "readdressed")

    def test_of_an_alert_that_was_cancelled(self, target: Receiver) -> None:
        message = owed(subscribed(target.url), register_complaint())
        type(message.alert).objects.update(cancelled_at=MORNING, cancelled_reason="met")
        self._is_cancelled(message, "met")

    def test_of_a_clock_whose_day_moved(self, target: Receiver) -> None:
        message = owed(subscribed(target.url), register_complaint())
        type(message.alert.clock).objects.filter(pk=message.alert.clock_id).update(
            superseded_at=MORNING, superseded_reason="extended"
        )
        self._is_cancelled(message, "extended")

    def test_of_a_duty_that_was_met(self, target: Receiver) -> None:
        message = owed(subscribed(target.url), register_complaint())
        type(message.alert.clock).objects.filter(pk=message.alert.clock_id).update(met_on=MORNING.date())
        self._is_cancelled(message, "met")

    def test_of_a_complaint_that_ended(self, target: Receiver) -> None:
        complaint = take_up(register_complaint())
        message = owed(subscribed(target.url), complaint)
        close(judge(complaint))
        type(message.alert.clock).objects.filter(pk=message.alert.clock_id).update(
            met_on=None, superseded_at=None, superseded_reason=""
        )
        Alert.objects.update(cancelled_at=None, cancelled_reason="")
        self._is_cancelled(message, "closed")


def move(complaint: Complaint, to: Unit) -> None:
    """Let a complaint go to another unit."""
    corrections.edit(complaint_id=complaint.pk, version=None, actor=SYSTEM, now=MORNING, changes={"unit": to})


def test_a_run_is_recorded_and_ends_when_its_time_is_up(target: Receiver) -> None:
    owed(subscribed(target.url), register_complaint())
    assert webhooks.send_due(now=MORNING, for_at_most=timedelta(0))["sent"] == 0
    recorded = JobRun.objects.get()
    assert (recorded.job, recorded.failure) == ("send_webhooks", "")
    assert recorded.counts == {"sent": 0, "postponed": 0, "parked": 0, "cancelled": 0}


class TestWhenAnAlertIsAddressed:
    """The statement that tells people writes what webhooks are owed: all of it, or nothing."""

    @pytest.fixture(autouse=True)
    def _one_rung(self) -> None:
        leave_one_rung()

    def test_each_active_webhook_of_its_unit_and_of_all_is_owed_it_once(self, target: Receiver) -> None:
        north, south = unit(), unit("south", "Regio Zuid")
        of_all, of_north = subscribed(target.url), subscribed(f"{target.url}/n", north)
        subscribed(f"{target.url}/s", south)
        off = subscribed(f"{target.url}/off")
        Webhook.objects.filter(pk=off.pk).update(is_active=False)
        one_alert(unit_id=north.pk)
        for _each in range(3):
            send_at(MORNING)
        alert = Alert.objects.get()
        assert set(WebhookMessage.objects.values_list("webhook", "alert", "message_id", "status", "try_at")) == {
            (kept.pk, alert.pk, f"alert-{alert.pk}-{kept.pk}", "pending", MORNING) for kept in (of_all, of_north)
        }
        assert run() == {"sent": 2}
        send_at(LATER)
        assert run(LATER) == {}

    def test_a_complaint_of_no_unit_is_told_to_who_hears_of_all(self, target: Receiver) -> None:
        of_all = subscribed(target.url)
        subscribed(f"{target.url}/n", unit())
        one_alert()
        send_at(MORNING)
        assert [message.webhook for message in WebhookMessage.objects.all()] == [of_all]

    def test_an_alert_for_nobody_is_told_to_other_systems_all_the_same(self, target: Receiver) -> None:
        subscribed(target.url)
        User.objects.update(is_active=False)
        one_alert()
        for _each in range(2):
            assert send_at(MORNING) == {"unaddressed": 1}
        assert WebhookMessage.objects.count() == 1

    def test_what_is_moot_is_told_to_nobody(self, target: Receiver) -> None:
        subscribed(target.url)
        complaint = one_alert()
        complaint.clocks.update(met_on=TWO_WEEKS_BEFORE)
        assert send_at(MORNING) == {"cancelled": 1}
        assert not WebhookMessage.objects.exists()

    def test_who_subscribes_later_hears_of_what_is_raised_from_then_on(self, target: Receiver) -> None:
        bram()
        one_alert()
        send_at(MORNING)
        subscribed(target.url)
        send_at(LATER)
        assert not WebhookMessage.objects.exists()

    def test_one_that_is_addressed_anew_is_not_told_again(self, target: Receiver) -> None:
        subscribed(target.url)
        one_alert()
        send_at(MORNING)
        run()
        Alert.objects.update(dispatched_at=None)
        send_at(LATER)
        assert run(LATER) == {}
        assert len(target.taken) == 1
