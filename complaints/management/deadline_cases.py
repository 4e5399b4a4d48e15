"""Cases for the command ``deadlines``: what is asked, what the law answers, and a CSV of many."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from complaints.law import (
    MOST_EXTENSION_WEEKS,
    Calendar,
    Consent,
    Extension,
    HandlingTerm,
    Procedure,
    Term,
    Unlawful,
    first_instant_after,
    handling_term,
    read_day,
    take_up_term,
)
from complaints.law.handling import weeks_out_of_range

PROCEDURES: Mapping[str, Procedure] = {
    "": Procedure.ORDINARY,
    "ordinary": Procedure.ORDINARY,
    "6w": Procedure.ORDINARY,
    "committee": Procedure.COMMITTEE,
    "10w": Procedure.COMMITTEE,
}
#: The column with the receipt, in the order in which it is looked for.
RECEIPTS = ("received_at", "received_at_local")
ANSWERS = ("received_on", "notice_of_not_handling", "base", "extended", "final", "overdue_from")
#: So many bad lines are named; the rest of a file that is wrong throughout is only counted.
MOST_NAMED = 20
#: The longest cell of a file of cases, in characters.
LONGEST_CELL = 131_072


class UnreadableCasesError(Exception):
    """A file of cases cannot be answered; the message names the file, the lines and why."""


@dataclass(frozen=True)
class Case:
    """One question: a receipt (ontvangst), and what was extended and agreed to in time."""

    received_on: date
    procedure: Procedure = Procedure.ORDINARY
    extension_weeks: int = 0
    consent_until: date | None = None


@dataclass(frozen=True)
class Answer:
    """The terms of one case: the notice of 9:8(3), and 9:11 as each of its three rules leaves it."""

    case: Case
    notice: Term
    base: HandlingTerm
    extended: HandlingTerm
    final: HandlingTerm

    @property
    def overdue_from(self) -> str:
        """The first moment after the last day, in UTC, ISO 8601."""
        return first_instant_after(self.final.last_day).strftime("%Y-%m-%dT%H:%M:%SZ")

    def values(self) -> dict[str, str]:
        """The answers by name, as they stand in a CSV; ``extended`` is empty without extension."""
        days = (
            self.case.received_on,
            self.notice.last_day,
            self.base.last_day,
            self.final.extended or "",
            self.final.last_day,
            self.overdue_from,
        )
        return dict(zip(ANSWERS, map(str, days), strict=True))


def answer(case: Case, calendar: Calendar) -> Answer:
    """Ask the law. Raises Unlawful for a receipt before 2014 and for more than four weeks."""
    if not 0 <= case.extension_weeks <= MOST_EXTENSION_WEEKS:
        raise weeks_out_of_range(case.extension_weeks)
    extensions = [Extension(case.extension_weeks)] if case.extension_weeks else []
    consents = [Consent(case.consent_until)] if case.consent_until else []
    received_on, procedure = case.received_on, case.procedure
    return Answer(
        case,
        take_up_term(received_on, calendar=calendar),
        handling_term(received_on, procedure=procedure, calendar=calendar),
        handling_term(received_on, procedure=procedure, extensions=extensions, calendar=calendar),
        handling_term(received_on, procedure=procedure, extensions=extensions, consents=consents, calendar=calendar),
    )


def answer_file(path: Path, calendar: Calendar) -> tuple[str, date]:
    """Answer every case of a CSV file; give the CSV with the answers and the latest statutory end.

    The columns of the input stay in front, the delimiter (comma or semicolon) is kept.  Raises
    UnreadableCasesError naming each line that cannot be answered; then nothing is answered.
    """
    header, delimiter, rows = _read(path)
    latest, faults = date.min, list[str]()
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*header, *ANSWERS])
    for line, row in rows:
        try:
            found = answer(_case(header, row), calendar)
        except Unlawful as error:
            faults.append(f"{path}, line {line}: {error}")
            continue
        writer.writerow([*row, *found.values().values()])
        latest = max(latest, found.final.statutory_end)
    if faults:
        more = [f"and {len(faults) - MOST_NAMED} more lines."] if len(faults) > MOST_NAMED else []
        raise UnreadableCasesError("\n".join([*faults[:MOST_NAMED], *more]))
    return written.getvalue(), latest


def _case(header: Sequence[str], row: Sequence[str]) -> Case:
    if len(row) != len(header):
        _refuse(f"has {len(row)} fields where the first line has {len(header)}.")
    values = dict(zip(header, map(str.strip, row), strict=True))
    procedure = PROCEDURES.get(values.get("procedure", "").lower())
    if procedure is None:
        _refuse(f"procedure is {values['procedure']!r}; write ordinary (6w) or committee (10w).")
    weeks = values.get("extension_weeks") or "0"
    if not (weeks.isascii() and weeks.isdigit()):
        _refuse(f"extension_weeks is {weeks!r}; write a number from 0 to {MOST_EXTENSION_WEEKS}.")
    until = values.get("consent_until")
    receipt = next(name for name in RECEIPTS if name in values)
    return Case(
        _named_day(receipt, values[receipt]),
        procedure,
        int(weeks[:9]),
        _named_day("consent_until", until) if until else None,
    )


def _named_day(column: str, text: str) -> date:
    try:
        return read_day(text)
    except Unlawful as error:
        _refuse(f"{column}: {error}")


def _refuse(message: str) -> NoReturn:
    raise Unlawful(message, code="unreadable_case")


def _read(path: Path) -> tuple[list[str], str, Iterator[tuple[int, list[str]]]]:
    """The header, the delimiter, and each row with its first physical line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableCasesError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableCasesError(f"{path}, line {line}: not UTF-8; save the file as UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = _rows(path, text, delimiter)
    _, header = next(rows, (0, list[str]()))
    header = [name.strip() for name in header]
    if not set(RECEIPTS) & set(header):
        raise UnreadableCasesError(f"{path}: the first line must name the column received_at.")
    for name in header:
        if name in ANSWERS or header.count(name) > 1:
            why = "is a column of the answer" if name in ANSWERS else "is named twice"
            raise UnreadableCasesError(f"{path}: the column {name} {why}; rename or remove it.")
    return header, delimiter, rows


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)  # one for the whole process: another reader may have set it otherwise
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableCasesError(f"{path}, line {line}: not a CSV record ({error}).") from error
