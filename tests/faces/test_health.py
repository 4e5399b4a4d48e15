"""What monitors and balancers are told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from complaints.channels.clamd import ScannerAway
from complaints.models import Delivery, JobRun, LetterMail, Webhook, WebhookMessage
from complaints.services import alerts
from complaints.vocabulary import DeliveryStatus
from tests.cases import register_complaint
from tests.hooks import owed, subscribed
from tests.ladder import raise_on, send_at
from tests.letters.writing import case, drafted, fixed, sent
from tests.people import bram
from tests.receiving import HOST, Names
from tests.services.test_document import TO_A_SCANNER, one, scanner

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
CLOSED_PORT = "redis://127.0.0.1:1/0"


def ask(client: Client, address: str) -> tuple[int, dict[str, object]]:
    answered = client.get(address, secure=True, headers={"host": "klachten.dienst.example"})
    return answered.status_code, answered.json()


def all_is_well() -> None:
    alerts.raise_due(today=NOW.date(), now=NOW)
    alerts.send_due(now=NOW)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_process_with_its_database_is_well(client: Client, address: str) -> None:
    answered = client.get(address, secure=True, headers={"host": "klachten.dienst.example"})
    assert (answered.status_code, answered.content) == (200, b"ok\n")
    assert "no-store" in answered.headers["Cache-Control"]


def no_database(*_arguments: object) -> None:
    raise DatabaseError("gone")


def test_a_process_without_its_database_lives_but_is_not_ready(client: Client) -> None:
    def asked(address: str) -> int:
        return client.get(address, secure=True, headers={"host": "klachten.dienst.example"}).status_code

    with connection.execute_wrapper(no_database):
        assert (asked("/healthz"), asked("/readyz"), asked("/statusz")) == (200, 503, 503)


@time_machine.travel(NOW, tick=False)
def test_all_is_well(client: Client, broker: str) -> None:
    all_is_well()
    status, found = ask(client, "/statusz")
    assert status == 200
    assert found == {
        "status": "ok",
        "last_sweep": "2026-02-02T12:00:00Z",
        "last_delivery": "2026-02-02T12:00:00Z",
        "parked": 0,
        "decree_horizon": "2028-12-31",
        "warnings": [],
        "problems": [],
    }


@time_machine.travel(NOW, tick=False)
def test_what_never_ran_is_named(client: Client, broker: str) -> None:
    status, found = ask(client, "/statusz")
    assert status == 503
    assert found["problems"] == ["sweep: none has succeeded yet", "delivery: none has succeeded yet"]


@time_machine.travel(NOW, tick=False)
def test_a_broker_that_is_away_is_named_at_once(client: Client) -> None:
    all_is_well()
    with override_settings(REDIS_URL=CLOSED_PORT):
        status, found = ask(client, "/statusz")
    assert (status, found["problems"]) == (503, ["broker: not reachable"])


def test_runs_that_are_late_are_named(client: Client, broker: str) -> None:
    all_is_well()
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        status, found = ask(client, "/statusz")
    assert status == 503
    assert found["problems"] == [
        "sweep: the last that succeeded began at 2026-02-02 12:00 UTC",
        "delivery: the last that succeeded began at 2026-02-02 12:00 UTC",
    ]


@time_machine.travel(NOW, tick=False)
def test_a_run_that_failed_or_was_killed_is_none_that_succeeded(client: Client, broker: str) -> None:
    JobRun.objects.create(job=alerts.RAISE, started_at=NOW, ended_at=NOW, failure="OperationalError: gone")
    JobRun.objects.create(job=alerts.SEND, started_at=NOW)
    _, found = ask(client, "/statusz")
    assert (found["last_sweep"], found["last_delivery"]) == (None, None)


@time_machine.travel(NOW, tick=False)
def test_a_letter_that_did_not_leave_and_a_file_that_waits_are_warnings(
    client: Client, broker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_is_well()
    waits, left = fixed(drafted(case())), sent(fixed(drafted(case())))
    for letter in (waits, left):
        parked = {"status": DeliveryStatus.PARKED, "asked_at": NOW, "try_at": NOW, "asked_by": bram()}
        LetterMail.objects.create(letter=letter, to="f@example.org", message_id=f"<{letter.pk}@x>", **parked)
    scanner(monkeypatch, ScannerAway("gone"))
    with TO_A_SCANNER:
        one(waits.complaint)
    _status, found = ask(client, "/statusz")
    assert found["warnings"] == ["letters: 1 did not leave by e-mail", "documents: 1 wait for the virus scanner"]


@time_machine.travel(NOW, tick=False)
def test_parked_messages_of_a_webhook_that_is_on_are_a_warning(
    client: Client, broker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_is_well()
    Names(monkeypatch).are(HOST, ["93.184.215.14"])
    kept = subscribed(f"https://{HOST}/")
    owed(kept, register_complaint())
    WebhookMessage.objects.update(status=DeliveryStatus.PARKED)
    status, found = ask(client, "/statusz")
    assert (status, found["warnings"]) == (200, ["webhooks: 1 messages are parked after they were refused"])
    Webhook.objects.update(is_active=False)
    assert ask(client, "/statusz")[1]["warnings"] == []


@time_machine.travel(NOW, tick=False)
def test_parked_mail_is_a_warning(client: Client, broker: str) -> None:
    bram()
    register_complaint()
    raise_on(NOW.date())
    send_at(NOW)
    Delivery.objects.update(status=DeliveryStatus.PARKED, sent_at=None)
    status, found = ask(client, "/statusz")
    assert (status, found["parked"]) == (200, 13)
    assert found["warnings"] == ["delivery: 13 mails are parked after they were refused"]


@pytest.mark.parametrize(
    ("now", "status", "said"),
    [
        (datetime(2027, 6, 30, 12, tzinfo=UTC), 200, "look for a new decree"),
        (datetime(2029, 1, 1, 12, tzinfo=UTC), 503, "a new decree is needed"),
    ],
)
def test_the_horizon_of_the_decrees_is_said_long_before(
    client: Client, broker: str, now: datetime, status: int, said: str
) -> None:
    alerts.raise_due(today=now.date(), now=now)
    alerts.send_due(now=now)
    with time_machine.travel(now, tick=False):
        answered, found = ask(client, "/statusz")
    assert answered == status
    assert said in f"{found['warnings']} {found['problems']}"


def test_a_write_is_refused(client: Client) -> None:
    assert client.post("/statusz", secure=True, headers={"host": "klachten.dienst.example"}).status_code == 405
