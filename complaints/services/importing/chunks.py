"""A chunk of rows settled in one transaction: what is new is written set by set, what is known compared."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import DataError, IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.queries import register_file
from complaints.queries.register_file import KnownRow
from complaints.record import search
from complaints.record.case import refusal_of
from complaints.services.importing import batches, resolving, rules
from complaints.services.importing.comparing import newer
from complaints.services.importing.drafting import Draftsman, Keys
from complaints.services.importing.parsing import said
from complaints.services.importing.reading import Record
from complaints.services.importing.rows import RegisterRow
from complaints.services.importing.terms import Drawer
from complaints.services.importing.updating import Newer, update
from complaints.vocabulary import OPEN_STATUSES, Category
from complaints.workflow import Refusal

#: Imports wait for each other at every chunk: advisory lock of two keys, the second is ours.
_LOCK: Final = (9121, -1)  # Awb 9:12a


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    REJECTED = "rejected"
    WAITING = "waiting"  # for the complaint of which it is a duplicate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row and where it stands, and what is wrong with it by itself; None where the record is no row."""

    line: int
    row: RegisterRow | None
    fault: str = ""
    record: Record | None = None

    @classmethod
    def of(cls, line: int, row: RegisterRow, *, now: datetime, record: Record | None = None) -> "Candidate":
        """Look at a row by itself."""
        return cls(line, row, said(rules.faults(row, now=now)), record)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a candidate, and why where it was rejected."""

    outcome: Outcome
    reason: str = ""


_Found = dict[int, Settled]


@dataclass
class Importer:
    """Settles chunks for one import: by whom, at which moment, for real or dry."""

    actor: Actor
    now: datetime
    dry_run: bool
    drawer: Drawer
    published: frozenset[Month]
    draftsman: Draftsman = field(init=False)

    def __post_init__(self) -> None:
        self.draftsman = Draftsman(self.drawer, actor=self.actor, now=self.now)

    def settle(self, candidates: Sequence[Candidate], *, is_last: bool) -> list[Settled]:
        """Settle a chunk in one transaction, in the order of its rows.

        What waits for a complaint that has not come yet is left waiting, or rejected when this
        ``is_last``. A row that the database refuses after all steps aside: the chunk is halved.
        """
        try:
            with transaction.atomic():
                return _Chunk(self, candidates, is_last=is_last).settle()
        except (DataError, IntegrityError) as error:
            if len(candidates) == 1:
                return [Settled(Outcome.REJECTED, _worded(error))]
            half = len(candidates) // 2
            first = self.settle(candidates[:half], is_last=is_last)
            return first + self.settle(candidates[half:], is_last=is_last)


@dataclass
class _Chunk:
    """The work on one chunk; ``found`` says by index what became of each candidate."""

    run: Importer
    candidates: Sequence[Candidate]
    is_last: bool
    found: _Found = field(default_factory=dict)
    fresh: dict[str, int] = field(default_factory=dict)  # reference -> index, in order
    known: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)  # -> index, the news

    def settle(self) -> list[Settled]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)
            rows = self._read()
            names = resolving.Names(list(rows.values()))
            self._sort(cursor, rows, names)
            originals = self._originals(cursor, rows)
            if not self.run.dry_run:
                self._write(cursor, rows, names, originals)
            self._update(rows, names, originals)
            self._remember(cursor, rows)
        return [self.found[index] for index in range(len(self.candidates))]

    def _reject(self, index: int, reason: str) -> None:
        self.found[index] = Settled(Outcome.REJECTED, reason)

    def _read(self) -> dict[int, RegisterRow]:
        """The rows that can be by themselves, by index."""
        rows: dict[int, RegisterRow] = {}
        for index, candidate in enumerate(self.candidates):
            if candidate.row is None or candidate.fault:
                self._reject(index, candidate.fault)
            else:
                rows[index] = candidate.row
        return rows

    def _sort(self, cursor: CursorWrapper, rows: Mapping[int, RegisterRow], names: resolving.Names) -> None:
        """Tell apart what is new, what is known, and what stood in the source before."""
        references = list({row.reference for row in rows.values()})
        lines = resolving.lines_of(cursor, references)
        register = register_file.known(references)
        for index, row in rows.items():
            if (line := lines.get(row.reference)) is not None:
                message = _("It stands on line %(line)d already.") % {"line": line}
                self._reject(index, said([("reference", message)]))
                continue
            if faults := names.faults(row):
                self._reject(index, said(faults))
            elif row.reference in register:
                self._compare(index, row, register[row.reference], names)
            else:
                self._take(index, row)
            if index not in self.found or self.found[index].outcome is not Outcome.REJECTED:
                lines[row.reference] = self.candidates[index].line

    def _take(self, index: int, row: RegisterRow) -> None:
        try:
            if row.category != Category.OMBUDSMAN:
                self.run.drawer.term(row)
                if row.closed_on is not None:
                    self.run.drawer.ombudsman_year(row.closed_on)
        except Refusal as refusal:
            self._reject(index, _refused(refusal))
        else:
            self.fresh[row.reference] = index

    def _compare(self, index: int, row: RegisterRow, register: KnownRow, names: resolving.Names) -> None:
        news = newer(row, register, unit_code=names.code_of(row.unit))
        months = {Month.of(register.received_on)} | ({Month.of(row.closed_on)} if row.closed_on else set())
        differing = ", ".join(column for column in register_file.COLUMNS if column in news)
        if not news:
            self.found[index] = Settled(Outcome.UNCHANGED)
        elif register.status not in OPEN_STATUSES:
            message = _("The complaint has ended in the register, and the row says otherwise in: %(columns)s.")
            self._reject(index, message % {"columns": differing})
        elif published := sorted(months & self.run.published):
            message = _("The figures of %(month)s are published, and the row says otherwise in: %(columns)s.")
            self._reject(index, message % {"month": published[0], "columns": differing})
        else:
            self.known[row.reference] = (index, news)

    def _originals(self, cursor: CursorWrapper, rows: Mapping[int, RegisterRow]) -> dict[str, int]:
        """The keys of the complaints that others point at; what points at nothing waits or is rejected.

        A new complaint has no key yet and is looked up by its place.
        """
        wanted = self._wanted(rows)
        register = resolving.complaints_by_reference({original for original, _index in wanted})
        have = set(register)
        if self.run.dry_run:  # what an earlier chunk would have written
            have |= resolving.lines_of(cursor, [original for original, _index in wanted]).keys()
        for index in self._unresolved(wanted, have, rows):
            row = rows[index]
            self.fresh.pop(row.reference, None)
            self.known.pop(row.reference, None)
            if self.is_last or not row.duplicate_of:
                message = _("There is no complaint %(reference)s, neither here nor in the register.")
                target = row.duplicate_of or (row.intervention.about if row.intervention else "")
                self._reject(
                    index, said([("duplicate_of" if row.duplicate_of else "", message % {"reference": target})])
                )
            else:
                self.found[index] = Settled(Outcome.WAITING)
        return register

    def _wanted(self, rows: Mapping[int, RegisterRow]) -> list[tuple[str, int]]:
        """Which complaint is pointed at, by whom."""
        new = list(self.fresh.values()) + [index for index, news in self.known.values() if "duplicate_of" in news]
        wanted = [(rows[index].duplicate_of, index) for index in new if rows[index].duplicate_of]
        for index in self.fresh.values():
            intervention = rows[index].intervention
            if intervention is not None and intervention.about:
                wanted.append((intervention.about, index))
        return wanted

    def _unresolved(
        self, wanted: Iterable[tuple[str, int]], have: Iterable[str], rows: Mapping[int, RegisterRow]
    ) -> set[int]:
        """Whoever does not lead to a complaint that stands: duplicates of each other lead nowhere."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for original, index in wanted:
            waiting[original].append(index)
        unresolved = {index for indexes in waiting.values() for index in indexes}
        standing = [reference for reference, index in self.fresh.items() if index not in unresolved]
        reached = deque([*have, *standing])
        while reached:
            for index in waiting.pop(reached.popleft(), ()):
                unresolved.discard(index)
                reached.append(rows[index].reference)
        return unresolved

    def _write(
        self, cursor: CursorWrapper, rows: Mapping[int, RegisterRow], names: resolving.Names, originals: dict[str, int]
    ) -> None:
        taken = [*self.fresh.values(), *(index for index, _news in self.known.values())]
        names.add_units((rows[index] for index in taken), actor=self.run.actor, now=self.run.now)
        reserved = batches.reserve(cursor, "complaint", len(self.fresh)) if self.fresh else []
        originals.update(zip(self.fresh, reserved, strict=True))
        if not self.fresh:
            return
        keys, batch, draft = Keys(names.users, names.units, originals), batches.Batch(), self.run.draftsman.draft
        numbered = zip(self.fresh.values(), reserved, strict=True)
        batch.write(cursor, (draft(rows[index], number, keys, batch) for index, number in numbered))
        search.feed(reserved)

    def _update(self, rows: Mapping[int, RegisterRow], names: resolving.Names, originals: Mapping[str, int]) -> None:
        for index in self.fresh.values():
            self.found[index] = Settled(Outcome.CREATED)
        if not self.known:
            return
        keys = Keys(names.users, names.units, originals)
        register = resolving.complaints_by_reference(self.known)
        for reference, (index, news) in self.known.items():
            try:
                self._bring(Newer(rows[index], news, keys, self.run.actor, self.run.now), register[reference])
            except Refusal as refusal:
                self._reject(index, _refused(refusal))
            else:
                self.found[index] = Settled(Outcome.UPDATED)

    def _bring(self, news: Newer, complaint_id: int) -> None:
        row = news.row
        if self.run.dry_run and (
            (row.unit and row.unit not in news.keys.units)
            or (row.duplicate_of and row.duplicate_of not in news.keys.complaints)
        ):
            return  # what it points at would have been written
        with transaction.atomic():
            update(news, complaint_id)
            transaction.set_rollback(self.run.dry_run)

    def _remember(self, cursor: CursorWrapper, rows: Mapping[int, RegisterRow]) -> None:
        taken = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
        resolving.remember_lines(
            cursor,
            {
                row.reference: self.candidates[index].line
                for index, row in rows.items()
                if self.found[index].outcome in taken
            },
        )


def _refused(refusal: Refusal) -> str:
    return said([(refusal.field, str(refusal))])


def _worded(error: DataError | IntegrityError) -> str:
    if isinstance(error, IntegrityError):
        return str(refusal_of(error))
    return _("The database cannot store this: %(error)s") % {"error": str(error).partition("\n")[0]}
