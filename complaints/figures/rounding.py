"""The one way in which a figure is rounded: half up, exact, on whole numbers."""

from typing import Final

_WHOLE: Final = 100


def half_up(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, a half rounded up; both zero or more, exact."""
    return (2 * numerator + denominator) // (2 * denominator)


def percentage(part: int, whole: int) -> int:
    """Whole percentage, half up; ``whole`` is more than zero."""
    return half_up(_WHOLE * part, whole)
