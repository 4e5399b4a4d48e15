"""Linking a repeat: the earlier complaint by its reference; nothing is merged."""

from datetime import date

import pytest

from complaints.record.checking import Unusable
from complaints.services.corrections import void
from complaints.services.linking import NoEarlierComplaint, link_repeat
from complaints.vocabulary import Status
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.people import at_desk, bram, hanna, unit
from tests.services.acting import act, changed_meanwhile, intervention, last_event, refused

pytestmark = pytest.mark.django_db


def test_names_the_earlier_one_and_stays_a_complaint_of_its_own() -> None:
    earlier = judged_and_closed()
    complaint = register_complaint(received_on=date(2026, 2, 9))
    act(link_repeat, complaint, on=date(2026, 2, 10), repeats=f" {earlier.reference} ")
    event = last_event(complaint)
    assert (event.action, complaint.repeats, complaint.status) == ("link_repeat", earlier, Status.REGISTERED)


def test_is_unlinked_again() -> None:
    earlier = register_complaint()
    complaint = register_complaint(repeats_id=earlier.pk)
    act(link_repeat, complaint, repeats="")
    last_event(complaint)
    assert complaint.repeats is None


def test_what_cannot_be_repeated_is_refused() -> None:
    complaint, later, gone = (
        register_complaint(),
        register_complaint(received_on=date(2026, 1, 6)),
        register_complaint(),
    )
    act(void, gone, by=at_desk(bram()), reason="Vergissing.")
    for reference in (complaint.reference, later.reference, gone.reference, "K99-1", intervention().reference):
        refused(link_repeat, complaint, NoEarlierComplaint, field="repeats", repeats=reference)
    refused(link_repeat, complaint, Unusable, field="repeats", repeats="a\x00b")


def test_what_one_may_not_see_one_does_not_name() -> None:
    of_north = register_complaint(unit_id=unit().pk)
    complaint = register_complaint(unit_id=unit("south", "Regio Zuid").pk)
    refused(
        link_repeat, complaint, NoEarlierComplaint, field="repeats", by=at_desk(hanna()), repeats=of_north.reference
    )


def test_nothing_is_linked_to_a_void_registration_nor_to_an_intervention() -> None:
    complaint = register_complaint()
    act(void, complaint, by=at_desk(bram()), reason="Vergissing.")
    refused(link_repeat, complaint, NotNow, repeats="")
    refused(link_repeat, intervention(), NotNow, repeats="")


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(link_repeat, register_complaint(), repeats="")
