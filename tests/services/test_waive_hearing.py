"""Refraining from hearing the complainant (Awb 9:10 lid 2): three grounds, each held against what is recorded."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.hearing import NoGroundToWaive, offer, record_answer, waive
from complaints.vocabulary import ClockKind, HearingAnswer, Side, Verdict, WaiverGround
from complaints.workflow import NotNow
from tests.cases import judge, judged_and_closed, register_complaint, take_up
from tests.services.acting import (
    TODAY,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

REPLY_BY = date(2026, 1, 12)
ANSWERED_ON = date(2026, 1, 14)
A, B, C = (f"Awb 9:10 lid 2 onder {letter}" for letter in "abc")


def asked(answer: HearingAnswer | None = None, on: date = ANSWERED_ON) -> Complaint:
    complaint = register_complaint()
    act(offer, complaint, **by_letter(side=Side.COMPLAINANT, happened_on=date(2026, 1, 6), reply_by=REPLY_BY))
    if answer is not None:
        act(record_answer, complaint, side=Side.COMPLAINANT, answer=answer, happened_on=on)
    return complaint


def ground(code: WaiverGround | str, **changes: Any) -> dict[str, Any]:
    return {"ground": code, "happened_on": TODAY, "reason": "Hij hoeft het niet."} | changes


@pytest.mark.parametrize(
    ("answer", "code"),
    [(HearingAnswer.DECLINES, WaiverGround.DECLARED), (HearingAnswer.SILENT, WaiverGround.SILENT)],
)
def test_stands_on_what_he_answered_or_did_not(answer: HearingAnswer, code: WaiverGround) -> None:
    complaint = asked(answer)
    act(waive, complaint, **ground(code))
    done = last_act(complaint)
    assert (done.kind, done.code, done.side, done.has_effect) == ("hearing_waived", code, "complainant", True)
    event = last_event(complaint)
    assert (event.action, event.reason) == ("waive_hearing", "Hij hoeft het niet.")
    assert event.changes == {"hearing_waived": [None, "2026-01-19"]}


def test_meets_the_clock_of_the_answer() -> None:
    complaint = asked()
    act(waive, complaint, **ground(WaiverGround.UNFOUNDED))
    assert versions(complaint, ClockKind.HEARING_REPLY) == [(1, REPLY_BY, TODAY, "")]


@pytest.mark.parametrize("answer", [None, HearingAnswer.WANTS, HearingAnswer.SILENT])
def test_without_his_declaration_there_is_no_ground_b(answer: HearingAnswer | None) -> None:
    refused(waive, asked(answer), NoGroundToWaive, field="ground", article=B, **ground(WaiverGround.DECLARED))


@pytest.mark.parametrize("answer", [None, HearingAnswer.WANTS, HearingAnswer.DECLINES])
def test_without_silence_after_the_term_there_is_no_ground_c(answer: HearingAnswer | None) -> None:
    refused(waive, asked(answer), NoGroundToWaive, field="ground", article=C, **ground(WaiverGround.SILENT))


def test_an_answer_to_an_earlier_offer_says_nothing_about_a_later_one() -> None:
    complaint = asked(HearingAnswer.DECLINES)
    act(offer, complaint, **by_letter(side=Side.COMPLAINANT, happened_on=date(2026, 1, 16)))
    refused(waive, complaint, NoGroundToWaive, field="ground", article=B, **ground(WaiverGround.DECLARED))


def test_is_not_from_before_his_answer() -> None:
    given = ground(WaiverGround.DECLARED, happened_on=date(2026, 1, 13))
    refused(waive, asked(HearingAnswer.DECLINES), NoGroundToWaive, field="happened_on", article=B, **given)


def test_manifestly_unfounded_goes_only_with_the_verdict_unjustified() -> None:
    justified = judge(take_up(register_complaint()), verdict=Verdict.JUSTIFIED, on=TODAY)
    refused(waive, justified, NoGroundToWaive, field="ground", article=A, **ground(WaiverGround.UNFOUNDED))
    unjustified = judge(take_up(register_complaint()), verdict=Verdict.UNJUSTIFIED, on=TODAY)
    act(waive, unjustified, **ground(WaiverGround.UNFOUNDED))
    assert last_act(unjustified).has_effect


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (WaiverGround.DECLARED, "9:10 lid 2: he had not declared that he does not want to be heard"),
        (WaiverGround.SILENT, "9:10 lid 2: no term for an answer had passed in silence"),
    ],
)
def test_one_that_happened_without_its_ground_is_kept_without_legal_effect(code: WaiverGround, why: str) -> None:
    complaint = asked()
    act(waive, complaint, **ground(code, happened=True))
    done = last_act(complaint)
    assert (done.has_effect, done.no_effect_reason) == (False, why)
    assert versions(complaint, ClockKind.HEARING_REPLY) == [(1, REPLY_BY, None, "")]


def test_one_that_was_right_has_effect_though_it_is_recorded_as_a_fact() -> None:
    complaint = asked(HearingAnswer.DECLINES)
    act(waive, complaint, **ground(WaiverGround.DECLARED, happened=True))
    assert last_act(complaint).has_effect


def test_without_a_reason_or_with_an_unknown_ground_it_is_refused() -> None:
    complaint = asked(HearingAnswer.DECLINES)
    given = ground(WaiverGround.DECLARED, reason=" ")
    refused(waive, complaint, Unusable, field="reason", article="Awb 9:10 lid 2", **given)
    refused(waive, complaint, Unusable, field="reason", **ground(WaiverGround.DECLARED, reason="x" * 501))
    refused(waive, complaint, Unusable, field="ground", **ground("x"))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    given = ground(WaiverGround.UNFOUNDED, happened_on=day)
    refused(waive, asked(), WrongDay, field="happened_on", **given)


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(waive, judged_and_closed(), NotNow, on=date(2026, 2, 4), **ground(WaiverGround.UNFOUNDED))
    refused(waive, intervention(), NotNow, **ground(WaiverGround.UNFOUNDED))


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(waive, asked(HearingAnswer.DECLINES), **ground(WaiverGround.DECLARED))
