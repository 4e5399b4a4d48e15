"""Closing a judged complaint (Awb 9:12): the day on which the letter left."""

from datetime import date
from typing import Any

import pytest

from complaints.record.assigning import NotAssignable
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.parts import PartUnanswered
from complaints.services import judging
from complaints.services.closing import close
from complaints.services.corrections import reopen
from complaints.services.judging import PartJudgment
from complaints.services.people import add_part, record_involvement
from complaints.vocabulary import ActKind, ClockKind, Method, Status, Verdict
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judge, judged_and_closed, register_complaint, take_up
from tests.fulfilling import fulfil
from tests.people import anna, at_desk, bram
from tests.services.acting import (
    TODAY,
    act,
    by_letter,
    changed_meanwhile,
    everything,
    intervention,
    last_act,
    last_event,
    live,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

SENT_ON = date(2026, 2, 3)


#: On which everything was done that the law asks before the answer.
DONE_ON = date(2026, 1, 8)


def judged() -> Any:
    complaint = judge(take_up(register_complaint()))
    fulfil(complaint, on=DONE_ON)
    complaint.refresh_from_db()
    return complaint


def test_ends_the_clocks_and_starts_the_year_of_the_ombudsman() -> None:
    complaint = judged()
    act(close, complaint, on=SENT_ON, **by_letter(sent_on=SENT_ON))
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, SENT_ON, "")]
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), date(2026, 1, 7), "")]
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [(1, date(2026, 1, 12), DONE_ON, "")]
    assert versions(complaint, ClockKind.OMBUDSMAN_YEAR) == [(1, date(2027, 2, 3), None, "")]
    assert live(complaint, ClockKind.OMBUDSMAN_YEAR).next_alert_on is None
    assert not complaint.clocks.filter(next_alert_on__isnull=False).exists()
    event = last_event(complaint)
    assert (event.action, event.changes) == (
        "close",
        {"status": ["ready_to_send", "closed"], "closed_on": [None, "2026-02-03"]},
    )
    assert (complaint.status, complaint.closed_on, complaint.is_open) == (Status.CLOSED, SENT_ON, False)
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.method) == (ActKind.CLOSED, SENT_ON, Method.LETTER)


def test_late_is_closed_late() -> None:
    complaint = judged()
    late = date(2026, 2, 17)
    act(close, complaint, on=late, **by_letter(sent_on=late))
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, late, "")]
    last_event(complaint)
    assert complaint.lawful_last_day == LAST_DAY


def test_a_part_that_came_up_since_the_judgment_is_answered_first() -> None:
    complaint = judged()
    act(add_part, complaint, on=SENT_ON, conduct="Niemand belde terug.")
    refused(
        close,
        complaint,
        PartUnanswered,
        field="part-1-finding",
        article="Awb 9:12 lid 1",
        on=SENT_ON,
        **by_letter(sent_on=SENT_ON),
    )


def test_with_every_part_answered_it_is_sent() -> None:
    complaint = take_up(register_complaint(parts=("De balie was dicht.", "Niemand belde terug.")))
    act(
        judging.judge,
        complaint,
        findings="De balie was die dag gesloten.",
        judgment="De klacht is gegrond.",
        conclusions="",
        has_no_conclusions=True,
        verdict=Verdict.JUSTIFIED,
        part_judgments={number: PartJudgment("Zo was het.", Verdict.JUSTIFIED) for number in (1, 2)},
    )
    fulfil(complaint, on=TODAY)
    act(close, complaint, on=SENT_ON, **by_letter(sent_on=SENT_ON))
    last_event(complaint)
    assert complaint.status == Status.CLOSED


def test_who_was_involved_does_not_sign() -> None:
    complaint = judge(take_up(register_complaint(), actor=at_desk(bram())))
    act(record_involvement, complaint, by=at_desk(bram()), user=anna())
    refused(close, complaint, NotAssignable, article="Awb 9:7", on=SENT_ON, **by_letter(sent_on=SENT_ON))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 2, 4)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(close, judged(), WrongDay, field="sent_on", on=SENT_ON, **by_letter(sent_on=day))


def test_a_reopened_complaint_is_not_closed_before_it_was_reopened() -> None:
    complaint = judged_and_closed()
    reopened_on = date(2026, 3, 2)
    act(reopen, complaint, by=at_desk(bram()), on=reopened_on, reason="toezegging", reopened_on=reopened_on)
    judge(complaint, on=reopened_on)
    refused(close, complaint, WrongDay, field="sent_on", on=reopened_on, **by_letter(sent_on=date(2026, 3, 1)))
    act(close, complaint, on=reopened_on, **by_letter(sent_on=reopened_on))
    last_event(complaint)
    assert complaint.closed_on == reopened_on


def test_an_unknown_method_is_refused() -> None:
    refused(close, judged(), Unusable, field="method", on=SENT_ON, sent_on=SENT_ON, method="pigeon")


def test_what_is_not_judged_is_not_closed() -> None:
    given = by_letter(sent_on=SENT_ON)
    for complaint in (register_complaint(), take_up(register_complaint()), judged_and_closed(), intervention()):
        refused(close, complaint, NotNow, on=SENT_ON, **given)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(close, judged(), on=SENT_ON, **by_letter(sent_on=SENT_ON))


def test_nothing_else_is_touched() -> None:
    other = register_complaint()
    before = [row for row in everything()["Clock"] if other.pk in row]
    act(close, judged(), on=SENT_ON, **by_letter(sent_on=SENT_ON))
    assert [row for row in everything()["Clock"] if other.pk in row] == before
