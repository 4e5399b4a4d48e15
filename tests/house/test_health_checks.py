"""The health checks of the containers: what each asks, and what it says when it is not well."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from django.test import override_settings

from config import health
from tests.house.launching import free_port


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers as a web server that is well, for the host of the tests alone."""

    def do_GET(self) -> None:
        """Well for the health check of our host, and for nothing else."""
        ours = self.path == "/healthz" and self.headers["Host"] == "klachten.dienst.example"
        self.send_response(200 if ours else 400)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def web_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("BIND", f"0.0.0.0:{server.server_port}")
        yield server.server_port
        server.shutdown()
        thread.join()


def test_web_that_answers_is_well(web_port: int) -> None:
    assert health.main(["web"]) == 0


@override_settings(SITE_URL="https://other.example")
def test_web_that_refuses_is_not(web_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert health.main(["web"]) == 1
    assert capsys.readouterr().err == "/healthz answered 400\n"


def test_web_that_does_not_answer_is_not(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    monkeypatch.setenv("BIND", f"0.0.0.0:{port}")
    assert health.main(["web"]) == 1
    assert f"no answer on port {port}" in capsys.readouterr().err


def test_a_broker_that_answers_is_well(broker: str) -> None:
    assert health.main(["broker"]) == 0


def test_a_broker_that_is_away_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0"):
        assert health.main(["broker"]) == 1
    assert "the broker does not answer" in capsys.readouterr().err


def test_a_worker_that_is_not_there_is_named(
    broker: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    assert health.main(["worker"]) == 1
    assert "does not answer" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["beat"], ["web", "worker"]])
def test_another_word_is_answered_with_those_there_are(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert health.main(arguments) == health.USAGE
    assert capsys.readouterr().err == "write one of: web, worker, broker\n"
