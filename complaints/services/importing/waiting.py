"""Rows that wait for a later one, kept in a temporary file: there may be more than memory holds."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from complaints.services.importing.chunks import Candidate


class Waiting:
    """Candidates in the order in which they came; a context, which lets go of the file in the end."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - the context closes it
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, candidate: Candidate) -> None:
        """Keep a candidate."""
        pickle.dump(candidate, self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1

    def drain(self) -> Iterator[Candidate]:
        """Give what waits so far; what is added meanwhile waits for the next time."""
        kept, count = self._file, self.count
        self._file, self.count = TemporaryFile(), 0  # noqa: SIM115 - as above
        with kept:
            kept.seek(0)
            for _each in range(count):
                yield pickle.load(kept)  # noqa: S301 - written by this process, seen by no other
