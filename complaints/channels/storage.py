"""Storage: files under a name that says nothing, through Django's storage API (a disk, or S3 by a setting)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage


@contextmanager
def kept(content: bytes | BinaryIO, *, folder: str, suffix: str) -> Iterator[str]:
    """Store a file for the work within, which names it in a row; where that fails the file goes again."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    file.seek(0)
    name = default_storage.save(f"{folder}/{uuid4().hex}{suffix}", File(file))
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def content_of(name: str) -> bytes:
    """Give the content of a stored file; raises FileNotFoundError where it is gone."""
    with default_storage.open(name) as file:
        return bytes(file.read())


def opened(name: str) -> BinaryIO:
    """Open a stored file to read; raises FileNotFoundError where it is gone."""
    return cast("BinaryIO", default_storage.open(name))
