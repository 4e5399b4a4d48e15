"""The page as plain text: the title, the table, and what stands under it, one paragraph a line."""

from collections.abc import Iterator, Sequence

from complaints.queries.editions import Series
from complaints.renderings.explanation import marks, sections, title
from complaints.renderings.grids import received_cells
from complaints.renderings.labels import heads

_GAP = "  "


def render(series: Series) -> bytes:
    """UTF-8, in the language in force."""
    return ("\n".join(_lines(series)) + "\n").encode()


def _lines(series: Series) -> Iterator[str]:
    yield title(series)
    yield from marks(series)
    yield ""
    yield from _table([heads(), *map(received_cells, series.entries)])
    for section in sections(series):
        yield ""
        yield section.heading
        yield from section.paragraphs
        yield from (f"- {item}" for item in section.items)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[column]) for line in rows) for column in range(len(rows[0]))]
    for month, *numbers in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        yield _GAP.join([month.ljust(widths[0]), *cells])
