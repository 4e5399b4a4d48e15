"""Small numbers hidden from what is published (kleine aantallen), and every number that would betray them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from complaints.figures.disclosure import Equation, to_hide
from complaints.figures.further import CELLS, GROUNDS, JUDGED_CATEGORIES, KINDS, STOCK, Further
from complaints.figures.table import CATEGORIES, OTHER_REASONS, MonthFigures
from complaints.vocabulary import Category, OtherReason

#: How much was received and judged is published whatever it is.
KEPT: Final = frozenset({"total", "judged"})
#: What is part of a number, and so has a rest that is nowhere shown: part(s), and the whole.
_PARTS: Final = (
    (("within_six_weeks",), "judged"),
    (("within_term",), "judged"),
    (("partly_justified",), "justified"),
    (("cohort.within_six_weeks",), "cohort.received"),
    (("cohort.within_term", "cohort.running"), "cohort.received"),
    (("over_term",), "stock.open_at_end"),
    (("interventions.in_time",), "interventions.due"),
)
#: Shares and means by the numbers that they are made of: hidden with any of these.
_MADE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "justified_pct": ("justified",),
    "unjustified_pct": ("unjustified",),
    "other_outcome_pct": ("other_outcome",),
    "within_six_weeks_pct": ("within_six_weeks",),
    "within_term_pct": ("within_term",),
    "justified_on_merits_pct": ("justified", "unjustified"),
    "unjustified_on_merits_pct": ("justified", "unjustified"),
    "cohort_six_weeks_pct": ("cohort.within_six_weeks", "cohort.received"),
    "cohort_term_pct": ("cohort.within_term", "cohort.running", "cohort.received"),
    "interventions_pct": ("interventions.in_time", "interventions.due"),
}
_MEANS: Final = ("mean_days", "mean_weeks", "median_days")
_TABLE: Final = ("justified", "unjustified", "other_outcome", "partly_justified", "within_six_weeks", "within_term")


def hide(figures: MonthFigures, *, below: int) -> MonthFigures:
    """The figures as they are published, where numbers under ``below`` are not shown; 0 or 1: all are."""
    if below <= 1 or figures.judged is None:
        return figures
    numbers = _numbers(figures)
    hidden = to_hide(numbers, _equations(figures), below=below, kept=KEPT)
    hidden |= {name for name, parts in _MADE_OF.items() if hidden.intersection(parts)}
    if 0 < figures.judged < below:
        hidden |= set(_MEANS)
    return _without(figures, hidden, below)


def _numbers(figures: MonthFigures) -> dict[str, int]:
    """Every count by name, and the rests that are shown nowhere (``rest of within_term``)."""
    counts = {**figures.received, "total": figures.total, "judged": figures.judged}
    counts |= {name: getattr(figures, name) for name in _TABLE}
    counts |= {f"other_outcome.{reason}": number for reason, number in (figures.other_reasons or {}).items()}
    counts |= dict(figures.further.cells) if figures.further else {}
    numbers = {name: number or 0 for name, number in counts.items()}
    for parts, whole in _PARTS:
        if whole in numbers:
            numbers[_rest(parts)] = numbers[whole] - sum(numbers[part] for part in parts)
    return numbers


def _equations(figures: MonthFigures) -> list[Equation]:
    """What makes what."""
    found = [
        _sum(CATEGORIES, "total"),
        _sum(("justified", "unjustified", "other_outcome"), "judged"),
        _sum([f"other_outcome.{reason}" for reason in OTHER_REASONS], "other_outcome"),
    ]
    parts = _PARTS[:3] if figures.further is None else _PARTS
    found += [_sum((*each, _rest(each)), whole) for each, whole in parts]
    if figures.further is None:
        return found
    for verdict, whole in (("justified", "justified"), ("unjustified", "unjustified"), ("other", "other_outcome")):
        found.append(_sum([f"verdict.{category}.{verdict}" for category in JUDGED_CATEGORIES], whole))
    came, went = STOCK[:3], STOCK[3:]
    return [
        *found,
        _sum([f"kind.{kind}" for kind in KINDS], "judged"),
        _sum([f"ground.{ground}" for ground in GROUNDS], f"other_outcome.{OtherReason.DECLINED.value}"),
        {**{f"stock.{name}": 1 for name in came}, **{f"stock.{name}": -1 for name in went}},
        _sum(("stock.received", Category.OMBUDSMAN.value), "total"),  # but for what was void
    ]


def _sum(parts: tuple[str, ...] | list[str], whole: str) -> Equation:
    return {**dict.fromkeys(parts, 1), whole: -1}


def _rest(parts: tuple[str, ...]) -> str:
    return f"rest of {parts[0]}"


def _without(figures: MonthFigures, hidden: set[str], below: int) -> MonthFigures:
    reasons = {
        reason: None if f"other_outcome.{reason}" in hidden else number
        for reason, number in (figures.other_reasons or {}).items()
    }
    beside = figures.further
    changes: dict[str, Any] = {name: None for name in hidden if hasattr(figures, name)}
    names = (*figures.columns(), "partly_justified", *(f"other_outcome.{reason}" for reason in reasons))
    if beside is not None:
        names = (*names, *CELLS, *beside.values())
        beside = _beside_without(beside, hidden)
    received = {category: None if category in hidden else number for category, number in figures.received.items()}
    return replace(
        figures,
        **changes,
        received=received,
        other_reasons=reasons,
        further=beside,
        hidden=tuple(name for name in names if name in hidden),
        below=below,
    )


def _beside_without(beside: Further, hidden: set[str]) -> Further:
    cells = {cell: None if cell in hidden else number for cell, number in beside.cells.items()}
    changes: dict[str, Any] = {name: None for name in hidden if name in beside.values()}
    return replace(beside, cells=cells, **changes)
