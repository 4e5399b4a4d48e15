"""Where a webhook may go: an https address of the public internet, or a host that a setting names.

Whoever may keep a subscription must not reach what stands beside us in our own network. So the address
is read strictly, its name is resolved, and every address that it resolves to must be public: when it is
saved, and again each time before something is sent, for a name may point elsewhere by then. What was
checked is what is connected to; nothing resolves the name a second time.
"""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 500
_DEFAULT_PORT: Final = 443

#: IPv4 that is not of the public internet, or stands for something else (IANA's special purposes).
_SPECIAL_4: Final = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
#: All of IPv6 that is given out to the public: mapped, translated (NAT64) and local forms lie outside it.
_PUBLIC_6: Final = IPv6Network("2000::/3")
#: What in it is not: Teredo and other protocols, documentation, 6to4.
_SPECIAL_6: Final = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
#: A body's own network: what a host that a setting names may resolve to besides.
_OWN: Final = tuple(
    map(
        IPv4Network,
        ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
    )
)
_OWN_6: Final = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))

_VISIBLE: Final = re.compile(r"[!-~]+")
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+")


class NoTarget(Exception):
    """An address that is not called, with the reason as a sentence for the person who typed it."""

    permanent = True

    def __init__(self, message: str | Promise) -> None:
        """Take the sentence."""
        super().__init__(message)


class Unresolved(NoTarget):
    """The name of the host does not resolve: perhaps later."""

    permanent = False


@dataclass(frozen=True)
class Target:
    """An address taken apart: the host as it is named, its port, and what is asked for there."""

    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """Read an address strictly. Raises :class:`NoTarget`; nothing is resolved yet."""
    if len(url) > LONGEST or not _VISIBLE.fullmatch(url) or "\\" in url:
        raise NoTarget(_("Write the address as https://host/path, without blanks or special letters."))
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORT
    except ValueError:
        raise NoTarget(_("This is no address; write https://host/path.")) from None
    if parts.scheme != "https":
        raise NoTarget(_("The address starts with https://, so that nobody can read along."))
    if "@" in parts.netloc:
        raise NoTarget(_("Leave the user name and password out of the address; the signature says who calls."))
    if "#" in url:
        raise NoTarget(_("Leave out what stands behind the #: it is never sent."))
    host = (parts.hostname or "").rstrip(".")
    if not _HOST.fullmatch(host):
        raise NoTarget(_("The name of the host is missing or cannot be read."))
    if port not in settings.WEBHOOK_PORTS:
        raise NoTarget(_("Port %(port)s is not called; leave it out (443).") % {"port": port})
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, path)


def addresses_of(target: Target) -> list[str]:
    """Resolve the host, once; every address that it has must be one that we may call.

    Raises :class:`Unresolved`, and :class:`NoTarget` where one of them is not public.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):  # a label that is too long for a name is no Unicode either
        raise Unresolved(_("The host %(host)s cannot be found.") % {"host": target.host}) from None
    addresses = list(dict.fromkeys(str(place[0]) for *_rest, place in found))
    if not addresses:
        raise Unresolved(_("The host %(host)s cannot be found.") % {"host": target.host})
    is_named = target.host in settings.WEBHOOK_ALLOWED_HOSTS
    if not all(is_public(address) or (is_named and is_own(address)) for address in addresses):
        raise NoTarget(_("The host %(host)s lies in a network that is not public.") % {"host": target.host})
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet, in its own form."""
    match _read(address):
        case IPv4Address() as four:
            return not any(four in network for network in _SPECIAL_4)
        case IPv6Address() as six:
            return six in _PUBLIC_6 and not any(six in network for network in _SPECIAL_6)
    return False


def is_own(address: str) -> bool:
    """Tell whether an address is one of a body's own network; never that of a link or of many at once."""
    match _read(address):
        case IPv4Address() as four:
            return any(four in network for network in _OWN)
        case IPv6Address() as six:
            return any(six in network for network in _OWN_6)
    return False


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """Read an address; one with a zone is of a link, and read as none."""
    try:
        return None if "%" in address else ip_address(address)
    except ValueError:
        return None
