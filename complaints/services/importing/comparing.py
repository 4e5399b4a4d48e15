"""What a row says beyond what the register knows of its complaint: column by column, as a file shows it.

What the row leaves empty says nothing; a day known without its hour agrees with the hour of that day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from complaints.models import Act
from complaints.queries.register_file import COLUMNS, KnownRow, moment_cell
from complaints.services.importing.rows import RegisterRow, RowParty
from complaints.vocabulary import ActKind, PartyRole

#: The columns of acts: one more of a kind is a newer fact, one that is recorded already is none.
ACTS: Final[Mapping[str, ActKind]] = {
    "acknowledged_on": ActKind.ACKNOWLEDGED,
    "taken_up_on": ActKind.TAKEN_UP,
    "copied_on": ActKind.COPIED,
    "hearing_offered_on": ActKind.HEARING_OFFERED,
}
#: The columns of an ending: they belong together.
ENDING: Final = ("closed_at", "verdict", "partly", "other_reason", "decline_ground", "forwarded_to")
EXTENSION: Final = ("extension_weeks", "extended_on")
CONSENT: Final = ("consent_until", "consent_on")

_PLACE: Final = {column: index for index, column in enumerate(COLUMNS)}
_PLAIN: Final = (
    *("form", "channel", "category", "description", "procedure", "procedure_kind", "handler", "duplicate_of"),
    *("verdict", "other_reason", "decline_ground", "forwarded_to"),
)
_DAY: Final = len("2026-01-05")


def newer(row: RegisterRow, known: KnownRow, *, unit_code: str) -> frozenset[str]:
    """Give the columns in which a row says something else than the register knows.

    ``unit_code`` is that of the row's unit, however the row calls it.
    """
    differing = {column for column, cell in _cells(row, unit_code) if not _agree(column, cell, known.cells)}
    if known.status == "void":
        differing.difference_update(ENDING)  # the closing of a void registration is not kept
    return frozenset(differing - _recorded(row, known, differing))


def _agree(column: str, cell: str, cells: Sequence[str]) -> bool:
    stored = cells[_PLACE[column]]
    if column in ("received_at", "closed_at") and (len(cell) == _DAY or len(stored) == _DAY):
        return cell[:_DAY] == stored[:_DAY]
    return cell == stored


def _cells(row: RegisterRow, unit_code: str) -> Iterator[tuple[str, str]]:
    """Give what the row says, as the register writes it."""
    yield "received_at", moment_cell(row.received_at) if row.received_at else row.received_on.isoformat()
    if row.closed_on is not None:
        yield "closed_at", moment_cell(row.closed_at) if row.closed_at else row.closed_on.isoformat()
    for column in _PLAIN:
        if value := getattr(row, column):
            yield column, value
    if row.complainants:
        yield "complainants", str(row.complainants)
    if unit_code:
        yield "unit", unit_code
    if row.partly is not None:
        yield "partly", "yes" if row.partly else ""
    yield from _days(row)
    yield from _people(row.parties)


def _days(row: RegisterRow) -> Iterator[tuple[str, str]]:
    if conduct_on := row.conduct_until or row.conduct_from:
        yield "conduct_on", conduct_on.isoformat()
    for column in ACTS:
        happened_on: date | None = getattr(row, column)
        if happened_on is not None:
            yield column, happened_on.isoformat()
    if row.extensions:
        yield "extension_weeks", str(row.extensions[-1].weeks)
        yield "extended_on", row.extensions[-1].notified_on.isoformat()
    if row.consents:
        yield "consent_until", row.consents[-1].until.isoformat()
        if given_on := row.consents[-1].given_on:
            yield "consent_on", given_on.isoformat()


def _people(parties: Sequence[RowParty]) -> Iterator[tuple[str, str]]:
    complainant = first_party(parties, PartyRole.COMPLAINANT)
    representative = first_party(parties, PartyRole.REPRESENTATIVE)
    if complainant is not None:
        if is_named(complainant):
            yield "complainant_name", complainant.name
        if complainant.email:
            yield "complainant_email", complainant.email
        if complainant.v_number:
            yield "v_number", complainant.v_number
    if representative is not None:
        yield "representative", representative.name


def first_party(parties: Sequence[RowParty], role: PartyRole) -> RowParty | None:
    """Give the first party in this role."""
    return next((party for party in parties if party.role == role), None)


def is_named(party: RowParty) -> bool:
    """Tell whether the name is one, and not what stands for it."""
    return party.name not in (party.v_number, party.email)


def _recorded(row: RegisterRow, known: KnownRow, differing: set[str]) -> frozenset[str]:
    """Give the columns of acts, among those that differ, whose very act is on record."""
    if differing.isdisjoint((*ACTS, *EXTENSION, *CONSENT)):
        return frozenset()
    acts = list(Act.objects.filter(complaint=known.id).select_related("extension", "consent"))
    days = {(act.kind, act.happened_on) for act in acts}
    found = {column for column, kind in ACTS.items() if (kind, getattr(row, column)) in days}
    extended = {(act.extension.weeks, act.happened_on) for act in acts if act.kind == ActKind.EXTENDED}
    agreed = {(act.consent.until, act.happened_on) for act in acts if act.kind == ActKind.CONSENTED}
    if all((extension.weeks, extension.notified_on) in extended for extension in row.extensions):
        found.update(EXTENSION)
    if all((consent.until, consent.given_on) in agreed for consent in row.consents):
        found.update(CONSENT)
    return frozenset(found)
