"""Forwarding to the competent body (Awb 2:3), and telling the sender at the same time."""

from datetime import date
from typing import Any

import pytest

from complaints.models import PartnerBody
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.forwarding import ToldAnotherDay, forward
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.services.acting import TODAY, act, changed_meanwhile, intervention, last_act, last_event, refused

pytestmark = pytest.mark.django_db


def sent_on(**changes: Any) -> dict[str, Any]:
    return {"forwarded_on": TODAY, "to": "Gemeente Ons Dorp", "method": "letter"} | changes


def test_closes_on_the_day_that_it_was_sent_on() -> None:
    complaint = register_complaint()
    act(forward, complaint, **sent_on())
    assert last_event(complaint).changes == {
        "status": ["registered", "closed"],
        "verdict": ["", "other"],
        "other_reason": ["", "forwarded"],
        "forwarded_to": ["", "Gemeente Ons Dorp"],
        "closed_on": [None, "2026-01-19"],
    }
    done = last_act(complaint)
    assert (done.kind, done.addressee, done.method) == ("closed", "Gemeente Ons Dorp", "letter")


def test_without_saying_to_whom_it_is_refused() -> None:
    refused(forward, register_complaint(), Unusable, field="to", article="Awb 2:3", **sent_on(to=" "))


@pytest.mark.parametrize("to", ["x" * 201, "a\x00b"])
def test_a_body_that_does_not_fit_is_refused(to: str) -> None:
    refused(forward, register_complaint(), Unusable, field="to", **sent_on(to=to))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(forward, register_complaint(), WrongDay, field="forwarded_on", **sent_on(forwarded_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(forward, judged_and_closed(), NotNow, on=date(2026, 2, 4), **sent_on())
    refused(forward, intervention(), NotNow, **sent_on())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(forward, register_complaint(), **sent_on())


class TestTellingTheSender:
    """2:3: sent on and told at the same time."""

    def test_one_act_with_two_dates_that_agree(self) -> None:
        complaint = register_complaint()
        act(forward, complaint, **sent_on(told_on=TODAY))
        assert [(done.kind, done.happened_on) for done in complaint.acts.order_by("id")] == [
            ("sender_told", TODAY),
            ("closed", TODAY),
        ]

    def test_another_day_is_refused_or_kept_as_a_fact(self) -> None:
        complaint, before = register_complaint(), date(2026, 1, 16)
        given = sent_on(told_on=before)
        refused(forward, complaint, ToldAnotherDay, field="told_on", article="Awb 2:3", **given)
        act(forward, complaint, **given, happened=True)
        assert complaint.acts.get(kind="sender_told").happened_on == before

    def test_a_day_that_cannot_be_is_refused(self) -> None:
        for day in (date(2026, 1, 4), date(2026, 1, 20)):
            refused(forward, register_complaint(), WrongDay, field="told_on", **sent_on(told_on=day))


class TestDirectory:
    """To a body of the directory."""

    def test_goes_by_its_name(self) -> None:
        partner = PartnerBody.objects.create(name="Centraal Orgaan opvang asielzoekers")
        complaint = register_complaint()
        act(forward, complaint, **sent_on(to="", partner_id=partner.pk))
        last_event(complaint)
        assert complaint.forwarded_to == "Centraal Orgaan opvang asielzoekers"

    def test_one_that_left_the_directory_is_refused(self) -> None:
        partner = PartnerBody.objects.create(name="Opgeheven dienst", is_active=False)
        for key in (partner.pk, 2**30):
            refused(forward, register_complaint(), Unusable, field="partner_id", **sent_on(partner_id=key))
