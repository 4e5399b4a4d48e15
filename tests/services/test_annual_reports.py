"""The year: what its report counts, who may publish it, and what its register tells."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.figures.months import Month
from complaints.models import AnnualReport, Complaint, Event, Unit
from complaints.record.checking import Unusable
from complaints.services import annual_reports, publication
from complaints.services.annual_reports import (
    CorrectionWithoutReason,
    NoReport,
    NoSuchComplaint,
    PreparedByOneself,
    RegisterChanged,
    YearRuns,
    YearWithoutData,
)
from complaints.vocabulary import Category, Form, OtherReason, Status, Verdict
from tests.months import closed, row, store
from tests.people import SYSTEM, anna, at_desk, bram, chris, dewi

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 20, 9, tzinfo=UTC)
YEAR = 2025


def a_year() -> Sequence[Complaint]:
    """A small register around 2025: one carried over, one open at the end, one void, one intervention."""
    unit = Unit.objects.create(name="Regio Noord", code="noord")
    return store(
        [
            closed(date(2024, 12, 10), date(2025, 1, 15), unit=unit),
            closed(date(2025, 3, 3), date(2025, 3, 31), Verdict.UNJUSTIFIED, form=Form.ORAL),
            closed(date(2025, 4, 1), date(2025, 7, 1), partly=True, reference="K-1"),
            closed(date(2025, 5, 6), date(2025, 5, 20), OtherReason.DECLINED, category=Category.POLICY),
            row(date(2025, 12, 1), reference="OPEN-1"),
            row(date(2025, 6, 1), status=Status.VOID),
            row(date(2025, 2, 2), category=Category.OMBUDSMAN),
        ]
    )


def prepared(**changes: Any) -> AnnualReport:
    return annual_reports.prepare(year=YEAR, actor=at_desk(chris()), now=NOW, **changes)


def published() -> AnnualReport:
    prepared()
    return annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)


def test_written_oral_and_interventions_make_the_total() -> None:
    a_year()
    received = prepared().figures["received"]
    assert received["form"] == {"written": 3, "oral": 1, "intervention": 1}
    assert sum(received["form"].values()) == sum(received["category"].values()) == 5
    assert sum(received["channel"].values()) == sum(received["unit"].values()) == 4


def test_what_was_carried_over_came_and_went_makes_what_is_open() -> None:
    a_year()
    stock = prepared().figures["stock"]
    assert stock == {"open_at_start": 1, "received": 4, "closed": 4, "open_at_end": 1, "over_term": 0}
    assert stock["open_at_start"] + stock["received"] - stock["closed"] == stock["open_at_end"]


def test_what_was_closed_is_counted_by_outcome_ground_and_term() -> None:
    a_year()
    figures = prepared().figures
    judged = figures["judged"]
    assert judged["total"] == sum(judged["outcome"].values()) == sum(judged["category"].values()) == 4
    assert judged["outcome"] == {"declined": 1, "justified": 2, "unjustified": 1}
    assert judged["partly"] == 1
    assert judged["ground"] == {"minor": 1}
    assert (judged["within_six_weeks"], judged["within_term"]) == (3, 3)
    assert (figures["days"], figures["median_days"]) == (36 + 28 + 91 + 14, "32.0")
    assert figures["earlier"][0]["received"] == 1


def test_the_months_stand_beside_what_the_register_gives_by_now() -> None:
    a_year()
    publication.compile_month(month=Month(2025, 3), actor=at_desk(chris()), now=NOW)
    publication.approve(month=Month(2025, 3), actor=at_desk(dewi()), now=NOW)
    edition = publication.publish(month=Month(2025, 3), actor=at_desk(chris()), now=NOW)
    store([row(date(2025, 3, 9))])
    (month,) = prepared().figures["months"]
    assert month == {
        "month": "2025-03",
        "edition": 1,
        "sha256": edition.sha256,
        "basis": "complaints",
        "total": 1,
        "judged": 1,
        "counted_total": 2,
        "counted_judged": 1,
    }


def test_the_register_tells_of_written_complaints_without_anything_of_a_person() -> None:
    a_year()
    complaint = Complaint.objects.get(reference="K-1")
    text = "Er is te laat beslist. Wij boden excuses aan."
    for told in ("Eerste versie.", text):
        annual_reports.release_summary(reference="K-1", text=told, actor=at_desk(bram()), now=NOW)
    assert Event.objects.filter(complaint=complaint, action="release_summary").count() == 2
    policy, open_, late = sorted(prepared().register, key=lambda each: (each["outcome"], each["quarter"]))[:3]
    assert policy == {
        "quarter": 2,
        "category": "policy",
        "directorate": "",
        "outcome": "declined",
        "in_time": "yes",
        "summary": "",
    }
    assert (open_["outcome"], late["outcome"]) == ("justified", "open")
    assert (open_["in_time"], late["in_time"]) == ("no", "open")
    assert open_["summary"] == text
    assert len(prepared().register) == 3


def test_preparing_again_takes_the_place_of_what_was_not_published() -> None:
    a_year()
    first = prepared()
    second = prepared(lessons="  Wij leerden. ")
    assert AnnualReport.objects.get() == second
    assert (second.number, second.lessons) == (1, "Wij leerden.")
    assert first.sha256 != second.sha256


def test_a_published_report_is_corrected_by_a_new_one_with_a_reason() -> None:
    a_year()
    assert published().published_by == dewi()
    with pytest.raises(CorrectionWithoutReason):
        prepared()
    again = prepared(reason="Eén klacht ontbrak.")
    assert (again.number, again.published_at) == (2, None)
    assert [event.action for event in Event.objects.filter(action__startswith="annual").order_by("id")] == [
        "annual_report.prepare",
        "annual_report.publish",
        "annual_report.prepare",
    ]


def test_nobody_publishes_what_he_prepared() -> None:
    a_year()
    prepared()
    with pytest.raises(PreparedByOneself):
        annual_reports.publish(year=YEAR, actor=at_desk(chris()), now=NOW)


def test_what_the_register_says_otherwise_by_now_is_not_published() -> None:
    a_year()
    prepared()
    store([row(date(2025, 8, 1))])
    with pytest.raises(RegisterChanged):
        annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)


def test_a_year_that_runs_or_has_nothing_has_no_report() -> None:
    with pytest.raises(YearRuns):
        annual_reports.prepare(year=2026, actor=at_desk(chris()), now=NOW)
    with pytest.raises(YearWithoutData):
        prepared()
    with pytest.raises(NoReport):
        annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)


def test_a_report_is_of_publishers_and_a_summary_of_coordinators_of_the_complaint() -> None:
    a_year()
    with pytest.raises(NotAllowed):
        annual_reports.prepare(year=YEAR, actor=at_desk(anna()), now=NOW)
    release = partial(annual_reports.release_summary, now=NOW)
    with pytest.raises(NoSuchComplaint):
        release(reference="X", text="Iets.", actor=at_desk(bram()))
    with pytest.raises(NoSuchComplaint):
        release(reference="K-1", text="Iets.", actor=at_desk(chris()))
    with pytest.raises(NotAllowed):
        release(reference="K-1", text="Iets.", actor=at_desk(anna()))
    with pytest.raises(NotAllowed):
        release(reference="K-1", text="Iets.", actor=SYSTEM)
    with pytest.raises(Unusable):
        release(reference="K-1", text=" ", actor=at_desk(bram()))
