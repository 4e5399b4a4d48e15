"""The values that figures are made of, and what a slip of the hand in them would break."""

import inspect
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import ModuleType

import pytest

from complaints.figures import history, months, proof, table
from complaints.figures.history import Problem, Unreadable, read
from complaints.figures.months import DatedBasis, Month
from complaints.figures.proof import as_record, checks
from complaints.figures.table import Counts, MonthFigures, compiled
from complaints.vocabulary import CountingBasis

BASIS = DatedBasis(((date(1, 1, 1), "complainants"), (date(2023, 3, 1), "complaints")))
EMPTY = Counts(month=Month(2023, 5), basis=CountingBasis.COMPLAINTS)
HEAD = b"Maand;Behandelduur;Dienstverlening;Bejegening;NO;Beleid;IT;Overig;Totaal"
ROW = b"05/23;390;108;6;2;5;4;1;516"


def refused(data: bytes) -> tuple[Problem, int, str]:
    with pytest.raises(Unreadable) as caught:
        read(data, basis=BASIS)
    return caught.value.problem, caught.value.line, caught.value.column


class TestAValue:
    @pytest.mark.parametrize("module", [history, months, proof, table])
    def test_is_frozen_and_holds_nothing_but_its_fields(self, module: ModuleType) -> None:
        own = [thing for thing in vars(module).values() if is_dataclass(thing) and inspect.getmodule(thing) is module]
        assert own
        for value in own:
            assert vars(value)["__dataclass_params__"].frozen
            assert "__slots__" in vars(value)

    @pytest.mark.parametrize("value", [Counts, MonthFigures])
    def test_with_many_numbers_is_made_by_name_only(self, value: type[Counts | MonthFigures]) -> None:
        assert all(each.kw_only for each in fields(value))

    def test_of_a_month_without_complaints_counts_none(self) -> None:
        numbers = [getattr(EMPTY, each.name) for each in fields(EMPTY) if each.type is int]
        assert numbers == [0] * 8


class TestTheProblemsOfAFile:
    def test_have_codes_that_never_change(self) -> None:
        assert [str(problem) for problem in Problem] == [
            "too_large_a_file",
            "encoding",
            "malformed",
            "empty",
            "unknown_column",
            "repeated_column",
            "missing_column",
            "ragged",
            "bad_month",
            "repeated_month",
            "not_a_number",
            "negative",
            "too_large",
        ]

    def test_name_the_line_though_the_first_is_empty(self) -> None:
        assert refused(b"\n\xe9")[:2] == (Problem.ENCODING, 2)

    def test_name_a_head_with_the_other_separator_in_it(self) -> None:
        assert refused(b"Maand,NO;IT,IT\n") == (Problem.UNKNOWN_COLUMN, 1, "NO;IT")


class TestAFileIsReadAsItStands:
    def test_with_empty_lines_above_its_heads(self) -> None:
        assert [row.total for row in read(b"\n \n" + HEAD + b"\n" + ROW, basis=BASIS)] == [516]

    def test_with_the_line_ends_of_an_old_machine(self) -> None:
        assert [row.total for row in read(HEAD + b"\r" + ROW + b"\r", basis=BASIS)] == [516]


class TestAMonth:
    @pytest.mark.parametrize(("number", "end"), [(1, 2), (2, 3), (4, 5), (11, 12)])
    def test_ends_where_the_next_begins_however_long_it_is(self, number: int, end: int) -> None:
        assert Month(2023, number).end == date(2023, end, 1)

    def test_before_the_setting_begins_counts_by_its_first_unit(self) -> None:
        later = DatedBasis(((date(2023, 3, 1), "complaints"), (date(2022, 1, 1), "complainants")))
        assert later.of(Month(2021, 12)) is CountingBasis.COMPLAINANTS


class TestShares:
    @pytest.mark.parametrize(
        ("justified", "unjustified", "withdrawn", "shares"),
        [(1, 0, 1, (50, 0, 50)), (0, 1, 1, (0, 50, 50)), (1, 1, 0, (50, 50, 0)), (1, 1, 2, (25, 25, 50))],
    )
    def test_are_there_as_soon_as_anything_was_judged(
        self, justified: int, unjustified: int, withdrawn: int, shares: tuple[int, int, int]
    ) -> None:
        row = compiled(
            replace(
                EMPTY,
                judged=justified + unjustified + withdrawn,
                justified=justified,
                unjustified=unjustified,
                other_reasons={"withdrawn": withdrawn},
            )
        )
        assert (row.justified_pct, row.unjustified_pct, row.other_outcome_pct) == shares


class TestWhatIsNotKnown:
    def test_leaves_nothing_to_add_up(self) -> None:
        row = replace(compiled(EMPTY), judged=5, justified=4, unjustified=None, other_outcome=None)
        assert [check.name for check in checks(row)] == ["cells_equal_total"]

    def test_is_kept_as_plain_words_and_numbers(self) -> None:
        row = compiled(EMPTY)
        record = as_record(row)
        assert type(record["basis"]) is str
        assert type(record["origin"]) is str
        assert type(record["received"]) is dict
        assert record["received"] is not row.received
