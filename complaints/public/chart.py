"""The months of the table as columns, drawn on the server; the table beside it holds the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from complaints.queries.editions import Entry, Series
from complaints.renderings.explanation import breaks_in

HEIGHT: Final = 220
_TOP: Final = 28  # room for the number above the highest column
_FOOT: Final = 28  # room for the month under each
_STEP: Final = 64
_WIDTH_OF_COLUMN: Final = 40
#: More columns than this cannot be read; the table has them all.
MOST_MONTHS: Final = 13


@dataclass(frozen=True)
class Column:
    """One month: where its column stands, how high it is, and what is written on it."""

    x: int
    y: int
    height: int
    middle: int
    month: str
    total: int


@dataclass(frozen=True)
class Chart:
    """The picture in units of its own; ``breaks`` are where the series counts another unit."""

    width: int
    columns: Sequence[Column]
    breaks: Sequence[int]
    foot: int = HEIGHT - _FOOT
    label: int = HEIGHT - 8
    height: int = HEIGHT


def chart(series: Series) -> Chart | None:
    """The newest months, oldest to the left; none where two months cannot be compared."""
    entries = list(reversed(series.entries[:MOST_MONTHS]))
    highest = max((entry.figures.total for entry in entries), default=0)
    if len(entries) < 2 or not highest:
        return None
    shown = Series(entries=series.entries[:MOST_MONTHS], missing=())
    broken = {month for month, _text in breaks_in(shown)}
    return Chart(
        width=_STEP * len(entries),
        columns=[_column(place, entry, highest) for place, entry in enumerate(entries)],
        breaks=[_STEP * place for place, entry in enumerate(entries) if entry.month in broken],
    )


def _column(place: int, entry: Entry, highest: int) -> Column:
    total = entry.figures.total
    height = total * (HEIGHT - _TOP - _FOOT) // highest
    x = _STEP * place + (_STEP - _WIDTH_OF_COLUMN) // 2
    middle = _STEP * place + _STEP // 2
    return Column(x=x, y=HEIGHT - _FOOT - height, height=height, middle=middle, month=entry.month.short, total=total)
