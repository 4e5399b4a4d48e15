"""The second notice of an extension (Awb 9:11 lid 2): the person complained about is told too."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.services.intake import PersonEntry
from complaints.services.terms import NobodyToTell, NothingToTell, extend, tell_extension
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.services.acting import TODAY, act, by_letter, changed_meanwhile, intervention, last_act, last_event, refused

pytestmark = pytest.mark.django_db

PERSON = (PersonEntry(job_title="baliemedewerker"),)
ARTICLE = "Awb 9:11 lid 2"


def told(**changes: Any) -> dict[str, Any]:
    return by_letter(told_on=TODAY) | changes


def extension(**changes: Any) -> dict[str, Any]:
    return by_letter(weeks=2, notified_on=TODAY, reason="Er wordt nog gehoord.") | changes


def extended() -> Complaint:
    complaint = register_complaint(persons_complained_about=PERSON)
    act(extend, complaint, **extension())
    return complaint


def test_keeps_when_and_how_he_was_told() -> None:
    complaint = extended()
    act(tell_extension, complaint, **told())
    done = last_act(complaint)
    assert (done.kind, done.side, done.happened_on, done.method) == ("extension_noticed", "person", TODAY, "letter")
    event = last_event(complaint)
    assert (event.action, event.changes) == ("tell_extension", {"extension_noticed": [None, "2026-01-19"]})


def test_both_may_be_told_in_one_act() -> None:
    complaint = register_complaint(persons_complained_about=PERSON)
    act(extend, complaint, **extension(person_told_on=TODAY))
    assert [done.kind for done in complaint.acts.order_by("id")] == ["extended", "extension_noticed"]


def test_where_nobody_is_named_there_is_one_addressee() -> None:
    complaint = register_complaint()
    given = extension(person_told_on=TODAY)
    refused(extend, complaint, NobodyToTell, field="person_told_on", article=ARTICLE, **given)
    act(extend, complaint, **extension())
    refused(tell_extension, complaint, NobodyToTell, field="told_on", article=ARTICLE, **told())


def test_without_an_extension_there_is_nothing_to_tell() -> None:
    complaint = register_complaint(persons_complained_about=PERSON)
    refused(tell_extension, complaint, NothingToTell, article=ARTICLE, **told())


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(tell_extension, extended(), WrongDay, field="told_on", **told(told_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(tell_extension, judged_and_closed(), NotNow, on=date(2026, 2, 4), **told())
    refused(tell_extension, intervention(), NotNow, **told())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(tell_extension, extended(), **told())
