"""The figures beside the published table: who is behind them is known cell by cell, as in the table itself.

A *cell* is a number of complaints by a dotted name: ``verdict.service.justified``, ``stock.closed``.
The same names stand in the members of an edition, so every number leads to its cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Final

from complaints.figures.months import Month
from complaints.figures.rounding import half_up, percentage
from complaints.vocabulary import Category, DeclineGround, ProcedureKind, Verdict

#: What the register does not say: an imported complaint without its kind or its ground.
UNKNOWN: Final = "unknown"
#: Interventions of the ombudsman are not judged: the categories that can have a verdict.
JUDGED_CATEGORIES: Final = tuple(category.value for category in Category if category is not Category.OMBUDSMAN)
VERDICTS: Final = tuple(verdict.value for verdict in Verdict)
KINDS: Final = (*ProcedureKind.values, UNKNOWN)
GROUNDS: Final = (*DeclineGround.values, UNKNOWN)
#: What was open at the start, what came and went, and what is open at the end.
STOCK: Final = ("open_at_start", "received", "reopened", "closed", "void", "open_at_end")
COHORT: Final = ("received", "within_six_weeks", "within_term", "running")
#: So many months before the month of the edition lies the month of receipt that it tells about:
#: by the end of the edition's month the six weeks of each of its complaints are over.
COHORT_LIES_BACK: Final = 2

#: Every cell beside the table, in order.
CELLS: Final = (
    *(f"verdict.{category}.{verdict}" for category in JUDGED_CATEGORIES for verdict in VERDICTS),
    *(f"kind.{kind}" for kind in KINDS),
    *(f"ground.{ground}" for ground in GROUNDS),
    *(f"cohort.{name}" for name in COHORT),
    *(f"stock.{name}" for name in STOCK),
    "over_term",
    "interventions.due",
    "interventions.in_time",
)
#: The numbers beside the cells, in order: shares, and the median.
VALUES: Final = (
    "median_days",
    "justified_on_merits_pct",
    "unjustified_on_merits_pct",
    "cohort_six_weeks_pct",
    "cohort_term_pct",
    "interventions_pct",
)
_TENTHS: Final = 10
_WHOLE: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class FurtherCounts:
    """What the register answers beside the table: cells (what is zero may be left out), and the
    days from receipt to closing of what was judged, each with how many took so long.
    """

    cells: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Further:
    """The figures beside the table. ``None`` in a cell: too small to be shown (see ``hiding``);
    ``None`` elsewhere: nothing to divide by, or too small.

    ``cells`` holds every name of ``CELLS``. Shares *on the merits* are of justified and unjustified
    together. The *cohort* is what was received two months before, as it stood at the end of the month.
    """

    cells: Mapping[str, int | None]
    median_days: Decimal | None = None
    justified_on_merits_pct: int | None = None
    unjustified_on_merits_pct: int | None = None
    cohort_six_weeks_pct: int | None = None
    cohort_term_pct: int | None = None
    interventions_pct: int | None = None

    def group(self, name: str) -> dict[str, int | None]:
        """The cells under a name by what follows it: ``group("stock")["closed"]``."""
        return {
            cell.removeprefix(f"{name}."): number for cell, number in self.cells.items() if cell.startswith(f"{name}.")
        }

    def values(self) -> dict[str, int | Decimal | None]:
        """The numbers beside the cells, by the names of ``VALUES``."""
        return {name: getattr(self, name) for name in VALUES}


def cohort_of(month: Month) -> Month:
    """The month of receipt of which the edition of a month says how much was in time."""
    return month.plus(-COHORT_LIES_BACK)


def arranged(counts: FurtherCounts, *, justified: int, unjustified: int) -> Further:
    """The figures beside the table from what the register counted and from the table's verdicts."""
    cells = {cell: counts.cells.get(cell, 0) for cell in CELLS}
    on_merits = justified + unjustified
    received, due = cells["cohort.received"], cells["interventions.due"]
    ended_or_late = received - cells["cohort.running"]
    share = percentage(justified, on_merits) if on_merits else None
    return Further(
        cells=cells,
        median_days=median(counts.days),
        justified_on_merits_pct=share,
        unjustified_on_merits_pct=None if share is None else _WHOLE - share,
        cohort_six_weeks_pct=percentage(cells["cohort.within_six_weeks"], received) if received else None,
        cohort_term_pct=percentage(cells["cohort.within_term"], ended_or_late) if ended_or_late else None,
        interventions_pct=percentage(cells["interventions.in_time"], due) if due else None,
    )


def median(days: Mapping[int, int]) -> Decimal | None:
    """The middle of the days, or the mean of the two in the middle: one decimal, exact; none of nothing."""
    total = sum(days.values())
    if not total:
        return None
    lower, upper = _at(days, (total - 1) // 2), _at(days, total // 2)
    return Decimal(half_up((lower + upper) * _TENTHS, 2)).scaleb(-1)


def as_record(further: Further) -> dict[str, Any]:
    """As words, whole numbers and nothing, fit for JSON; the median as text (28.0)."""
    record: dict[str, Any] = {"cells": dict(further.cells), **further.values()}
    if further.median_days is not None:
        record["median_days"] = str(further.median_days)
    return record


def from_record(record: Mapping[str, Any]) -> Further:
    """As it was frozen: read back, never computed anew, in the order of ``CELLS``."""
    parts = {part.name: record[part.name] for part in fields(Further)}
    parts["cells"] = {cell: record["cells"][cell] for cell in CELLS if cell in record["cells"]}
    if record["median_days"] is not None:
        parts["median_days"] = Decimal(record["median_days"])
    return Further(**parts)


def _at(days: Mapping[int, int], place: int) -> int:
    """The days of the one at a place, the quickest first."""
    passed = 0
    for each in sorted(days):
        passed += days[each]
        if passed > place:
            return each
    raise IndexError(place)
