"""One signed message over a real connection: what is sent, to whom, and what each failure means."""

import base64
import hashlib
import hmac
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from complaints.channels import webhook
from complaints.channels.webhook import Message, NotDelivered, new_secret, post, signature
from tests.receiving import HOST, OTHER_HOST, SECRET, Names, Receiver, receiver

AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
MESSAGE = Message("alert-1-1", "application/cloudevents+json; charset=utf-8", b'{"id":"alert-1-1"}')


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """A server that this process trusts, and may call."""
    with receiver(tmp_path) as server:
        allow(server, monkeypatch, settings)
        yield server


def allow(server: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", server.authority)
    settings.WEBHOOK_ALLOWED_HOSTS = frozenset({HOST, OTHER_HOST})
    settings.WEBHOOK_PORTS = frozenset({server.port})


def failure_of(url: str) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        post(url, MESSAGE, secret=SECRET, at=AT)
    return failed.value


def test_the_signature_is_that_of_the_standard() -> None:
    signed = signature(
        SECRET, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=b'{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_is_another_and_long_enough() -> None:
    one, other = new_secret(), new_secret()
    assert one != other
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32


def test_what_is_no_secret_signs_nothing() -> None:
    with pytest.raises(ValueError, match="no secret"):
        signature("whsec_geen geheim!", message_id="1", timestamp=1, body=b"")


def test_a_message_arrives_as_it_was_with_its_id_moment_and_signature(target: Receiver) -> None:
    post(target.url + "?q=1", MESSAGE, secret=SECRET, at=AT)
    (request,) = target.taken
    assert (request.path, request.body) == ("/alerts?q=1", MESSAGE.body)
    headers = request.headers
    assert headers["content-type"] == MESSAGE.content_type
    assert headers["host"] == f"{OTHER_HOST}:{target.port}"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("alert-1-1", str(int(AT.timestamp())))
    signed = f"alert-1-1.{int(AT.timestamp())}.".encode() + MESSAGE.body
    expected = hmac.new(base64.b64decode(SECRET.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_a_yes(target: Receiver, status: int) -> None:
    target.answer = lambda _: (status, {"Content-Length": "0"})
    post(target.url, MESSAGE, secret=SECRET, at=AT)
    assert len(target.taken) == 1


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        *((status, True) for status in (400, 401, 404, 410, 422, 499)),
        *((status, False) for status in (408, 425, 429, 500, 503, 301, 302, 308)),
    ],
)
def test_a_refusal_is_for_good_or_for_now(target: Receiver, status: int, permanent: bool) -> None:
    target.answer = lambda _: (status, {"Content-Length": "0"})
    failed = failure_of(target.url)
    assert (str(failed), failed.permanent, failed.is_silent) == (f"HTTP {status}", permanent, False)


def test_a_redirect_is_not_followed(target: Receiver) -> None:
    target.answer = lambda _: (307, {"Location": f"https://{OTHER_HOST}:{target.port}/elsewhere"})
    assert str(failure_of(target.url)) == "HTTP 307"
    assert [request.path for request in target.asked] == ["/alerts"]


def test_what_was_checked_is_connected_to_whatever_the_name_says_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    names = Names(monkeypatch)
    names.are(HOST, ["127.0.0.1"], ["127.0.0.2"])
    with receiver(tmp_path) as server:
        allow(server, monkeypatch, settings)
        post(f"https://{HOST}:{server.port}/", MESSAGE, secret=SECRET, at=AT)
        assert len(server.taken) == 1
    assert names.asked == [HOST]


def test_a_name_that_resolves_to_a_private_address_by_now_is_not_called(
    target: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = frozenset()
    failed = failure_of(target.url)
    assert (failed.permanent, failed.is_silent, target.asked) == (True, True, [])


def test_the_next_address_is_tried_where_the_first_does_not_answer(
    target: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    Names(monkeypatch).are(HOST, ["127.0.0.77", "127.0.0.1"])
    post(f"https://{HOST}:{target.port}/", MESSAGE, secret=SECRET, at=AT)
    assert len(target.taken) == 1


def test_a_certificate_of_another_name_is_not_trusted(target: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    Names(monkeypatch).are("anders.example", ["127.0.0.1"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.WEBHOOK_ALLOWED_HOSTS", frozenset({"anders.example"}))
        failed = failure_of(f"https://anders.example:{target.port}/")
    assert str(failed).startswith("certificate not trusted: Hostname mismatch")
    assert (failed.permanent, failed.is_silent, target.asked) == (False, True, [])


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    target: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert str(failure_of(target.url)).startswith("certificate not trusted: ")
    assert target.asked == []


def test_a_host_that_is_not_there_is_silent(target: Receiver, settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.WEBHOOK_PORTS = frozenset({port})
    failed = failure_of(f"https://{OTHER_HOST}:{port}/")
    assert (str(failed), failed.permanent, failed.is_silent) == (
        "ConnectionRefusedError: Connection refused",
        False,
        True,
    )


@contextmanager
def dripping(pause: float) -> Iterator[int]:
    """A server that takes every connection and says a byte of nothing now and then, never TLS."""
    over = threading.Event()

    def drip(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.sendall(b"\x16\x03\x03\x40\x00")  # a record of sixteen thousand bytes begins
            while not over.wait(pause):
                client.sendall(b"\x02")

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    drip(server.accept()[0])

        listening = threading.Thread(target=accept)
        listening.start()
        yield server.getsockname()[1]
        over.set()
        listening.join()


@pytest.mark.parametrize("pause", [0.05, 30.0], ids=["drips", "hangs"])
def test_a_target_that_never_ends_its_answer_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, settings: Any, pause: float
) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.5)
    with dripping(pause) as port:
        settings.WEBHOOK_ALLOWED_HOSTS, settings.WEBHOOK_PORTS = frozenset({OTHER_HOST}), frozenset({port})
        began = time.monotonic()
        failed = failure_of(f"https://{OTHER_HOST}:{port}/")
    assert time.monotonic() - began < 3
    assert (str(failed), failed.permanent, failed.is_silent) == ("no answer in time", False, True)


def test_a_target_that_takes_it_and_says_nothing_is_cut_off(target: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.5)
    asleep = threading.Event()

    def hang(_request: object) -> tuple[int, dict[str, str]]:
        asleep.wait(10)
        return 204, {}

    target.answer = hang
    failed = failure_of(target.url)
    asleep.set()
    assert (str(failed), failed.is_silent) == ("no answer in time", True)


def test_an_answer_without_end_is_not_read(target: Receiver) -> None:
    target.answer = lambda _: (200, {"Content-Length": str(10**12)})
    post(target.url, MESSAGE, secret=SECRET, at=AT)


def test_an_answer_that_is_no_http_is_none(target: Receiver) -> None:
    target.answer = lambda _: (200, {f"X-{number}": "x" for number in range(200)})
    failed = failure_of(target.url)
    assert (str(failed), failed.permanent, failed.is_silent) == ("HTTPException", False, True)
