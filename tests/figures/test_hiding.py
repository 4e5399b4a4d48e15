"""Small numbers are not shown, and nothing that is shown betrays them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.figures.disclosure import determined, to_hide
from complaints.figures.further import CELLS, FurtherCounts
from complaints.figures.hiding import _MADE_OF, _PARTS, KEPT, _equations, _numbers, hide
from complaints.figures.months import Month
from complaints.figures.proof import as_record, checks, differences, digest, from_record, misfit
from complaints.figures.table import CATEGORIES, OTHER_REASONS, Counts, MonthFigures, compiled
from complaints.vocabulary import CountingBasis

PRIME = 2**61 - 1
TREATMENT = {"processing_time": 300, "service": 40, "treatment": 3}


def month(received: dict[str, int], further: FurtherCounts | None = None, **changes: Any) -> MonthFigures:
    counted: dict[str, Any] = {"received": received, "received_total": sum(received.values())} | changes
    return compiled(Counts(month=Month(2026, 5), basis=CountingBasis.COMPLAINTS, further=further, **counted))


def test_a_small_number_is_hidden_and_the_smallest_other_with_it() -> None:
    shown = hide(month(TREATMENT), below=5)
    assert (shown.received["treatment"], shown.received["service"]) == (None, None)
    assert (shown.received["processing_time"], shown.total) == (300, 343)
    assert (shown.hidden, shown.below) == (("service", "treatment"), 5)


@pytest.mark.parametrize("below", [0, 1, 3])
def test_what_is_not_small_is_shown(below: int) -> None:
    assert hide(month(TREATMENT), below=below).received == month(TREATMENT).received


def test_nothing_is_hidden_by_default_and_the_digest_stays() -> None:
    assert hide(month(TREATMENT), below=0) == month(TREATMENT)
    assert digest(hide(month(TREATMENT), below=0)) == digest(month(TREATMENT))


def test_none_is_not_small() -> None:
    assert hide(month({"it": 20, "service": 0}), below=5).hidden == ()


def test_two_that_make_too_little_take_a_third() -> None:
    shown = hide(month({"it": 1, "other": 1, "service": 50, "policy": 60}), below=5)
    assert shown.hidden == ("service", "it", "other")


def test_the_only_number_of_a_month_is_hidden_among_nothing() -> None:
    assert len(hide(month({"it": 2}), below=5).hidden) == 7


def test_a_share_goes_with_its_number_and_a_small_rest_hides_the_whole_share() -> None:
    shown = hide(
        month(
            {"it": 20},
            judged=20,
            justified=12,
            unjustified=6,
            other_reasons={"settled": 2},
            within_six_weeks=18,
            within_term=20,
        ),
        below=5,
    )
    assert (shown.other_outcome, shown.other_outcome_pct, shown.justified_pct) == (None, None, 60)
    assert (shown.within_six_weeks, shown.within_six_weeks_pct) == (None, None)
    assert (shown.within_term, shown.within_term_pct) == (20, 100)
    assert shown.mean_days is not None


def test_a_mean_over_a_few_is_hidden() -> None:
    few = FurtherCounts(cells={"verdict.it.justified": 3, "kind.visa": 3}, days={10: 3})
    shown = hide(month({"it": 20}, few, judged=3, justified=3, handling_days=30), below=5)
    assert (shown.mean_days, shown.mean_weeks) == (None, None)
    assert shown.further is not None
    assert shown.further.median_days is None
    assert shown.judged == 3


def test_history_has_nothing_to_hide() -> None:
    row = MonthFigures(
        month=Month(2023, 5), basis=CountingBasis.COMPLAINTS, origin=month({}).origin, received={"it": 1}, total=1
    )
    assert hide(row, below=5) is row


def test_what_is_hidden_is_frozen_as_hidden() -> None:
    shown = hide(month(TREATMENT, FurtherCounts(cells={"stock.received": 343, "stock.open_at_end": 343})), below=5)
    assert from_record(as_record(shown)) == shown
    assert as_record(shown)["hidden"] == list(shown.hidden)
    assert all(check.holds for check in checks(shown))
    assert misfit(shown) is None
    assert differences(shown, shown) == ()


def test_what_follows_from_two_equations_together_is_found() -> None:
    equations = [{"a": 1, "b": 1, "t": -1}, {"a": 1, "b": 1, "c": 1, "u": -1}]
    assert determined(equations, {"a", "b", "c"}) == {"c"}
    assert determined(equations, {"a"}) == {"a"}
    assert determined(equations, {"a", "b"}) == set()


def test_where_nothing_is_left_to_hide_it_ends() -> None:
    assert to_hide({"a": 1, "t": 1}, [{"a": 1, "t": -1}], below=5, kept={"t"}) == {"a"}


@st.composite
def months(draw: Any) -> MonthFigures:
    """Draw a month that adds up, with many small numbers in it."""
    small = st.one_of(st.integers(0, 6), st.integers(0, 200))
    cells = {
        f"verdict.{category}.{verdict}": draw(small)
        for category in CATEGORIES
        if category != "ombudsman"
        for verdict in ("justified", "unjustified")
    }
    received = {category: draw(small) for category in CATEGORIES}
    reasons = {reason: draw(small) for reason in OTHER_REASONS}
    other = sum(reasons.values())
    justified, unjustified = (
        sum(number for cell, number in cells.items() if cell.endswith(f".{verdict}"))
        for verdict in ("justified", "unjustified")
    )
    judged = justified + unjustified + other
    asylum = draw(st.integers(0, judged))
    start, voided = draw(small), draw(st.integers(0, 3))
    came = sum(received.values()) - received["ombudsman"]
    gone = draw(st.integers(0, max(0, start + came - voided)))
    cells |= {
        "verdict.service.other": other,
        "kind.asylum": asylum,
        "kind.unknown": judged - asylum,
        "ground.minor": reasons["declined"],
        "stock.open_at_start": start,
        "stock.received": came,
        "stock.void": voided,
        "stock.closed": gone,
        "stock.open_at_end": start + came - voided - gone,
    }
    return month(
        received,
        FurtherCounts(cells=cells),
        judged=judged,
        justified=justified,
        unjustified=unjustified,
        other_reasons=reasons,
        within_six_weeks=draw(st.integers(0, judged)),
        within_term=judged,
    )


@settings(max_examples=30, derandomize=True, database=None, deadline=None)
@given(months(), st.integers(2, 12))
def test_nothing_small_is_shown_and_nothing_hidden_follows_from_what_is_shown(
    figures: MonthFigures, below: int
) -> None:
    shown = hide(figures, below=below)
    before, after = _numbers(figures), {**shown.columns(), **(shown.further.cells if shown.further else {})}
    for name, number in before.items():
        if name in after and name not in KEPT and 0 < number < below:
            assert after[name] is None, name
    hidden = {name for name in before if name.startswith("rest of") or name in shown.hidden}
    for name in set(shown.hidden) & set(before):
        assert _has_another_value(name, hidden, _equations(figures)), name
    assert set(shown.hidden) <= {
        *before,
        *figures.columns(),
        *CELLS,
        *(shown.further.values() if shown.further else ()),
    }


def _has_another_value(name: str, hidden: set[str], equations: Any) -> bool:
    """Whether the equations leave the number free: some change of hidden numbers alone moves it.

    By the rank of the equations with and without a row that fixes the number.
    """
    columns = sorted(hidden)
    rows = [[equation.get(column, 0) for column in columns] for equation in equations]
    return _rank([*rows, [int(column == name) for column in columns]]) > _rank(rows)


def _rank(rows: list[list[int]]) -> int:
    """The rank, counted modulo a large prime: the entries are -1, 0 and 1."""
    rank, left = 0, [row[:] for row in rows]
    for place in range(len(rows[0])):
        pivot = next((row for row in left if row[place]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        inverse = pow(pivot[place], -1, PRIME)
        left = [
            [(mine - row[place] * inverse * its) % PRIME for mine, its in zip(row, pivot, strict=True)] for row in left
        ]
        rank += 1
    return rank


def test_what_makes_what_is_as_the_definitions_say() -> None:
    assert _MADE_OF == {
        "justified_pct": ("justified",),
        "unjustified_pct": ("unjustified",),
        "other_outcome_pct": ("other_outcome",),
        "within_six_weeks_pct": ("within_six_weeks",),
        "within_term_pct": ("within_term",),
        "justified_on_merits_pct": ("justified", "unjustified"),
        "unjustified_on_merits_pct": ("justified", "unjustified"),
        "cohort_six_weeks_pct": ("cohort.within_six_weeks", "cohort.received"),
        "cohort_term_pct": ("cohort.within_term", "cohort.running", "cohort.received"),
        "interventions_pct": ("interventions.in_time", "interventions.due"),
    }
    assert _PARTS == (
        (("within_six_weeks",), "judged"),
        (("within_term",), "judged"),
        (("partly_justified",), "justified"),
        (("cohort.within_six_weeks",), "cohort.received"),
        (("cohort.within_term", "cohort.running"), "cohort.received"),
        (("over_term",), "stock.open_at_end"),
        (("interventions.in_time",), "interventions.due"),
    )


def test_what_came_in_and_the_ombudsmans_questions_make_the_total() -> None:
    assert _equations(month(TREATMENT, FurtherCounts()))[-1] == {"stock.received": 1, "ombudsman": 1, "total": -1}
