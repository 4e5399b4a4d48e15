"""Recording the application whose processing time is complained about, and what is proposed from it."""

from datetime import date
from typing import Any

import pytest

from complaints.law import DelayReason
from complaints.models import Application, Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.fast_lane import proposal_of
from complaints.record.lawful import AgainstTheLaw
from complaints.services.applications import NotAboutProcessingTime, set_application
from complaints.vocabulary import Category, TermUnit
from complaints.workflow import NotNow
from tests.cases import RECEIVED_ON, judged_and_closed, register_complaint
from tests.services.acting import act, changed_meanwhile, last_event, refused

pytestmark = pytest.mark.django_db


def applied(**changes: Any) -> dict[str, Any]:
    """Applied for on Monday 1 September 2025, to be decided within eight weeks."""
    return {"applied_on": date(2025, 9, 1), "term": 8, "unit": TermUnit.WEEKS} | changes


def about_delay() -> Complaint:
    """Register a complaint about processing time."""
    return register_complaint(category=Category.PROCESSING_TIME)


def test_is_recorded_and_leads_to_a_proposal() -> None:
    complaint = about_delay()
    assert proposal_of(complaint) is None
    act(set_application, complaint, **applied())
    complaint.refresh_from_db()
    found = proposal_of(complaint)
    assert found is not None
    assert (found.verdict, found.reason, found.days_late) == ("justified", DelayReason.NO_DECISION, 70)
    assert found.term.last_day == date(2025, 10, 27)
    assert last_event(complaint).changes == {
        "applied_on": [None, "2025-09-01"],
        "term": [None, 8],
        "unit": [None, "weeks"],
        "extended": [None, 0],
        "paused_days": [None, 0],
    }


def test_is_replaced_and_the_trail_says_what_changed() -> None:
    complaint = about_delay()
    act(set_application, complaint, **applied())
    act(set_application, complaint, **applied(extended=2, decided_on=date(2025, 11, 10)))
    assert Application.objects.count() == 1
    assert last_event(complaint).changes == {"extended": [0, 2], "decided_on": [None, "2025-11-10"]}
    complaint = Complaint.objects.get()
    found = proposal_of(complaint)
    assert found is not None
    assert (found.verdict, found.reason) == ("unjustified", DelayReason.DECIDED_IN_TIME)


def test_no_other_complaint_has_an_application() -> None:
    refused(set_application, register_complaint(), NotAboutProcessingTime, **applied())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"applied_on": date(2026, 1, 6)}, "applied_on"),
        ({"decided_on": date(2026, 1, 20)}, "decided_on"),
        ({"decided_on": date(2025, 8, 31)}, "decided_on"),
    ],
)
def test_refuses_days_that_cannot_be(changes: dict[str, Any], field: str) -> None:
    refused(set_application, about_delay(), WrongDay, field=field, **applied(**changes))


@pytest.mark.parametrize("changes", [{"applied_on": RECEIVED_ON}, {"decided_on": date(2026, 1, 19)}])
def test_takes_the_outermost_days(changes: dict[str, Any]) -> None:
    complaint = about_delay()
    act(set_application, complaint, **applied(**changes))
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"term": 0}, "term"),
        ({"term": 261}, "term"),
        ({"unit": "days"}, "unit"),
        ({"extended": -1}, "extended"),
        ({"paused_days": 40_000}, "paused_days"),
    ],
)
def test_refuses_a_term_that_is_none(changes: dict[str, Any], field: str) -> None:
    refused(set_application, about_delay(), Unusable, field=field, **applied(**changes))


def test_refuses_days_that_the_calendar_does_not_know() -> None:
    early = applied(applied_on=date(2013, 12, 31))
    refused(set_application, about_delay(), AgainstTheLaw, code="outside_calendar", field="applied_on", **early)


def test_not_once_the_complaint_is_closed() -> None:
    refused(set_application, judged_and_closed(category=Category.PROCESSING_TIME), NotNow, **applied())


def test_the_second_of_two_people_is_told() -> None:
    changed_meanwhile(set_application, about_delay(), **applied())


def test_nothing_is_proposed_where_the_category_changed_since() -> None:
    complaint = about_delay()
    act(set_application, complaint, **applied())
    complaint.refresh_from_db()
    complaint.category = Category.TREATMENT
    assert proposal_of(complaint) is None
