"""Reviving (Awb 9:8 lid 1 onder f): on the day of looking again a declined complaint runs again."""

from datetime import date

import pytest

from complaints.models import Complaint, JobRun
from complaints.services.corrections import reopen
from complaints.services.declining import decline
from complaints.services.reviving import revive_due
from complaints.vocabulary import ActKind, ClockKind, DeclineGround, Status, Superseded
from tests.cases import noon, register_complaint
from tests.people import SYSTEM, at_desk, bram
from tests.services.acting import TODAY, act, by_letter, last_event
from tests.services.soundness import require_sound

pytestmark = pytest.mark.django_db

FOLLOW_UP = date(2026, 4, 20)


def declined(follow_up_on: date = FOLLOW_UP) -> Complaint:
    complaint = register_complaint()
    notice = by_letter(sent_on=TODAY, ground=DeclineGround.CRIMINAL, reason="Er loopt een onderzoek.")
    act(decline, complaint, **notice, follow_up_on=follow_up_on)
    return complaint


def revive_on(day: date) -> int:
    return revive_due(actor=SYSTEM, today=day, now=noon(day))


def test_nothing_revives_before_its_day() -> None:
    complaint = declined()
    assert revive_on(date(2026, 4, 19)) == 0
    complaint.refresh_from_db()
    assert complaint.status == Status.CLOSED


def test_on_its_day_it_is_open_again_with_its_own_term() -> None:
    complaint = declined()
    assert revive_on(FOLLOW_UP) == 1
    event = last_event(complaint)
    assert (event.action, event.actor, complaint.status) == ("reopen", None, Status.IN_HANDLING)
    assert complaint.acts.filter(kind=ActKind.REOPENED).get().happened_on == FOLLOW_UP
    clock = complaint.clocks.get(kind=ClockKind.REVIVAL)
    assert (clock.superseded_reason, clock.met_on) == (Superseded.REOPENED, None)
    require_sound(complaint)


def test_a_second_run_finds_nothing_more() -> None:
    declined()
    declined(date(2026, 4, 13))
    assert revive_on(FOLLOW_UP) == 2
    assert revive_on(date(2026, 4, 21)) == 0
    runs = JobRun.objects.order_by("id").values_list("job", "counts", "failure")
    assert list(runs) == [("revive_complaints", {"complaints": 2}, ""), ("revive_complaints", {}, "")]


def test_one_that_was_reopened_by_hand_is_left_alone() -> None:
    complaint = declined()
    act(reopen, complaint, by=at_desk(bram()), reopened_on=TODAY, reason="De zaak is geseponeerd.")
    assert revive_on(FOLLOW_UP) == 0
