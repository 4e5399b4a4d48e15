"""Pictures as static SVG: shapes with a class and a colour of their own, and the words of the picture.

On a page the style sheet says what a class looks like; alone, as in a PDF, the colours given here do.
All measures are whole numbers in units of the picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: What each class looks like where no style sheet says so.
PAINT: Final[Mapping[str, str]] = {
    "first": "#0b5a66",
    "second": "#6fabb0",
    "third": "#cfd8d6",
    "plain": "#7d8c8e",
    "base": "#7d8c8e",
    "grid": "#dce1de",
    "break": "#51626a",
    "line-first": "#0b5a66",
    "line-second": "#6fabb0",
    "number": "#17242a",
    "on-first": "#ffffff",
    "on-second": "#17242a",
    "on-third": "#17242a",
    "quiet": "#51626a",
}
_DASHED: Final = frozenset({"break", "line-second"})


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    look: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    look: str
    points: Sequence[tuple[int, int]]
    width: int = 1


@dataclass(frozen=True)
class Dot:
    """A point on a line."""

    look: str
    x: int
    y: int


@dataclass(frozen=True)
class Label:
    """Words at a place; ``anchor`` is start, middle or end."""

    look: str
    x: int
    y: int
    text: str
    anchor: str = "middle"
    size: int = 14


@dataclass(frozen=True)
class Picture:
    """A picture with what it shows in words; ``legend`` names the looks that need a name."""

    name: str
    title: str
    description: str
    width: int
    height: int
    shapes: Sequence[Box | Stroke | Dot | Label]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def inline(self) -> SafeString:
        """For a page, which has the title above it and a table beside it."""
        return format_html(
            '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text">'
            '<title id="{}-title">{}</title><desc id="{}-text">{}</desc>{}</svg>',
            *(self.width, self.height, self.name, self.name),
            *(self.name, self.title, self.name, self.description),
            format_html_join("", "{}", ((_drawn(shape),) for shape in self.shapes)),
        )

    @property
    def alone(self) -> str:
        """For a file of its own."""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" '
            'font-family="Libertinus Serif">{}</svg>',
            *(self.width, self.height, self.width, self.height),
            format_html_join("", "{}", ((_drawn(shape),) for shape in self.shapes)),
        )


def _drawn(shape: Box | Stroke | Dot | Label) -> SafeString:
    colour = PAINT[shape.look]
    match shape:
        case Box():
            return format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                *(shape.look, shape.x, shape.y, shape.width, shape.height, colour),
            )
        case Stroke():
            dashes = "6 5" if shape.look in _DASHED else "none"
            points = " ".join(f"{x},{y}" for x, y in shape.points)
            return format_html(
                '<polyline class="{}" points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>',
                *(shape.look, points, colour, shape.width, dashes),
            )
        case Dot():
            return format_html(
                '<circle class="{}" cx="{}" cy="{}" r="4" fill="{}"/>', shape.look, shape.x, shape.y, colour
            )
        case Label():
            return format_html(
                '<text class="{}" x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}">{}</text>',
                *(shape.look, shape.x, shape.y, shape.size, colour, shape.anchor, shape.text),
            )
