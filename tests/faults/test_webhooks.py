"""Webhooks under fire: killed between sending and marking, run side by side, and targets that misbehave."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from complaints.channels import webhook
from complaints.models import WebhookMessage
from complaints.services import webhooks
from complaints.vocabulary import DeliveryStatus
from tests.cases import noon, register_complaint
from tests.faults.history import TODAY
from tests.faults.processes import finished, kill, start, together
from tests.hooks import allow, owed, subscribed
from tests.receiving import HOST, OTHER_HOST, Answer, Names, Receiver, Taken, receiver, yes

pytestmark = pytest.mark.django_db(transaction=True)

SEND = ("-m", "tests.faults.brisk", "webhooks")
NOW = noon(TODAY)


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """The other system."""
    with receiver(tmp_path) as server:
        allow(server, monkeypatch, settings)
        yield server


def here(target: Receiver) -> dict[str, str]:
    """What a process must know to trust and call the other system."""
    return {
        "SSL_CERT_FILE": target.authority,
        "WEBHOOK_ALLOWED_HOSTS": OTHER_HOST,
        "WEBHOOK_PORTS": str(target.port),
    }


def said_no(status: int, **headers: str) -> Any:
    """A target that answers this, always."""
    return lambda _request: (status, {"Content-Length": "0", **headers})


def test_a_sender_killed_between_sending_and_marking_sends_that_one_again_with_the_same_id(target: Receiver) -> None:
    kept = subscribed(target.url)
    messages = [owed(kept, register_complaint()) for _each in range(5)]
    sender = start(*SEND, **here(target))

    def take_and_kill(_request: Taken) -> Answer:
        kill(sender)
        return yes(_request)

    target.answer = take_and_kill
    assert sender.wait(timeout=100) == -9
    assert not WebhookMessage.objects.filter(status=DeliveryStatus.SENT).exists()

    target.answer = yes
    assert finished([start(*SEND, **here(target))]) == [0]
    copies = target.copies()
    assert set(copies) == {message.message_id for message in messages}
    assert sorted(copies.values()) == [1, 1, 1, 1, 2]
    bodies = {(request.headers["webhook-id"], request.body) for request in target.taken}
    assert len(bodies) == len(messages), "both copies say the same"
    assert WebhookMessage.objects.filter(status=DeliveryStatus.SENT, attempts=1).count() == len(messages)


def test_two_senders_at_once_send_each_message_once(target: Receiver, tmp_path: Path) -> None:
    kept = subscribed(target.url)
    messages = [owed(kept, register_complaint()) for _each in range(12)]
    assert finished(together(2, SEND, tmp_path / "gate", **here(target))) == [0, 0]
    assert target.copies() == dict.fromkeys((message.message_id for message in messages), 1)


def test_without_the_lock_on_the_row_two_senders_are_found_out(target: Receiver, tmp_path: Path) -> None:
    kept = subscribed(target.url)
    messages = [owed(kept, register_complaint()) for _each in range(12)]

    def slowly(request: Taken) -> Answer:
        time.sleep(0.05)
        return yes(request)

    target.answer = slowly
    finished(together(2, SEND, tmp_path / "gate", WITHOUT="row_lock", **here(target)))
    assert sum(target.copies().values()) > len(messages)


def test_a_target_that_hangs_holds_up_no_other(target: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.5)
    slow, quick = subscribed(f"{target.url}/slow"), subscribed(f"{target.url}/quick")
    for _each in range(5):
        owed(slow, register_complaint())
    for _each in range(5):
        owed(quick, register_complaint())
    over = threading.Event()

    def hang(request: Taken) -> Answer:
        if request.path.endswith("slow"):
            over.wait(20)
        return yes(request)

    target.answer = hang
    began = time.monotonic()
    counts = webhooks.send_due(now=NOW)
    assert time.monotonic() - began < 5
    over.set()
    assert (counts["sent"], counts["postponed"]) == (5, 1)
    assert set(quick.messages.values_list("status", flat=True)) == {DeliveryStatus.SENT}
    assert slow.messages.filter(failure="no answer in time", attempts=1).count() == 1


@pytest.mark.parametrize("private", ["10.0.0.1", "169.254.169.254", "[::1]"])
def test_a_redirect_to_a_private_address_is_not_followed(target: Receiver, private: str) -> None:
    message = owed(subscribed(target.url), register_complaint())
    target.answer = said_no(302, Location=f"https://{private}/latest/meta-data/")
    assert webhooks.send_due(now=NOW)["postponed"] == 1
    message.refresh_from_db()
    assert (message.status, message.failure, len(target.asked)) == (DeliveryStatus.PENDING, "HTTP 302", 1)


def test_a_target_that_answers_500_is_tried_five_times_and_parked(target: Receiver) -> None:
    message = owed(subscribed(target.url), register_complaint())
    target.answer = said_no(500)
    now = NOW
    for _each in range(5):
        webhooks.send_due(now=now)
        message.refresh_from_db()
        now = max(now, message.try_at)
    assert (message.status, message.attempts, len(target.asked)) == (DeliveryStatus.PARKED, 5, 5)
    assert {request.headers["webhook-id"] for request in target.asked} == {message.message_id}


def test_a_name_that_turns_to_a_private_address_at_the_second_look_reaches_nobody(
    target: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = frozenset()
    names = Names(monkeypatch)
    names.are(HOST, ["93.184.215.14"], ["127.0.0.1"])
    message = owed(subscribed(f"https://{HOST}:{target.port}/"), register_complaint())
    assert webhooks.send_due(now=NOW)["parked"] == 1
    message.refresh_from_db()
    assert (message.status, message.attempts) == (DeliveryStatus.PARKED, 1)
    assert target.asked == []
    assert names.asked == [HOST, HOST], "once when it was saved, once when it was called"
