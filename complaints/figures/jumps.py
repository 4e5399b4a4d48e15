"""A figure that jumps: further from the mean of the months before than three standard deviations."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from complaints.figures.proof import Check
from complaints.figures.table import CATEGORIES, MonthFigures

#: What is looked at: what came, what was judged, and how.
LOOKED_AT: Final = (
    *CATEGORIES, "total", "judged", "justified_pct", "unjustified_pct", "within_six_weeks_pct", "within_term_pct",
)  # fmt: skip
#: So many months of the same counting basis make a mean; with fewer nothing is called a jump.
FEWEST_MONTHS: Final = 12
_DEVIATIONS: Final = 3


def jumps(figures: MonthFigures, earlier: Sequence[MonthFigures]) -> tuple[Check, ...]:
    """The figures of a month that jump, by name (``jump.it``), with the mean (whole) and what was found.

    A deviation of less than one counts as one: where a figure hardly ever moved, one more is no jump.
    """
    alike = [each.columns() for each in earlier if each.basis is figures.basis]
    found = figures.columns()
    return tuple(
        Check(f"jump.{name}", _whole(mean), int(number))
        for name in LOOKED_AT
        for number in [found[name]]
        for mean in [_jumps(number, [row[name] for row in alike])]
        if isinstance(number, int) and mean is not None
    )


def _jumps(number: object, before: Sequence[object]) -> Fraction | None:
    """The mean of what was before, where the number is too far from it."""
    known = [each for each in before if isinstance(each, int)]
    if not isinstance(number, int) or len(known) < FEWEST_MONTHS:
        return None
    mean = Fraction(sum(known), len(known))
    variance = sum(((each - mean) ** 2 for each in known), Fraction(0)) / len(known)
    return mean if (number - mean) ** 2 > _DEVIATIONS**2 * max(variance, Fraction(1)) else None


def _whole(mean: Fraction) -> int:
    return int(mean + Fraction(1, 2))
