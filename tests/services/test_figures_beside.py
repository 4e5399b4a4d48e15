"""The figures beside the table that no register row alone tells: the ombudsman's questions, and cases that turned."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from complaints.figures.months import Month
from complaints.models import Act, Complaint, Round
from complaints.services import publication
from complaints.vocabulary import ActKind, Category, Status
from tests.months import closed, row, store
from tests.people import SYSTEM

pytestmark = pytest.mark.django_db

MAY = Month(2023, 5)
JULY_3RD = datetime(2023, 7, 3, 10, tzinfo=UTC)


def beside(group: str, month: Month = MAY) -> Mapping[str, int | None]:
    found = publication.compile_month(month=month, actor=SYSTEM, now=JULY_3RD).figures.further
    assert found is not None
    return found.group(group)


def asked(number: int, answer_by: datetime | None, answered_on: date | None, of: Complaint) -> None:
    answer = "Wij beslissen in juli." if answered_on else ""
    Round.objects.create(
        complaint=of,
        number=number,
        question="Wanneer beslist u?",
        asked_on=date(2023, 4, 3),
        answer_by=answer_by,
        answered_on=answered_on,
        answer=answer,
    )


def test_questions_of_the_ombudsman_count_in_the_month_of_his_date() -> None:
    intervention, void = store(
        [
            row(date(2023, 5, 3), category=Category.OMBUDSMAN),
            row(date(2023, 5, 3), category=Category.OMBUDSMAN, status=Status.VOID),
        ]
    )
    midnight = datetime(2023, 4, 30, 22, tzinfo=UTC)  # the first of May in Amsterdam
    last_hour = datetime(2023, 5, 31, 21, 59, tzinfo=UTC)
    asked(1, midnight, date(2023, 5, 1), intervention)  # in time, on the day
    asked(2, last_hour, date(2023, 6, 1), intervention)  # a day late
    asked(3, last_hour, None, intervention)  # not answered
    asked(4, datetime(2023, 5, 31, 22, tzinfo=UTC), date(2023, 5, 2), intervention)  # of June
    asked(5, None, date(2023, 5, 2), intervention)  # no date set
    asked(1, last_hour, date(2023, 5, 2), void)
    assert beside("interventions") == {"due": 3, "in_time": 1}


def test_questions_count_one_each_whatever_the_basis() -> None:
    (intervention,) = store([row(date(2023, 2, 3), category=Category.OMBUDSMAN, complainants=5)])
    asked(1, datetime(2023, 2, 20, 12, tzinfo=UTC), date(2023, 4, 20), intervention)
    assert beside("interventions", Month(2023, 2)) == {"due": 1, "in_time": 0}


def turned(complaint: Complaint, *acts: tuple[ActKind, date]) -> None:
    for kind, day in acts:
        Act.objects.create(complaint=complaint, kind=kind, happened_on=day, recorded_at=JULY_3RD)


def test_a_complaint_that_was_reopened_was_closed_in_between() -> None:
    complaint, _other = store([closed(date(2023, 3, 6), date(2023, 6, 20)), row(date(2023, 5, 2))])
    turned(
        complaint,
        (ActKind.CLOSED, date(2023, 4, 11)),
        (ActKind.REOPENED, date(2023, 5, 15)),
        (ActKind.CLOSED, date(2023, 6, 20)),
    )
    assert [beside("stock", Month(2023, number))["open_at_end"] for number in (3, 5, 6)] == [1, 2, 1]
    assert beside("stock") == {
        "open_at_start": 0, "received": 1, "reopened": 1, "closed": 0, "void": 0, "open_at_end": 2,
    }  # fmt: skip


def test_a_registration_was_open_until_it_was_declared_void() -> None:
    void, _other = store([row(date(2023, 4, 20), status=Status.VOID), row(date(2023, 5, 2))])
    turned(void, (ActKind.VOIDED, date(2023, 5, 8)))
    assert beside("stock") == {
        "open_at_start": 1, "received": 1, "reopened": 0, "closed": 0, "void": 1, "open_at_end": 1,
    }  # fmt: skip


def test_over_its_term_at_the_end_of_the_month_is_after_its_lawful_last_day() -> None:
    store(
        [
            row(date(2023, 4, 19), lawful_last_day=date(2023, 5, 31)),
            row(date(2023, 4, 19), lawful_last_day=date(2023, 6, 1)),
            closed(date(2023, 4, 19), date(2023, 6, 1), lawful_last_day=date(2023, 5, 30)),
            closed(date(2023, 4, 19), date(2023, 5, 31), lawful_last_day=date(2023, 5, 30)),
        ]
    )
    further = publication.compile_month(month=MAY, actor=SYSTEM, now=JULY_3RD).figures.further
    assert further is not None
    assert further.cells["over_term"] == 2


def test_the_month_of_receipt_two_months_before_stands_still_whatever_happens_later() -> None:
    complaint, _other = store([row(date(2023, 3, 31), lawful_last_day=date(2023, 6, 9)), row(date(2023, 5, 2))])
    expected = {"received": 1, "within_six_weeks": 0, "within_term": 0, "running": 1}
    assert beside("cohort") == expected
    Complaint.objects.filter(pk=complaint.pk).update(
        status=Status.CLOSED, verdict="justified", closed_on=date(2023, 6, 8)
    )
    assert beside("cohort") == expected
