"""A table published earlier, read as it stood."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import complaints
from complaints.figures.history import LARGEST, LARGEST_FILE, Problem, Unreadable, read
from complaints.figures.months import DatedBasis, Month
from complaints.figures.proof import Misfit, misfit
from complaints.figures.table import CATEGORIES, MonthFigures
from complaints.vocabulary import CountingBasis, EditionOrigin

BASIS = DatedBasis(((date(1, 1, 1), "complainants"), (date(2023, 3, 1), "complaints")))
PUBLISHED = Path(complaints.__file__).parent / "data" / "ind_published.csv"
HEAD = "Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal"
ENGLISH = "Month,Processing time,Service provision,Treatment,NO,Policy,IT,Other,Total"
CODES = "month,processing_time,service,treatment,ombudsman,policy,it,other,total"
ROW = "05/23,390,108,6,2,5,4,1,516"


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def taken(*lines: str) -> tuple[MonthFigures, ...]:
    return read(table(*lines), basis=BASIS)


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data, basis=BASIS)
    return caught.value


def told(error: Unreadable) -> tuple[Problem, int, str, str]:
    return error.problem, error.line, error.column, error.found


def test_the_published_table_is_read_in_full() -> None:
    rows = read(PUBLISHED.read_bytes(), basis=BASIS)
    assert [str(row.month) for row in rows] == [
        "2023-05",
        "2023-04",
        "2023-03",
        "2023-02",
        "2023-01",
        "2022-12",
        "2022-11",
        "2022-10",
        "2022-09",
        "2022-08",
    ]
    assert [row.total for row in rows] == [516, 421, 631, 847, 792, 503, 708, 488, 390, 262]
    assert tuple(rows[0].received.values()) == (390, 108, 56, 2, 5, 4, 1)
    assert tuple(rows[4].received.values()) == (590, 181, 6, 10, 2, 3, 0)
    assert tuple(rows[6].received.values()) == (471, 213, 11, 9, 4, 0, 0)
    assert {row.origin for row in rows} == {EditionOrigin.IMPORTED}
    assert [row.basis for row in rows] == 3 * [CountingBasis.COMPLAINTS] + 7 * [CountingBasis.COMPLAINANTS]


def test_one_row_only_of_the_published_table_does_not_add_up() -> None:
    rows = read(PUBLISHED.read_bytes(), basis=BASIS)
    assert [misfit(row) for row in rows if misfit(row)] == [Misfit(Month(2023, 5), 566, 516)]


def test_imported_history_knows_no_verdicts() -> None:
    (row,) = taken(HEAD, ROW)
    assert row == MonthFigures(
        month=Month(2023, 5),
        basis=CountingBasis.COMPLAINTS,
        origin=EditionOrigin.IMPORTED,
        received=dict(zip(CATEGORIES, (390, 108, 6, 2, 5, 4, 1), strict=True)),
        total=516,
    )


@pytest.mark.parametrize(
    "data",
    [
        table(HEAD, ROW),
        table(ENGLISH, ROW),
        table(CODES, ROW),
        table(HEAD.upper(), "2023-05,390,108,6,2,5,4,1,516"),
        table(HEAD.replace(",", ";"), ROW.replace(",", ";")),
        b"\xef\xbb\xbf" + table(HEAD, ROW),
        table(HEAD, ROW).replace(b"\n", b"\r\n") + b"\r\n",
        table("", " ", HEAD, "", ROW, ",,,,,,,,", ""),
        table('"Maand","Behandelduur",Dienstverlening , Bejegening,NO,Beleid,IT,Overig,Totaal', ROW),
        table(HEAD, '"05/23",390 , 108,006,2,5,4,"1",0516'),
        table(
            "Totaal,IT,Overig,NO,Beleid,Bejegening,Dienstverlening,Behandelduur,Maand", "516,4,1,2,5,6,108,390,05/23"
        ),
    ],
)
def test_every_way_of_writing_the_same_table_reads_the_same(data: bytes) -> None:
    assert read(data, basis=BASIS) == taken(HEAD, ROW)


@pytest.mark.parametrize("none", ["", "-", "–", "—", "0", "000", " "])
def test_a_dash_nothing_and_zero_all_mean_none(none: str) -> None:
    (row,) = taken(HEAD, f"05/23,{none},1,{none},0,0,0,0,1")
    assert tuple(row.received.values()) == (0, 1, 0, 0, 0, 0, 0)


def test_the_largest_number_is_taken() -> None:
    (row,) = taken(HEAD, f"05/23,{LARGEST},0,0,0,0,0,0,{LARGEST}")
    assert LARGEST == 9_999_999
    assert row.total == 9_999_999


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([HEAD, ROW.replace("108", "veel")], (Problem.NOT_A_NUMBER, 2, "Dienstverlening", "veel")),
        ([HEAD, ROW.replace("108", "1.08")], (Problem.NOT_A_NUMBER, 2, "Dienstverlening", "1.08")),
        ([HEAD, ROW.replace("108", "١٠٨")], (Problem.NOT_A_NUMBER, 2, "Dienstverlening", "١٠٨")),
        ([HEAD, ROW.replace("108", "1\0")], (Problem.NOT_A_NUMBER, 2, "Dienstverlening", "1\0")),
        ([HEAD, ROW.replace("108", "--")], (Problem.NOT_A_NUMBER, 2, "Dienstverlening", "--")),
        ([ENGLISH, ROW.replace("516", "x")], (Problem.NOT_A_NUMBER, 2, "Total", "x")),
        ([HEAD, ROW.replace("108", "-108")], (Problem.NEGATIVE, 2, "Dienstverlening", "-108")),
        ([HEAD, ROW.replace("108", "−108")], (Problem.NEGATIVE, 2, "Dienstverlening", "−108")),
        ([HEAD, ROW.replace("108", "– 1")], (Problem.NEGATIVE, 2, "Dienstverlening", "– 1")),
        ([HEAD, ROW.replace("108", "10000000")], (Problem.TOO_LARGE, 2, "Dienstverlening", "10000000")),
        ([HEAD, ROW.replace("108", str(10**30))], (Problem.TOO_LARGE, 2, "Dienstverlening", str(10**30))),
        ([HEAD, ROW.replace("108", "9" * 5000)], (Problem.TOO_LARGE, 2, "Dienstverlening", "9" * 40 + "…")),
        ([HEAD, ROW.replace("05/23", "13/23")], (Problem.BAD_MONTH, 2, "Maand", "13/23")),
        ([ENGLISH, ROW.replace("05/23", "mei")], (Problem.BAD_MONTH, 2, "Month", "mei")),
        ([HEAD, ROW.replace("05/23", "")], (Problem.BAD_MONTH, 2, "Maand", "")),
        ([HEAD, "", ROW, ROW.replace("05/23", "2023-05")], (Problem.REPEATED_MONTH, 4, "Maand", "3")),
        ([HEAD, ROW + ",7"], (Problem.RAGGED, 2, "", "10")),
        ([HEAD, ROW, "04/23,1"], (Problem.RAGGED, 3, "", "2")),
        ([HEAD.replace(",IT", ""), ROW], (Problem.MISSING_COLUMN, 1, "it", "")),
        ([HEAD.replace("Maand,", ""), ROW], (Problem.MISSING_COLUMN, 1, "month", "")),
        (["", HEAD.replace("IT", "ICT"), ROW], (Problem.UNKNOWN_COLUMN, 2, "ICT", "")),
        ([HEAD + ",", ROW + ","], (Problem.UNKNOWN_COLUMN, 1, "", "")),
        ([HEAD + "," + "x" * 99, ROW], (Problem.UNKNOWN_COLUMN, 1, "x" * 40, "")),
        ([HEAD + ",Policy", ROW + ",1"], (Problem.REPEATED_COLUMN, 1, "Policy", "")),
        ([HEAD], (Problem.EMPTY, 1, "", "")),
        (["", HEAD, ""], (Problem.EMPTY, 2, "", "")),
        ([""], (Problem.EMPTY, 1, "", "")),
        ([" ", ",,"], (Problem.EMPTY, 1, "", "")),
        ([HEAD, ROW, '"04/23,1'], (Problem.MALFORMED, 3, "", "unexpected end of data")),
        ([HEAD, ROW, '"04/23"x,1'], (Problem.MALFORMED, 3, "", "',' expected after '\"'")),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_its_place(
    lines: list[str], expected: tuple[Problem, int, str, str]
) -> None:
    assert told(refused(table(*lines))) == expected


def test_a_row_is_named_by_its_first_line_even_after_a_cell_with_a_line_break() -> None:
    error = refused(table(HEAD.replace("Maand", '"Maand\n"'), ROW, ROW.replace("05/23", "99/23")))
    assert told(error) == (Problem.BAD_MONTH, 4, "Maand", "99/23")


def test_another_encoding_is_refused_with_the_line_and_the_byte() -> None:
    data = table(HEAD, ROW, "04/23,1,2,3,4,5,6,é,8").decode().encode("latin-1")
    assert told(refused(data)) == (Problem.ENCODING, 3, "", "0xe9")
    assert told(refused(HEAD.encode("utf-16"))) == (Problem.ENCODING, 1, "", "0xff")


def test_a_file_may_be_as_large_as_a_table_can_be_and_no_larger() -> None:
    padded = table(HEAD, ROW) + b"\n" * (LARGEST_FILE - len(table(HEAD, ROW)))
    assert len(padded) == 1_048_576
    assert read(padded, basis=BASIS) == taken(HEAD, ROW)
    assert told(refused(padded + b"\n")) == (Problem.TOO_LARGE_A_FILE, 1, "", "1048577")


def test_what_stood_there_is_shortened_only_where_it_is_long() -> None:
    assert refused(table(HEAD, ROW.replace("108", "x" * 40))).found == "x" * 40
    assert refused(table(HEAD, ROW.replace("108", "x" * 41))).found == "x" * 40 + "…"


def test_the_refusal_can_be_read_in_a_log() -> None:
    assert str(refused(table(HEAD, ROW.replace("108", "x")))) == "('not_a_number', 2, 'Dienstverlening', 'x')"


cells = st.integers(min_value=0, max_value=LARGEST)
months = st.builds(Month, st.integers(2000, 2099), st.integers(1, 12))


@given(
    rows=st.dictionaries(months, st.lists(cells, min_size=8, max_size=8), min_size=1, max_size=20),
    separator=st.sampled_from([",", ";"]),
    head=st.sampled_from([HEAD, ENGLISH, CODES]),
    short=st.booleans(),
    none=st.sampled_from(["", "-", "0"]),
)
def test_a_table_that_was_written_reads_back_the_same(
    *, rows: dict[Month, list[int]], separator: str, head: str, short: bool, none: str
) -> None:
    lines = [head.replace(",", separator)]
    for month, numbers in rows.items():
        name = month.short if short else str(month)
        lines.append(separator.join([name, *(str(number) if number else none for number in numbers)]))
    read_back = taken(*lines)
    assert [row.month for row in read_back] == list(rows)
    assert [[*row.received.values(), row.total] for row in read_back] == list(rows.values())


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_never_worse(data: bytes) -> None:
    with suppress(Unreadable):
        assert read(table(HEAD) + b"\n" + data, basis=BASIS)
