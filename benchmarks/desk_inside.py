"""The measuring part of :mod:`benchmarks.desk`: requests of two people, and the plain SQL beside them."""

import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import quote, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the application comes up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.database import ROOT  # noqa: E402
from benchmarks.desk_rows import KNOWN, PHRASE, words  # noqa: E402
from complaints.models import RoleGrant, User  # noqa: E402
from complaints.vocabulary import Role  # noqa: E402

#: Requests of each kind before the counting begins.
WARM: Final = 3


@dataclass(frozen=True)
class Ask:
    """One request: its kind, what it is called, and its address."""

    kind: str
    name: str
    address: str


#: What each kind of page comes down to, once somebody knows what is wanted.
_PLAIN: Final = {
    "list": (
        """SELECT complaint.id, reference, category, status, last_day, received_on, handler.last_name
        FROM complaints_complaint AS complaint LEFT JOIN complaints_user AS handler ON handler.id = handler_id
        WHERE status IN ('registered', 'in_handling', 'ready_to_send') ORDER BY last_day, complaint.id LIMIT 51""",
    ),
    "complaint": tuple(
        f"SELECT * FROM complaints_{table} WHERE {column} = %(one)s"
        for table, column in (
            ("complaint", "id"),
            *(
                (table, "complaint_id")
                for table in ("party", "act", "clock", "event", "note", "letter", "document", "part", "contact")
            ),
        )
    ),
    "search": (
        """WITH found AS MATERIALIZED (
            SELECT complaint_id, received_on FROM complaints_findable
            WHERE words @@ phraseto_tsquery('gehoor_names', %(name)s))
        SELECT complaint.* FROM found JOIN complaints_complaint AS complaint ON complaint.id = found.complaint_id
        ORDER BY found.received_on DESC, found.complaint_id DESC LIMIT 21""",
    ),
}
_PLAIN_OF: Final = {"start": "list", "list": "list", "complaint": "complaint", "search": "search"}


def figures(rows: int, rounds: int, *, is_verbose: bool) -> dict[str, dict[str, float]]:
    """Per kind: median and 95th percentile of the requests, and the median of the plain SQL, in milliseconds."""
    taken: dict[str, list[float]] = defaultdict(list)
    apart: dict[str, list[float]] = defaultdict(list)
    plain: dict[str, list[float]] = defaultdict(list)
    people = {"handler": _somebody(Role.HANDLER, 8), "coordinator": _somebody(Role.COORDINATOR, None)}
    with _served() as port:
        for turn in range(-WARM, rounds):
            for who, cookie in people.items():
                for ask in _asked(rows, turn):
                    milliseconds = _request(port, ask.address, cookie)
                    if turn >= 0:
                        taken[ask.kind].append(milliseconds)
                        apart[f"{ask.kind}: {ask.name}, {who}"].append(milliseconds)
            for kind, statements in _PLAIN.items():
                plain[kind].append(_plainly(statements, rows, turn))
    if is_verbose:
        for name, each in apart.items():
            print(f"{name}: median {statistics.median(each):.0f} ms, most {max(each):.0f} ms", file=sys.stderr)
    return {
        kind: {
            "median": statistics.median(each),
            "p95": statistics.quantiles(each, n=20)[-1],
            "plain": statistics.median(plain[_PLAIN_OF[kind]]),
        }
        for kind, each in taken.items()
    }


def _asked(rows: int, turn: int) -> Iterator[Ask]:
    chance = random.Random(f"turn {turn}")
    made = words()
    yield Ask("start", "start page", "/admin/")
    yield Ask("list", "open work", "/admin/work/")
    yield Ask("list", "mine", "/admin/work/?who=mine")
    yield Ask("list", "everything, ended too", "/admin/work/?status=all")
    yield Ask("list", "a category", "/admin/work/?category=it")
    for name, number in (("open", rows - chance.randrange(rows // 10)), ("ended", chance.randrange(1, rows // 2))):
        # Of the unit in which the handler works.
        yield Ask("complaint", name, f"/admin/work/{max(number // 20 * 20 - 12, 8)}/")
    name, number = chance.choice(made.names), chance.randrange(1, rows)
    looked_for = {
        "full name": name,
        "surname": name.split()[1],
        "V-number": f"{number:010}",
        "reference": f"B-{number}",
        "word in half of all": "antwoord",
        "word in an eighth": "gemeente",
        "word in a hundredth": "paspoort",
        "word in a thousandth": "vingerafdrukken",
        "two words": "gemeente antwoord",
        "any two words": " ".join(chance.sample(made.vocabulary[:2000], 2)),
        "phrase": f'"{PHRASE}"',
        "phrase of common words": '"antwoord gemeente"',
        "typing error in a word": "paspport",
        "typing error in a name": _mistyped(chance, name),
        "nothing": "olifantenpaadje",
    }
    assert KNOWN.keys() >= {"antwoord", "gemeente", "paspoort"}
    for what, typed in looked_for.items():
        yield Ask("search", what, f"/admin/search/?q={quote(typed)}")


def _mistyped(chance: random.Random, name: str) -> str:
    first, last = name.split()
    place = chance.randrange(1, len(last) - 1)
    return f"{first} {last[:place]}{last[place + 1]}{last[place]}{last[place + 2 :]}"


def _somebody(role: Role, number: int | None) -> str:
    """Somebody who is signed in, as the cookie of his session: a handler of one unit, or a coordinator of all."""
    username = f"handler-{number}" if number else role.value
    user, made = User.objects.get_or_create(username=username, defaults={"last_name": role.label})
    if made:
        RoleGrant.objects.create(user=user, role=role, unit=None)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextmanager
def _served() -> Iterator[int]:
    """Gunicorn as in production, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "warning", "config.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "BIND": f"127.0.0.1:{port}"})
    try:
        _await(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(port: int) -> None:
    for _each in range(300):
        try:
            _request(port, "/healthz", "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server does not come up.")


def _request(port: int, address: str, cookie: str) -> float:
    """Ask, read the whole answer, follow where it leads; milliseconds."""
    headers = {"Cookie": cookie, "Host": urlsplit(settings.SITE_URL).hostname or "", "X-Forwarded-Proto": "https"}
    begun = time.perf_counter()
    while True:
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", address, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        if answer.status != 302:
            break
        address = answer.headers["Location"]
    if answer.status != 200 or b'name="password"' in body:
        raise SystemExit(f"{address} answered {answer.status}, or asked to sign in.")
    return (time.perf_counter() - begun) * 1000


def _plainly(statements: tuple[str, ...], rows: int, turn: int) -> float:
    name = random.Random(f"turn {turn}").choice(words().names)
    parameters: dict[str, Any] = {"one": rows - 7, "name": name}
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)
            cursor.fetchall()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(figures(int(sys.argv[1]), int(sys.argv[2]), is_verbose=sys.argv[3] == "1")))
