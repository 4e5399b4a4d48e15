"""A moment of contact: kept as it was, and the first with the complainant meets its term."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint, Contact
from complaints.record import clocks
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.contacts import record
from complaints.vocabulary import ClockKind, ContactKind
from tests.cases import RECEIVED_ON, judged_and_closed, noon, register_complaint
from tests.people import SYSTEM, anna, at_desk, eva
from tests.services.acting import TODAY, UNPRINTABLE, act, changed_meanwhile, intervention, last_event, live, refused

pytestmark = pytest.mark.django_db


def call(**changes: Any) -> dict[str, Any]:
    return {
        "kind": ContactKind.PHONE,
        "happened_on": TODAY,
        "with_whom": "Fatima el Amrani",
        "text": "Zij legde uit wat er gebeurde.",
    } | changes


def with_a_term() -> Complaint:
    complaint = register_complaint()
    span = clocks.agreed_span(ClockKind.FIRST_CONTACT, RECEIVED_ON, date(2026, 1, 23))
    clocks.open_one(complaint, span, ends_at=None, actor=SYSTEM, now=noon(RECEIVED_ON))
    return complaint


def test_keeps_who_spoke_with_whom_and_what_was_agreed() -> None:
    complaint = with_a_term()
    act(record, complaint, **call(agreement="Wij bellen vrijdag terug."))
    contact = Contact.objects.get()
    assert (contact.kind, contact.happened_on, contact.with_whom) == ("phone", TODAY, "Fatima el Amrani")
    assert (contact.agreement, contact.recorded_by, contact.recorded_at) == (
        "Wij bellen vrijdag terug.",
        anna(),
        noon(TODAY),
    )
    assert live(complaint, ClockKind.FIRST_CONTACT).met_on == TODAY
    event = last_event(complaint)
    assert (event.action, event.changes) == ("contact", {"contact": [None, "2026-01-19"]})


def test_with_somebody_else_leaves_the_first_contact_due() -> None:
    complaint = with_a_term()
    act(record, complaint, **call(with_complainant=False, with_whom="Teamleider balie"))
    assert live(complaint, ClockKind.FIRST_CONTACT).met_on is None


def test_is_recorded_after_the_closing_too() -> None:
    complaint = judged_and_closed()
    act(record, complaint, on=date(2026, 2, 9), **call(happened_on=date(2026, 2, 9)))
    assert complaint.contacts.count() == 1


def test_of_an_intervention_is_for_the_liaison_too() -> None:
    complaint = intervention()
    act(record, complaint, by=at_desk(eva()), **call(with_complainant=False))
    assert complaint.contacts.get().recorded_by == eva()


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_before_receipt_or_after_today_is_refused(day: date) -> None:
    refused(record, register_complaint(), WrongDay, field="happened_on", **call(happened_on=day))
    assert not Contact.objects.exists()


@pytest.mark.parametrize("field", ["with_whom", "text"])
@pytest.mark.parametrize("text", ["", " ", *UNPRINTABLE])
def test_without_a_name_or_a_text_it_is_refused(field: str, text: str) -> None:
    refused(record, register_complaint(), Unusable, field=field, **call(**{field: text}))


def test_of_an_unknown_kind_it_is_refused() -> None:
    refused(record, register_complaint(), Unusable, field="kind", **call(kind="telepathy"))


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(record, register_complaint(), **call())
