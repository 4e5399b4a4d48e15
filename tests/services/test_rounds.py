"""Rounds with the ombudsman (Awb 9:31): to the hour that he set, moved with him, answered one by one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.closing import RoundsOpen, answer
from complaints.services.corrections import reopen
from complaints.services.intake import InterventionEntry
from complaints.services.rounds import NoSuchRound, RoundAnswered, answer_round, move_round, open_round
from complaints.vocabulary import ClockKind, Status
from complaints.workflow import NotNow
from tests.cases import noon, register_complaint
from tests.people import at_desk, bram, eva
from tests.services.acting import TODAY, act, by_letter, changed_meanwhile, intervention, last_event, refused
from tests.services.soundness import require_sound

pytestmark = pytest.mark.django_db

#: Friday 30 January 2026, 17:00 in Amsterdam.
FRIDAY = datetime(2026, 1, 30, 16, tzinfo=UTC)
LATER = datetime(2026, 2, 6, 11, tzinfo=UTC)


def question(**changes: Any) -> dict[str, Any]:
    return {"by": at_desk(eva()), "question": "Wanneer beslist u?", "asked_on": TODAY, "answer_by": FRIDAY} | changes


def reply(**changes: Any) -> dict[str, Any]:
    return by_letter(by=at_desk(eva()), number=1, answered_on=TODAY, answer="Binnen een week.") | changes


def moved(**changes: Any) -> dict[str, Any]:
    return {"by": at_desk(eva()), "number": 1, "answer_by": LATER, "reason": "Met J. Visser."} | changes


def asked() -> Complaint:
    complaint = intervention()
    act(open_round, complaint, **question())
    return complaint


def clocks_of(complaint: Complaint) -> list[tuple[int, int, date, datetime | None, date | None, str]]:
    """Subject, version, last day, hour, met on, why superseded."""
    rows = complaint.clocks.filter(kind=ClockKind.OMBUDSMAN_REPLY).order_by("subject", "version")
    return [(row.subject, row.version, row.ends_on, row.ends_at, row.met_on, row.superseded_reason) for row in rows]


class TestOpening:
    """What he asks, and by which hour."""

    def test_starts_a_clock_to_the_hour(self) -> None:
        complaint = asked()
        assert clocks_of(complaint) == [(1, 1, date(2026, 1, 30), FRIDAY, None, "")]
        event = last_event(complaint)
        assert (event.action, event.changes["round"]) == ("open_round", [None, 1])
        assert complaint.last_day == date(2026, 1, 30)

    def test_documents_under_9_31_bind(self) -> None:
        complaint = intervention()
        act(open_round, complaint, **question(is_binding=True))
        assert complaint.rounds.get().is_binding
        assert complaint.clocks.get(kind=ClockKind.OMBUDSMAN_REPLY).basis[-1]["article"] == "Awb 9:31"

    def test_the_last_day_is_that_of_the_first_answer_due(self) -> None:
        complaint = asked()
        act(open_round, complaint, **question(answer_by=LATER))
        last_event(complaint)
        assert complaint.last_day == date(2026, 1, 30)
        act(answer_round, complaint, **reply())
        last_event(complaint)
        assert complaint.last_day == date(2026, 2, 6)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"question": " "}, "question"),
            ({"question": "a\x00b"}, "question"),
            ({"answer_by": noon(date(2026, 1, 18))}, "answer_by"),
            ({"answer_by": datetime(2026, 1, 30, 16)}, "answer_by"),  # noqa: DTZ001  # a moment without a zone
        ],
    )
    def test_what_does_not_fit_is_refused(self, changes: dict[str, Any], field: str) -> None:
        refused(open_round, intervention(), Unusable, field=field, **question(**changes))

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(open_round, intervention(), WrongDay, field="asked_on", **question(asked_on=day))

    def test_is_of_interventions_alone_and_of_who_deals_with_the_ombudsman(self) -> None:
        refused(open_round, register_complaint(), NotNow, **question(by=at_desk(bram())))
        given = question()
        del given["by"]
        refused(open_round, intervention(), NotAllowed, **given)

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(open_round, intervention(), **question())


class TestMoving:
    """A new date agreed with him."""

    def test_the_earlier_date_stays_readable(self) -> None:
        complaint = asked()
        act(move_round, complaint, **moved())
        assert clocks_of(complaint) == [
            (1, 1, date(2026, 1, 30), FRIDAY, None, "new_date"),
            (1, 2, date(2026, 2, 6), LATER, None, ""),
        ]
        event = last_event(complaint)
        assert (event.reason, event.changes["answer_by"]) == (
            "Met J. Visser.",
            ["2026-01-30T16:00:00+00:00", "2026-02-06T11:00:00+00:00"],
        )
        assert complaint.last_day == date(2026, 2, 6)

    def test_without_saying_with_whom_it_is_refused(self) -> None:
        refused(move_round, asked(), Unusable, field="reason", **moved(reason=""))

    def test_is_not_moved_before_the_question(self) -> None:
        refused(move_round, asked(), Unusable, field="answer_by", **moved(answer_by=noon(date(2026, 1, 16))))

    def test_what_is_not_there_or_answered_is_refused(self) -> None:
        complaint = asked()
        refused(move_round, complaint, NoSuchRound, field="number", **moved(number=2))
        act(answer_round, complaint, **reply())
        refused(move_round, complaint, RoundAnswered, field="number", **moved())


class TestAnswering:
    """Our answer, and when it left."""

    def test_meets_the_clock_of_that_round_alone(self) -> None:
        complaint = asked()
        act(open_round, complaint, **question(answer_by=LATER))
        act(answer_round, complaint, **reply())
        assert [(subject, met_on) for subject, _, _, _, met_on, _ in clocks_of(complaint)] == [(1, TODAY), (2, None)]
        event = last_event(complaint)
        assert event.changes == {
            "round": [None, 1],
            "answered_on": [None, "2026-01-19"],
            "last_day": ["2026-01-30", "2026-02-06"],
        }

    @pytest.mark.parametrize(("changes", "field"), [({"answer": " "}, "answer"), ({"method": "pigeon"}, "method")])
    def test_what_does_not_fit_is_refused(self, changes: dict[str, Any], field: str) -> None:
        refused(answer_round, asked(), Unusable, field=field, **reply(**changes))

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 16), date(2026, 1, 20)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(answer_round, asked(), WrongDay, field="answered_on", **reply(answered_on=day))

    def test_when_all_is_answered_nothing_is_due(self) -> None:
        complaint = asked()
        act(answer_round, complaint, **reply())
        last_event(complaint)
        assert (complaint.status, complaint.last_day) == (Status.REGISTERED, None)
        require_sound(complaint)

    def test_is_not_answered_twice(self) -> None:
        complaint = asked()
        act(answer_round, complaint, **reply())
        refused(answer_round, complaint, RoundAnswered, field="number", **reply())


class TestTwoRounds:
    """An intervention answered in two rounds, closed, and reopened."""

    def test_is_closed_when_every_question_is_answered(self) -> None:
        complaint = register_complaint(
            category="ombudsman", intervention=InterventionEntry(answer_by=noon(date(2026, 2, 9)))
        )
        act(open_round, complaint, **question())
        act(open_round, complaint, **question(answer_by=LATER))
        act(answer_round, complaint, **reply())
        left = by_letter(answered_on=TODAY, detail="Alles is beantwoord.", by=at_desk(eva()))
        refused(answer, complaint, RoundsOpen, article="Awb 9:31", **left)
        act(answer_round, complaint, **reply(number=2))
        act(answer, complaint, **left)
        last_event(complaint)
        assert complaint.status == Status.CLOSED
        require_sound(complaint)
        act(reopen, complaint, by=at_desk(bram()), reopened_on=TODAY, reason="Nieuwe vraag.")
        last_event(complaint)
        require_sound(complaint)
        running = complaint.clocks.running().filter(kind=ClockKind.OMBUDSMAN_REPLY)
        assert [clock.subject for clock in running] == [0]
