"""What commands share towards the operator: months and people as arguments, refusals as messages."""

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from complaints.access import Actor
from complaints.figures.months import Month, NotAMonth
from complaints.models import User
from complaints.vocabulary import Origin
from complaints.workflow import Refusal

_FIRST_YEAR = 1900


def month_argument(text: str) -> Month:
    """Read an argument ``YYYY-MM``; wrong ones end in exit status 2."""
    try:
        month = Month.parse(text)
    except NotAMonth as error:
        raise ArgumentTypeError(f"{text!r} is no month; write it as 2023-05") from error
    if month.year < _FIRST_YEAR or "/" in text:
        raise ArgumentTypeError(f"{text!r} is no month; write it as 2023-05")
    return month


def actor_by(username: str | None) -> Actor:
    """Who acts through a command: the person named, or the system where nobody is."""
    if username is None:
        return Actor(user=None, origin=Origin.COMMAND)
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”; give a username.") % {"name": username})
    return Actor(user=user, origin=Origin.COMMAND)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn a refusal into a message on standard error and exit status 1."""
    try:
        yield
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal


def read_bytes(path: Path, *, at_most: int) -> bytes:
    """Read a file, one byte more than allowed at the most, or say why not."""
    try:
        with path.open("rb") as file:
            return file.read(at_most + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def is_special(path: Path) -> bool:
    """Whether a path is a pipe or a device: written to, never replaced. A directory refuses by itself."""
    return path.exists() and not path.is_file()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, or say why not; a pipe or a device is written to, never replaced."""
    try:
        if is_special(path):
            path.write_bytes(content)
        else:
            _replace(path, content)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def write_standard_output(content: bytes) -> None:
    """Write bytes to standard output; a reader that left is no fault of ours, and ends in exit status 1."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
