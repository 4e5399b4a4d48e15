"""What must add up in a row, what differs between two, and the form in which it is frozen."""

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from complaints.figures.months import Month
from complaints.figures.proof import (
    Check,
    Difference,
    Misfit,
    as_record,
    canonical,
    checks,
    differences,
    digest,
    from_record,
    misfit,
)
from complaints.figures.table import CATEGORIES, OTHER_REASONS, Counts, MonthFigures, compiled
from complaints.vocabulary import CountingBasis, EditionOrigin

ROW = compiled(
    Counts(
        month=Month(2023, 5),
        basis=CountingBasis.COMPLAINTS,
        received={"processing_time": 7, "it": 3},
        received_total=10,
        judged=8,
        justified=5,
        partly_justified=1,
        unjustified=2,
        other_reasons={"settled": 1},
        within_six_weeks=6,
        within_term=7,
        handling_days=224,
    )
)
PUBLISHED = MonthFigures(
    month=Month(2023, 5),
    basis=CountingBasis.COMPLAINTS,
    origin=EditionOrigin.IMPORTED,
    received=dict(zip(CATEGORIES, (390, 108, 56, 2, 5, 4, 1), strict=True)),
    total=516,
)


def test_a_row_that_adds_up_passes_every_check() -> None:
    assert checks(ROW) == (
        Check("cells_equal_total", 10, 10),
        Check("verdicts_equal_judged", 8, 8),
        Check("percentages_equal_hundred", 100, 100),
    )
    assert all(check.holds for check in checks(ROW))


@pytest.mark.parametrize(
    ("changed", "failing"),
    [
        ({"total": 11}, Check("cells_equal_total", 11, 10)),
        ({"judged": 9}, Check("verdicts_equal_judged", 9, 8)),
        ({"justified": 4}, Check("verdicts_equal_judged", 8, 7)),
        ({"unjustified": 4}, Check("verdicts_equal_judged", 8, 10)),
        ({"other_outcome": 4}, Check("verdicts_equal_judged", 8, 11)),
        ({"justified_pct": 64}, Check("percentages_equal_hundred", 100, 101)),
        ({"unjustified_pct": 24}, Check("percentages_equal_hundred", 100, 99)),
        ({"other_outcome_pct": 0}, Check("percentages_equal_hundred", 100, 88)),
    ],
)
def test_what_does_not_add_up_is_named(changed: dict[str, Any], failing: Check) -> None:
    assert [check for check in checks(replace(ROW, **changed)) if not check.holds] == [failing]


def test_history_without_verdicts_has_its_cells_checked_only() -> None:
    assert checks(PUBLISHED) == (Check("cells_equal_total", 516, 566),)


def test_a_month_in_which_nothing_was_judged_has_no_percentages_to_check() -> None:
    none = compiled(Counts(month=Month(2023, 6), basis=CountingBasis.COMPLAINTS))
    assert checks(none) == (
        Check("cells_equal_total", 0, 0),
        Check("verdicts_equal_judged", 0, 0),
    )


def test_the_row_of_may_2023_as_it_was_published_is_flagged_with_both_figures() -> None:
    assert misfit(PUBLISHED) == Misfit(Month(2023, 5), cells_sum=566, stated_total=516)


def test_a_row_that_adds_up_is_no_misfit() -> None:
    assert misfit(replace(PUBLISHED, total=566)) is None


def test_equal_rows_have_no_difference() -> None:
    assert differences(ROW, replace(ROW)) == ()


def test_a_difference_names_the_column_and_both_values_in_the_order_of_the_table() -> None:
    other = replace(
        ROW,
        total=11,
        received={**ROW.received, "service": 1},
        mean_days=Decimal("28.1"),
        partly_justified=0,
        other_reasons={"settled": 0, "withdrawn": 1},
    )
    assert differences(ROW, other) == (
        Difference("service", 0, 1),
        Difference("total", 10, 11),
        Difference("mean_days", Decimal("28.0"), Decimal("28.1")),
        Difference("partly_justified", 1, 0),
        Difference("other_outcome.withdrawn", 0, 1),
        Difference("other_outcome.forwarded", 0, None),
        Difference("other_outcome.no_judgment", 0, None),
        Difference("other_outcome.declined", 0, None),
        Difference("other_outcome.settled", 1, 0),
        Difference("other_outcome.not_a_complaint", 0, None),
    )


def test_what_history_does_not_know_differs_from_what_was_counted() -> None:
    found = {difference.column: difference for difference in differences(PUBLISHED, ROW)}
    assert found["judged"] == Difference("judged", None, 8)
    assert found["other_outcome.settled"] == Difference("other_outcome.settled", None, 1)
    assert "counting_basis" not in found


def test_the_record_holds_words_whole_numbers_and_nothing() -> None:
    assert as_record(ROW) == {
        "month": "2023-05",
        "basis": "complaints",
        "origin": "register",
        "received": {
            "processing_time": 7,
            "service": 0,
            "treatment": 0,
            "ombudsman": 0,
            "policy": 0,
            "it": 3,
            "other": 0,
        },
        "total": 10,
        "judged": 8,
        "justified": 5,
        "partly_justified": 1,
        "justified_pct": 63,
        "unjustified": 2,
        "unjustified_pct": 25,
        "other_outcome": 1,
        "other_outcome_pct": 12,
        "other_reasons": {
            "withdrawn": 0,
            "forwarded": 0,
            "no_judgment": 0,
            "declined": 0,
            "settled": 1,
            "not_a_complaint": 0,
        },
        "within_six_weeks": 6,
        "within_six_weeks_pct": 75,
        "within_term": 7,
        "within_term_pct": 88,
        "mean_days": "28.0",
        "mean_weeks": 4,
    }


def test_the_record_of_history_says_nothing_where_nothing_is_known() -> None:
    record = as_record(PUBLISHED)
    assert record["origin"] == "imported"
    assert record["mean_days"] is None
    assert record["other_reasons"] is None


@pytest.mark.parametrize("row", [ROW, PUBLISHED])
def test_what_was_frozen_reads_back_equal(row: MonthFigures) -> None:
    back = from_record(json.loads(canonical(row)))
    assert back == row
    assert type(back.month) is Month
    assert back.basis is CountingBasis.COMPLAINTS
    assert type(back.origin) is EditionOrigin
    assert digest(back) == digest(row)


def test_cells_and_reasons_read_back_in_their_published_order() -> None:
    back = from_record(json.loads(canonical(ROW)))
    assert tuple(back.received) == CATEGORIES
    assert tuple(back.other_reasons or ()) == OTHER_REASONS


def test_frozen_figures_are_read_back_and_not_computed_anew() -> None:
    record = {**as_record(ROW), "justified_pct": 1}
    assert from_record(record).justified_pct == 1


def test_the_canonical_form_is_one_line_sorted_and_without_blanks() -> None:
    assert canonical(PUBLISHED) == (
        b'{"basis":"complaints","judged":null,"justified":null,"justified_pct":null,'
        b'"mean_days":null,"mean_weeks":null,"month":"2023-05","origin":"imported",'
        b'"other_outcome":null,"other_outcome_pct":null,"other_reasons":null,'
        b'"partly_justified":null,"received":{"it":4,"ombudsman":2,"other":1,"policy":5,'
        b'"processing_time":390,"service":108,"treatment":56},"total":516,"unjustified":null,'
        b'"unjustified_pct":null,"within_six_weeks":null,"within_six_weeks_pct":null,'
        b'"within_term":null,"within_term_pct":null}'
    )


def test_the_digest_is_known_and_does_not_depend_on_the_order_of_the_counts() -> None:
    known = "01c5b3f06e89f97fbbf18cc54bd064b51cf70c06c65d066dee2a2404bcec29cc"
    assert digest(ROW) == known
    turned = dict(reversed(list(ROW.received.items())))
    assert digest(replace(ROW, received=turned)) == known
    assert digest(replace(ROW, total=11)) != known


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_digest_is_the_same_under_every_hash_seed(seed: str) -> None:
    script = (
        "import sys, json; from complaints.figures.proof import digest, from_record;"
        "print(digest(from_record(json.load(sys.stdin))))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        input=canonical(ROW),
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert answer.stdout.decode().strip() == digest(ROW)
