"""Completion (Awb 9:4): ask for what is missing; the handling term runs on."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.completing import NotAsked, ask_completion, complete
from complaints.vocabulary import ClockKind
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judged_and_closed, register_complaint
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

REPLY_BY = date(2026, 2, 1)
CAME_ON = date(2026, 1, 22)


def question(**changes: Any) -> dict[str, Any]:
    return by_letter(asked_on=TODAY, reply_by=REPLY_BY, missing="Uw adres.") | changes


def asked() -> Complaint:
    complaint = register_complaint()
    act(ask_completion, complaint, **question())
    return complaint


def came(**changes: Any) -> dict[str, Any]:
    return {"completed_on": CAME_ON, "detail": "Het adres."} | changes


class TestAsking:
    """What is missing, and by when."""

    def test_starts_a_clock_of_its_own_and_leaves_the_handling_term(self) -> None:
        complaint = asked()
        clock = live(complaint, ClockKind.COMPLETION)
        assert (clock.starts_on, clock.ends_on, clock.met_on) == (TODAY, REPLY_BY, None)
        assert live(complaint, ClockKind.HANDLING).ends_on == LAST_DAY
        done = last_act(complaint)
        assert (done.kind, done.detail, done.reply_by) == ("completion_asked", "Uw adres.", REPLY_BY)
        event = last_event(complaint)
        assert (event.action, event.changes) == ("ask_completion", {"completion_asked": [None, "2026-01-19"]})

    @pytest.mark.parametrize(("text", "article"), [(" ", "Awb 9:4"), ("a\x00b", "")])
    def test_without_what_is_missing_it_is_refused(self, text: str, article: str) -> None:
        given = question(missing=text)
        refused(ask_completion, register_complaint(), Unusable, field="missing", article=article, **given)

    @pytest.mark.parametrize(
        ("field", "day"),
        [
            ("asked_on", date(2026, 1, 4)),
            ("asked_on", date(2026, 1, 20)),
            ("reply_by", date(2026, 1, 18)),
            ("reply_by", date(9999, 1, 1)),
        ],
    )
    def test_a_day_that_cannot_be_is_refused(self, field: str, day: date) -> None:
        refused(ask_completion, register_complaint(), WrongDay, field=field, **question(**{field: day}))

    def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention(self) -> None:
        refused(ask_completion, judged_and_closed(), NotNow, on=date(2026, 2, 4), **question())
        refused(ask_completion, intervention(), NotNow, **question())

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(ask_completion, register_complaint(), **question())


class TestCompleting:
    """What came, and when."""

    def test_meets_the_clock(self) -> None:
        complaint = asked()
        act(complete, complaint, on=CAME_ON, **came())
        assert versions(complaint, ClockKind.COMPLETION) == [(1, REPLY_BY, CAME_ON, "")]
        assert (last_act(complaint).kind, last_act(complaint).detail) == ("completed", "Het adres.")
        event = last_event(complaint)
        assert (event.action, event.changes) == ("complete", {"completed": [None, "2026-01-22"]})

    def test_what_was_not_asked_or_came_already_is_refused(self) -> None:
        refused(complete, register_complaint(), NotAsked, article="Awb 9:4", on=CAME_ON, **came())
        complaint = asked()
        act(complete, complaint, on=CAME_ON, **came())
        refused(complete, complaint, NotAsked, article="Awb 9:4", on=CAME_ON, **came())

    def test_without_saying_what_came_it_is_refused(self) -> None:
        refused(complete, asked(), Unusable, field="detail", on=CAME_ON, **came(detail=""))

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 16), date(2026, 1, 23)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(complete, asked(), WrongDay, field="completed_on", on=CAME_ON, **came(completed_on=day))

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(complete, asked(), on=CAME_ON, **came())
