"""Offering a hearing (Awb 9:10 lid 1): to each side, with or without a term for the answer."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.hearing import NobodyNamed, offer
from complaints.services.intake import PersonEntry
from complaints.vocabulary import ActKind, ClockKind, Side
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
    live,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

REPLY_BY = date(2026, 1, 30)


def offered(**changes: Any) -> dict[str, Any]:
    return by_letter(side=Side.COMPLAINANT, happened_on=TODAY) | changes


def test_keeps_to_whom_and_how_it_was_offered() -> None:
    complaint = register_complaint()
    act(offer, complaint, **offered(detail="Of per telefoon."))
    done = last_act(complaint)
    assert (done.kind, done.side, done.happened_on, done.method) == ("hearing_offered", "complainant", TODAY, "letter")
    assert (done.detail, done.reply_by) == ("Of per telefoon.", None)
    event = last_event(complaint)
    assert (event.action, event.changes) == ("offer_hearing", {"hearing_offered": [None, "2026-01-19"]})
    assert not complaint.clocks.filter(kind=ClockKind.HEARING_REPLY).exists()


def test_a_term_for_the_answer_starts_a_clock_that_never_rolls() -> None:
    complaint = register_complaint()
    saturday = date(2026, 1, 31)
    act(offer, complaint, **offered(reply_by=saturday))
    clock = live(complaint, ClockKind.HEARING_REPLY)
    assert (clock.starts_on, clock.ends_on, clock.met_on) == (TODAY, saturday, None)
    assert clock.basis[-1]["article"] == "Awb 9:10 lid 2"


def test_a_second_offer_takes_the_place_of_the_first() -> None:
    complaint = register_complaint()
    act(offer, complaint, **offered(reply_by=REPLY_BY))
    act(offer, complaint, **offered(reply_by=date(2026, 2, 6)))
    assert versions(complaint, ClockKind.HEARING_REPLY) == [
        (1, REPLY_BY, None, "new_date"),
        (2, date(2026, 2, 6), None, ""),
    ]


def test_the_person_complained_about_gets_his_own_offer_without_a_clock() -> None:
    complaint = register_complaint(persons_complained_about=(PersonEntry(job_title="baliemedewerker"),))
    act(offer, complaint, **offered(side=Side.PERSON, reply_by=REPLY_BY))
    assert (last_act(complaint).side, last_act(complaint).reply_by) == ("person", REPLY_BY)
    assert not complaint.clocks.filter(kind=ClockKind.HEARING_REPLY).exists()


def test_where_nobody_is_named_nobody_of_that_side_is_offered_anything() -> None:
    refused(
        offer,
        register_complaint(),
        NobodyNamed,
        field="side",
        article="Awb 9:10 lid 1",
        **offered(side=Side.PERSON),
    )


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(9999, 1, 1)])
def test_an_answer_is_not_asked_before_the_offer_nor_beyond_the_calendar(day: date) -> None:
    refused(offer, register_complaint(), WrongDay, field="reply_by", **offered(reply_by=day))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(offer, register_complaint(), WrongDay, field="happened_on", **offered(happened_on=day))


def test_an_unknown_side_or_method_is_refused() -> None:
    refused(offer, register_complaint(), Unusable, field="side", **offered(side="x"))
    refused(offer, register_complaint(), Unusable, field="method", **offered(method="pigeon"))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(offer, judged_and_closed(), NotNow, on=date(2026, 2, 4), **offered())
    refused(offer, intervention(), NotNow, **offered())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(offer, register_complaint(), **offered())


def test_the_act_is_one_of_the_duties() -> None:
    complaint = register_complaint()
    act(offer, complaint, **offered())
    assert complaint.acts.filter(kind=ActKind.HEARING_OFFERED, has_effect=True).count() == 1
