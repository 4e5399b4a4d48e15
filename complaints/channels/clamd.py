"""ClamAV: a file is read by its daemon (clamd), where a setting says where that is."""

from typing import Any, BinaryIO, Final

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

#: A daemon that says nothing for so many seconds is away.
PATIENCE: Final = 30


class ScannerAway(Exception):
    """The scanner does not answer, or cannot read this file: nobody knows whether it is clean."""


def is_configured() -> bool:
    """Whether this body scans its files."""
    return settings.CLAMD is not None


def virus_in(file: BinaryIO) -> str:
    """Give the name of the virus in a file, "" where there is none. Raises :class:`ScannerAway`."""
    file.seek(0)
    try:
        answers = _daemon().instream(file)
    except (ClamdError, OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    finally:
        file.seek(0)
    for status, found in answers.values():
        if status == "FOUND":
            return found or "?"
        if status == "OK":
            return ""
    raise ScannerAway(str(answers))


def _daemon() -> ClamdNetworkSocket | ClamdUnixSocket:
    place: Any = settings.CLAMD
    if place.path:
        return ClamdUnixSocket(path=place.path, timeout=PATIENCE)
    return ClamdNetworkSocket(host=place.host, port=place.port, timeout=PATIENCE)
