"""Days in the Netherlands: midnight and summer time, on purpose."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from complaints.law import (
    AMSTERDAM,
    Procedure,
    Unlawful,
    first_instant_after,
    first_instant_of,
    handling_term,
    local_day,
    read_day,
    read_moment,
)


class TestTheDayOfAMoment:
    def test_at_half_past_eleven_at_night_is_still_the_old_day(self) -> None:
        assert local_day(datetime(2026, 1, 5, 22, 30, tzinfo=UTC)) == date(2026, 1, 5)
        assert local_day(datetime(2026, 7, 6, 21, 30, tzinfo=UTC)) == date(2026, 7, 6)

    def test_at_half_past_midnight_is_the_new_day_though_it_is_not_in_utc(self) -> None:
        assert local_day(datetime(2026, 1, 4, 23, 30, tzinfo=UTC)) == date(2026, 1, 5)
        assert local_day(datetime(2026, 7, 5, 22, 30, tzinfo=UTC)) == date(2026, 7, 6)

    def test_is_that_of_the_netherlands_wherever_the_message_came_from(self) -> None:
        paramaribo = timezone(timedelta(hours=-3))
        assert local_day(datetime(2026, 1, 4, 21, 0, tzinfo=paramaribo)) == date(2026, 1, 5)

    def test_on_the_night_that_summer_time_starts(self) -> None:
        assert local_day(datetime(2023, 3, 25, 23, 30, tzinfo=UTC)) == date(2023, 3, 26)

    def test_is_not_known_without_a_time_zone(self) -> None:
        with pytest.raises(ValueError, match=r"^2026-01-05T10:00:00 has no time zone, so its day is not known\.$"):
            local_day(datetime.fromisoformat("2026-01-05T10:00:00"))


class TestTheFirstInstant:
    def test_after_a_winter_day_is_eleven_in_the_evening_in_utc(self) -> None:
        assert first_instant_after(date(2026, 1, 5)) == datetime(2026, 1, 5, 23, 0, tzinfo=UTC)

    def test_after_a_summer_day_is_ten_in_the_evening_in_utc(self) -> None:
        assert first_instant_after(date(2026, 7, 6)) == datetime(2026, 7, 6, 22, 0, tzinfo=UTC)

    def test_of_the_days_round_the_change_of_the_clock(self) -> None:
        assert first_instant_of(date(2026, 3, 29)) == datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
        assert first_instant_of(date(2026, 3, 30)) == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)
        assert first_instant_of(date(2026, 10, 25)) == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
        assert first_instant_of(date(2026, 10, 26)) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)

    def test_is_given_in_utc(self) -> None:
        assert first_instant_after(date(2026, 7, 6)).tzinfo is UTC

    def test_belongs_to_its_day_and_the_one_before_does_not(self) -> None:
        for number in range(3660):
            day = date(2020, 1, 1) + timedelta(days=number)
            assert local_day(first_instant_of(day)) == day
            assert local_day(first_instant_of(day) - timedelta(seconds=1)) == day - timedelta(days=1)


class TestASixWeekTermAcrossSummerTime:
    def test_is_counted_in_days_and_not_in_hours(self) -> None:
        received_at = datetime.fromisoformat("2023-03-01T23:30:00+01:00")
        term = handling_term(local_day(received_at), procedure=Procedure.ORDINARY)
        assert term.last_day == date(2023, 4, 12)
        assert local_day(received_at + timedelta(hours=42 * 24)) == date(2023, 4, 13), "the wrong way"


class TestReading:
    def test_a_date_gives_that_day(self) -> None:
        assert read_moment(" 2026-01-05 ") == date(2026, 1, 5)
        assert read_day("2026-01-05") == date(2026, 1, 5)

    def test_a_time_without_offset_is_taken_as_amsterdam_time(self) -> None:
        assert read_moment("2026-07-06T00:30") == datetime(2026, 7, 6, 0, 30, tzinfo=AMSTERDAM)
        assert read_day("2026-07-06T00:30") == date(2026, 7, 6)

    def test_a_time_with_offset_keeps_it_and_the_day_is_the_dutch_one(self) -> None:
        assert read_moment("2026-07-05T22:30:00Z") == datetime(2026, 7, 5, 22, 30, tzinfo=UTC)
        assert read_day("2026-07-05T22:30:00Z") == date(2026, 7, 6)

    def test_reaches_from_1900_through_2999(self) -> None:
        assert read_day("1900-01-01") == date(1900, 1, 1)
        assert read_day("2999-12-31T23:59:59") == date(2999, 12, 31)

    @pytest.mark.parametrize(
        "text", ["", "5-1-2026", "2026-02-30", "1899-12-31", "3000-01-01", "3000-01-01T10:00", "tomorrow"]
    )
    def test_anything_else_is_refused_as_it_stands(self, text: str) -> None:
        with pytest.raises(Unlawful) as refused:
            read_moment(f" {text} ")
        assert str(refused.value) == (f"{text!r} is not a date of 1900 to 2999; write YYYY-MM-DD or YYYY-MM-DDTHH:MM.")
        assert (refused.value.code, refused.value.parameters) == ("not_a_date", {"text": text})
        assert (refused.value.article, refused.value.field) == ("", "")
