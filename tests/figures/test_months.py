"""Calendar months, and the unit that a month counts."""

from datetime import date

import pytest

from complaints.figures.months import DatedBasis, Month, NotAMonth
from complaints.vocabulary import CountingBasis

MAY_2023 = Month(2023, 5)
#: As the Immigration and Naturalisation Service counts.
BASIS = DatedBasis(((date(1, 1, 1), "complainants"), (date(2023, 3, 1), "complaints")))


@pytest.mark.parametrize("text", ["2023-05", "05/23"])
def test_a_month_is_read_in_both_ways_of_writing(text: str) -> None:
    assert Month.parse(text) == MAY_2023


def test_a_month_is_written_in_both_ways() -> None:
    assert str(MAY_2023) == "2023-05"
    assert MAY_2023.short == "05/23"
    assert Month(812, 11).short == "11/12"
    assert str(Month(812, 11)) == "0812-11"
    assert Month(2009, 1).short == "01/09"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023-13",
        "2023-00",
        "13/23",
        "00/23",
        "0000-05",
        "9999-12",
        "2023-5",
        "5/23",
        "05/2023",
        "x2023-05",
        "2023-05x",
        "05/23x",
        "2023/05",
        "٢٠٢٣-٠٥",
        " 2023-05",
        "2023-05\n",
        "mei 2023",
    ],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotAMonth):
        Month.parse(text)


def test_the_refusal_shows_the_text() -> None:
    with pytest.raises(NotAMonth, match=r"^mei 2023$"):
        Month.parse("mei 2023")
    with pytest.raises(NotAMonth, match=r"^2023-13$"):
        Month(2023, 13)
    with pytest.raises(NotAMonth, match=r"^0000-01$"):
        Month(0, 1)


def test_the_first_and_the_last_month_that_exist() -> None:
    assert Month(1, 1).first_day == date(1, 1, 1)
    assert Month(9998, 12).end == date(9999, 1, 1)


def test_a_day_falls_in_its_month() -> None:
    assert Month.of(date(2023, 5, 1)) == MAY_2023
    assert Month.of(date(2023, 5, 31)) == MAY_2023


def test_a_month_runs_from_its_first_day_to_the_first_of_the_next() -> None:
    assert (MAY_2023.first_day, MAY_2023.end) == (date(2023, 5, 1), date(2023, 6, 1))
    assert (Month(2023, 12).first_day, Month(2023, 12).end) == (date(2023, 12, 1), date(2024, 1, 1))


def test_months_go_on_across_the_year() -> None:
    assert Month(2022, 12).next == Month(2023, 1)
    assert Month(2023, 1).previous == Month(2022, 12)
    assert MAY_2023.plus(-9) == Month(2022, 8)
    assert MAY_2023.plus(0) == MAY_2023
    assert MAY_2023.plus(24) == Month(2025, 5)


def test_months_are_ordered_in_time() -> None:
    assert Month(2022, 12) < Month(2023, 1) < Month(2023, 2)


def test_a_range_holds_both_ends_and_the_oldest_comes_first() -> None:
    assert Month(2022, 11).through(Month(2023, 2)) == (
        Month(2022, 11),
        Month(2022, 12),
        Month(2023, 1),
        Month(2023, 2),
    )
    assert MAY_2023.through(MAY_2023) == (MAY_2023,)
    assert MAY_2023.through(MAY_2023.previous) == ()


def test_complaints_are_counted_from_march_2023_and_complainants_before() -> None:
    assert BASIS.of(Month(2023, 2)) is CountingBasis.COMPLAINANTS
    assert BASIS.of(Month(2023, 3)) is CountingBasis.COMPLAINTS
    assert BASIS.of(MAY_2023) is CountingBasis.COMPLAINTS


def test_the_order_of_the_setting_does_not_matter() -> None:
    turned = DatedBasis(tuple(reversed(BASIS.since)))
    assert turned.of(Month(2023, 2)) is CountingBasis.COMPLAINANTS
    assert turned.of(Month(2023, 3)) is CountingBasis.COMPLAINTS


def test_a_change_within_a_month_holds_from_the_next() -> None:
    basis = DatedBasis(((date(1, 1, 1), "complainants"), (date(2023, 3, 2), "complaints")))
    assert basis.of(Month(2023, 3)) is CountingBasis.COMPLAINANTS
    assert basis.of(Month(2023, 4)) is CountingBasis.COMPLAINTS


def test_before_the_first_day_of_the_setting_its_first_unit_holds() -> None:
    assert DatedBasis(((date(2023, 3, 1), "complaints"),)).of(Month(1999, 1)) == "complaints"


def test_the_series_breaks_where_the_unit_changes() -> None:
    series = (MAY_2023, Month(2023, 3), Month(2023, 2), Month(2022, 8))
    assert BASIS.breaks(series) == (Month(2023, 3),)
    assert BASIS.breaks((MAY_2023, Month(2022, 8))) == (MAY_2023,)
    assert BASIS.breaks((MAY_2023, Month(2023, 3))) == ()
    assert BASIS.breaks((MAY_2023,)) == ()
    assert BASIS.breaks(()) == ()
