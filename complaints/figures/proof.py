"""What must add up in a row, what differs between two, and the form in which it is frozen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES, OTHER_REASONS, MonthFigures
from complaints.vocabulary import CountingBasis, EditionOrigin

_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must add up, by name, with what was stated and what was found."""

    name: str
    stated: int
    found: int

    @property
    def holds(self) -> bool:
        """Whether it adds up."""
        return self.stated == self.found


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that reads otherwise in the second row than in the first."""

    column: str
    before: str | int | Decimal | None
    after: str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A published row whose cells do not make its total; both are kept as they were published."""

    month: Month
    cells_sum: int
    stated_total: int


def checks(figures: MonthFigures) -> tuple[Check, ...]:
    """The cross-footing of a row: cells = total; verdicts = judged; percentages = 100.

    The last two are there only where verdicts are known and something was judged.
    """
    found = [Check("cells_equal_total", figures.total, figures.cells_sum)]
    if figures.judged is not None:
        verdicts = (figures.justified, figures.unjustified, figures.other_outcome)
        found.append(Check("verdicts_equal_judged", figures.judged, _sum(verdicts)))
    shares = (figures.justified_pct, figures.unjustified_pct, figures.other_outcome_pct)
    if None not in shares:
        found.append(Check("percentages_equal_hundred", _HUNDRED, _sum(shares)))
    return tuple(found)


def misfit(figures: MonthFigures) -> Misfit | None:
    """The misfit of a row whose cells do not make its total, or none."""
    if figures.cells_sum == figures.total:
        return None
    return Misfit(figures.month, figures.cells_sum, figures.total)


def differences(before: MonthFigures, after: MonthFigures) -> tuple[Difference, ...]:
    """Every published column, and every reason of the rest, that reads otherwise, in order."""
    old, new = _flat(before), _flat(after)
    return tuple(Difference(column, old[column], new[column]) for column in old if old[column] != new[column])


def as_record(figures: MonthFigures) -> dict[str, Any]:
    """The figures as words, whole numbers and nothing, fit for JSON; the mean as text (28.0)."""
    record = {part.name: getattr(figures, part.name) for part in fields(figures)}
    record |= {"month": str(figures.month), "basis": figures.basis.value}
    record |= {"origin": figures.origin.value, "received": dict(figures.received)}
    if figures.other_reasons is not None:
        record["other_reasons"] = dict(figures.other_reasons)
    if figures.mean_days is not None:
        record["mean_days"] = str(figures.mean_days)
    return record


def from_record(record: Mapping[str, Any]) -> MonthFigures:
    """The figures as they were frozen: read back, never computed anew.

    Cells and reasons get their published order again, which a store may have lost.
    """
    parts = dict(record)
    parts["received"] = {category: record["received"][category] for category in CATEGORIES}
    if record["other_reasons"] is not None:
        parts["other_reasons"] = {reason: record["other_reasons"][reason] for reason in OTHER_REASONS}
    parts |= {"month": Month.parse(record["month"]), "basis": CountingBasis(record["basis"])}
    parts |= {"origin": EditionOrigin(record["origin"])}
    if record["mean_days"] is not None:
        parts["mean_days"] = Decimal(record["mean_days"])
    return MonthFigures(**parts)


def canonical(figures: MonthFigures) -> bytes:
    """One form only, whatever the release of Python, the hash seed or the order of the counts."""
    return json.dumps(as_record(figures), sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(figures: MonthFigures) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def _sum(numbers: tuple[int | None, ...]) -> int:
    """What is known, added up."""
    return sum(number for number in numbers if number is not None)


def _flat(figures: MonthFigures) -> dict[str, str | int | Decimal | None]:
    """The columns, and behind them what the table itself does not show."""
    reasons: Mapping[str, int] = figures.other_reasons or {}
    hidden = {f"other_outcome.{reason}": reasons.get(reason) for reason in OTHER_REASONS}
    return {**figures.columns(), "partly_justified": figures.partly_justified, **hidden}
