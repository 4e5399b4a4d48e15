"""The pictures of a series: what was received, what came of it, what was in time. The tables hold the same."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES
from complaints.queries.editions import Entry, Series, dated_basis
from complaints.renderings.drawing import Box, Dot, Label, Picture, Stroke
from complaints.renderings.labels import basis_name, category_name, month_name
from complaints.vocabulary import Category, CountingBasis

#: More months than this cannot be read in a picture; the tables have them all.
MOST_MONTHS: Final = 13
_STEP: Final = 64
_WIDE: Final = 44  # of a column
_TOP: Final = 40  # room for the numbers, and for what the two sides of a break count
_HIGH: Final = 180
_FOOT: Final = 44  # room for months and years
_HEIGHT: Final = _TOP + _HIGH + _FOOT
_MARGIN: Final = 52  # beside a picture with a scale, for its percentages
_LEAST_WRITTEN: Final = 9  # a smaller share has no room for its number
_SCALE: Final = (0, 25, 50, 75, 100)
_BAR, _BAR_LEFT, _BAR_LONG = 34, 136, 270  # of a lying bar: its height, where it begins, the longest
_A_LETTER: Final = 8  # about so wide
_NUDGE: Final = 9  # percentages that lie closer together are written apart
#: The two categories that have a colour of their own; the others together are the third.
_NAMED: Final = (Category.PROCESSING_TIME.value, Category.SERVICE.value)

Shape = Box | Stroke | Dot | Label


def received(series: Series) -> Picture | None:
    """The complaints received, a column a month, oldest to the left; none for a single month."""
    entries = _newest(series.entries)
    highest = max((entry.figures.total for entry in entries), default=0)
    if len(entries) < 2 or not highest:
        return None
    shapes: list[Shape] = [*_axis(entries, 0), *_breaks(entries, 0)]
    for place, entry in enumerate(entries):
        shapes += _column(place, entry, highest)
    named = [(look, category_name(name)) for look, name in zip(("first", "second"), _NAMED, strict=True)]
    return Picture(
        name="received",
        title=_("Complaints received by month"),
        description=_("A column for each month, oldest month to the left; the table below holds the same figures."),
        width=_STEP * len(entries),
        height=_HEIGHT,
        shapes=shapes,
        legend=[*named, ("third", _("All other categories"))],
    )


def verdicts(series: Series) -> Picture | None:
    """What was judged by verdict, a full column a month; none for fewer than two months with verdicts."""
    entries = _newest([entry for entry in series.entries if None not in _verdict_shares(entry)])
    if len(entries) < 2:
        return None
    shapes: list[Shape] = [*_axis(entries, 0), *_breaks(entries, 0)]
    for place, entry in enumerate(entries):
        shapes += _full_column(place, entry)
    return Picture(
        name="verdicts",
        title=_("Verdicts by month, percentages of judged"),
        description=_("A full column for each month: justified below, unjustified above it, the rest on top."),
        width=_STEP * len(entries),
        height=_HEIGHT,
        shapes=shapes,
        legend=[("first", _("Justified")), ("second", _("Unjustified")), ("third", _("The rest"))],
    )


def in_time(series: Series) -> Picture | None:
    """The shares in time as two lines; none for fewer than two months with verdicts."""
    entries = _newest([entry for entry in series.entries if None not in _shares_in_time(entry)])
    if len(entries) < 2:
        return None
    width = 2 * _MARGIN + _STEP * len(entries)
    shapes: list[Shape] = []
    for share in _SCALE:
        shapes.append(Stroke("grid", [(_MARGIN, _height(share)), (width - _MARGIN, _height(share))]))
        shapes.append(Label("quiet", _MARGIN - 8, _height(share) + 5, f"{share}%", "end", 13))
    shapes += [*_axis(entries, _MARGIN), *_breaks(entries, _MARGIN)]
    six_weeks, term = ([share or 0 for share in each] for each in zip(*map(_shares_in_time, entries), strict=True))
    nudge = _NUDGE if term[-1] - six_weeks[-1] < _NUDGE else 0
    shapes += _line("line-second", entries, term, -nudge)
    shapes += _line("line-first", entries, six_weeks, nudge)
    return Picture(
        name="in-time",
        title=_("Handled in time by month, percentages of judged"),
        description=_("Two lines from 0 to 100 percent: within six weeks, and within the lawful term."),
        width=width,
        height=_HEIGHT,
        shapes=shapes,
        legend=[("line-first", _("Within six weeks")), ("line-second", _("Within the lawful term"))],
    )


def _verdict_shares(entry: Entry) -> tuple[int | None, ...]:
    figures = entry.figures
    return figures.justified_pct, figures.unjustified_pct, figures.other_outcome_pct


def _shares_in_time(entry: Entry) -> tuple[int | None, ...]:
    return entry.figures.within_six_weeks_pct, entry.figures.within_term_pct


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """The newest, oldest first."""
    return list(reversed(entries[:MOST_MONTHS]))


def _middle(place: int, left: int) -> int:
    return left + _STEP * place + _STEP // 2


def _height(share: int) -> int:
    return _TOP + _HIGH - _HIGH * share // 100


def _axis(entries: Sequence[Entry], left: int) -> Iterator[Shape]:
    """The line on which the columns stand, the months under it, and a year where one begins."""
    foot = _TOP + _HIGH
    yield Stroke("base", [(left, foot), (left + _STEP * len(entries), foot)])
    for place, entry in enumerate(entries):
        yield Label(
            "quiet",
            _middle(place, left),
            foot + 19,
            date_format(entry.month.first_day, pgettext("a month under a chart, as date format", "M")),
        )
        if place == 0 or entry.month.year != entries[place - 1].month.year:
            yield Label("number", _middle(place, left), foot + 37, str(entry.month.year))


def _breaks(entries: Sequence[Entry], left: int) -> Iterator[Shape]:
    """Where the series counts another unit: a dashed line, and on both sides what is counted."""
    setting = dated_basis()
    broken = set(setting.breaks(entry.month for entry in entries))
    for place, entry in enumerate(entries):
        if entry.month in broken:
            x = left + _STEP * place
            yield Stroke("break", [(x, 2), (x, _TOP + _HIGH)], 2)
            yield Label("quiet", x - 8, 14, _unit(setting.of(entries[place - 1].month)), "end", 13)
            yield Label("quiet", x + 8, 14, _unit(setting.of(entry.month)), "start", 13)


def _unit(basis: CountingBasis) -> str:
    return basis_name(basis).lower()


def _column(place: int, entry: Entry, highest: int) -> Iterator[Shape]:
    """A month in three colours; in one where its cells do not make its total."""
    figures = entry.figures
    x, y = _middle(place, 0) - _WIDE // 2, _TOP + _HIGH
    named = [figures.received[name] or 0 for name in _NAMED]
    parts = [*zip(("first", "second"), named, strict=True), ("third", figures.total - sum(named))]
    if entry.misfit:
        parts = [("plain", figures.total)]
    so_far = 0
    for look, number in parts:
        below, so_far = so_far, so_far + number
        top = _HIGH * so_far // highest
        height = top - _HIGH * below // highest
        if height:
            yield Box(look, x, y - top, _WIDE, height)
    mark = "*" if entry.misfit else ""
    yield Label("number", _middle(place, 0), y - _HIGH * figures.total // highest - 7, f"{figures.total}{mark}")


def _full_column(place: int, entry: Entry) -> Iterator[Shape]:
    below = 0
    for look, share in zip(("first", "second", "third"), _verdict_shares(entry), strict=True):
        if share:
            top = _height(below + share)
            yield Box(look, _middle(place, 0) - _WIDE // 2, top, _WIDE, _height(below) - top)
            if share >= _LEAST_WRITTEN:
                yield Label(f"on-{look}", _middle(place, 0), (_height(below) + top) // 2 + 5, f"{share}%")
            below += share


def _line(look: str, entries: Sequence[Entry], shares: Sequence[int], nudge: int) -> Iterator[Shape]:
    """One line, broken where a month lacks or another unit is counted; its last share written beside it."""
    points = [(_middle(place, _MARGIN), _height(share)) for place, share in enumerate(shares)]
    run = [points[0]]
    setting = dated_basis()
    for (before, entry), point in zip(pairwise(entries), points[1:], strict=True):
        if not _follows(before.month, entry.month) or setting.of(before.month) is not setting.of(entry.month):
            yield Stroke(look, run, 3)
            run = []
        run.append(point)
    yield Stroke(look, run, 3)
    yield from (Dot(look, x, y) for x, y in points)
    x, y = points[-1]
    yield Label("number", x + 12, y + 5 + nudge, f"{shares[-1]}%", "start", 15)


def _follows(before: Month, month: Month) -> bool:
    return before.next == month


def by_category(entry: Entry) -> Picture | None:
    """What was received in one month by category, largest first; none where nothing was."""
    numbers = [(category_name(name), entry.figures.received[name] or 0) for name in CATEGORIES]
    title = _("Received in %(month)s, by category") % {"month": month_name(entry.month)}
    return bars("categories", title, numbers)


def bars(name: str, title: str, numbers: Sequence[tuple[str, int]]) -> Picture | None:
    """Numbers by name as lying bars, largest first; what is none is left out, and where all are there is no picture."""
    lying = sorted(((label, number) for label, number in numbers if number), key=lambda each: -each[1])
    if not lying:
        return None
    highest = lying[0][1]
    left = max(_BAR_LEFT, _A_LETTER * max(len(label) for label, _number in lying) + 20)
    shapes: list[Shape] = []
    for place, (label, number) in enumerate(lying):
        y, width = _BAR * place, max(2, _BAR_LONG * number // highest)
        shapes.append(Label("number", left - 12, y + 22, label, "end", 15))
        shapes.append(Box("first", left, y + 5, width, _BAR - 10))
        shapes.append(Label("number", left + width + 9, y + 22, str(number), "start", 15))
    return Picture(
        name=name,
        title=title,
        description=", ".join(f"{label} {number}" for label, number in lying),
        width=left + _BAR_LONG + 54,
        height=_BAR * len(lying),
        shapes=shapes,
    )


def columns(name: str, title: str, numbers: Sequence[tuple[str, int]]) -> Picture | None:
    """Numbers by name as standing columns, in their order; none for fewer than two."""
    highest = max((number for _label, number in numbers), default=0)
    if len(numbers) < 2 or not highest:
        return None
    foot = _TOP + _HIGH
    shapes: list[Shape] = [Stroke("base", [(0, foot), (_STEP * len(numbers), foot)])]
    for place, (label, number) in enumerate(numbers):
        height = _HIGH * number // highest
        shapes.append(Box("first", _middle(place, 0) - _WIDE // 2, foot - height, _WIDE, height))
        shapes.append(Label("number", _middle(place, 0), foot - height - 7, str(number)))
        shapes.append(Label("quiet", _middle(place, 0), foot + 19, label))
    described = ", ".join(f"{label} {number}" for label, number in numbers)
    return Picture(name, title, described, _STEP * len(numbers), foot + 30, shapes)
