"""How heavy a difference is."""

from decimal import Decimal

import pytest

from complaints.figures.proof import Difference
from complaints.figures.weight import asks_for_edition


@pytest.mark.parametrize(
    ("difference", "asks"),
    [
        (Difference("it", 10, 14), False),
        (Difference("it", 14, 9), True),
        (Difference("justified_pct", 60, 61), False),
        (Difference("justified_pct", 60, 62), True),
        (Difference("justified_pct", None, 1), False),
        (Difference("mean_days", Decimal("20.0"), Decimal("24.9")), False),
        (Difference("mean_days", Decimal("20.0"), Decimal("25.0")), True),
    ],
)
def test_a_number_by_so_many_or_a_share_by_so_many_points(difference: Difference, asks: bool) -> None:
    assert asks_for_edition([difference], cell=5, share=2) is asks


def test_nothing_asks_for_nothing() -> None:
    assert not asks_for_edition([], cell=1, share=1)
