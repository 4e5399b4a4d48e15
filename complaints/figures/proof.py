"""What must add up in a row, what differs between two, and the form in which it is frozen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from complaints.figures import further
from complaints.figures.further import CELLS, VALUES, Further
from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES, OTHER_REASONS, MonthFigures
from complaints.vocabulary import CountingBasis, EditionOrigin, OtherReason

_HUNDRED: Final = 100
#: What a row has since later than its first editions.
_LATER: Final = frozenset({"further", "below", "hidden"})


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
    """The cross-footing of a row: cells = total; verdicts = judged; percentages = 100; the stock carries over.

    Each is there only where all its numbers are known and shown.
    """
    found = _footed("cells_equal_total", figures.total, list(figures.received.values()))
    found += _footed(
        "verdicts_equal_judged", figures.judged, [figures.justified, figures.unjustified, figures.other_outcome]
    )
    shares = [figures.justified_pct, figures.unjustified_pct, figures.other_outcome_pct]
    found += _footed("percentages_equal_hundred", _HUNDRED, shares)
    if figures.further is not None:
        found += _beside(figures, figures.further)
    return tuple(found)


def misfit(figures: MonthFigures) -> Misfit | None:
    """The misfit of a row whose cells do not make its total, or none."""
    if None in figures.received.values() or figures.cells_sum == figures.total:
        return None
    return Misfit(figures.month, figures.cells_sum, figures.total)


def differences(before: MonthFigures, after: MonthFigures) -> tuple[Difference, ...]:
    """Every published column, and every reason of the rest, that reads otherwise, in order."""
    old, new = _flat(before), _flat(after)
    return tuple(Difference(column, old[column], new[column]) for column in old if old[column] != new[column])


def further_differences(before: MonthFigures, after: MonthFigures) -> tuple[Difference, ...]:
    """Every cell and number beside the table that reads otherwise, in order; none where a row has none beside it."""
    if before.further is None or after.further is None:
        return ()
    old = {**before.further.cells, **before.further.values()}
    new = {**after.further.cells, **after.further.values()}
    names = (*CELLS, *VALUES)
    return tuple(Difference(name, old[name], new[name]) for name in names if old[name] != new[name])


def as_record(figures: MonthFigures) -> dict[str, Any]:
    """The figures as words, whole numbers and nothing, fit for JSON; the mean as text (28.0).

    What a row of before did not know of is left out where it has none of it, so that the digest
    of such a row stays what it was.
    """
    record = {part.name: getattr(figures, part.name) for part in fields(figures) if part.name not in _LATER}
    if figures.further is not None:
        record["further"] = further.as_record(figures.further)
    if figures.below:
        record |= {"below": figures.below, "hidden": list(figures.hidden)}
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
    if "further" in record:
        parts["further"] = further.from_record(record["further"])
    parts["hidden"] = tuple(record.get("hidden", ()))
    return MonthFigures(**parts)


def canonical(figures: MonthFigures) -> bytes:
    """One form only, whatever the release of Python, the hash seed or the order of the counts."""
    return json.dumps(as_record(figures), sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(figures: MonthFigures) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def _footed(name: str, stated: int | None, parts: Sequence[int | None]) -> list[Check]:
    """The check that the parts make what is stated; none where one of them is not known or not shown."""
    known = [part for part in parts if part is not None]
    return [Check(name, stated, sum(known))] if stated is not None and len(known) == len(parts) else []


def _beside(figures: MonthFigures, beside: Further) -> list[Check]:
    verdicts, kinds, stock = (beside.group(name) for name in ("verdict", "kind", "stock"))
    grounds = beside.group("ground")
    declined = (figures.other_reasons or {}).get(OtherReason.DECLINED)
    came = [stock["open_at_start"], stock["received"], stock["reopened"]]
    went = [None if number is None else -number for number in (stock["closed"], stock["void"])]
    return [
        *_footed("categories_equal_judged", figures.judged, list(verdicts.values())),
        *_footed("kinds_equal_judged", figures.judged, list(kinds.values())),
        *_footed("grounds_equal_declined", declined, list(grounds.values())),
        *_footed("stock_carries_over", stock["open_at_end"], [*came, *went]),
    ]


def _flat(figures: MonthFigures) -> dict[str, str | int | Decimal | None]:
    """The columns, and behind them what the table itself does not show."""
    reasons: Mapping[str, int | None] = figures.other_reasons or {}
    hidden = {f"other_outcome.{reason}": reasons.get(reason) for reason in OTHER_REASONS}
    return {**figures.columns(), "partly_justified": figures.partly_justified, **hidden}
