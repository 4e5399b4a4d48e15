"""Small typed readers of the environment.

Each reader takes the name of a variable. Where ``NAME_FILE`` is set, the value is the content of
that file (container secrets). A value that is missing or malformed raises :class:`Misconfigured`:
one line that names the variable and says what to write.
"""

import os
from datetime import date
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

YES: Final = frozenset({"1", "true", "yes", "on"})
NO: Final = frozenset({"0", "false", "no", "off"})


class Misconfigured(ImproperlyConfigured):
    """A variable of the environment is missing or malformed; the message names it, on one line."""


def text(name: str, default: str | None = None) -> str:
    """Return the value of a variable, or the default; empty counts as missing.

    Raises Misconfigured where it is missing without a default, or its file cannot be read.
    """
    value = _raw(name)
    if value:
        return value
    if default is None:
        raise Misconfigured(f"{name} is missing: set it, or {name}_FILE to a file that holds it.")
    return default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or a no. Raises Misconfigured where the value is neither."""
    value = _raw(name)
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    if value:
        raise Misconfigured(f"{name} is {value!r}: write True or False.")
    return default


def number(name: str, *, default: int, least: int = 0) -> int:
    """Return a whole number. Raises Misconfigured where it is none, or below the least allowed."""
    value = _raw(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise Misconfigured(f"{name} is {value!r}: write a whole number, {least} or more.")
    return int(value)


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of the words that are known, in capitals. Raises Misconfigured for any other."""
    value = text(name, default).upper()
    if value not in allowed:
        raise Misconfigured(f"{name} is {value!r}: write one of {', '.join(allowed)}.")
    return value


def items(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return what stands between commas, without the blanks around it."""
    found = [item.strip() for item in _raw(name).split(",")]
    return [item for item in found if item] or list(default)


def file(name: str) -> Path | None:
    """Return the path of a file that must exist, or None where the variable is not set."""
    value = _raw(name)
    if not value:
        return None
    path = Path(value)
    if not path.is_file():
        raise Misconfigured(f"{name} is {value!r}: there is no such file.")
    return path


def by_month(name: str, default: str, allowed: frozenset[str]) -> tuple[tuple[date, str], ...]:
    """Return words that hold from a month on, oldest first: ``2023-03:complaints, …``.

    Each word comes with the first day of its month. Raises Misconfigured for a month that is
    none, a word that is not allowed, or months that do not ascend.
    """
    found = []
    for item in text(name, default).split(","):
        month, _, word = item.strip().partition(":")
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError:
            raise Misconfigured(f"{name}: {item.strip()!r} must be YYYY-MM:word.") from None
        if word not in allowed:
            raise Misconfigured(f"{name}: {word!r} must be one of {', '.join(sorted(allowed))}.")
        found.append((first, word))
    if [first for first, _ in found] != sorted({first for first, _ in found}):
        raise Misconfigured(f"{name}: the months must ascend.")
    return tuple(found)


def _raw(name: str) -> str:
    """Return the variable or the content of its file, stripped; empty where neither is set."""
    direct = os.environ.get(name, "").strip()
    source = os.environ.get(f"{name}_FILE", "").strip()
    if not source:
        return direct
    if direct:
        raise Misconfigured(f"{name} and {name}_FILE are both set: keep one of them.")
    try:
        return Path(source).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise Misconfigured(f"{name}_FILE is {source!r}: {reason}.") from None
