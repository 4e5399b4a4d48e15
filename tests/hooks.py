"""Webhooks of the tests: a subscription of the other side, and an alert that it is owed."""

from typing import Any

import pytest

from complaints.models import Alert, Complaint, Unit, Webhook, WebhookMessage
from complaints.services import webhooks
from complaints.vocabulary import ClockKind
from tests.outbox import MORNING, TWO_WEEKS_BEFORE
from tests.people import at_desk, bram
from tests.receiving import OTHER_HOST, Receiver


def allow(server: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Let this process trust a receiver of the tests, and call it."""
    monkeypatch.setenv("SSL_CERT_FILE", server.authority)
    settings.WEBHOOK_ALLOWED_HOSTS = frozenset({OTHER_HOST})
    settings.WEBHOOK_PORTS = frozenset({443, server.port})


def subscribed(url: str, of: Unit | None = None) -> Webhook:
    """Bram subscribes an address."""
    made, _secret = webhooks.add(actor=at_desk(bram()), now=MORNING, url=url, unit_id=of.pk if of else None)
    return made


def owed(webhook: Webhook, complaint: Complaint, rung: str = "two_weeks_before") -> WebhookMessage:
    """An alert of a complaint that a webhook is owed, written by hand; how it comes about is another test."""
    clock = complaint.clocks.running().get(kind=ClockKind.HANDLING)
    alert, _made = Alert.objects.get_or_create(
        clock=clock, rung=rung, defaults={"due_on": TWO_WEEKS_BEFORE, "raised_at": MORNING, "dispatched_at": MORNING}
    )
    return WebhookMessage.objects.create(
        webhook=webhook, alert=alert, message_id=f"alert-{alert.pk}-{webhook.pk}", try_at=MORNING
    )
