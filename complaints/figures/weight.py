"""How heavy a difference is: whether it asks for a new edition now, or can wait for the end of the year."""

from collections.abc import Iterable
from decimal import Decimal

from complaints.figures.proof import Difference


def asks_for_edition(differences: Iterable[Difference], *, cell: int, share: int) -> bool:
    """Whether a number moves by ``cell`` or more, or a percentage by ``share`` points or more."""
    return any(_moved(each) >= (share if each.column.endswith("_pct") else cell) for each in differences)


def _moved(difference: Difference) -> Decimal:
    """By how much; what appears or goes moves by all of it. A mean in days is a number like any other."""
    before, after = (
        Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
        for value in (difference.before, difference.after)
    )
    return abs(after - before)
