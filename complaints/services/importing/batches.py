"""Rows on their way into the tables: gathered as lines for COPY, and written a table at a time.

Keys are taken from the sequences of the tables beforehand, so that what belongs together is written
without asking back, and straight into the tables: by way of temporary ones it took half as long again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Copy, sql

#: What the import writes, in the order in which it is written; the tables' other columns keep their defaults.
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "complaint": (
        *("id", "reference", "origin", "version", "received_at", "received_on", "regime", "form", "channel"),
        *("language", "category", "unit_id", "procedure_kind", "labels", "description"),
        *("conduct_from", "conduct_until", "conduct_continues", "complainants", "procedure", "procedure_basis"),
        *("status", "handler_id", "six_weeks_on", "last_day", "lawful_last_day"),
        *("findings", "judgment", "conclusions", "has_no_conclusions"),
        *("verdict", "partly", "other_reason", "decline_ground", "forwarded_to", "closed_on", "closed_at"),
        "duplicate_of_id",
    ),
    "party": ("complaint_id", "role", "name", "address", "email", "email_agreed_on", "phone", "v_number"),
    "personcomplainedabout": ("complaint_id", "name", "job_title", "user_id"),
    "part": ("complaint_id", "number", "conduct", "finding", "verdict"),
    "intervention": ("complaint_id", "ombudsman_reference", "officer", "subject", "about_id"),
    "clock": (
        *("complaint_id", "kind", "version", "starts_on", "ends_on", "ends_at", "basis", "made_at", "made_by_id"),
        *("met_on", "superseded_at", "superseded_reason", "next_alert_on"),
    ),
    "act": (
        *("id", "complaint_id", "kind", "happened_on", "method", "addressee", "detail"),
        *("has_effect", "no_effect_reason", "recorded_at", "recorded_by_id"),
    ),
    "extension": ("act_id", "weeks"),
    "consent": ("act_id", "until", "document"),
    "event": ("complaint_id", "action", "version", "changes", "reason", "actor_id", "origin", "at"),
}

NULL: Final = "\\N"
YES: Final = "t"
NO: Final = "f"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: So many complaints go over the wire at once.
_AT_ONCE: Final = 500


def text(value: str) -> str:
    """Write a text."""
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)


def day(value: date | None) -> str:
    """Write a day, or nothing."""
    return NULL if value is None else value.isoformat()


def moment(value: datetime | None) -> str:
    """Write an aware moment, or nothing."""
    return NULL if value is None else value.isoformat()


def key(value: int | None) -> str:
    """Write a key of another table, or nothing."""
    return NULL if value is None else str(value)


def flag(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    """Write a boolean."""
    return YES if value else NO


def texts(values: Sequence[str]) -> str:
    """Write an array of texts."""
    if not values:
        return "{}"
    quoted = ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return text("{" + quoted + "}")


class Batch:
    """Lines for each table. An act has no key yet: ``add_act`` gives the place that its extension names."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *values: str) -> None:
        """Add a row, in the order of :data:`COLUMNS`."""
        self._lines[table].append("\t".join(values))

    def add_act(self, *values: str) -> int:
        """Add an act without its key, and give its place among the acts."""
        self.add("act", *values)
        return len(self._lines["act"]) - 1

    def add_to_act(self, table: str, place: int, *values: str) -> None:
        """Add what an act says, by the place of the act."""
        self.add(table, str(place), *values)

    def write(self, cursor: CursorWrapper, drafting: Iterable[None]) -> None:
        """Write everything, in the caller's transaction.

        ``drafting`` adds the rows of one complaint at each step: the database stores the complaints
        while the next are drafted, and what belongs to them afterwards.
        """
        with _copying(cursor, "complaint") as copy:
            for count, _drafted in enumerate(drafting, start=1):
                if count % _AT_ONCE == 0:
                    copy.write(self._drained("complaint"))
            copy.write(self._drained("complaint"))
        self._give_acts_their_keys(cursor)
        for table, lines in self._lines.items():
            if lines:
                with _copying(cursor, table) as copy:
                    copy.write(self._drained(table))

    def _drained(self, table: str) -> str:
        """Give the lines of a table as one text, and forget them."""
        lines, self._lines[table] = self._lines[table], []
        lines.append("")
        return "\n".join(lines)

    def _give_acts_their_keys(self, cursor: CursorWrapper) -> None:
        keys = reserve(cursor, "act", len(self._lines["act"]))
        self._lines["act"] = [f"{act_id}\t{line}" for act_id, line in zip(keys, self._lines["act"], strict=True)]
        for table in ("extension", "consent"):
            parts = (line.partition("\t") for line in self._lines[table])
            self._lines[table] = [f"{keys[int(place)]}\t{rest}" for place, _tab, rest in parts]


def reserve(cursor: CursorWrapper, table: str, count: int) -> list[int]:
    """Take so many keys from the sequence of a table."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f"complaints_{table}"])
    cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [*cursor.fetchone(), count])
    return [number for (number,) in cursor.fetchall()]


@contextmanager
def _copying(cursor: CursorWrapper, table: str) -> Iterator[Copy]:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
        table=sql.Identifier(f"complaints_{table}"), columns=columns
    )
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        yield copy
