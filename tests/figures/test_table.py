"""From the counts of a month to the row that is published."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.figures.months import Month
from complaints.figures.rounding import half_up, percentage
from complaints.figures.table import (
    CATEGORIES,
    COLUMNS,
    OTHER_REASONS,
    Counts,
    MonthFigures,
    compiled,
    mean_days,
    verdict_percentages,
)
from complaints.vocabulary import CountingBasis, EditionOrigin

#: May 2023 as the published page tells it; days invented so that the mean is four weeks.
MAY_2023 = Counts(
    month=Month(2023, 5),
    basis=CountingBasis.COMPLAINTS,
    received={
        "processing_time": 390,
        "service": 108,
        "treatment": 6,
        "ombudsman": 2,
        "policy": 5,
        "it": 4,
        "other": 1,
    },
    received_total=516,
    judged=465,
    justified=290,
    partly_justified=12,
    unjustified=146,
    other_reasons={"withdrawn": 14, "forwarded": 6, "no_judgment": 5, "declined": 4},
    within_six_weeks=367,
    within_term=430,
    handling_days=13_020,
)
EMPTY = Counts(month=Month(2023, 6), basis=CountingBasis.COMPLAINTS)

counts = st.integers(min_value=0, max_value=10**6)


def test_may_2023_gives_the_published_row() -> None:
    assert compiled(MAY_2023).columns() == {
        "month": "2023-05",
        "counting_basis": "complaints",
        "processing_time": 390,
        "service": 108,
        "treatment": 6,
        "ombudsman": 2,
        "policy": 5,
        "it": 4,
        "other": 1,
        "total": 516,
        "judged": 465,
        "justified": 290,
        "justified_pct": 62,
        "unjustified": 146,
        "unjustified_pct": 31,
        "other_outcome": 29,
        "other_outcome_pct": 7,
        "within_six_weeks": 367,
        "within_six_weeks_pct": 79,
        "within_term": 430,
        "within_term_pct": 92,
        "mean_days": Decimal("28.0"),
        "mean_weeks": 4,
    }


def test_the_columns_stand_in_the_order_of_the_published_table() -> None:
    assert tuple(compiled(MAY_2023).columns()) == COLUMNS
    assert CATEGORIES == (
        "processing_time",
        "service",
        "treatment",
        "ombudsman",
        "policy",
        "it",
        "other",
    )
    assert OTHER_REASONS == (
        "withdrawn",
        "forwarded",
        "no_judgment",
        "declined",
        "settled",
        "not_a_complaint",
    )


def test_every_category_and_every_reason_has_a_number() -> None:
    figures = compiled(replace(MAY_2023, received={"it": 3}, received_total=3))
    assert figures.received == {
        "processing_time": 0,
        "service": 0,
        "treatment": 0,
        "ombudsman": 0,
        "policy": 0,
        "it": 3,
        "other": 0,
    }
    assert figures.other_reasons == {
        "withdrawn": 14,
        "forwarded": 6,
        "no_judgment": 5,
        "declined": 4,
        "settled": 0,
        "not_a_complaint": 0,
    }
    assert figures.partly_justified == 12
    assert figures.origin is EditionOrigin.REGISTER


def test_the_total_is_what_was_counted_and_not_what_the_cells_make() -> None:
    figures = compiled(replace(MAY_2023, received_total=515))
    assert (figures.total, figures.cells_sum) == (515, 516)


def test_a_month_in_which_nothing_was_judged_has_empty_shares_and_means() -> None:
    figures = compiled(replace(EMPTY, received={"it": 1}, received_total=1))
    assert (figures.judged, figures.justified, figures.unjustified) == (0, 0, 0)
    assert (figures.other_outcome, figures.within_six_weeks, figures.within_term) == (0, 0, 0)
    assert figures.justified_pct is None
    assert figures.unjustified_pct is None
    assert figures.other_outcome_pct is None
    assert figures.within_six_weeks_pct is None
    assert figures.within_term_pct is None
    assert figures.mean_days is None
    assert figures.mean_weeks is None


def test_one_complaint_judged_has_shares_and_means() -> None:
    figures = compiled(replace(EMPTY, judged=1, justified=1, within_six_weeks=1, within_term=1, handling_days=4))
    assert (figures.justified_pct, figures.unjustified_pct, figures.other_outcome_pct) == (100, 0, 0)
    assert (figures.within_six_weeks_pct, figures.within_term_pct) == (100, 100)
    assert (figures.mean_days, figures.mean_weeks) == (Decimal("4.0"), 1)


def test_judged_without_any_verdict_has_no_shares_and_does_not_fail() -> None:
    figures = compiled(replace(EMPTY, judged=2))
    assert figures.justified_pct is None
    assert figures.within_six_weeks_pct == 0


@pytest.mark.parametrize(
    ("changed", "without_data"),
    [
        ({}, True),
        ({"received": {"other": 1}}, False),
        ({"received_total": 1}, False),
        ({"judged": 1, "unjustified": 1}, False),
    ],
)
def test_a_month_is_without_data_when_nothing_came_in_and_nothing_was_judged(
    *, changed: dict[str, Any], without_data: bool
) -> None:
    assert compiled(replace(EMPTY, **changed)).is_without_data is without_data


def test_imported_history_may_be_without_data_too() -> None:
    none = dict.fromkeys(CATEGORIES, 0)
    row = MonthFigures(
        month=Month(2022, 8),
        basis=CountingBasis.COMPLAINANTS,
        origin=EditionOrigin.IMPORTED,
        received=none,
        total=0,
    )
    assert row.is_without_data is True
    assert row.judged is None
    assert replace(row, received=none | {"it": 2}).is_without_data is False
    assert replace(row, total=2).is_without_data is False


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"),
    [
        (0, 1, 0),
        (1, 2, 1),
        (1, 3, 0),
        (2, 3, 1),
        (3, 2, 2),
        (5, 2, 3),
        (4, 8, 1),
        (3, 8, 0),
        (49, 100, 0),
        (50, 100, 1),
        (149, 100, 1),
        (150, 100, 2),
        (7, 7, 1),
        (10**30, 4, 10**30 // 4),
    ],
)
def test_a_half_is_rounded_up(numerator: int, denominator: int, whole: int) -> None:
    assert half_up(numerator, denominator) == whole


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (290, 465, 62),
        (146, 465, 31),
        (29, 465, 6),
        (367, 465, 79),
        (1, 200, 1),
        (1, 201, 0),
        (0, 9, 0),
        (9, 9, 100),
        (199, 200, 100),
        (299, 300, 100),
        (1, 3, 33),
        (2, 3, 67),
    ],
)
def test_percentages_are_whole_and_half_up(part: int, whole: int, expected: int) -> None:
    assert percentage(part, whole) == expected


@pytest.mark.parametrize(
    ("justified", "unjustified", "other", "shares"),
    [
        (290, 146, 29, (62, 31, 7)),  # May 2023: 6.24% is published as 7
        (101, 99, 0, (51, 49, 0)),  # both halves up would make 101
        (0, 7, 0, (0, 100, 0)),
        (7, 0, 0, (100, 0, 0)),
        (0, 0, 7, (0, 0, 100)),
        (1, 1, 1, (33, 33, 34)),
        (2, 1, 0, (67, 33, 0)),
        (1, 999, 1, (0, 100, 0)),
        (497, 497, 6, (50, 50, 0)),
        (1, 0, 199, (1, 0, 99)),
    ],
)
def test_the_last_group_takes_what_rounding_leaves(
    justified: int, unjustified: int, other: int, shares: tuple[int, int, int]
) -> None:
    assert verdict_percentages(justified=justified, unjustified=unjustified, other=other) == shares


@given(justified=counts, unjustified=counts, other=counts)
def test_the_shares_of_the_verdicts_always_make_one_hundred(justified: int, unjustified: int, other: int) -> None:
    judged = justified + unjustified + other
    if not judged:
        return
    shares = verdict_percentages(justified=justified, unjustified=unjustified, other=other)
    assert sum(shares) == 100
    assert all(0 <= share <= 100 for share in shares)
    for share, count in zip(shares, (justified, unjustified, other), strict=True):
        assert abs(share - Fraction(100 * count, judged)) <= 1


@given(numerator=counts, denominator=st.integers(min_value=1, max_value=10**6))
def test_rounding_is_never_more_than_half_off_and_a_half_goes_up(numerator: int, denominator: int) -> None:
    off = half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert Fraction(-1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("days", "judged", "mean"),
    [
        (13_020, 465, "28.0"),
        (1, 3, "0.3"),
        (2, 3, "0.7"),
        (1, 20, "0.1"),
        (1, 21, "0.0"),
        (0, 5, "0.0"),
        (565, 20, "28.3"),
        (1_000_005, 100, "10000.1"),
    ],
)
def test_the_mean_has_one_decimal_half_up(days: int, judged: int, mean: str) -> None:
    assert str(mean_days(days, judged)) == mean


@pytest.mark.parametrize(
    ("days", "judged", "weeks"),
    [
        (13_020, 465, 4),
        (49, 2, 4),
        (48, 2, 3),
        (0, 3, 0),
        (7, 2, 1),
        (6, 2, 0),
        # 24.46 days is 24.5 with one decimal: half of that would be 3.5 weeks, and 4 when rounded
        # again; the unrounded mean is 3.49 weeks.
        (2_446, 100, 3),
    ],
)
def test_weeks_come_from_the_unrounded_mean(days: int, judged: int, weeks: int) -> None:
    figures = compiled(replace(EMPTY, judged=judged, unjustified=judged, handling_days=days))
    assert figures.mean_weeks == weeks
