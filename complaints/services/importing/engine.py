"""The import: chunk by chunk, each in one transaction, so that a rerun after a crash finishes the work.

The key is the reference: what is in the register already is left as it is, or brought up to date
where it is open; the same source twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from django.db import connection
from django.utils.translation import gettext as _

from complaints.access import Actor, NotAllowed
from complaints.record import calendar
from complaints.services.importing import resolving
from complaints.services.importing.chunks import Candidate, Importer, Outcome
from complaints.services.importing.parsing import Malformed, parse
from complaints.services.importing.reading import Records
from complaints.services.importing.rejects import Rejects
from complaints.services.importing.rows import RegisterRow
from complaints.services.importing.terms import Drawer
from complaints.services.importing.waiting import Waiting

#: A chunk ends after so many rows, or so many bytes of them.
CHUNK_ROWS: Final = 10_000
CHUNK_BYTES: Final = 8 * 1024 * 1024

#: Told after each chunk: the rows read so far.
Progress = Callable[[int], None]
_Refuse = Callable[[Candidate, str], None]


@dataclass
class Counts:
    """What became of the rows of a source."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    updated: int = 0
    rejected: int = 0


def import_rows(
    rows: Iterable[RegisterRow],
    *,
    now: datetime,
    actor: Actor,
    dry_run: bool = False,
    on_reject: Callable[[RegisterRow, str], None] | None = None,
) -> Counts:
    """Take rows into the register (inlezen), as ``import_complaints`` does those of a file.

    ``rows`` may be a generator: at most :data:`CHUNK_ROWS` are held. A complaint may point at one
    (``duplicate_of``) that comes later. ``on_reject`` is told each row that was not taken, with the
    reason. ``now`` is an aware moment; ``actor`` is the system, a person raises ``NotAllowed``.
    """

    def refuse(candidate: Candidate, reason: str) -> None:
        if on_reject is not None and candidate.row is not None:
            on_reject(candidate.row, reason)

    candidates = (Candidate.of(number, row, now=now) for number, row in enumerate(rows, start=1))
    return _import(_chunks(candidates), refuse, _tell_nobody, now=now, actor=actor, dry_run=dry_run)


def import_file(
    stream: IO[bytes],
    *,
    now: datetime,
    actor: Actor,
    dry_run: bool = False,
    rejects: IO[bytes] | None = None,
    on_progress: Progress | None = None,
) -> Counts:
    """Take a register CSV into the register; what cannot be taken goes to ``rejects``.

    Raises ``UnreadableFile`` for a file that is none, before anything is written, and
    ``NotAllowed`` for a person.
    """
    records = Records(stream, keep_rest=rejects is not None)
    rejected = Rejects(rejects, records) if rejects is not None else None

    def refuse(candidate: Candidate, reason: str) -> None:
        if rejected is not None and candidate.record is not None:
            rejected.add(candidate.record, reason)

    chunks = _ahead(_chunks(_candidates(records, now)))
    return _import(chunks, refuse, on_progress or _tell_nobody, now=now, actor=actor, dry_run=dry_run)


def _import(
    chunks: Iterable[Sequence[Candidate]],
    refuse: _Refuse,
    progress: Progress,
    *,
    now: datetime,
    actor: Actor,
    dry_run: bool,
) -> Counts:
    if not actor.is_system:
        raise NotAllowed(_("A register is imported by the system, not by a person."))
    with connection.cursor() as cursor:
        resolving.forget_lines(cursor)
    importer = Importer(actor, now, dry_run, Drawer(calendar.current()), resolving.published_months())
    counts = Counts()
    with Waiting() as waiting:
        for chunk in chunks:
            counts.read += len(chunk)
            _settle(importer, chunk, waiting, counts, refuse, is_last=False)
            progress(counts.read)
        before = -1
        while waiting.count:  # as often as that lets others through; what then still waits is rejected
            is_last, before = waiting.count == before, waiting.count
            for chunk in _chunks(waiting.drain()):
                _settle(importer, chunk, waiting, counts, refuse, is_last=is_last)
    return counts


def _settle(
    importer: Importer,
    chunk: Sequence[Candidate],
    waiting: Waiting,
    counts: Counts,
    refuse: _Refuse,
    *,
    is_last: bool,
) -> None:
    """Settle a chunk, count what became of it, and hand back what was rejected."""
    for candidate, each in zip(chunk, importer.settle(chunk, is_last=is_last), strict=True):
        match each.outcome:
            case Outcome.WAITING:
                waiting.add(candidate)
            case Outcome.REJECTED:
                counts.rejected += 1
                refuse(candidate, each.reason)
            case outcome:
                setattr(counts, outcome, getattr(counts, outcome) + 1)


def _candidates(records: Records, now: datetime) -> Iterator[Candidate]:
    columns = records.columns
    for record in records:
        if record.fault:
            yield Candidate(record.line, None, record.fault, record)
            continue
        try:
            yield Candidate.of(record.line, parse(columns, record.cells), now=now, record=record)
        except Malformed as malformed:
            yield Candidate(record.line, None, str(malformed), record)


def _chunks(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    chunk: list[Candidate] = []
    size = 0
    for candidate in candidates:
        chunk.append(candidate)
        size += _weight(candidate)
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _ahead(chunks: Iterator[list[Candidate]]) -> Iterator[list[Candidate]]:
    """Read the next chunk, in another thread, while the database works on this one."""
    with ThreadPoolExecutor(max_workers=1) as reader:

        def following() -> list[Candidate] | None:
            return next(chunks, None)

        def read() -> Future[list[Candidate] | None]:
            return reader.submit(copy_context().run, following)

        coming = read()
        while (chunk := coming.result()) is not None:
            coming = read()
            yield chunk


def _weight(candidate: Candidate) -> int:
    """About how many bytes a candidate holds; one with a file of its own weighs a whole chunk."""
    if candidate.record is not None:
        return CHUNK_BYTES if candidate.record.rest is not None else len(candidate.record.raw)
    return len(candidate.row.description) if candidate.row is not None else 0


def _tell_nobody(_read: int) -> None:
    pass
