"""A mail that is not taken: it waits, steps aside, or is parked; and a mail server that is away."""

from datetime import date, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from django.core.mail.backends import locmem

from complaints.channels.mail import MailServerAway
from complaints.models import Delivery, JobRun
from complaints.record import notices
from complaints.services import alerts
from complaints.vocabulary import DeliveryStatus
from tests.cases import register_complaint
from tests.ladder import raise_on, send_at
from tests.outbox import BUSY, LATER, MORNING, TWO_WEEKS_BEFORE, leave_one_rung, one_alert, refuse, refuse_once
from tests.people import bram

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _handling_alone() -> None:
    leave_one_rung()


def test_a_mail_that_is_not_taken_waits_longer_each_time_and_is_parked_after_five(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bram()
    one_alert()
    refuse(monkeypatch, lambda _: BUSY)
    now, waits = MORNING, []
    for _ in range(4):
        assert send_at(now).get("postponed") == 1
        due = Delivery.objects.get(channel="email").try_at
        waits.append((due - now) / timedelta(minutes=1))
        assert send_at(due - timedelta(seconds=1)) == {}
        now = due
    for wait, least in zip(waits, [2, 10, 30, 120], strict=True):
        assert least <= wait < 1.5 * least
    assert send_at(now) == {"parked": 1}
    delivery = Delivery.objects.get(channel="email")
    assert (delivery.status, delivery.attempts, delivery.failure) == (DeliveryStatus.PARKED, 5, "SMTPDataError 451")
    assert send_at(now + timedelta(days=30)) == {}


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (SMTPDataError(550, b"no"), "SMTPDataError 550"),
        (SMTPRecipientsRefused({"bram@body.example": (550, b"no such user")}), "recipient refused: 550"),
    ],
)
def test_a_mail_that_is_refused_for_good_is_parked_at_once(
    monkeypatch: pytest.MonkeyPatch, error: Exception, failure: str
) -> None:
    bram()
    one_alert()
    refuse(monkeypatch, lambda _: error)
    assert send_at(MORNING) == {"addressed": 1, "parked": 1}
    assert Delivery.objects.get(channel="email").failure == failure


@pytest.mark.parametrize(
    "error",
    [
        SMTPRecipientsRefused({"bram@body.example": (450, b"mailbox busy")}),
        ConnectionResetError(104, "Connection reset by peer"),
        TimeoutError(),
    ],
)
def test_a_mail_that_fails_for_now_waits(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    bram()
    one_alert()
    refuse_once(monkeypatch, error)
    assert send_at(MORNING) == {"addressed": 1, "postponed": 1}
    assert send_at(LATER) == {"sent": 1}
    assert Delivery.objects.get(channel="email").failure == ""


def test_one_bad_mail_steps_aside_for_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    complaints = [register_complaint() for _ in range(5)]
    raise_on(TWO_WEEKS_BEFORE)
    written = notices.letter_for

    def letter_for(delivery: Delivery, *, today: date) -> object:
        if delivery.alert.clock.complaint_id == complaints[0].pk:
            raise RuntimeError("a template that cannot be rendered")
        return written(delivery, today=today)

    monkeypatch.setattr(alerts, "letter_for", letter_for)
    assert send_at(MORNING) == {"addressed": 5, "postponed": 1, "sent": 4}
    assert Delivery.objects.get(status=DeliveryStatus.PENDING).failure == "RuntimeError"


def test_a_mail_server_that_is_away_costs_no_mail_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    one_alert()

    def refused(_self: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    with monkeypatch.context() as away:
        away.setattr(locmem.EmailBackend, "open", refused)
        with pytest.raises(MailServerAway, match="Connection refused"):
            send_at(MORNING)
    delivery = Delivery.objects.get(channel="email")
    assert (delivery.status, delivery.attempts, delivery.try_at) == (DeliveryStatus.PENDING, 0, MORNING)
    assert JobRun.objects.get(job=alerts.SEND).failure.startswith("MailServerAway: ConnectionRefusedError")
    assert send_at(MORNING) == {"sent": 1}


def test_a_server_that_refuses_our_sender_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    one_alert()
    refuse_once(monkeypatch, SMTPSenderRefused(530, b"sign in first", "klachten@dienst.example"))
    with pytest.raises(MailServerAway, match="SMTPSenderRefused 530"):
        send_at(MORNING)
    assert Delivery.objects.get(channel="email").attempts == 0


def test_a_connection_that_cannot_be_ended_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    one_alert()

    def gone(_self: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(locmem.EmailBackend, "close", gone)
    assert send_at(MORNING) == {"addressed": 1, "sent": 1}
