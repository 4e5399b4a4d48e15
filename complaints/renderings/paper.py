"""A document as its parts: what a page, a PDF and a report have in common, whatever they look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from complaints.renderings.drawing import Picture


@dataclass(frozen=True)
class Grid:
    """A table: its first column names the row, the others are numbers unless ``words`` says otherwise."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: bool = False


@dataclass(frozen=True)
class Section:
    """A head with what stands under it: paragraphs, a list, a table, pictures."""

    heading: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    grid: Grid | None = None
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True)
class Paper:
    """A whole document of one day; ``marks`` is what must be said before anything is read."""

    title: str
    lead: str
    day: date
    marks: Sequence[str]
    sections: Sequence[Section]
    foot: str
