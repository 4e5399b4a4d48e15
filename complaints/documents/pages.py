"""A page of the file of a case, as data: what is printed of it, and nothing of how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Section:
    """A part of a page: its title, and paragraphs of lines."""

    title: str
    paragraphs: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Page:
    """A page of the file of a case: a lead, facts as pairs, a list of five columns, sections; each may be empty."""

    title: str
    language: str
    day: date
    foot: str
    lead: str = ""
    facts: Sequence[tuple[str, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    sections: Sequence[Section] = ()
