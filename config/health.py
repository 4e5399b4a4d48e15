"""``python -m config.health web|worker|broker``: the health checks of the containers.

Ends with status 0 where the process is well, and with 1 and a reason where it is not.
"""

import http.client
import os
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from config.celery import app

USAGE: Final = 2
PATIENCE = 8.0  # seconds for a worker to answer


def web() -> str:
    """Ask this container's web server whether it lives; return what is wrong, or nothing."""
    port = int(os.environ.get("BIND", ":8000").rpartition(":")[2])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        line.request("GET", "/healthz", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"no answer on port {port}: {error}"
    finally:
        line.close()
    return "" if status == http.HTTPStatus.OK else f"/healthz answered {status}"


def worker() -> str:
    """Ask this container's worker, through the broker; return what is wrong, or nothing."""
    name = f"celery@{socket.gethostname()}"
    try:
        answers = app.control.ping(destination=[name], timeout=PATIENCE)
    except (OperationalError, OSError, RedisError) as error:
        return f"the broker does not answer: {error}"
    return "" if answers else f"{name} does not answer"


def broker() -> str:
    """Ask the broker; return what is wrong, or nothing."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=4, socket_connect_timeout=4) as client:
            client.ping()
    except RedisError as error:
        return f"the broker does not answer: {error}"
    return ""


CHECKS: Final[Mapping[str, Callable[[], str]]] = {"web": web, "worker": worker, "broker": broker}


def main(arguments: list[str]) -> int:
    """Run one check; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in CHECKS:
        sys.stderr.write(f"write one of: {', '.join(CHECKS)}\n")
        return USAGE
    wrong = CHECKS[arguments[0]]()
    if wrong:
        sys.stderr.write(f"{wrong}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
