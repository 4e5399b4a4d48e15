"""Atw 3 lid 3: the decrees are data, with a source and a horizon, and a newer file may add to them."""

from datetime import date
from pathlib import Path

import pytest

from complaints.law import CALENDAR, Calendar, UnreadableDecrees, calendar_with
from complaints.law.decrees import PACKAGE_FILE, read_decrees

NEWER = 'date,decree,source\n2029-05-11,KB 2028,"Stcrt. 2028, 1"\n2031-05-23,KB 2028,\n'


@pytest.fixture
def decree_file(tmp_path: Path) -> Path:
    return tmp_path / "equated.csv"


class TestTheReleasedFile:
    def test_names_the_decree_and_its_source_with_each_day(self) -> None:
        decrees = read_decrees(PACKAGE_FILE)
        assert decrees[date(2026, 5, 15)] == "KB 2025, Stcrt. 2025, 24713"
        assert decrees[date(2020, 5, 22)] == "KB 20 September 2019"
        assert len(decrees) == 25

    def test_is_the_calendar_where_no_newer_one_is_given(self) -> None:
        assert calendar_with(None) is CALENDAR
        assert CALENDAR.decrees == read_decrees(PACKAGE_FILE)

    def test_cannot_be_changed_by_who_reads_it(self) -> None:
        with pytest.raises(TypeError):
            read_decrees(PACKAGE_FILE)[date(2029, 5, 11)] = "KB"  # type: ignore[index]  # what the test is about


class TestANewerFile:
    def test_adds_its_days_and_moves_the_horizon(self, decree_file: Path) -> None:
        decree_file.write_text(NEWER)
        calendar = calendar_with(decree_file)
        assert calendar.roll(date(2029, 5, 10)) == date(2029, 5, 14)
        assert CALENDAR.roll(date(2029, 5, 10)) == date(2029, 5, 11), "the released one stays as it is"
        assert calendar.horizon == date(2031, 12, 31)

    def test_leaves_the_released_days_in_place(self, decree_file: Path) -> None:
        decree_file.write_text(NEWER)
        assert calendar_with(decree_file).equated > CALENDAR.equated

    def test_that_repeats_the_released_days_changes_nothing(self) -> None:
        assert calendar_with(PACKAGE_FILE) == CALENDAR

    def test_alone_makes_a_calendar_of_its_own(self, decree_file: Path) -> None:
        decree_file.write_text(NEWER)
        assert Calendar.from_csv(decree_file).equated == {date(2029, 5, 11), date(2031, 5, 23)}

    def test_may_start_with_a_byte_order_mark_and_lack_the_sources(self, decree_file: Path) -> None:
        decree_file.write_text("\ufeffdecree,date\n KB 2028 , 2029-05-11 \n")
        assert read_decrees(decree_file) == {date(2029, 5, 11): "KB 2028"}

    def test_keeps_the_name_of_a_decree_as_it_stands(self, decree_file: Path) -> None:
        decree_file.write_bytes(b'date,decree\r\n2029-05-11,"KB\r\n2028"\r\n')
        assert read_decrees(decree_file) == {date(2029, 5, 11): "KB\r\n2028"}

    def test_may_hold_the_first_and_the_last_day_of_the_calendar(self, decree_file: Path) -> None:
        decree_file.write_text("date,decree\n2014-01-01,KB\n2999-12-31,KB\n")
        assert set(read_decrees(decree_file)) == {date(2014, 1, 1), date(2999, 12, 31)}


class TestAFileThatCannotBeUsed:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", ": the first line must name the columns date and decree."),
            (b"decree,source\nKB,Stcrt.\n", ": the first line must name the columns date and decree."),
            (b"date,source\n2029-05-11,KB\n", ": the first line must name the columns date and decree."),
            (b"date,decree\n", " names no day; give at least one line below the header."),
            (b"date,decree\n11-05-2029,KB\n", ", line 2: '11-05-2029' is not a date; write YYYY-MM-DD."),
            (b"date,decree\n2029-05-11\n", ", line 2: the decree is empty; name it."),
            (b"date,decree,source\n2029-05-11, ,Stcrt.\n", ", line 2: the decree is empty; name it."),
            (b"date,decree\n2013-05-10,KB\n", ", line 2: 2013-05-10 lies outside 2014-01-01 to 2999-12-31."),
            (b"date,decree\n3000-05-09,KB\n", ", line 2: 3000-05-09 lies outside 2014-01-01 to 2999-12-31."),
            (b"date,decree\n2029-05-11,A\n2029-05-11,B\n", ", line 3: 2029-05-11 is named twice; remove one."),
            (b"date,decree\n2029-05-12,KB\n", ": 2029-05-12 is a rest day already (saturday); correct it."),
            (b"date,decree\n2029-05-10,KB\n", ": 2029-05-10 is a rest day already (ascension_day); correct it."),
            (b"date,decree\n2029-05-11,\xe9\n", " is not UTF-8; save it as UTF-8."),
            (b'date,decree\n2029-05-11,"KB\n', " is not a CSV file: unexpected end of data."),
        ],
    )
    def test_is_refused_with_the_line_and_the_reason(self, decree_file: Path, content: bytes, reason: str) -> None:
        decree_file.write_bytes(content)
        with pytest.raises(UnreadableDecrees) as refused:
            Calendar.from_csv(decree_file)
        assert str(refused.value) == f"{decree_file}{reason}"

    def test_is_refused_by_name_when_it_is_not_there(self, decree_file: Path) -> None:
        with pytest.raises(UnreadableDecrees) as refused:
            calendar_with(decree_file)
        assert str(refused.value) == f"{decree_file} cannot be read: No such file or directory."
