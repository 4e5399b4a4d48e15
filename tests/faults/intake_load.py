"""Intake under a steady load: the project's own gunicorn, and a desk that registers so many complaints a second."""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from queue import SimpleQueue
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.utils import timezone

from dev.valkey import free_port
from tests.faults.processes import kill, start, wait_until
from tests.people import bram

PER_SECOND: Final = 20
#: So many answers say how slow the slowest of a hundred are.
ENOUGH: Final = 200
#: Desks at once; each waits for its answer before it sends again.
DESKS: Final = 8
_CSRF: Final = "c" * 32


@dataclass(frozen=True)
class Answer:
    """What intake answered, and how many seconds after the complaint was to be sent."""

    status: int
    seconds: float


@dataclass(frozen=True)
class Answers:
    """All answers of a load."""

    all: Sequence[Answer]

    @property
    def not_taken(self) -> int:
        """How many were answered by anything but a page of the complaint."""
        return sum(answer.status != 302 for answer in self.all)

    @property
    def slow(self) -> float:
        """The seconds within which 99 of 100 were answered; of few answers the half, since the rest is luck."""
        percent = 99 if len(self.all) >= ENOUGH else 50
        return statistics.quantiles((answer.seconds for answer in self.all), n=100, method="inclusive")[percent - 1]


@dataclass
class Web:
    """The desk as gunicorn serves it, and the headers of a browser at it."""

    port: int
    headers: Mapping[str, str]

    def register(self, *, seconds: float) -> Answers:
        """Register complaints at the steady rate for so long."""
        body = _typed()
        free: SimpleQueue[HTTPConnection] = SimpleQueue()
        for _each in range(DESKS):
            free.put(HTTPConnection("127.0.0.1", self.port, timeout=60))
        begin, number = time.monotonic() + 0.1, int(PER_SECOND * seconds)

        def one(due: float) -> Answer:
            time.sleep(max(0.0, due - time.monotonic()))
            line = free.get()
            line.request("POST", "/admin/work/new/", body, self.headers)
            with line.getresponse() as answer:
                answer.read()
            free.put(line)
            return Answer(answer.status, time.monotonic() - due)

        with ThreadPoolExecutor(DESKS) as pool:
            answers = list(pool.map(one, [begin + turn / PER_SECOND for turn in range(number)]))
        while not free.empty():
            free.get().close()
        return Answers(answers)

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page that needs no signing in."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("GET", path, headers={"Host": _host(), "Connection": "close"})
        with line.getresponse() as answer:
            text = answer.read().decode()
        line.close()
        return answer.status, text


@contextmanager
def web(**changes: str) -> Iterator[Web]:
    """The desk on a free port, for as long as the context lasts."""
    port = free_port()
    here = {"BIND": f"127.0.0.1:{port}", "BEHIND_PROXY": "True", "LOG_LEVEL": "ERROR", **changes}
    process = start("-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi", **here)
    served = Web(port, _signed_in())
    try:
        wait_until(lambda: _serves(served), within=60)
        yield served
    finally:
        kill(process)


def _serves(served: Web) -> bool:
    try:
        return served.get("/healthz")[0] == HTTPStatus.OK
    except OSError:
        return False


def _host() -> str:
    return urlsplit(settings.SITE_URL).netloc


def _signed_in() -> dict[str, str]:
    """The headers of a coordinator's browser, through a proxy that speaks TLS."""
    client = Client()
    client.force_login(bram())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "Host": _host(),
        "Origin": settings.SITE_URL,
        "X-Forwarded-Proto": "https",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_CSRF}",
    }


def _typed() -> str:
    """The form of a complaint that was received today."""
    fields = {
        "csrfmiddlewaretoken": _CSRF,
        "received_on": timezone.localdate().isoformat(),
        "channel": "letter",
        "form": "written",
        "category": "treatment",
        "language": "nl",
        "description": "Ik werd weggestuurd.",
        "complainants": "1",
        "procedure": "ordinary",
        "parties-0-role": "complainant",
        "parties-0-name": "Fatima el Amrani",
    }
    for name, rows in (("parties", 1), ("persons", 0), ("parts", 0)):
        fields |= {f"{name}-TOTAL_FORMS": str(rows), f"{name}-INITIAL_FORMS": "0"}
    return urlencode(fields)
