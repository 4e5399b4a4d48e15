"""An inquiry: asked of a unit by a day, answered once, or dropped."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint, Inquiry, Unit
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import withdraw
from complaints.services.corrections import reopen
from complaints.services.inquiries import InquiryEnded, NoSuchInquiry, answer, ask, drop
from complaints.vocabulary import ClockKind
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.people import at_desk, bram, unit
from tests.services.acting import TODAY, UNPRINTABLE, act, last_event, refused

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY, LATER = date(2026, 1, 23), date(2026, 1, 24), date(2026, 1, 22)


def question(**changes: Any) -> dict[str, Any]:
    return {
        "unit_id": unit().pk,
        "question": "Wie stond er aan de balie?",
        "asked_on": TODAY,
        "reply_by": FRIDAY,
    } | changes


def reply(**changes: Any) -> dict[str, Any]:
    return {"on": LATER, "number": 1, "answered_on": LATER, "text": "De balie was dicht."} | changes


def asked() -> Complaint:
    complaint = register_complaint()
    act(ask, complaint, **question())
    return complaint


def clock_of(complaint: Complaint, number: int) -> tuple[date, date | None, str]:
    clock = complaint.clocks.get(kind=ClockKind.INQUIRY, subject=number)
    return clock.ends_on, clock.met_on, clock.superseded_reason


def test_each_has_its_number_and_its_clock_which_never_rolls() -> None:
    complaint = asked()
    act(ask, complaint, **question(reply_by=SATURDAY, asked_of="Teamleider"))
    assert list(complaint.inquiries.order_by("number").values_list("number", "asked_of")) == [
        (1, ""),
        (2, "Teamleider"),
    ]
    assert (clock_of(complaint, 1), clock_of(complaint, 2)) == ((FRIDAY, None, ""), (SATURDAY, None, ""))
    event = last_event(complaint)
    assert (event.action, event.changes) == ("ask_inquiry", {"inquiry": [None, 2]})


def test_an_answer_meets_its_own_clock_alone() -> None:
    complaint = asked()
    act(ask, complaint, **question())
    act(answer, complaint, **reply())
    assert (clock_of(complaint, 1), clock_of(complaint, 2)) == ((FRIDAY, LATER, ""), (FRIDAY, None, ""))
    inquiry = Inquiry.objects.get(number=1)
    assert (inquiry.answer, inquiry.answered_on) == ("De balie was dicht.", LATER)
    assert last_event(complaint).changes == {"inquiry": [None, 1], "answered_on": [None, "2026-01-22"]}


def test_dropped_its_clock_ends_unmet() -> None:
    complaint = asked()
    act(drop, complaint, on=LATER, number=1, reason="Niet meer nodig.")
    assert clock_of(complaint, 1) == (FRIDAY, None, "dropped")
    assert Inquiry.objects.get().dropped_on == LATER
    assert last_event(complaint).reason == "Niet meer nodig."


def test_answered_or_dropped_twice_is_refused() -> None:
    complaint = asked()
    act(answer, complaint, **reply())
    refused(answer, complaint, InquiryEnded, field="number", **reply())
    refused(drop, complaint, InquiryEnded, field="number", number=1)


def test_of_an_unknown_number_is_refused() -> None:
    refused(answer, asked(), NoSuchInquiry, field="number", **reply(number=2))


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(2026, 1, 23)])
def test_answered_before_the_question_or_after_today_is_refused(day: date) -> None:
    refused(answer, asked(), WrongDay, field="answered_on", **reply(answered_on=day))


@pytest.mark.parametrize("text", ["", " ", *UNPRINTABLE])
def test_an_empty_question_or_answer_is_refused(text: str) -> None:
    refused(ask, register_complaint(), Unusable, field="question", **question(question=text))
    refused(answer, asked(), Unusable, field="text", **reply(text=text))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_asked_before_receipt_or_after_today_is_refused(day: date) -> None:
    refused(ask, register_complaint(), WrongDay, field="asked_on", **question(asked_on=day))


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(3000, 1, 1)])
def test_an_answer_before_the_question_or_never_is_refused(day: date) -> None:
    refused(ask, register_complaint(), WrongDay, field="reply_by", **question(reply_by=day))


def test_a_unit_that_is_not_active_is_not_asked() -> None:
    Unit.objects.filter(pk=unit().pk).update(is_active=False)
    refused(ask, register_complaint(), Unusable, field="unit_id", **question())


def test_a_closed_complaint_asks_nothing_more() -> None:
    refused(ask, judged_and_closed(), NotNow, on=date(2026, 2, 9), **question())


def test_one_that_the_closing_ended_is_waited_for_again_after_reopening() -> None:
    complaint = asked()
    act(withdraw, complaint, withdrawn_on=TODAY, method="phone")
    assert not complaint.clocks.running().filter(kind=ClockKind.INQUIRY).exists()
    act(reopen, complaint, by=at_desk(bram()), reopened_on=TODAY, reason="Toch niet.")
    assert complaint.clocks.running().filter(kind=ClockKind.INQUIRY).count() == 1
