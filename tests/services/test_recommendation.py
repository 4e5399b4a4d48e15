"""Recommendations of the ombudsman (Awb 9:36 lid 4): what he recommends, and how it is followed."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import answer
from complaints.services.recommending import NoSuchRecommendation, record_recommendation, respond
from complaints.vocabulary import Following
from complaints.workflow import NotNow
from tests.cases import register_complaint
from tests.people import at_desk, bram, eva
from tests.services.acting import TODAY, act, by_letter, changed_meanwhile, intervention, last_event, refused

pytestmark = pytest.mark.django_db


def recommendation(**changes: Any) -> dict[str, Any]:
    return {"by": at_desk(eva()), "report": "2026/012", "received_on": TODAY, "text": "Bel eerder terug."} | changes


def response(**changes: Any) -> dict[str, Any]:
    given = {"number": 1, "following": Following.FOLLOWED, "responded_on": TODAY}
    return {"by": at_desk(eva())} | given | changes


def recommended() -> Complaint:
    complaint = intervention()
    act(record_recommendation, complaint, **recommendation())
    return complaint


def test_is_kept_with_its_report_after_the_closing_too() -> None:
    complaint = intervention()
    act(answer, complaint, by=at_desk(eva()), **by_letter(answered_on=TODAY, detail="Uitleg."))
    act(record_recommendation, complaint, **recommendation())
    row = complaint.recommendations.get()
    assert (row.number, row.report, row.text, row.following) == (1, "2026/012", "Bel eerder terug.", "")
    assert last_event(complaint).changes == {"recommendation": [None, 1]}


@pytest.mark.parametrize(("changes", "field"), [({"report": " "}, "report"), ({"text": ""}, "text")])
def test_without_its_report_or_text_it_is_refused(changes: dict[str, Any], field: str) -> None:
    refused(record_recommendation, intervention(), Unusable, field=field, **recommendation(**changes))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(record_recommendation, intervention(), WrongDay, field="received_on", **recommendation(received_on=day))


def test_says_how_it_is_followed() -> None:
    complaint = recommended()
    act(respond, complaint, **response())
    row = complaint.recommendations.get()
    assert (row.following, row.responded_on) == ("followed", TODAY)
    assert last_event(complaint).changes == {"recommendation": [None, 1], "following": [None, "followed"]}


@pytest.mark.parametrize("following", [Following.PARTLY, Following.NOT_FOLLOWED])
def test_what_is_not_followed_has_its_reason(following: Following) -> None:
    complaint = recommended()
    given = response(following=following)
    refused(respond, complaint, Unusable, field="response", article="Awb 9:36 lid 4", **given)
    act(respond, complaint, **given, response="Er is te weinig personeel.")
    assert complaint.recommendations.get().response == "Er is te weinig personeel."


def test_a_later_response_takes_the_place_of_an_earlier_one() -> None:
    complaint = recommended()
    act(respond, complaint, **response(following=Following.PARTLY, response="Half."))
    act(respond, complaint, **response())
    assert last_event(complaint).changes["following"] == ["partly", "followed"]


def test_what_does_not_fit_is_refused() -> None:
    complaint = recommended()
    refused(respond, complaint, NoSuchRecommendation, field="number", **response(number=2))
    refused(respond, complaint, Unusable, field="following", **response(following="x"))
    for day in (date(2026, 1, 4), date(2026, 1, 16), date(2026, 1, 20)):
        refused(respond, complaint, WrongDay, field="responded_on", **response(responded_on=day))


def test_a_complaint_has_no_recommendations() -> None:
    given = recommendation(by=at_desk(bram()))
    refused(record_recommendation, register_complaint(), NotNow, **given)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(record_recommendation, intervention(), **recommendation())
    changed_meanwhile(respond, recommended(), **response())
