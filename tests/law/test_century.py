"""Every day of a century, and every worked case: no sample, because a sample has missed things.

Five rest days in a row exist from Good Friday 2038 to King's Day; a hundred random days do not
find them.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from complaints.law import (
    CALENDAR,
    Consent,
    Extension,
    Procedure,
    base_term,
    first_instant_after,
    handling_term,
    read_day,
    take_up_term,
)
from tests.law.almanac import rest_days

CENTURY = [date(2014, 1, 1) + timedelta(days=number) for number in range(36_524)]
REST_DAYS = rest_days(2014, 2114)
WEEKS = {Procedure.ORDINARY: 6, Procedure.COMMITTEE: 10}
EXAMPLES = (Path(__file__).parent / "data" / "deadline_examples.csv").read_text(encoding="utf-8").splitlines()


def almanac_end(received_on: date, weeks: int) -> date:
    """Where a term ends, by the almanac alone."""
    end = received_on + timedelta(weeks=weeks)
    while weeks <= 12 and end in REST_DAYS:
        end += timedelta(days=1)
    return end


class TestOnEveryDayOfACentury:
    def test_a_day_is_a_rest_day_when_the_almanac_says_so(self) -> None:
        assert CENTURY[-1] == date(2113, 12, 31)
        assert {day for day in CENTURY if CALENDAR.is_rest_day(day)} == REST_DAYS & set(CENTURY)

    def test_the_notice_of_not_handling_ends_as_the_almanac_has_it(self) -> None:
        for day in CENTURY:
            assert take_up_term(day).last_day == almanac_end(day, 4)

    @pytest.mark.parametrize("procedure", Procedure)
    def test_the_handling_term_ends_as_the_almanac_has_it(self, procedure: Procedure) -> None:
        previous = date.min
        for day in CENTURY:
            last_day = base_term(day, procedure).last_day
            assert last_day == almanac_end(day, WEEKS[procedure])
            assert last_day >= previous, "received earlier, due later"
            previous = last_day

    @pytest.mark.parametrize("procedure", Procedure)
    @pytest.mark.parametrize("weeks", [1, 2, 3, 4])
    def test_an_extended_term_ends_as_the_almanac_has_it(self, procedure: Procedure, weeks: int) -> None:
        extensions = [Extension(weeks)]
        for day in CENTURY[:9_862]:  # through 2040: later years bring no other weekday or Easter
            term = handling_term(day, procedure=procedure, extensions=extensions)
            assert term.last_day == almanac_end(day, WEEKS[procedure] + weeks)


class TestEveryWorkedCase:
    @pytest.fixture(params=csv.DictReader(EXAMPLES), ids=lambda case: case["case_id"])
    def case(self, request: pytest.FixtureRequest) -> dict[str, str]:
        worked: dict[str, str] = request.param
        return worked

    def test_comes_out_exactly(self, case: dict[str, str]) -> None:
        received_on = read_day(case["received_at_local"])
        weeks, until = int(case["extension_weeks"]), case["consent_until"]
        term = handling_term(
            received_on,
            procedure={"6w": Procedure.ORDINARY, "10w": Procedure.COMMITTEE}[case["procedure"]],
            extensions=[Extension(weeks)] if weeks else [],
            consents=[Consent(date.fromisoformat(until))] if until else [],
        )
        assert {
            "received_date": f"{received_on}",
            "notice_9_8_last_day": f"{take_up_term(received_on).last_day}",
            "base_last_day": f"{term.base}",
            "extended_last_day": f"{term.extended or ''}",
            "final_last_day": f"{term.last_day}",
            "overdue_from_utc": f"{first_instant_after(term.last_day):%Y-%m-%dT%H:%M:%SZ}",
        }.items() <= case.items()

    def test_is_there(self) -> None:
        assert len(EXAMPLES) == 34
