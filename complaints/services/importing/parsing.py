"""The cells of a record as a row: what each says, or every cell that says nothing usable.

Codes and days are read leniently (case, blanks around them), texts exactly as they stand.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from complaints.law import Unlawful, local_day, read_day, read_moment
from complaints.record.checking import LONGEST_TEXT, is_printable
from complaints.services.importing.rows import RegisterRow, RowConsent, RowExtension, RowParty
from complaints.vocabulary import (
    Category,
    Channel,
    DeclineGround,
    Form,
    OtherReason,
    PartyRole,
    Procedure,
    ProcedureKind,
    Verdict,
)

#: A fault of a row: the column that it stands beside ("" for the whole), and what is wrong.
Fault = tuple[str, str]

#: The heads of the published table, as they are understood besides the codes.
DUTCH_CATEGORIES: Final[Mapping[str, str]] = {
    "behandelduur": Category.PROCESSING_TIME.value,
    "dienstverlening": Category.SERVICE.value,
    "bejegening": Category.TREATMENT.value,
    "no": Category.OMBUDSMAN.value,
    "beleid": Category.POLICY.value,
    "overig": Category.OTHER.value,
}
_MOST_COMPLAINANTS: Final = 1_000_000
_MOST_WEEKS: Final = 4


class Malformed(Exception):
    """A row has cells that say nothing usable; ``faults`` names each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Take every fault of the row."""
        super().__init__(said(faults))
        self.faults = tuple(faults)


class _NotUsable(Exception):
    """One cell says nothing usable; the message says why."""


def said(faults: Sequence[Fault]) -> str:
    """Put faults in one sentence for the rejects file."""
    return "; ".join(f"{column}: {message}" if column else message for column, message in faults)


def parse(columns: Sequence[str], cells: Sequence[str]) -> RegisterRow:
    """Read the cells of one record. Raises :class:`Malformed`."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in zip(columns, cells, strict=True):
        if not cell or cell.isspace():
            continue
        try:
            values[column] = _CELLS[column](cell)
        except (_NotUsable, Unlawful) as error:
            faults.append((column, str(error)))
    faults += [(column, _("It is empty.")) for column in _NEEDED if column not in values and not _named(column, faults)]
    if faults:
        raise Malformed(faults)
    return _row(values, faults)


def _named(column: str, faults: Sequence[Fault]) -> bool:
    return any(name == column for name, _message in faults)


def _row(values: dict[str, Any], faults: list[Fault]) -> RegisterRow:
    _moment_and_day(values, "received")
    _moment_and_day(values, "closed")
    values["parties"] = _parties(values)
    if conduct_on := values.pop("conduct_on", None):
        values["conduct_from"] = values["conduct_until"] = conduct_on
    weeks, notified_on = values.pop("extension_weeks", None), values.pop("extended_on", None)
    if weeks and notified_on:
        values["extensions"] = (RowExtension(weeks, notified_on),)
    elif weeks or notified_on:
        faults.append(("extended_on" if weeks else "extension_weeks", _("An extension has weeks and a day of notice.")))
    until, given_on = values.pop("consent_until", None), values.pop("consent_on", None)
    if until:
        values["consents"] = (RowConsent(until, given_on),)
    elif given_on:
        faults.append(("consent_until", _("Say until which day the complainant agreed.")))
    if faults:
        raise Malformed(faults)
    return RegisterRow(**values)


def _moment_and_day(values: dict[str, Any], name: str) -> None:
    moment = values.get(f"{name}_at")
    if isinstance(moment, datetime):
        values[f"{name}_on"] = local_day(moment)
    elif moment is not None:
        values[f"{name}_on"] = moment
        del values[f"{name}_at"]


def _parties(values: dict[str, Any]) -> tuple[RowParty, ...]:
    """The complainant and the representative; without a name, what else identifies him stands for it."""
    name = values.pop("complainant_name", "")
    email, v_number = values.pop("complainant_email", ""), values.pop("v_number", "")
    representative = values.pop("representative", "")
    parties: tuple[RowParty, ...] = ()
    if name or email or v_number:
        parties = (RowParty(name or v_number or email[:_NAME], PartyRole.COMPLAINANT.value, email, v_number),)
    if representative:
        parties += (RowParty(representative, PartyRole.REPRESENTATIVE.value),)
    return parties


def _code(codes: Sequence[str], also: Mapping[str, str] | None = None) -> Callable[[str], str]:
    known = {code: code for code in codes} | dict(also or {})

    def read(cell: str) -> str:
        code = known.get(cell) or known.get(cell.strip().lower())
        if code is None:
            raise _NotUsable(
                _("“%(cell)s” is not one of: %(codes)s.") % {"cell": _shown(cell), "codes": ", ".join(codes)}
            )
        return code

    return read


def _text(most: int, *, is_long: bool = False, is_key: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = cell.strip() if is_key else cell
        if len(text) > most:
            raise _NotUsable(_("It is longer than %(most)d characters.") % {"most": most})
        if not (text.isprintable() if is_key else is_printable(text, is_long=is_long)):
            raise _NotUsable(_("It holds characters that cannot be printed; remove them."))
        return text

    return read


@lru_cache(maxsize=8192)
def _day(cell: str) -> date:
    return read_day(cell)


def _moment(cell: str) -> datetime | date:
    return _day(cell) if len(cell) == len("2026-01-05") else read_moment(cell)


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(cell: str) -> int:
        digits = cell.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
            raise _NotUsable(_("Write a number from %(least)d to %(most)d.") % {"least": least, "most": most})
        number = int(digits)
        if not least <= number <= most:
            raise _NotUsable(_("Write a number from %(least)d to %(most)d.") % {"least": least, "most": most})
        return number

    return read


def _v_number(cell: str) -> str:
    digits = cell.strip()
    if not (len(digits) == _V_NUMBER and digits.isascii() and digits.isdigit()):
        raise _NotUsable(_("A V-number has ten digits."))
    return digits


def _email(cell: str) -> str:
    address = cell.strip()
    before, at, after = address.rpartition("@")
    if not (before and at and after) or len(address) > _EMAIL or not address.isprintable() or " " in address:
        raise _NotUsable(_("“%(cell)s” is no e-mail address.") % {"cell": _shown(cell)})
    return address


def _yes(cell: str) -> bool:
    answer = {"yes": True, "no": False}.get(cell.strip().lower())
    if answer is None:
        raise _NotUsable(_("Write yes, or leave it empty."))
    return answer


def _shown(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…"


_SHOWN: Final = 40
_NAME, _EMAIL, _V_NUMBER = 200, 254, 10
_NEEDED: Final = ("reference", "received_at", "category")
_CELLS: Final[Mapping[str, Callable[[str], Any]]] = {
    "reference": _text(40, is_key=True),
    "received_at": _moment,
    "form": _code(Form.values),
    "channel": _code(Channel.values),
    "category": _code(Category.values, DUTCH_CATEGORIES),
    "complainants": _number(1, _MOST_COMPLAINANTS),
    "complainant_name": _text(_NAME),
    "complainant_email": _email,
    "v_number": _v_number,
    "description": _text(LONGEST_TEXT, is_long=True),
    "conduct_on": _day,
    "unit": _text(120, is_key=True),
    "procedure": _code(Procedure.values),
    "extension_weeks": _number(1, _MOST_WEEKS),
    "extended_on": _day,
    "consent_until": _day,
    "consent_on": _day,
    "closed_at": _moment,
    "verdict": _code(Verdict.values),
    "partly": _yes,
    "other_reason": _code(OtherReason.values, {"inadmissible": OtherReason.DECLINED.value}),
    "decline_ground": _code(DeclineGround.values),
    "forwarded_to": _text(200),
    "acknowledged_on": _day,
    "taken_up_on": _day,
    "copied_on": _day,
    "hearing_offered_on": _day,
    "duplicate_of": _text(40, is_key=True),
    "representative": _text(_NAME),
    "procedure_kind": _code(ProcedureKind.values),
    "handler": _text(150, is_key=True),
}
