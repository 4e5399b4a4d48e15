"""Files on their way in: to a temporary file, no further than the limit, and only where a page takes files.

Django itself would write whatever anybody sends, to whichever address, until the disk is full; and it
would make an honest name out of one that plays a trick, so that nobody hears of it.
"""

from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

from complaints.documents.examining import too_large
from complaints.record.checking import is_printable
from complaints.record.file_names import require_file_name
from complaints.services.documents import TurnedAway
from complaints.workflow import Refusal

#: The views that take files.
TAKING: Final = frozenset({"admin:document_new", "admin:register"})
#: So many files of the largest size, together, in one request.
TOGETHER: Final = 8

_KEPT: Final = "files_stopped"


class Limited(TemporaryFileUploadHandler):
    """Keeps a file while it is within the limit; the rest is read and thrown away, and why is kept."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Begin with nothing come in."""
        super().__init__(request)
        self.come, self.sent_as, self.is_reading = 0, "", False

    def handle_raw_input(self, input_data: Any, META: Any, *_rest: Any) -> Any:  # noqa: N803 - Django's own name
        """Read the request ourselves, so that names are seen as they were sent."""
        if self.is_reading:
            return None
        self.is_reading = True
        return _AsSent(META, input_data, self).parse()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file, or skip it where nothing takes any, or its name plays a trick."""
        match = self.request.resolver_match if self.request else None
        if match is None or match.view_name not in TAKING:
            raise SkipFile
        try:
            require_file_name(self.sent_as)
        except Refusal as refusal:
            shown = "".join(sign for sign in self.sent_as if is_printable(sign, is_long=False))
            stopped(self.request).append(TurnedAway(shown[:LONGEST_SHOWN], refusal))
            raise SkipFile from refusal
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a piece, until it is too much."""
        most = settings.DOCUMENT_MOST_BYTES
        if start + len(raw_data) > most or self.come + len(raw_data) > TOGETHER * most:
            stopped(self.request).append(TurnedAway(self.file_name or "", too_large(most)))
            raise SkipFile
        self.come += len(raw_data)
        return super().receive_data_chunk(raw_data, start)


#: Of a name that is refused for its length so much is shown.
LONGEST_SHOWN: Final = 150


class _AsSent(MultiPartParser):
    """Django's reader, which tells the handler each name before it cleans it."""

    def __init__(self, meta: Any, input_data: Any, handler: Limited) -> None:
        """Read for one handler."""
        super().__init__(meta, input_data, [handler])
        self.handler = handler

    def sanitize_file_name(self, file_name: str) -> str:
        """Clean a name, having told what it was."""
        self.handler.sent_as = file_name
        return super().sanitize_file_name(file_name) or "?"


def stopped(request: HttpRequest | None) -> list[TurnedAway]:
    """The files of this request that never came in, each with its refusal."""
    found: list[TurnedAway] = vars(request).setdefault(_KEPT, [])
    return found
