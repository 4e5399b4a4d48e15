"""Taking the next complaint: the most urgent that waits, and never one that somebody was involved in."""

from datetime import date

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint
from complaints.services.handling import assign
from complaints.services.intake import PersonEntry
from complaints.services.people import record_involvement
from complaints.services.taking import NothingWaits, NotWithYou, declare_not_involved, give_back, take_next
from complaints.vocabulary import Status
from tests.cases import judged_and_closed, noon, register_complaint, take_up
from tests.people import SYSTEM, anna, at_desk, bram, eva, fleur, hanna, ilse, unit
from tests.services.acting import TODAY, act, intervention, last_event, refused

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 1, 7)


def next_for(user: object) -> Complaint:
    return take_next(actor=at_desk(user), now=noon(TODAY))  # type: ignore[arg-type]  # a person of the tests


def test_gives_the_most_urgent_one_that_waits() -> None:
    register_complaint(received_on=WEDNESDAY)
    urgent = register_complaint()
    taken_already = register_complaint(received_on=date(2025, 12, 1))
    act(assign, taken_already, handler_id=bram().pk)
    assert next_for(anna()) == urgent
    event = last_event(urgent)
    assert (event.action, event.changes, event.actor) == ("assign", {"handler": [None, "anna"]}, anna())
    assert (urgent.handler, urgent.status) == (anna(), Status.REGISTERED)


def test_the_next_time_gives_the_next_one() -> None:
    first, second = register_complaint(), register_complaint(received_on=WEDNESDAY)
    assert [next_for(anna()), next_for(bram())] == [first, second]


def test_what_was_let_go_halfway_waits_too() -> None:
    complaint = take_up(register_complaint())
    act(assign, complaint, handler_id=None)
    assert next_for(bram()) == complaint


def test_never_gives_what_somebody_may_not_handle() -> None:
    register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    involved = register_complaint()
    act(record_involvement, involved, by=at_desk(bram()), user=anna())
    intervention()
    judged_and_closed()
    with pytest.raises(NothingWaits, match="op een behandelaar"):
        next_for(anna())


def test_a_handler_of_one_unit_gets_those_of_his_unit_and_of_none() -> None:
    handler = hanna()
    register_complaint(unit_id=unit().pk)
    south = register_complaint(unit_id=unit("south").pk)
    of_none = register_complaint(received_on=WEDNESDAY)
    assert [next_for(handler), next_for(handler)] == [south, of_none]
    with pytest.raises(NothingWaits):
        next_for(handler)


@pytest.mark.parametrize("who", [eva, fleur, ilse])
def test_who_handles_no_complaints_gets_none(who: object) -> None:
    register_complaint()
    with pytest.raises(NothingWaits):
        next_for(who())  # type: ignore[operator]  # one of the people of the tests


def test_a_job_takes_nothing() -> None:
    register_complaint()
    with pytest.raises(NotAllowed):
        take_next(actor=SYSTEM, now=noon(TODAY))


class TestDeclaring:
    """Awb 9:7: whoever got it says whether he was involved."""

    def test_that_he_was_not_is_kept(self) -> None:
        complaint = take_up(register_complaint())
        act(assign, complaint, handler_id=bram().pk)
        act(declare_not_involved, complaint, by=at_desk(bram()))
        assert last_event(complaint).changes == {"not_involved": [None, True]}
        assert complaint.handler == bram()

    def test_another_cannot_say_it_for_him(self) -> None:
        complaint = take_up(register_complaint())
        refused(declare_not_involved, complaint, NotWithYou, by=at_desk(bram()))

    def test_who_was_gives_it_back_and_is_not_offered_it_again(self) -> None:
        complaint = register_complaint()
        act(assign, complaint, handler_id=anna().pk)
        act(give_back, complaint)
        event = last_event(complaint)
        assert (event.action, event.changes) == ("assign", {"handler": ["anna", None], "involved": [None, "anna"]})
        with pytest.raises(NothingWaits):
            next_for(anna())
        assert next_for(bram()) == complaint

    def test_what_is_with_another_is_not_given_back(self) -> None:
        refused(give_back, register_complaint(), NotWithYou)
