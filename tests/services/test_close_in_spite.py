"""Closing heeds the checklist (Awb 9:12); a coordinator may close in spite of it, on record."""

from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint, Defect
from complaints.record.checking import Unusable
from complaints.record.parts import PartUnanswered
from complaints.services.closing import NothingMissing, OpenDuties, close, close_in_spite
from complaints.services.hearing import waive
from complaints.services.judging import WaivedAsUnfounded
from complaints.services.judging import judge as judge_
from complaints.services.people import add_part
from complaints.vocabulary import Form, Regime, Status, Verdict, WaiverGround
from complaints.workflow import NotNow
from tests.cases import judge, judged_and_closed, register_complaint, take_up
from tests.fulfilling import fulfil
from tests.people import SYSTEM, at_desk, bram
from tests.services.acting import act, by_letter, changed_meanwhile, intervention, last_event, refused

pytestmark = pytest.mark.django_db

SENT_ON = date(2026, 2, 3)


def judged(**changes: Any) -> Complaint:
    return judge(take_up(register_complaint(**changes)))


def left(**changes: Any) -> dict[str, Any]:
    return by_letter(sent_on=SENT_ON, on=SENT_ON, by=at_desk(bram()), reason="De klager wacht al te lang.") | changes


def test_no_answer_leaves_while_a_duty_that_binds_is_open() -> None:
    said = refused(close, judged(), OpenDuties, article="Awb 9:6", on=SENT_ON, **by_letter(sent_on=SENT_ON))
    assert "(Awb 9:6)" in said
    assert "(Awb 9:10 lid 1)" in said
    assert "(Awb 9:10 lid 2)" in said


def test_a_coordinator_closes_in_spite_of_it_and_every_defect_is_kept() -> None:
    complaint = judged()
    act(close_in_spite, complaint, **left())
    event = last_event(complaint)
    assert (complaint.status, complaint.closed_on) == (Status.CLOSED, SENT_ON)
    assert event.changes["defect"] == [None, ["acknowledgement", "offer_complainant", "hear_complainant"]]
    assert (event.action, event.reason) == ("close_in_spite", "De klager wacht al te lang.")
    kept = Defect.objects.filter(complaint=complaint)
    assert {(defect.duty, defect.reason, defect.recorded_by) for defect in kept} == {
        (duty, "De klager wacht al te lang.", bram())
        for duty in ("acknowledgement", "offer_complainant", "hear_complainant")
    }


def test_a_handler_does_not_nor_a_job() -> None:
    complaint = judged()
    given = left()
    del given["by"]
    refused(close_in_spite, complaint, NotAllowed, **given)
    refused(close_in_spite, complaint, NotAllowed, **given, by=SYSTEM)


def test_where_nothing_is_missing_there_is_nothing_to_close_in_spite_of() -> None:
    complaint = judged()
    fulfil(complaint, on=SENT_ON)
    refused(close_in_spite, complaint, NothingMissing, **left())


def test_under_careful_handling_nothing_blocks() -> None:
    complaint = judged(form=Form.ORAL)
    assert complaint.regime == Regime.CAREFUL
    act(close, complaint, on=SENT_ON, **by_letter(sent_on=SENT_ON))
    last_event(complaint)
    assert complaint.status == Status.CLOSED


@pytest.mark.parametrize("reason", [" ", "x" * 501, "a\x00b"])
def test_without_a_reason_it_is_refused(reason: str) -> None:
    refused(close_in_spite, judged(), Unusable, field="reason", **left(reason=reason))


def test_every_part_is_answered_all_the_same() -> None:
    complaint = judged()
    act(add_part, complaint, on=SENT_ON, conduct="Niemand belde terug.")
    refused(close_in_spite, complaint, PartUnanswered, field="part-1-finding", article="Awb 9:12 lid 1", **left())


def test_manifestly_unfounded_is_asked_again_when_the_judgment_is_written() -> None:
    complaint = take_up(register_complaint())
    act(waive, complaint, ground=WaiverGround.UNFOUNDED, happened_on=date(2026, 1, 19), reason="Evident.")
    texts: dict[str, Any] = {"findings": "Zo.", "judgment": "Dus zo.", "conclusions": "", "has_no_conclusions": True}
    article = "Awb 9:10 lid 2 onder a"
    refused(judge_, complaint, WaivedAsUnfounded, field="verdict", article=article, verdict=Verdict.JUSTIFIED, **texts)
    act(judge_, complaint, verdict=Verdict.UNJUSTIFIED, **texts)
    last_event(complaint)
    assert complaint.status == Status.READY_TO_SEND


def test_what_is_not_judged_is_not_closed_in_spite_of_anything() -> None:
    for complaint in (register_complaint(), judged_and_closed(), intervention()):
        refused(close_in_spite, complaint, NotNow, **left())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(close_in_spite, judged(), **left())
