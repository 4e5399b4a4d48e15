"""What was counted of cases that were destroyed since: the count stays, though the register no longer has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from complaints.figures.further import CELLS, FurtherCounts
from complaints.figures.table import CATEGORIES, OTHER_REASONS, Counts
from complaints.vocabulary import Verdict

Key = TypeVar("Key", str, int)


@dataclass(frozen=True, kw_only=True, slots=True)
class Destroyed:
    """By cell how much was counted, and by number of days how much took so long."""

    cells: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)


def with_destroyed(counts: Counts, gone: Destroyed) -> Counts:
    """The counts of a month as if the destroyed cases were still there."""
    if not gone.cells:
        return counts
    received = _sum(counts.received, {name: gone.cells.get(f"received.{name}", 0) for name in CATEGORIES})
    reasons = _sum(counts.other_reasons, {name: gone.cells.get(f"judged.{name}", 0) for name in OTHER_REASONS})
    beside = counts.further or FurtherCounts()
    further = FurtherCounts(
        cells=_sum(beside.cells, {name: gone.cells.get(name, 0) for name in CELLS}), days=_sum(beside.days, gone.days)
    )
    return replace(
        counts,
        received=received,
        received_total=counts.received_total + _under("received.", gone),
        judged=counts.judged + _under("judged.", gone),
        justified=counts.justified + gone.cells.get(f"judged.{Verdict.JUSTIFIED.value}", 0),
        partly_justified=counts.partly_justified + gone.cells.get("partly_justified", 0),
        unjustified=counts.unjustified + gone.cells.get(f"judged.{Verdict.UNJUSTIFIED.value}", 0),
        other_reasons=reasons,
        within_six_weeks=counts.within_six_weeks + gone.cells.get("within_six_weeks", 0),
        within_term=counts.within_term + gone.cells.get("within_term", 0),
        handling_days=counts.handling_days + sum(days * number for days, number in gone.days.items()),
        further=further,
    )


def _under(name: str, gone: Destroyed) -> int:
    return sum(number for cell, number in gone.cells.items() if cell.startswith(name))


def _sum(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
