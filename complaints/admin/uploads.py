"""Files on their way in: to a temporary file, no further than the limit, and only where a page takes files.

Django itself would write whatever anybody sends, to whichever address, until the disk is full.
"""

from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

#: The views that take files.
TAKING: Final = frozenset({"admin:document_new"})
#: So many files of the largest size, together, in one request.
TOGETHER: Final = 8

_KEPT: Final = "files_too_large"


class Limited(TemporaryFileUploadHandler):
    """Keeps a file while it is within the limit; the rest is read and thrown away, and its name is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file, or skip it where nothing takes any."""
        match = self.request.resolver_match if self.request else None
        if match is None or match.view_name not in TAKING:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a piece, until it is too much."""
        come = self._come() + len(raw_data)
        if start + len(raw_data) > settings.DOCUMENT_MOST_BYTES or come > TOGETHER * settings.DOCUMENT_MOST_BYTES:
            too_large(self.request).append(self.file_name or "")
            raise SkipFile
        vars(self)["come"] = come
        return super().receive_data_chunk(raw_data, start)

    def _come(self) -> int:
        come: int = vars(self).get("come", 0)
        return come


def too_large(request: HttpRequest | None) -> list[str]:
    """The names of the files of this request that were too large to be kept."""
    found: list[str] = vars(request).setdefault(_KEPT, [])
    return found
