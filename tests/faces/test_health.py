"""What monitors and balancers are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from complaints.channels.clamd import ScannerAway
from complaints.models import Delivery, JobRun, LetterMail, Webhook, WebhookMessage
from complaints.vocabulary import DeliveryStatus, Job
from tests.cases import register_complaint
from tests.hooks import owed, subscribed
from tests.ladder import raise_on, send_at
from tests.letters.writing import case, drafted, fixed, sent
from tests.people import bram
from tests.receiving import HOST, Names
from tests.runs import died, failed, ran
from tests.services.test_document import TO_A_SCANNER, one, scanner

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
CLOSED_PORT = "redis://127.0.0.1:1/0"


def ask(client: Client, address: str) -> tuple[int, dict[str, Any]]:
    answered = client.get(address, secure=True, headers={"host": "klachten.dienst.example"})
    return answered.status_code, answered.json()


def all_is_well() -> None:
    ran(at=NOW)


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
        "late": [],
        "warnings": [],
        "problems": [],
    }


@time_machine.travel(NOW, tick=False)
def test_a_new_register_is_well_before_its_first_turns(client: Client, broker: str) -> None:
    status, found = ask(client, "/statusz")
    assert (status, found["last_sweep"], found["late"]) == (200, None, [])


def test_a_job_that_never_succeeded_is_late_from_when_the_register_was_made(client: Client, broker: str) -> None:
    made = datetime(2100, 1, 1, tzinfo=UTC)  # that of the tests, by tests/conftest.py
    frequent = ["raise_alerts", "send_alerts", "send_webhooks", "send_letters", "scan_documents", "publish_planned"]
    for later, late in [(timedelta(minutes=15), []), (timedelta(minutes=16), frequent), (timedelta(hours=28), [*Job])]:
        with time_machine.travel(made + later, tick=False):
            status, found = ask(client, "/statusz")
        assert (status, found["late"]) == (503, late)  # the decrees have run out by then
        assert [said for said in found["problems"] if "decrees" not in said] == [
            f"{job}: late, none has succeeded yet" for job in late
        ]


@time_machine.travel(NOW, tick=False)
def test_a_broker_that_is_away_is_named_at_once(client: Client) -> None:
    all_is_well()
    with override_settings(REDIS_URL=CLOSED_PORT):
        status, found = ask(client, "/statusz")
    assert (status, found["problems"]) == (503, ["broker: not reachable"])


def test_runs_that_are_late_are_named(client: Client, broker: str) -> None:
    all_is_well()
    later = NOW + timedelta(minutes=16)
    ran(Job.SEND_WEBHOOKS, Job.SEND_LETTERS, Job.SCAN_DOCUMENTS, Job.PUBLISH_PLANNED, at=later)
    with time_machine.travel(later, tick=False):
        status, found = ask(client, "/statusz")
    assert (status, found["late"]) == (503, ["raise_alerts", "send_alerts"])
    assert found["problems"] == [
        "raise_alerts: late, the last that succeeded began at 2026-02-02 12:00 UTC",
        "send_alerts: late, the last that succeeded began at 2026-02-02 12:00 UTC",
    ]


@time_machine.travel(NOW, tick=False)
def test_a_run_that_failed_is_a_warning_until_the_job_is_late(client: Client, broker: str) -> None:
    ran(at=NOW - timedelta(minutes=5))
    failed(Job.SEND_ALERTS, at=NOW, failure="SMTPException: secret of somebody")
    status, found = ask(client, "/statusz")
    assert (status, found["last_delivery"]) == (200, "2026-02-02T11:55:00Z")
    assert found["warnings"] == ["send_alerts: the last, begun at 2026-02-02 12:00 UTC, failed"]


@time_machine.travel(NOW, tick=False)
def test_a_run_that_was_killed_is_told_once_none_lasts_so_long(client: Client, broker: str) -> None:
    all_is_well()
    ran(at=NOW - timedelta(minutes=20))
    JobRun.objects.filter(job=Job.FILL_CALENDAR).delete()
    ran(Job.FILL_CALENDAR, at=NOW - timedelta(minutes=30))
    died(Job.FILL_CALENDAR, at=NOW - timedelta(minutes=15))
    assert ask(client, "/statusz")[1]["warnings"] == []
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        status, found = ask(client, "/statusz")
    assert status == 200
    assert found["warnings"] == ["fill_calendar: the last, begun at 2026-02-02 11:45 UTC, was killed"]


@time_machine.travel(NOW, tick=False)
def test_what_failed_and_did_well_since_is_no_warning(client: Client, broker: str) -> None:
    failed(at=NOW - timedelta(minutes=1))
    all_is_well()
    assert ask(client, "/statusz")[1]["warnings"] == []


@time_machine.travel(NOW, tick=False)
def test_a_run_for_a_day_to_come_hides_no_lateness(client: Client, broker: str) -> None:
    ran(at=NOW - timedelta(days=2))
    ran(at=NOW + timedelta(days=365))
    assert ask(client, "/statusz")[1]["late"] == list(Job.values)


@time_machine.travel(NOW, tick=False)
def test_alerts_with_nobody_to_go_to_are_a_problem_until_somebody_is_there(client: Client, broker: str) -> None:
    all_is_well()
    register_complaint()
    raise_on(NOW.date())
    send_at(NOW)
    status, found = ask(client, "/statusz")
    assert (status, found["problems"]) == (503, ["send_alerts: 13 alerts have nobody to go to"])
    bram()
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        send_at(NOW + timedelta(minutes=5))
        assert ask(client, "/statusz")[0] == 200


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
    all_is_well()
    bram()
    register_complaint()
    raise_on(NOW.date())
    send_at(NOW)
    Delivery.objects.filter(channel="email").update(status=DeliveryStatus.PARKED, sent_at=None)
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
    ran(at=now)
    with time_machine.travel(now, tick=False):
        answered, found = ask(client, "/statusz")
    assert answered == status
    assert said in f"{found['warnings']} {found['problems']}"


def test_a_write_is_refused(client: Client) -> None:
    assert client.post("/statusz", secure=True, headers={"host": "klachten.dienst.example"}).status_code == 405
