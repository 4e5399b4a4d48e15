"""A figure that jumps, and what was counted of cases that are gone."""

from dataclasses import replace

import pytest

from complaints.figures.destroyed import Destroyed, with_destroyed
from complaints.figures.further import FurtherCounts
from complaints.figures.jumps import FEWEST_MONTHS, LOOKED_AT, jumps
from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.figures.table import CATEGORIES, Counts, MonthFigures, compiled
from complaints.vocabulary import CountingBasis


def month(total: int, *, basis: CountingBasis = CountingBasis.COMPLAINTS) -> MonthFigures:
    return compiled(Counts(month=Month(2026, 5), basis=basis, received={"it": total}, received_total=total))


STEADY = [month(total) for total in (8, 12) * 6]  # mean 10, standard deviation 2


@pytest.mark.parametrize(("total", "jumping"), [(16, False), (17, True), (4, False), (3, True), (10, False)])
def test_beyond_three_standard_deviations_of_the_months_before_is_a_jump(total: int, jumping: bool) -> None:
    expected = (Check("jump.it", 10, total), Check("jump.total", 10, total)) if jumping else ()
    assert jumps(month(total), STEADY) == expected


def test_fewer_months_make_no_mean() -> None:
    assert jumps(month(99), STEADY[: FEWEST_MONTHS - 1]) == ()


def test_months_of_another_basis_do_not_count() -> None:
    assert jumps(month(99, basis=CountingBasis.COMPLAINANTS), STEADY) == ()


@pytest.mark.parametrize(("total", "found"), [(3, ()), (4, ("jump.it", "jump.total"))])
def test_where_a_figure_never_moved_a_few_more_are_no_jump(total: int, found: tuple[str, ...]) -> None:
    assert tuple(check.name for check in jumps(month(total), [month(0)] * 12)) == found


def test_what_is_not_known_does_not_jump() -> None:
    assert jumps(replace(month(10), judged=None), STEADY) == ()


COUNTS = Counts(month=Month(2026, 5), basis=CountingBasis.COMPLAINTS, received={"it": 2}, received_total=2)


def test_without_anything_destroyed_the_counts_are_what_they_are() -> None:
    assert with_destroyed(COUNTS, Destroyed()) is COUNTS


def test_what_was_destroyed_counts_in_every_figure() -> None:
    cells = {
        "received.it": 3,
        "judged.justified": 2,
        "judged.unjustified": 1,
        "judged.declined": 4,
        "partly_justified": 1,
        "within_six_weeks": 5,
        "within_term": 6,
        "stock.closed": 7,
    }
    found = with_destroyed(COUNTS, Destroyed(cells=cells, days={10: 2, 20: 5}))
    assert found == replace(
        COUNTS,
        received={**dict.fromkeys(found.received, 0), "it": 5},
        received_total=5,
        judged=7,
        justified=2,
        partly_justified=1,
        unjustified=1,
        other_reasons={**dict.fromkeys(found.other_reasons, 0), "declined": 4},
        within_six_weeks=5,
        within_term=6,
        handling_days=120,
        further=FurtherCounts(
            cells={**dict.fromkeys(found.further.cells if found.further else {}, 0), "stock.closed": 7},
            days={10: 2, 20: 5},
        ),
    )


def test_what_came_what_was_judged_and_how_is_looked_at() -> None:
    shares = ("justified_pct", "unjustified_pct", "within_six_weeks_pct", "within_term_pct")
    assert (*CATEGORIES, "total", "judged", *shares) == LOOKED_AT
