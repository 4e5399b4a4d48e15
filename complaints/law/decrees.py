"""The royal decrees that equate a day with a holiday (gelijkgestelde dagen), Atw 3 lid 3.

They follow no rule, so they are data: ``equated_days.csv`` in this folder, complete from 2014
through the last year that it names.  A decree is published in the Staatscourant about every three
years, and an operator may name a newer file before the next release brings it along.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

PACKAGE_FILE = Path(__file__).with_name("equated_days.csv")

#: The calendar is sound from this day: King's Day is a holiday since 2014, and the decrees are
#: complete from there.
FIRST_DAY = date(2014, 1, 1)
#: The last day that the calendar knows, and the last from which a term may start: far enough for
#: any case, and every term stays within the calendar.
LAST_DAY, LAST_START = date(2999, 12, 31), date(2998, 12, 31)


class UnreadableDecrees(ValueError):
    """The file with equated days cannot be used; the message names the file, the line and why."""


def read_decrees(path: Path) -> Mapping[date, str]:
    """Atw 3 lid 3: the equated days of a CSV file, each with the decree that equates it.

    The columns are ``date`` (ISO 8601), ``decree`` and, optionally, ``source``.  Raises
    UnreadableDecrees for a file that is missing, is not UTF-8, lacks a column, names a day twice
    or outside the calendar, or names no day at all.
    """
    decrees: dict[date, str] = {}
    for line, day, decree in _rows(path):
        if day in decrees:
            raise UnreadableDecrees(f"{path}, line {line}: {day} is named twice; remove one.")
        decrees[day] = decree
    if not decrees:
        raise UnreadableDecrees(f"{path} names no day; give at least one line below the header.")
    return MappingProxyType(decrees)


def _rows(path: Path) -> Iterator[tuple[int, date, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not {"date", "decree"} <= set(reader.fieldnames or ()):
                raise UnreadableDecrees(f"{path}: the first line must name the columns date and decree.")
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                yield reader.line_num, _day(row["date"], where), _decree(row, where)
    except OSError as error:
        raise UnreadableDecrees(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableDecrees(f"{path} is not UTF-8; save it as UTF-8.") from error
    except csv.Error as error:
        raise UnreadableDecrees(f"{path} is not a CSV file: {error}.") from error


def _day(text: str, where: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableDecrees(f"{where}: {text!r} is not a date; write YYYY-MM-DD.") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UnreadableDecrees(f"{where}: {day} lies outside {FIRST_DAY} to {LAST_DAY}.")
    return day


def _decree(row: Mapping[str, str | None], where: str) -> str:
    decree, source = (row["decree"] or "").strip(), (row.get("source") or "").strip()
    if not decree:
        raise UnreadableDecrees(f"{where}: the decree is empty; name it.")
    return f"{decree}, {source}" if source else decree
