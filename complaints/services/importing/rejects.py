"""The rejects file: each row that was not taken as it stood, behind its line and the reason."""

import shutil
from typing import IO

from complaints.services.importing.reading import Record, Records


class Rejects:
    """Writes rejected records to a stream, in the encoding and with the delimiter of their file."""

    def __init__(self, stream: IO[bytes], records: Records) -> None:
        self._stream = stream
        self._delimiter = records.delimiter
        self._write(records.bom, ("line", "reason"), records.header)

    def add(self, record: Record, reason: str) -> None:
        """Write one record, byte for byte, behind its first line and the reason."""
        self._write(b"", (str(record.line), '"' + reason.replace('"', '""') + '"'), record.raw, record.rest)

    def _write(self, before: bytes, cells: tuple[str, str], raw: bytes, rest: IO[bytes] | None = None) -> None:
        self._stream.write(before + "".join(cell + self._delimiter for cell in cells).encode() + raw)
        last = raw
        if rest is not None:
            with rest:
                rest.seek(0)
                shutil.copyfileobj(rest, self._stream)
                rest.seek(max(0, rest.tell() - 1))
                last = rest.read() or raw
        if not last.endswith(b"\n"):
            self._stream.write(b"\n")
