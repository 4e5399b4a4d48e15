"""A commitment: owned, due on a day, kept; or broken, which reopens what was settled."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Commitment, Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import settle
from complaints.services.commitments import CommitmentEnded, NoSuchCommitment, break_off, keep, promise
from complaints.vocabulary import ActKind, ClockKind, Status
from tests.cases import LAST_DAY, close, judge, register_complaint, take_up
from tests.people import anna, ilse
from tests.services.acting import TODAY, UNPRINTABLE, act, by_letter, last_act, last_event, live, refused

pytestmark = pytest.mark.django_db

DUE, SETTLED_ON, BROKEN_ON = date(2026, 3, 1), date(2026, 1, 20), date(2026, 3, 2)


def promised(**changes: Any) -> dict[str, Any]:
    return {"text": "Wij bellen voor 1 maart.", "made_on": TODAY, "due_on": DUE, "owner_id": anna().pk} | changes


def broken(**changes: Any) -> dict[str, Any]:
    return {"on": BROKEN_ON, "number": 1, "broken_on": BROKEN_ON, "remark": "Er is niet gebeld."} | changes


def kept(**changes: Any) -> dict[str, Any]:
    return {"on": BROKEN_ON, "number": 1, "kept_on": BROKEN_ON} | changes


def committed(complaint: Complaint | None = None) -> Complaint:
    complaint = complaint or register_complaint()
    act(promise, complaint, **promised())
    return complaint


def settled() -> Complaint:
    complaint = committed()
    act(settle, complaint, on=SETTLED_ON, **by_letter(confirmed_on=SETTLED_ON, detail="Zij is tevreden."))
    return complaint


def test_each_has_its_number_its_owner_and_its_clock() -> None:
    complaint = committed()
    act(promise, complaint, **promised(owner_id=None, owner_name="Teamleider balie"))
    first, second = Commitment.objects.order_by("number")
    assert (first.number, first.kept_by, second.number, second.kept_by) == (1, "Anna de Wit", 2, "Teamleider balie")
    clocks = complaint.clocks.filter(kind=ClockKind.COMMITMENT).order_by("subject")
    assert [(clock.subject, clock.starts_on, clock.ends_on) for clock in clocks] == [(1, TODAY, DUE), (2, TODAY, DUE)]
    event = last_event(complaint)
    assert (event.action, event.changes) == ("promise", {"commitment": [None, 2]})


def test_outlives_the_closing_and_is_kept_after_it() -> None:
    complaint = settled()
    assert live(complaint, ClockKind.COMMITMENT).met_on is None
    act(keep, complaint, **kept(remark="Gebeld."))
    assert live(complaint, ClockKind.COMMITMENT).met_on == BROKEN_ON
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.ended_on, commitment.remark) == ("kept", BROKEN_ON, "Gebeld.")
    assert last_event(complaint).changes == {"commitment": [None, 1], "kept_on": [None, "2026-03-02"]}
    assert complaint.status == Status.CLOSED


def test_broken_it_reopens_what_was_settled_by_the_hand_of_a_handler() -> None:
    complaint = settled()
    act(break_off, complaint, **broken())
    event = last_event(complaint)
    assert (event.action, event.reason) == ("break_commitment", "Er is niet gebeld.")
    assert event.changes["status"] == ["closed", "in_handling"]
    assert (complaint.status, complaint.other_reason, complaint.closed_on) == (Status.IN_HANDLING, "", None)
    assert (live(complaint, ClockKind.HANDLING).ends_on, live(complaint, ClockKind.HANDLING).met_on) == (LAST_DAY, None)
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.detail) == (ActKind.REOPENED, BROKEN_ON, "Er is niet gebeld.")
    assert complaint.clocks.get(kind=ClockKind.COMMITMENT).superseded_reason == "dropped"
    assert Commitment.objects.get().state == "broken"


def test_broken_it_leaves_a_judgment_as_it_is() -> None:
    complaint = committed(take_up(register_complaint()))
    close(judge(complaint))
    act(break_off, complaint, **broken())
    last_event(complaint)
    assert (complaint.status, complaint.verdict) == (Status.CLOSED, "justified")


def test_broken_while_open_it_moves_nothing_else() -> None:
    complaint = committed()
    act(break_off, complaint, **broken())
    assert last_event(complaint).changes == {"commitment": [None, 1], "broken_on": [None, "2026-03-02"]}


def test_broken_before_the_settlement_is_refused() -> None:
    refused(break_off, settled(), WrongDay, field="broken_on", **broken(broken_on=TODAY))
    assert Commitment.objects.get().state == "open"


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(2026, 3, 3)])
def test_ended_before_it_was_made_or_after_today_is_refused(day: date) -> None:
    refused(keep, committed(), WrongDay, field="kept_on", **kept(kept_on=day))


def test_ended_twice_is_refused() -> None:
    complaint = committed()
    act(keep, complaint, **kept())
    refused(keep, complaint, CommitmentEnded, field="number", **kept())
    refused(break_off, complaint, CommitmentEnded, field="number", **broken())


def test_of_an_unknown_number_is_refused() -> None:
    refused(keep, committed(), NoSuchCommitment, field="number", **kept(number=2))


@pytest.mark.parametrize("text", ["", " ", *UNPRINTABLE])
def test_broken_without_saying_why_is_refused(text: str) -> None:
    refused(break_off, committed(), Unusable, field="remark", **broken(remark=text))


@pytest.mark.parametrize("text", ["", " "])
def test_a_promise_of_nothing_is_refused(text: str) -> None:
    refused(promise, register_complaint(), Unusable, field="text", article="Awb 9:5", **promised(text=text))


@pytest.mark.parametrize("text", ["", " ", *UNPRINTABLE])
def test_a_promise_of_nobody_is_refused(text: str) -> None:
    refused(promise, register_complaint(), Unusable, field="owner_name", **promised(owner_id=None, owner_name=text))


def test_who_left_keeps_no_promise() -> None:
    refused(promise, register_complaint(), Unusable, field="owner_id", **promised(owner_id=ilse().pk))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_made_before_receipt_or_after_today_is_refused(day: date) -> None:
    refused(promise, register_complaint(), WrongDay, field="made_on", **promised(made_on=day))


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(3000, 1, 1)])
def test_due_before_it_was_made_or_never_is_refused(day: date) -> None:
    refused(promise, register_complaint(), WrongDay, field="due_on", **promised(due_on=day))
