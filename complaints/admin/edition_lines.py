"""The figures of an edition as lines of a table, beside the month before and the same month a year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from complaints.figures.further import GROUNDS, KINDS, VERDICTS
from complaints.figures.table import CATEGORIES, OTHER_REASONS, MonthFigures
from complaints.queries.edition_cases import is_figure
from complaints.renderings.cell_names import cell_name, verdict_rows
from complaints.renderings.definitions import definitions
from complaints.vocabulary import EditionOrigin, Verdict

NONE: Final = "\N{EM DASH}"
#: Shares that stand beside their number.
_SHARES: Final[Mapping[str, str]] = {
    **{
        name: f"{name}_pct" for name in ("justified", "unjustified", "other_outcome", "within_six_weeks", "within_term")
    },
    "cohort.within_six_weeks": "cohort_six_weeks_pct",
    "cohort.within_term": "cohort_term_pct",
    "interventions.in_time": "interventions_pct",
}


@dataclass(frozen=True)
class Shown:
    """A number as it is shown, and its share where it has one."""

    number: str
    share: str = ""


@dataclass(frozen=True)
class Line:
    """A figure: its name, its words, and its number in this month and in those beside it."""

    name: str
    label: str
    numbers: Sequence[Shown]
    definition: str
    leads_to_cases: bool


@dataclass(frozen=True)
class Group:
    """Lines under a head."""

    name: str
    heading: StrOrPromise
    lines: Sequence[Line]


def groups(figures: MonthFigures, beside: Sequence[MonthFigures | None]) -> list[Group]:
    """Every figure of the month in groups; what it does not know of is left out."""
    meanings = definitions()
    found = []
    for name, heading, columns in _groups(figures):
        lines = [_line(column, [figures, *beside], meanings) for column in columns]
        found.append(Group(name, heading, [line for line in lines if line.numbers[0].number != NONE]))
    return [group for group in found if group.lines]


def matrix(figures: MonthFigures) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Verdicts by category: each category with its cells, by name and as shown."""
    if figures.further is None:
        return ()
    return [
        (label, [(name, _shown(figures, name).number) for name in (f"verdict.{category}.{each}" for each in VERDICTS)])
        for category, label in verdict_rows()
    ]


def verdict_heads() -> list[StrOrPromise]:
    """What stands above the cells of :func:`matrix`."""
    return [Verdict(verdict).label for verdict in VERDICTS]


def number_of(figures: MonthFigures, name: str) -> str | int | Decimal | None:
    """A figure of a month by the name of its column, reason, cell or number."""
    known = figures.columns()
    if name in known:
        return known[name]
    if name == "partly_justified":
        return figures.partly_justified
    if name.startswith("other_outcome."):
        return (figures.other_reasons or {}).get(name.removeprefix("other_outcome."))
    if figures.further is None:
        return None
    return {**figures.further.cells, **figures.further.values()}.get(name)


def _groups(figures: MonthFigures) -> list[tuple[str, str, Sequence[str]]]:
    reasons = [f"other_outcome.{reason}" for reason in OTHER_REASONS]
    return [
        ("received", _("Received"), (*CATEGORIES, "total")),
        (
            "judged",
            _("Judged"),
            (
                "judged",
                "justified",
                "partly_justified",
                "unjustified",
                "justified_on_merits_pct",
                "other_outcome",
                *reasons,
            ),
        ),
        (
            "in-time",
            _("In time"),
            ("within_six_weeks", "within_term", "mean_days", "median_days", "mean_weeks"),
        ),
        (
            "cohort",
            _("By month of receipt"),
            ("cohort.received", "cohort.within_six_weeks", "cohort.within_term", "cohort.running"),
        ),
        ("kinds", _("Judged by kind of procedure"), _there(figures, "kind", KINDS)),
        ("grounds", _("Not taken up, by ground"), _there(figures, "ground", GROUNDS)),
        (
            "stock",
            _("What was open"),
            (
                *(
                    f"stock.{name}"
                    for name in ("open_at_start", "received", "reopened", "closed", "void", "open_at_end")
                ),
                "over_term",
            ),
        ),
        ("ombudsman", _("National Ombudsman"), ("interventions.due", "interventions.in_time")),
    ]


def _there(figures: MonthFigures, group: str, keys: Sequence[str]) -> list[str]:
    """The cells of a group that are not nothing."""
    return [name for name in (f"{group}.{key}" for key in keys) if number_of(figures, name) != 0]


def _line(name: str, months: Sequence[MonthFigures | None], meanings: Mapping[str, Mapping[str, str]]) -> Line:
    label = cell_name(name)
    numbers = [Shown(NONE) if figures is None else _shown(figures, name) for figures in months]
    counted = months[0] is not None and months[0].origin is EditionOrigin.REGISTER
    leads_to_cases = counted and is_figure(name) and numbers[0].number not in (NONE, "0")
    definition = meanings.get(name, {}).get("definition", "")
    return Line(name, label[:1].upper() + label[1:], numbers, definition, leads_to_cases)


def _shown(figures: MonthFigures, name: str) -> Shown:
    share = number_of(figures, _SHARES[name]) if name in _SHARES else None
    number = number_of(figures, name)
    if name in figures.hidden:
        return Shown(f"< {figures.below}")
    if number is None:
        return Shown(NONE)
    written = number_format(number, 1) if isinstance(number, Decimal) else str(number)
    if name.endswith("_pct"):
        written += "%"
    return Shown(written, "" if share is None else f"{share}%")
