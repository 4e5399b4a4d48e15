"""Webhooks: one signed message to one address, and what its failures mean.

Signed in the manner of Standard Webhooks: a message has an id that is the same on every try, the moment
of this try, and an HMAC-SHA256 over both and the body. No redirect is followed, nothing of the answer is
read but its status, and no answer takes longer than :data:`PATIENCE`.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import Final

from complaints.channels.targets import NoTarget, Target, addresses_of, target_of

#: Seconds for a host to be reached, and for all of one call.
REACH: Final = 5.0
PATIENCE: Final = 10.0
#: How a secret begins, and of how many bytes it is made.
PREFIX: Final = "whsec_"
_BYTES: Final = 32
#: Refusals that may be over by the next try; any other of the 4xx is for good.
_PASSING: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}  # 408, 425, 429
)


class NotDelivered(Exception):
    """The target did not take this message; ``permanent`` when trying again is of no use.

    ``is_silent`` where it gave no answer at all: then it is of no use to try the next one at once.
    """

    def __init__(self, message: str, *, permanent: bool = False, is_silent: bool = False) -> None:
        """Take what went wrong: never what the target said, which could be anything."""
        super().__init__(message)
        self.permanent = permanent
        self.is_silent = is_silent


@dataclass(frozen=True)
class Message:
    """What is sent: its id, which is the same on every try, its type of content and its body."""

    message_id: str
    content_type: str
    body: bytes


def new_secret() -> str:
    """Make a secret, as receivers know it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode("ascii")


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Sign id, timestamp and body (Standard Webhooks, ``v1``). ValueError for what is no secret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("This is no secret of a webhook.") from error
    signed = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed.digest()).decode('ascii')}"


def post(url: str, message: Message, *, secret: str, at: datetime) -> None:
    """Send one message; when this returns, the target has taken it (2xx). ``at`` is this very moment.

    Raises :class:`NotDelivered`. The address is checked anew, and what was checked is connected to.
    """
    timestamp = int(at.timestamp())
    signed = signature(secret, message_id=message.message_id, timestamp=timestamp, body=message.body)
    headers = {
        "Content-Type": message.content_type,
        "User-Agent": "Gehoor",
        "webhook-id": message.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }
    try:
        target = target_of(url)
        addresses = addresses_of(target)
    except NoTarget as error:
        raise NotDelivered(str(error), permanent=error.permanent, is_silent=True) from error
    try:
        status = _status_of(target, addresses, message.body, headers)
    except (OSError, HTTPException) as error:
        raise NotDelivered(_said(error), is_silent=True) from error
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotDelivered(f"HTTP {status}", permanent=400 <= status < 500 and status not in _PASSING)


def _status_of(target: Target, addresses: list[str], body: bytes, headers: dict[str, str]) -> int:
    reached = _reached(addresses, target.port)
    with reached, _cut_off(reached):
        secured = ssl.create_default_context().wrap_socket(reached, server_hostname=target.host)
        # The connection takes the socket that is there, and makes no other: it never sees an address.
        line = HTTPSConnection(target.host, target.port)
        line.auto_open, line.sock = 0, secured
        try:
            line.request("POST", target.path, body, headers)
            return line.getresponse().status
        finally:
            line.close()


def _reached(addresses: list[str], port: int) -> socket.socket:
    """Connect to the first of the addresses that answers: a host may have one that we cannot reach."""
    *others, last = addresses[:4]
    for address in others:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=REACH)
    return socket.create_connection((last, port), timeout=REACH)


@contextmanager
def _cut_off(connected: socket.socket) -> Iterator[None]:
    """End the connection after :data:`PATIENCE`, also one whose other side says a byte now and then."""
    connected.settimeout(PATIENCE)
    twin = connected.dup()  # TLS takes the socket over; its twin ends the same connection

    is_over = Event()

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = Timer(PATIENCE, cut)
    timer.start()
    try:
        yield
    except (OSError, HTTPException) as error:
        if is_over.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        timer.join()
        twin.close()


def _said(error: Exception) -> str:
    """What went wrong, by its kind: what a stranger said is not repeated."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"certificate not trusted: {error.verify_message}"
        case TimeoutError():
            return "no answer in time"
        case OSError() if error.strerror:
            return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__
