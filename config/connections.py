"""Addresses of the services around us, read from URLs: the database, the broker, the mail."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from config.env import Misconfigured, items, text

#: libpq parameters that may stand in the query of a database URL, besides the host.
LIBPQ_OPTIONS: Final = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "keepalives_idle",
        "sslcert",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
    }
)


def database(name: str, *, statement_timeout_ms: int, pool_size: int) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL database that a variable addresses.

    A Unix socket is given in the query: ``postgresql://user@/name?host=/directory``. ``jit`` is
    off, because it costs short queries far more than it gains. With a pool, connections are
    never kept by Django itself. Raises Misconfigured where the URL is malformed.
    """
    url = _split(name, text(name), {"postgres", "postgresql"})
    query = dict(parse_qsl(url.query))
    host = query.pop("host", url.hostname or "")
    unknown = query.keys() - LIBPQ_OPTIONS
    if unknown:
        raise Misconfigured(f"{name}: the query has unknown parts: {', '.join(sorted(unknown))}.")
    if not url.path.strip("/") or not url.username:
        raise Misconfigured(f"{name}: write postgresql://user:password@host:port/name.")
    options: dict[str, Any] = {
        **query,
        "options": f"-c jit=off -c statement_timeout={statement_timeout_ms}",
    }
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool_size else 60,
        "CONN_HEALTH_CHECKS": True,
    }


def broker(name: str) -> str:
    """Return the address of Redis or Valkey. Raises Misconfigured where it is malformed."""
    value = text(name)
    _split(name, value, {"redis", "rediss", "unix"})
    return value


def site(name: str) -> SplitResult:
    """Return the address at which people reach us, without a path.

    Raises Misconfigured where it is not ``https://host`` (or http, for a demonstration).
    """
    url = _split(name, text(name).rstrip("/"), {"http", "https"})
    if not url.hostname or url.path or url.query:
        raise Misconfigured(f"{name}: write https://host, without a path.")
    return url


def page(name: str) -> str:
    """Return the address of a page of the body, "" where the variable is not set.

    Raises Misconfigured where it is not https.
    """
    value = text(name, "")
    if value and not _split(name, value, {"https"}).hostname:
        raise Misconfigured(f"{name}: write https://host/page.")
    return value


def ports(name: str, default: str) -> frozenset[int]:
    """Return the numbers of ports that stand between commas. Raises Misconfigured where one is none."""
    found = items(name, (default,))
    if not all(port.isascii() and port.isdigit() and 0 < int(port) < 2**16 for port in found):
        raise Misconfigured(f"{name}: write numbers of ports, between commas.")
    return frozenset(map(int, found))


@dataclass(frozen=True)
class Mail:
    """How mail leaves the house; the fields are those of Django's settings."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    directory: str | None = None


def mail(name: str) -> Mail:
    """Return how mail leaves the house.

    ``smtp://``, ``smtp+starttls://`` (or ``smtp+tls://``) and ``smtps://`` with user, password,
    host and port; ``file:///directory`` for a demonstration; ``console:`` for a developer.
    Raises Misconfigured where it is malformed.
    """
    schemes = {"smtp", "smtp+tls", "smtp+starttls", "smtps", "file", "console"}
    url = _split(name, text(name), schemes)
    backends = "django.core.mail.backends"
    if url.scheme == "console":
        return Mail(backend=f"{backends}.console.EmailBackend")
    if url.scheme == "file":
        if not url.path.startswith("/") or url.netloc:
            raise Misconfigured(f"{name}: write file:///directory.")
        return Mail(backend=f"{backends}.filebased.EmailBackend", directory=unquote(url.path))
    if not url.hostname:
        raise Misconfigured(f"{name}: the host of the mail server is missing.")
    starttls = url.scheme in {"smtp+tls", "smtp+starttls"}
    tls = url.scheme == "smtps"
    return Mail(
        backend=f"{backends}.smtp.EmailBackend",
        host=url.hostname,
        port=url.port or (465 if tls else 587 if starttls else 25),
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=starttls,
        tls=tls,
    )


def _split(name: str, value: str, schemes: set[str]) -> SplitResult:
    """Take a URL apart. The message never repeats the value, which may hold a password."""
    expected = ", ".join(sorted(schemes))
    try:
        url = urlsplit(value)
        _ = url.port  # urlsplit checks the port when it is asked for
    except ValueError as error:
        raise Misconfigured(f"{name} is not a URL: {error}.") from None
    if url.scheme not in schemes:
        raise Misconfigured(f"{name} must start with one of: {expected} (as in {min(schemes)}:…).")
    return url


@dataclass(frozen=True)
class Clamd:
    """Where the virus scanner listens: a Unix socket, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 3310


def clamd(name: str) -> Clamd | None:
    """Return where ClamAV's daemon listens, None where the variable is not set: nothing is scanned.

    ``tcp://host:3310`` or ``unix:///path``. Raises Misconfigured where it is malformed.
    """
    value = text(name, "")
    if not value:
        return None
    url = _split(name, value, {"tcp", "unix"})
    if url.scheme == "unix":
        if not url.path.startswith("/") or url.netloc:
            raise Misconfigured(f"{name}: write unix:///path.")
        return Clamd(path=unquote(url.path))
    if not url.hostname:
        raise Misconfigured(f"{name}: the host of the virus scanner is missing.")
    return Clamd(host=url.hostname, port=url.port or 3310)


def files(name: str, directory: str) -> dict[str, Any]:
    """Return Django's storage for our files: the directory, or the S3 bucket that a variable addresses.

    ``s3://key:secret@host/bucket?region=…``; with ``&tls=no`` in clear text. Raises Misconfigured
    where it is malformed.
    """
    value = text(name, "")
    if not value:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": directory}}
    url = _split(name, value, {"s3"})
    query = dict(parse_qsl(url.query))
    bucket = url.path.strip("/")
    if not (url.hostname and url.username and url.password and bucket) or "/" in bucket:
        raise Misconfigured(f"{name}: write s3://key:secret@host/bucket.")
    scheme = "http" if query.get("tls") == "no" else "https"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(url.username),
            "secret_key": unquote(url.password),
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{url.hostname}" + (f":{url.port}" if url.port else ""),
            "region_name": query.get("region") or None,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
