"""Rows that wait for a later one, kept in a temporary file: there may be more than memory holds."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile

from complaints.services.importing.chunks import Candidate


class Waiting:
    """Candidates in the order in which they came."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it is closed by close()
        self.count = 0

    def add(self, candidate: Candidate) -> None:
        """Keep a candidate."""
        pickle.dump(candidate, self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1

    def __iter__(self) -> Iterator[Candidate]:
        self._file.seek(0)
        for _each in range(self.count):
            yield pickle.load(self._file)  # noqa: S301 - written by this process, seen by no other

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
