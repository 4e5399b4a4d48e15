"""What a webhook says and with which secret: an event as CloudEvents 1.0, of codes alone.

A message tells another system which complaint nears or passes a last day: reference, category, kind of
clock, rung, days and a link, and nothing of a person.
"""

import base64
import json
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from complaints.channels.webhook import Message
from complaints.models import WebhookMessage
from complaints.record.addressing import READDRESSED
from complaints.record.alerts import MET
from complaints.vocabulary import AFTER_CLOSING, OPEN_STATUSES

#: The type of the event; it never changes, a newer form gets a type of its own.
EVENT_TYPE: Final = "gehoor.alert.raised.v1"
CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
#: Why a message is not sent any more, besides the reasons for which an alert is not.
SWITCHED_OFF: Final = "switched_off"


class SecretLost(Exception):
    """A secret was sealed under a key that is not among ours any more; the desk makes a new one."""


def seal(secret: str) -> str:
    """Encrypt a secret under the house's key, so that a copy of the database alone signs nothing."""
    return _seal().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Give a secret back. Raises :class:`SecretLost`."""
    try:
        return _seal().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretLost("the secret was kept under another SECRET_KEY") from error


def why_not(message: WebhookMessage) -> str:
    """Why this message need not go any more; empty where it still must."""
    alert, webhook = message.alert, message.webhook
    clock = alert.clock
    if not webhook.is_active:
        return SWITCHED_OFF
    if webhook.unit_id not in {None, clock.complaint.unit_id}:
        return READDRESSED
    if alert.cancelled_at:
        return str(alert.cancelled_reason)
    if clock.superseded_at or clock.met_on:
        return str(clock.superseded_reason or MET)
    if clock.complaint.status not in OPEN_STATUSES and clock.kind not in AFTER_CLOSING:
        return str(clock.complaint.status)
    return ""


def message_of(message: WebhookMessage) -> Message:
    """Write the event, the same bytes on every try as long as the complaint stays what it is."""
    alert = message.alert
    clock = alert.clock
    event = {
        "specversion": "1.0",
        "id": message.message_id,
        "source": settings.SITE_URL,
        "type": EVENT_TYPE,
        "subject": clock.complaint.reference,
        "time": alert.raised_at.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "reference": clock.complaint.reference,
            "category": clock.complaint.category,
            "clock": clock.kind,
            "rung": alert.rung,
            "due_on": alert.due_on.isoformat(),
            "last_day": clock.ends_on.isoformat(),
            "link": settings.SITE_URL + reverse("admin:case", args=[clock.complaint_id]),
        },
    }
    body = json.dumps(event, sort_keys=True, separators=(",", ":")).encode()
    return Message(message_id=message.message_id, content_type=CONTENT_TYPE, body=body)


def _seal() -> MultiFernet:
    """The newest key seals; those of before still open."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret_key: str) -> bytes:
    made = salted_hmac("complaints.record.webhooks", "seal", secret=secret_key, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest())
