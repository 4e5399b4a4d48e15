"""Register files in which every fiftieth row is malformed, each in another way, and the import of them.

Run as a program with a file it is ``import_complaints`` in small chunks, so that a kill falls in the
midst of many.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from tests.register_yard import by_the_yard, csv_of

#: Every so many rows one is malformed.
EVERY: Final = 50
#: A field of so many bytes stands in the largest row.
LARGEST_FIELD: Final = 100_000_000
_PIECE: Final = b"x" * 1_000_000

Spoil = Callable[[bytes], bytes]

SPOILS: Final[Sequence[Spoil]] = (
    lambda row: row.replace(b",202", b",0202", 1),  # a date that is none
    lambda row: row.replace(b",2024-", b",24-", 1).replace(b",2025-", b",25-", 1),
    lambda row: row.replace(b",it,", b",ict,").replace(b",service,", b",dienst,").replace(b"ing_time", b"ing")
    .replace(b",Bejegening,", b",Bejeging,").replace(b",ombudsman,", b",ombudsvrouw,"),
    lambda row: row.replace(b"Klager", b"Kl\0ger"),
    lambda row: b"\xef\xbb\xbf" + row,
    lambda row: row.replace(b"Klager", b"Kl\xe4ger"),
    lambda row: row.replace(b",", b"", 1),
    lambda row: row.replace(b"\r\n", b",more\r\n"),
    lambda row: row.replace(b"Klager", b'"Klager" de'),
    lambda row: row.replace(b"Ik wacht", b'"Ik\nwacht', 1).replace(b"niets.", b'niets."', 1).replace(b"Y-", b"\x07Y-"),
)  # fmt: skip


def write(path: Path, count: int, *, largest_at: int | None = None) -> list[int]:
    """Write so many rows; the physical lines of those that are malformed.

    The row with the number ``largest_at`` (a multiple of :data:`EVERY`) has the largest field.
    """
    bad: list[int] = []
    with path.open("wb") as file:
        line = 1
        for number, row in enumerate(_lines(count)):
            if number and number % EVERY == 0:
                bad.append(line)
                if number == largest_at:
                    _largest(file, row)
                    line += 1
                    continue
                row = SPOILS[number // EVERY % len(SPOILS)](row)  # noqa: PLW2901 - the row as it will stand
            file.write(row)
            line += row.count(b"\n")
    return bad


def _lines(count: int) -> Iterator[bytes]:
    """The header, and each row as a line."""
    first = True
    for start in range(1, count + 1, 1000):
        lines = csv_of(*by_the_yard(min(1000, count + 1 - start), first=start)).splitlines(keepends=True)
        yield from lines if first else lines[1:]
        first = False


def _largest(file: BinaryIO, row: bytes) -> None:
    before, _gap, after = row.partition(b"Ik wacht")
    file.write(before + b'"')
    file.writelines(_PIECE for _each in range(LARGEST_FIELD // len(_PIECE)))
    file.write(b'"' + after.partition(b".")[2])


def main(arguments: Sequence[str]) -> None:
    """Import a file in small chunks."""
    import django

    django.setup()
    from django.core.management import call_command

    from complaints.services.importing import engine

    engine.CHUNK_ROWS = 250  # type: ignore[misc]  # for the experiment
    call_command("import_complaints", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
