"""The answer to the offer of a hearing (Awb 9:10 lid 2): wanted, declined, or silence after the term."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.hearing import NobodyNamed, NotOffered, ReplyTermOpen, offer, record_answer
from complaints.services.intake import PersonEntry
from complaints.vocabulary import ClockKind, HearingAnswer, Side
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
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

REPLY_BY = date(2026, 1, 30)
SILENT_FROM = date(2026, 1, 31)


def offered(reply_by: date | None = REPLY_BY, side: Side = Side.COMPLAINANT, **changes: Any) -> Complaint:
    complaint = register_complaint(**changes)
    act(offer, complaint, **by_letter(side=side, happened_on=TODAY, reply_by=reply_by))
    return complaint


def said(**changes: Any) -> dict[str, Any]:
    return {"side": Side.COMPLAINANT, "answer": HearingAnswer.WANTS, "happened_on": TODAY} | changes


def test_keeps_what_was_answered_and_meets_the_clock() -> None:
    complaint = offered()
    act(record_answer, complaint, **said(detail="Het liefst 's ochtends."))
    done = last_act(complaint)
    assert (done.kind, done.code, done.side, done.detail) == (
        "hearing_answered",
        "wants",
        "complainant",
        "Het liefst 's ochtends.",
    )
    assert versions(complaint, ClockKind.HEARING_REPLY) == [(1, REPLY_BY, TODAY, "")]
    event = last_event(complaint)
    assert (event.action, event.changes) == ("answer_hearing", {"hearing_answered": [None, "2026-01-19"]})


def test_silence_counts_from_the_day_after_the_term() -> None:
    complaint = offered()
    silent = said(answer=HearingAnswer.SILENT, happened_on=REPLY_BY)
    article = "Awb 9:10 lid 2 onder c"
    refused(record_answer, complaint, ReplyTermOpen, field="happened_on", article=article, on=REPLY_BY, **silent)
    act(record_answer, complaint, on=SILENT_FROM, **silent | {"happened_on": SILENT_FROM})
    assert last_act(complaint).code == "silent"


def test_without_a_term_silence_says_nothing() -> None:
    refused(
        record_answer,
        offered(reply_by=None),
        ReplyTermOpen,
        field="answer",
        article="Awb 9:10 lid 2 onder c",
        **said(answer=HearingAnswer.SILENT),
    )


@pytest.mark.parametrize("answer", [HearingAnswer.WANTS, HearingAnswer.DECLINES])
def test_the_complainant_may_speak_before_any_offer(answer: HearingAnswer) -> None:
    complaint = register_complaint()
    act(record_answer, complaint, **said(answer=answer))
    assert last_act(complaint).code == answer


def test_nobody_is_silent_who_was_not_asked() -> None:
    refused(
        record_answer,
        register_complaint(),
        NotOffered,
        field="side",
        article="Awb 9:10 lid 1",
        **said(answer=HearingAnswer.SILENT),
    )


def test_the_person_complained_about_answers_an_offer_of_his_own() -> None:
    named: dict[str, Any] = {"persons_complained_about": (PersonEntry(job_title="baliemedewerker"),)}
    given = said(side=Side.PERSON)
    refused(record_answer, offered(**named), NotOffered, field="side", article="Awb 9:10 lid 1", **given)
    complaint = offered(side=Side.PERSON, **named)
    act(record_answer, complaint, **given)
    assert last_act(complaint).side == "person"
    refused(record_answer, register_complaint(), NobodyNamed, field="side", article="Awb 9:10 lid 1", **given)


def test_an_answer_is_not_from_before_its_offer() -> None:
    refused(
        record_answer,
        offered(),
        WrongDay,
        field="happened_on",
        article="Awb 9:10 lid 1",
        **said(happened_on=date(2026, 1, 16)),
    )


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(record_answer, offered(), WrongDay, field="happened_on", **said(happened_on=day))


def test_an_unknown_answer_is_refused() -> None:
    refused(record_answer, offered(), Unusable, field="answer", **said(answer="perhaps"))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(record_answer, judged_and_closed(), NotNow, on=date(2026, 2, 4), **said())
    refused(record_answer, intervention(), NotNow, **said())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(record_answer, offered(), **said())
