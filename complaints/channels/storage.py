"""Storage: files under a name that says nothing, through Django's storage API (a disk, or S3 by a setting)."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def keep(content: bytes, *, folder: str, suffix: str) -> str:
    """Store a file and return its name; what a transaction that fails leaves behind is named by nobody."""
    return default_storage.save(f"{folder}/{uuid4().hex}{suffix}", ContentFile(content))


def content_of(name: str) -> bytes:
    """Give the content of a stored file; raises FileNotFoundError where it is gone."""
    with default_storage.open(name) as file:
        return bytes(file.read())
