"""The register as a file shows it: the columns of the register CSV, and every complaint in them.

One statement writes a complaint as its row, for the export and for an import that asks what the
register already knows. A file has room for one extension and one consent: several with legal effect
are one extension of all their weeks notified on the first day, and one consent until the last day
agreed to; what had no effect shows only where nothing had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from psycopg import sql

from complaints.figures.months import Month
from complaints.law import AMSTERDAM

#: The columns of a register CSV, in the order in which they are written.
COLUMNS: Final = (
    "reference",
    "received_at",
    "form",
    "channel",
    "category",
    "complainants",
    "complainant_name",
    "complainant_email",
    "v_number",
    "description",
    "conduct_on",
    "unit",
    "procedure",
    "extension_weeks",
    "extended_on",
    "consent_until",
    "consent_on",
    "closed_at",
    "verdict",
    "partly",
    "other_reason",
    "decline_ground",
    "forwarded_to",
    "acknowledged_on",
    "taken_up_on",
    "copied_on",
    "hearing_offered_on",
    "duplicate_of",
    "representative",
    "procedure_kind",
    "handler",
)

#: So many rows come over the wire at a time.
_AT_A_TIME: Final = 2000

_ROWS: Final = sql.SQL("""
    SELECT c.id, c.status, c.origin, c.received_on, c.closed_on,
        c.reference, c.received_on, c.form, c.channel, c.category,
        c.complainants, party.name, party.email, party.v_number, c.description,
        coalesce(c.conduct_until, c.conduct_from), unit.code, c.procedure,
        act.weeks, act.extended_on, act.agreed_until, act.agreed_on,
        c.closed_on,
        CASE WHEN c.status = 'closed' THEN c.verdict END,
        CASE WHEN c.status = 'closed' AND c.partly THEN 'yes' END,
        CASE WHEN c.status = 'closed' THEN c.other_reason END,
        CASE WHEN c.status = 'closed' THEN c.decline_ground END,
        CASE WHEN c.status = 'closed' THEN c.forwarded_to END,
        act.acknowledged_on, act.taken_up_on, act.copied_on, act.hearing_offered_on,
        original.reference, party.representative, c.procedure_kind, handler.username,
        c.received_at, c.closed_at
    FROM complaints_complaint c
    LEFT JOIN complaints_unit unit ON unit.id = c.unit_id
    LEFT JOIN complaints_user handler ON handler.id = c.handler_id
    LEFT JOIN complaints_complaint original ON original.id = c.duplicate_of_id
    LEFT JOIN LATERAL (
        SELECT (array_agg(p.name ORDER BY p.id) FILTER (WHERE p.role = 'complainant'))[1] AS name,
            (array_agg(p.email ORDER BY p.id) FILTER (WHERE p.role = 'complainant'))[1] AS email,
            (array_agg(p.v_number ORDER BY p.id) FILTER (WHERE p.role = 'complainant'))[1] AS v_number,
            (array_agg(p.name ORDER BY p.id) FILTER (WHERE p.role = 'representative'))[1] AS representative
        FROM complaints_party p WHERE p.complaint_id = c.id
    ) party ON true
    LEFT JOIN LATERAL (
        SELECT min(a.happened_on) FILTER (WHERE a.kind = 'acknowledged') AS acknowledged_on,
            min(a.happened_on) FILTER (WHERE a.kind = 'taken_up') AS taken_up_on,
            min(a.happened_on) FILTER (WHERE a.kind = 'copied') AS copied_on,
            min(a.happened_on) FILTER (WHERE a.kind = 'hearing_offered') AS hearing_offered_on,
            coalesce(
                sum(e.weeks) FILTER (WHERE a.has_effect),
                (array_agg(e.weeks ORDER BY a.id DESC) FILTER (WHERE e.weeks <= 4))[1]
            ) AS weeks,
            coalesce(
                min(a.happened_on) FILTER (WHERE a.has_effect AND e.weeks IS NOT NULL),
                (array_agg(a.happened_on ORDER BY a.id DESC) FILTER (WHERE e.weeks <= 4))[1]
            ) AS extended_on,
            coalesce(
                max(k.until) FILTER (WHERE a.has_effect),
                (array_agg(k.until ORDER BY a.id DESC) FILTER (WHERE k.until IS NOT NULL))[1]
            ) AS agreed_until,
            CASE WHEN bool_or(a.has_effect) FILTER (WHERE k.until IS NOT NULL)
                THEN min(a.happened_on) FILTER (WHERE a.has_effect AND k.until IS NOT NULL)
                ELSE (array_agg(a.happened_on ORDER BY a.id DESC) FILTER (WHERE k.until IS NOT NULL))[1]
            END AS agreed_on
        FROM complaints_act a
        LEFT JOIN LATERAL (
            SELECT weeks FROM complaints_extension WHERE act_id = a.id AND a.kind = 'extended' LIMIT 1
        ) e ON true
        LEFT JOIN LATERAL (
            SELECT until FROM complaints_consent WHERE act_id = a.id AND a.kind = 'consented' LIMIT 1
        ) k ON true
        WHERE a.complaint_id = c.id AND NOT EXISTS (  -- what a letter did that came back counts no more
            SELECT FROM complaints_letteract done JOIN complaints_letter l ON l.id = done.letter_id
            WHERE done.act_id = a.id AND l.state = 'returned'
        )
    ) act ON true
""")

_KNOWN: Final = sql.SQL("{rows} WHERE c.reference = ANY(%(references)s)").format(rows=_ROWS)

#: A file cannot say that a registration is void but no duplicate, nor of which such one another is.
_ERRORS: Final = sql.SQL("""
    WITH RECURSIVE errors AS (
        SELECT id FROM complaints_complaint WHERE status = 'void' AND duplicate_of_id IS NULL
        UNION
        SELECT c.id FROM complaints_complaint c JOIN errors ON c.duplicate_of_id = errors.id
    )
""")
_FROM_TO: Final = sql.SQL("c.received_on >= %(first)s AND c.received_on < %(end)s")
_ALL: Final = sql.SQL("""
    {errors} {rows}
    WHERE {received} AND NOT EXISTS (SELECT FROM errors WHERE errors.id = c.id)
    ORDER BY c.received_on, c.reference
""")
_LEFT_OUT: Final = sql.SQL("""
    {errors} SELECT count(*) FROM errors JOIN complaints_complaint c USING (id) WHERE {received}
""")

#: Where in a row of the statement the cells of the file stand.
_CELLS: Final = slice(5, 5 + len(COLUMNS))
_RECEIVED_CELL, _CLOSED_CELL = COLUMNS.index("received_at"), COLUMNS.index("closed_at")


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A complaint of the register with its row of the file: one text for each of :data:`COLUMNS`."""

    id: int
    status: str
    origin: str
    received_on: date
    closed_on: date | None
    cells: Sequence[str]


def known(references: Sequence[str]) -> dict[str, KnownRow]:
    """Give the complaints with these references, by reference."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"references": list(references)})
        return {row[_CELLS.start]: _known_row(row) for row in cursor}


def every_row(month: Month | None) -> Iterator[Sequence[str]]:
    """Give each complaint as its row, by receipt and reference, or those received in a month.

    Read through a cursor on the server, inside the caller's transaction: the register as it was at
    its first row, in bounded memory. What :func:`left_out` counts is not among them.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ALL.format(errors=_ERRORS, rows=_ROWS, received=_received(month)), _days(month))
        while rows := cursor.fetchmany(_AT_A_TIME):
            yield from map(_cells, rows)


def left_out(month: Month | None) -> int:
    """Count the void registrations that a file cannot show: errors, and duplicates of those."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_OUT.format(errors=_ERRORS, received=_received(month)), _days(month))
        (count,) = cursor.fetchone()
        return int(count)


def moment_cell(moment: datetime) -> str:
    """Write a moment as ISO 8601 with the offset of Amsterdam."""
    return moment.astimezone(AMSTERDAM).isoformat()


def _received(month: Month | None) -> sql.SQL:
    return sql.SQL("true") if month is None else _FROM_TO


def _days(month: Month | None) -> dict[str, date]:
    return {} if month is None else {"first": month.first_day, "end": month.end}


def _known_row(row: Sequence[Any]) -> KnownRow:
    key, status, origin, received_on, closed_on = row[: _CELLS.start]
    return KnownRow(key, status, origin, received_on, closed_on, _cells(row))


def _cells(row: Sequence[Any]) -> list[str]:
    """The row as text: ISO dates, moments with the offset of Amsterdam, nothing where there is none."""
    cells = ["" if value is None else str(value) for value in row[_CELLS]]
    *_, received_at, closed_at = row
    if received_at is not None:
        cells[_RECEIVED_CELL] = moment_cell(received_at)
    if closed_at is not None:
        cells[_CLOSED_CELL] = moment_cell(closed_at)
    return cells
