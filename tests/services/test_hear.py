"""Hearing (Awb 9:10): who, when and how; and the report that is made of it (lid 3)."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.hearing import NobodyNamed, NotHeard, hear, offer, report
from complaints.services.intake import PersonEntry
from complaints.vocabulary import ClockKind, HearingMode, Side
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
MADE_ON = date(2026, 1, 21)


def heard_on(day: date = TODAY, **changes: Any) -> dict[str, Any]:
    return {"side": Side.COMPLAINANT, "mode": HearingMode.PHONE, "happened_on": day} | changes


def heard() -> Complaint:
    complaint = register_complaint()
    act(hear, complaint, **heard_on())
    return complaint


def made(day: date = MADE_ON, **changes: Any) -> dict[str, Any]:
    return {"happened_on": day, "detail": "Zij vertelde wat er gebeurde."} | changes


class TestHearing:
    """When and how."""

    def test_keeps_who_was_heard_and_how_and_meets_the_clock(self) -> None:
        complaint = register_complaint()
        act(offer, complaint, **by_letter(side=Side.COMPLAINANT, happened_on=TODAY, reply_by=REPLY_BY))
        act(hear, complaint, **heard_on(mode=HearingMode.VIDEO, detail="Met haar zoon."))
        done = last_act(complaint)
        assert (done.kind, done.side, done.code, done.detail) == ("heard", "complainant", "video", "Met haar zoon.")
        assert versions(complaint, ClockKind.HEARING_REPLY) == [(1, REPLY_BY, TODAY, "")]
        event = last_event(complaint)
        assert (event.action, event.changes) == ("hear", {"heard": [None, "2026-01-19"]})

    def test_the_person_complained_about_is_heard_too(self) -> None:
        complaint = register_complaint(persons_complained_about=(PersonEntry(name="K. Jaspers"),))
        act(hear, complaint, **heard_on(side=Side.PERSON))
        assert last_act(complaint).side == "person"

    def test_who_is_not_named_is_not_heard(self) -> None:
        given = heard_on(side=Side.PERSON)
        refused(hear, register_complaint(), NobodyNamed, field="side", article="Awb 9:10 lid 1", **given)

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(hear, register_complaint(), WrongDay, field="happened_on", **heard_on(day))

    def test_an_unknown_way_is_refused(self) -> None:
        refused(hear, register_complaint(), Unusable, field="mode", **heard_on(mode="letter"))

    def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention(self) -> None:
        refused(hear, judged_and_closed(), NotNow, on=date(2026, 2, 4), **heard_on())
        refused(hear, intervention(), NotNow, **heard_on())

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(hear, register_complaint(), **heard_on())


class TestReport:
    """9:10(3): of a hearing that was held a report is made."""

    def test_keeps_what_it_says(self) -> None:
        complaint = heard()
        act(report, complaint, on=MADE_ON, **made())
        done = last_act(complaint)
        assert (done.kind, done.happened_on, done.detail) == (
            "hearing_reported",
            MADE_ON,
            "Zij vertelde wat er gebeurde.",
        )
        event = last_event(complaint)
        assert (event.action, event.changes) == ("report_hearing", {"hearing_reported": [None, "2026-01-21"]})

    def test_without_a_hearing_there_is_none(self) -> None:
        given = made(TODAY)
        refused(report, register_complaint(), NotHeard, article="Awb 9:10 lid 3", **given)

    def test_is_of_the_latest_hearing_by_its_day(self) -> None:
        complaint = heard()
        act(hear, complaint, **heard_on(date(2026, 1, 12)))  # held earlier, recorded later
        early = made(date(2026, 1, 16))
        refused(report, complaint, NotHeard, field="happened_on", article="Awb 9:10 lid 3", **early)
        act(report, complaint, **made(TODAY))
        assert last_act(complaint).kind == "hearing_reported"

    @pytest.mark.parametrize(("text", "article"), [(" ", "Awb 9:10 lid 3"), ("a\x00b", ""), ("x" * 200_001, "")])
    def test_a_text_that_is_empty_or_unfit_is_refused(self, text: str, article: str) -> None:
        refused(report, heard(), Unusable, field="detail", article=article, **made(TODAY, detail=text))

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(report, heard(), WrongDay, field="happened_on", **made(day))

    def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention(self) -> None:
        refused(report, judged_and_closed(), NotNow, on=date(2026, 2, 4), **made(TODAY))
        refused(report, intervention(), NotNow, **made(TODAY))

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(report, heard(), **made(TODAY))
