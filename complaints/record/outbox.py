"""What every outbox does with a row: mark it as sent, let it wait, or park it for a person to look at."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zlib import crc32

from django.conf import settings

from complaints.models import Delivery, Digest, LetterMail
from complaints.vocabulary import DeliveryStatus

#: A row of an outbox.
Row = Delivery | Digest | LetterMail

#: How long a mail that was not taken waits, after each try; after the last it is parked.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120))
MOST_ATTEMPTS = len(WAITS) + 1


def domain() -> str:
    """The right hand side of our Message-IDs: the host at which people reach us."""
    return urlsplit(settings.SITE_URL).hostname or ""


def mark_sent(row: Row, *, now: datetime) -> None:
    """Mark a mail that the server has taken."""
    row.status, row.sent_at, row.failure = DeliveryStatus.SENT, now, ""
    row.attempts += 1
    row.save(update_fields=["status", "sent_at", "failure", "attempts"])


def put_off(row: Row, failure: str, *, permanent: bool, now: datetime) -> bool:
    """Let a mail that was not taken wait, or park it after five tries or where trying is of no use; tell which."""
    row.attempts += 1
    row.failure = failure[: row._meta.get_field("failure").max_length]
    parked = permanent or row.attempts >= MOST_ATTEMPTS
    if parked:
        row.status = DeliveryStatus.PARKED
    else:
        row.try_at = now + _wait(row)
    row.save(update_fields=["attempts", "failure", "status", "try_at"])
    return parked


def _wait(row: Row) -> timedelta:
    """The wait after this try, longer by up to a half: which part follows from the row and the try."""
    jitter = crc32(f"{row.pk}:{row.attempts}".encode()) / 2**33
    return WAITS[row.attempts - 1] * (1 + jitter)
