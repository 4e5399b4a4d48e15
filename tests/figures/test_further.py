"""The figures beside the published table."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from complaints.figures import further
from complaints.figures.further import CELLS, Further, FurtherCounts, arranged, median
from complaints.figures.months import Month
from complaints.figures.proof import Difference, as_record, checks, digest, from_record, further_differences
from complaints.figures.table import Counts, compiled
from complaints.vocabulary import CountingBasis

STOCK = {"open_at_start": 10, "received": 7, "reopened": 1, "closed": 8, "void": 2, "open_at_end": 8}


def counts(**cells: int) -> Counts:
    named = {name.replace("__", "."): number for name, number in cells.items()}
    return Counts(
        month=Month(2026, 5),
        basis=CountingBasis.COMPLAINTS,
        received={"it": 8},
        received_total=8,
        judged=8,
        justified=5,
        unjustified=2,
        other_reasons={"declined": 1},
        further=FurtherCounts(
            cells={
                "verdict.it.justified": 5,
                "verdict.it.unjustified": 2,
                "verdict.it.other": 1,
                "kind.asylum": 7,
                "kind.unknown": 1,
                "ground.minor": 1,
                "cohort.received": 9,
                "cohort.within_six_weeks": 4,
                "cohort.within_term": 6,
                "cohort.running": 2,
                "interventions.due": 3,
                "interventions.in_time": 2,
                **{f"stock.{name}": number for name, number in STOCK.items()},
                **named,
            },
            days={7: 1, 14: 3, 15: 4},
        ),
    )


def beside(**cells: int) -> Further:
    found = compiled(counts(**cells)).further
    assert found is not None
    return found


def test_every_cell_is_there_in_order_with_nothing_as_zero() -> None:
    assert tuple(beside().cells) == CELLS
    assert beside().group("stock") == STOCK
    assert beside().group("verdict")["service.justified"] == 0


def test_shares_on_the_merits_are_of_the_two_verdicts_and_make_a_hundred() -> None:
    assert (beside().justified_on_merits_pct, beside().unjustified_on_merits_pct) == (71, 29)


def test_the_cohort_is_what_was_received_two_months_before() -> None:
    assert further.cohort_of(Month(2026, 1)) == Month(2025, 11)


def test_the_cohort_has_its_shares_and_what_still_runs_is_neither_in_time_nor_late() -> None:
    assert (beside().cohort_six_weeks_pct, beside().cohort_term_pct) == (44, 86)


def test_interventions_are_answered_by_his_date() -> None:
    assert beside().interventions_pct == 67


def test_without_anything_to_divide_by_there_is_no_share() -> None:
    nothing = arranged(FurtherCounts(), justified=0, unjustified=0)
    assert nothing.values() == dict.fromkeys(further.VALUES)


@pytest.mark.parametrize(
    ("days", "middle"),
    [
        ({}, None),
        ({28: 1}, "28.0"),
        ({3: 1, 4: 1}, "3.5"),
        ({0: 2, 10: 2}, "5.0"),
        ({0: 2, 10: 3}, "10.0"),
        ({100: 1, 1: 5}, "1.0"),
        ({7: 1, 14: 3, 15: 4}, "14.5"),
    ],
)
def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(days: Any, middle: str | None) -> None:
    assert median(days) == (None if middle is None else Decimal(middle))


def test_a_place_beyond_the_last_is_no_place() -> None:
    with pytest.raises(IndexError):
        further._at({1: 2}, 2)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"verdict__it__justified": 4}, "categories_equal_judged"),
        ({"kind__visa": 1}, "kinds_equal_judged"),
        ({"ground__court": 1}, "grounds_equal_declined"),
        ({"stock__void": 1}, "stock_carries_over"),
        ({"stock__open_at_end": 9}, "stock_carries_over"),
    ],
)
def test_what_does_not_add_up_is_named(changed: dict[str, int], name: str) -> None:
    assert [check.name for check in checks(compiled(counts(**changed))) if not check.holds] == [name]


def test_what_adds_up_passes() -> None:
    assert all(check.holds for check in checks(compiled(counts())))


def test_what_was_frozen_reads_back_equal() -> None:
    row = compiled(counts())
    assert from_record(as_record(row)) == row
    empty = compiled(Counts(month=Month(2026, 5), basis=CountingBasis.COMPLAINTS, further=FurtherCounts()))
    assert from_record(as_record(empty)) == empty


def test_an_edition_of_before_stays_what_it_was() -> None:
    old = compiled(Counts(month=Month(2026, 5), basis=CountingBasis.COMPLAINTS, judged=1, justified=1))
    assert "further" not in as_record(old)
    assert "hidden" not in as_record(old)
    read = from_record(as_record(old))
    assert (read, read.further, digest(read)) == (old, None, digest(old))


def test_a_cell_of_a_later_release_that_an_edition_lacks_is_not_made_up() -> None:
    record = as_record(compiled(counts()))
    del record["further"]["cells"]["over_term"]
    read = from_record(record).further
    assert read is not None
    assert "over_term" not in read.cells


def test_a_difference_names_the_cell_and_both_numbers() -> None:
    before, after = compiled(counts()), compiled(counts(over_term=2, stock__void=1))
    assert further_differences(before, after) == (
        Difference("stock.void", 2, 1),
        Difference("over_term", 0, 2),
    )


def test_what_was_not_known_then_is_no_difference() -> None:
    old = replace(compiled(counts()), further=None)
    assert further_differences(old, compiled(counts())) == further_differences(compiled(counts()), old) == ()
