"""The heartbeat: an address outside the house is told that the alerts went out, and nothing else.

Nobody inside can tell when beat and worker are dead. Whoever listens there misses the heartbeat,
and warns.
"""

import logging
from http.client import HTTPException
from typing import Final
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from django.conf import settings

logger = logging.getLogger(__name__)

#: Seconds: the job waits so long, and no longer.
PATIENCE: Final = 5


def sound() -> None:
    """Ask for the page of ``HEARTBEAT_URL``, where there is one. That it fails is logged and harms nothing.

    Neither data nor a name of ours goes with it.
    """
    if not settings.HEARTBEAT_URL:
        return
    asked = Request(settings.HEARTBEAT_URL, headers={"User-Agent": "Gehoor"})  # noqa: S310 - https, by the setting
    try:
        with _line().open(asked, timeout=PATIENCE):
            return
    except (OSError, HTTPException, ValueError) as error:
        logger.warning("The heartbeat was not heard: %s", _said(error))


def _line() -> OpenerDirector:
    """Https alone, through the proxy of the environment where there is one; a redirect is not followed."""
    line = OpenerDirector()
    for handler in (ProxyHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        line.add_handler(handler())
    return line


def _said(error: Exception) -> str:
    """What went wrong, without the address: it may be a secret."""
    return f"{type(error).__name__} {getattr(error, 'code', '')}".strip()
