"""The demonstration: servers, tables, register, then web, worker and beat, in one foreground command."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from dev.bootstrap import ROOT
from dev.place import DEMO, Place
from dev.processes import Kept, Order
from dev.servers import Servers
from dev.trouble import Trouble, say

READY_WITHIN: Final = 60.0  # seconds
LOOK_EVERY: Final = 0.25  # seconds
MIGRATED: Final = "migrated"
SIGN_IN: Final = "sign-in.txt"


def run(directory: Path, port: int) -> None:
    """Run the demonstration until somebody stops it. Raises Trouble where it cannot start or go on."""
    parent = os.getppid()
    _refuse_taken(port)
    with ExitStack() as stack:
        place = Place.claim(directory, DEMO)
        stack.callback(say, "stopped; the data are kept")
        stack.callback(place.forget)
        servers = Servers.lasting(directory, place.secrets(), fds=[place.lock])
        stack.callback(servers.stop)
        servers.start()
        variables = environment(place, servers, port)
        migrate(place, variables)
        sign_in = _seed(place, variables)
        web, *others = _programs(place, variables, port)
        programs = [_start(stack, web)]
        programs[0].when_ready(lambda: _serves(port), seconds=READY_WITHIN)
        programs += [_start(stack, order) for order in others]
        place.publish(variables)
        say(f"the desk is at http://127.0.0.1:{port}/admin/ (logs in {directory / 'log'}; Ctrl-C stops)")
        sys.stderr.write(sign_in)
        sys.stderr.flush()
        _watch([*servers.running(), *programs], parent)


def environment(place: Place, servers: Servers, port: int) -> dict[str, str]:
    """The variables for every program on these data; what the caller has set goes first."""
    own = {
        "BODY_ADDRESS": "Postbus 1, 1000 AA Voorbeeldstad",
        "BODY_NAME": "Dienst Voorbeeld (demonstratie)",
        "BODY_SENDER": "Dienst Voorbeeld <klachten@gehoor.example>",
        "DEMO": "True",
        "DEMO_PASSWORD": place.secrets()["DEMO_PASSWORD"],
        "EMAIL_URL": f"file://{place.directory / 'mail'}",
        "SECRET_KEY": place.secrets()["SECRET_KEY"],
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    given = {"DATA_DIR": str(place.directory), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return own | os.environ | servers.urls() | given


def migrate(place: Place, variables: Mapping[str, str]) -> None:
    """Bring the tables up to date. Raises Trouble where that fails."""
    if not place.is_marked(MIGRATED):
        say("making the tables")
    to_the_end(manage(["migrate", "--no-input", "--verbosity", "0"], variables, place))
    place.mark(MIGRATED)


def manage(arguments: Sequence[str], variables: Mapping[str, str], place: Place, log: Path | None = None) -> Order:
    """The order for a management command."""
    return Order(
        name=f"manage.py {arguments[0]}",
        command=[sys.executable, str(ROOT / "manage.py"), *arguments],
        environment=variables,
        directory=ROOT,
        fds=[place.lock],
        log=log,
    )


def to_the_end(order: Order) -> None:
    """Run a program to its end. Raises Trouble where it fails."""
    kept = Kept(order)
    try:
        status = kept.wait()
    finally:
        kept.stop()
    if status != 0:
        raise Trouble(f"{order.name} failed (status {status}), see above.{kept.last_words()}")


def _seed(place: Place, variables: Mapping[str, str]) -> str:
    """Fill an empty register, once; return who may sign in, as the command said it."""
    said = place.directory / SIGN_IN
    if not said.exists():
        say("filling the demonstration's register")
        new = said.with_suffix(".log")
        new.unlink(missing_ok=True)
        to_the_end(manage(["seed_demo", "--if-empty"], variables, place, log=new))
        new.chmod(0o600)
        new.replace(said)
    return said.read_text(encoding="utf-8")


def _programs(place: Place, variables: Mapping[str, str], port: int) -> list[Order]:
    """Web, worker and beat, as the containers of production run them, but smaller."""
    python = [sys.executable, "-m"]
    commands = {
        "web": [*python, "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"],
        "worker": [*python, "celery", "--app", "config", "worker", "--concurrency", "1", "--loglevel", "INFO"],
        "beat": [*python, "celery", "--app", "config", "beat", "--loglevel", "INFO"],
    }
    own = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", **variables}
    return [
        Order(
            name=name,
            command=command,
            environment=own,
            directory=ROOT,
            fds=[place.lock],
            log=place.directory / "log" / f"{name}.log",
        )
        for name, command in commands.items()
    ]


def _start(stack: ExitStack, order: Order) -> Kept:
    kept = Kept(order)
    stack.callback(kept.stop)
    return kept


def _watch(kept: Sequence[Kept], parent: int) -> None:
    """Stay until a program ends by itself (raises Trouble), or the make that started us is gone."""
    under_make = "MAKELEVEL" in os.environ
    while True:
        time.sleep(LOOK_EVERY)
        for one in kept:
            status = one.status()
            if status is not None:
                raise Trouble(
                    f"{one.order.name} stopped by itself (status {status}), so everything is stopped. "
                    f"The data are kept: start again with make demo. Its last words:{one.last_words()}"
                )
        if under_make and os.getppid() != parent:
            return


def _refuse_taken(port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except OverflowError:
        raise Trouble(f"PORT {port} is no port: write a number from 1024 to 65535.") from None
    except OSError as error:
        raise Trouble(
            f"port {port} cannot be used ({error.strerror}); choose another: make demo PORT={port + 1}"
        ) from None


def _serves(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
