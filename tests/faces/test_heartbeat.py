"""The heartbeat: heard outside after every delivery that succeeded, and harmful to none."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command

from complaints import tasks
from complaints.channels import heartbeat
from complaints.channels.mail import MailServerAway
from complaints.models import JobRun
from config import connections
from config.env import Misconfigured
from tests.listener import Listener, listening
from tests.outbox import one_alert
from tests.people import bram

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A service that is trusted, at the address of the setting."""
    with listening(tmp_path) as found:
        settings.HEARTBEAT_URL = found.url
        monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
        yield found


def test_the_task_and_the_commands_let_it_be_heard_alike(listener: Listener) -> None:
    tasks.send_alerts()
    call_command("alerts", "send", stdout=StringIO())
    call_command("jobs", "run", "send_alerts", stdout=StringIO())
    assert [line for line, _ in listener.heard] == ["GET /ping/a-secret HTTP/1.1"] * 3


def test_no_other_job_lets_it_be_heard(listener: Listener) -> None:
    tasks.raise_alerts()
    tasks.fill_calendar()
    assert listener.heard == []


def test_nothing_goes_with_it_but_the_call_itself(listener: Listener) -> None:
    heartbeat.sound()
    ((_, headers),) = listener.heard
    assert set(headers) <= {"Host", "User-Agent", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"] == "Gehoor"


def test_a_delivery_that_failed_is_not_told(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(locmem.EmailBackend, "open", refused)
    bram()
    one_alert(("coordinator",))
    with pytest.raises(MailServerAway):
        tasks.send_alerts()
    with pytest.raises(CommandError):
        call_command("alerts", "send")
    assert listener.heard == []


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_success_is_logged_without_the_address_and_goes_nowhere_else(
    status: int, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    listener.status = status
    with caplog.at_level(logging.WARNING):
        tasks.send_alerts()
    assert len(listener.heard) == 1
    assert caplog.messages == [f"The heartbeat was not heard: HTTPError {status}"]
    assert JobRun.objects.get().failure == ""


def test_who_is_not_trusted_or_away_fails_no_job(
    listener: Listener, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    tasks.send_alerts()
    settings.HEARTBEAT_URL = "https://127.0.0.1:1/"
    tasks.send_alerts()
    assert listener.heard == []
    assert caplog.messages == ["The heartbeat was not heard: URLError"] * 2
    assert set(JobRun.objects.values_list("failure", flat=True)) == {""}


def test_without_an_address_nobody_is_called(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert settings.HEARTBEAT_URL == ""
    tasks.send_alerts()
    assert caplog.messages == []


@pytest.mark.parametrize("url", ["http://outside.example/ping", "https://", "file:///etc/passwd"])
def test_the_address_is_https_or_the_process_does_not_start(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTBEAT_URL", url)
    with pytest.raises(Misconfigured, match="HEARTBEAT_URL"):
        connections.page("HEARTBEAT_URL")
