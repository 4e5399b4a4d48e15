"""The line of time and the bar of the term: everything once, on its day, and nothing that misleads."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.admin.case_term import WIDTH, Bar, bar_of
from complaints.admin.case_timeline import SHORT, Entry, Kind
from complaints.law import Procedure, handling_term
from complaints.law.handling import Consent, Extension
from complaints.models import Clock, Complaint
from complaints.services import contacts, handling, notes
from complaints.vocabulary import ContactKind, Method
from tests.cases import close, judge, judged_and_closed, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.people import anna, at_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

RECEIVED_ON = date(2026, 1, 5)


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def everything_happens() -> Complaint:
    """One of each kind, an acknowledgement of January recorded in February among it."""
    complaint = take_up(register_complaint())
    about: dict[str, Any] = {"complaint_id": complaint.pk, "actor": at_desk(anna()), "now": MORNING}
    handling.acknowledge(**about, version=None, happened_on=date(2026, 1, 6), method=Method.LETTER)
    notes.note(**about, text="Belt liever na vier uur.")
    contacts.record(
        **about,
        version=None,
        happened_on=date(2026, 1, 20),
        kind=ContactKind.PHONE,
        with_whom="Fatima el Amrani",
        with_complainant=True,
        text="Zij legt uit wat er gebeurde.",
        agreement="Wij bellen terug.",
    )
    return complaint


def entries(client: Client, complaint: Complaint, query: str = "") -> list[Entry]:
    return list(client.get(page(complaint) + query).context["timeline"].entries)


def test_everything_stands_once_on_its_day_the_newest_first() -> None:
    told = [(entry.day.isoformat(), entry.kind) for entry in entries(desk_of(anna()), everything_happens())]
    assert told == [
        ("2026-02-02", Kind.NOTES),
        ("2026-01-20", Kind.CONTACT),
        ("2026-01-07", Kind.PROCEDURE),
        ("2026-01-06", Kind.PROCEDURE),
        ("2026-01-05", Kind.PROCEDURE),
    ]


def test_what_was_written_down_later_says_when() -> None:
    said = text_of(desk_of(anna()).get(page(everything_happens())))
    assert "6 Jan 2026 Acknowledgement sent · by letter Anna de Wit · recorded on 2 Feb 2026 10:00" in said
    assert "7 Jan 2026 Taken up 3 values" in said
    assert "status Registered → In handling" in said
    assert "20 Jan 2026 Telephone call · Fatima el Amrani Zij legt uit wat er gebeurde." in said


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("?show=notes", {Kind.NOTES}),
        ("?show=contact", {Kind.CONTACT}),
        ("?show=procedure", {Kind.PROCEDURE}),
        ("?show=papers", set()),
        ("?show=%00", {Kind.NOTES, Kind.CONTACT, Kind.PROCEDURE}),
    ],
)
def test_one_kind_is_picked_out(query: str, kinds: set[Kind]) -> None:
    assert {entry.kind for entry in entries(desk_of(anna()), everything_happens(), query)} == kinds


def test_a_note_looks_unlike_what_was_sent() -> None:
    said = desk_of(anna()).get(page(everything_happens())).content.decode()
    assert 'class="moment of-notes"' in said
    assert said.count('class="moment of-procedure"') == 3


def test_a_long_case_begins_with_its_newest_part() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    for number in range(SHORT + 3):
        notes.note(complaint_id=complaint.pk, actor=at_desk(anna()), now=MORNING, text=f"Notitie {number}")
    answer = client.get(page(complaint))
    assert len(answer.context["timeline"].entries) == SHORT
    assert "Show 4 earlier ones" in text_of(answer)
    assert len(entries(client, complaint, "?whole=1")) == SHORT + 4
    assert len(entries(client, complaint, "?show=notes&whole=1")) == SHORT + 3


def test_an_act_that_no_event_tells_stands_all_the_same() -> None:
    complaint = register_complaint()
    complaint.acts.create(kind="copied", happened_on=None, recorded_at=MORNING)
    first = entries(desk_of(anna()), complaint)[0]
    assert (first.label, first.event, first.was_recorded_later) == (
        "Copy sent to the person complained about",
        None,
        False,
    )
    assert "day not known" in text_of(desk_of(anna()).get(page(complaint)))


def test_the_bar_counts_the_days_of_the_term() -> None:
    said = text_of(desk_of(anna()).get(page(register_complaint())))
    assert "5 Jan day 28 of 42 16 Feb term until 16 Feb 2026 can be extended by up to 4 weeks (9:11 lid 2)" in said


def test_the_bar_of_a_closed_complaint_stands_still() -> None:
    bar = desk_of(anna()).get(page(judged_and_closed(on=date(2026, 1, 26)))).context["bar"]
    assert (bar.day_number, bar.days, bar.days_left) == (21, 42, 21)


def test_the_bar_of_a_late_one_says_that_nothing_can_be_added() -> None:
    complaint = judge(take_up(register_complaint(received_on=date(2025, 12, 1)), on=date(2025, 12, 3)))
    answer = desk_of(anna()).get(page(complaint))
    assert answer.context["bar"].late_width > 0
    assert "cannot be extended any more: the term has ended" in text_of(answer)
    close(complaint, on=date(2026, 2, 2))
    assert "cannot be extended" not in text_of(desk_of(anna()).get(page(complaint)))


def bar(*, today: date, committee: bool = False, **happened: Any) -> Bar:
    """The bar of the canonical complaint with what happened to its term."""
    term = handling_term(RECEIVED_ON, procedure=Procedure.COMMITTEE if committee else Procedure.ORDINARY, **happened)
    return bar_of(Clock(starts_on=RECEIVED_ON, ends_on=term.last_day), term.steps, today=today)


def test_a_bar_has_a_stretch_for_what_was_added() -> None:
    drawn = bar(
        today=date(2026, 2, 2),
        extensions=[Extension(2, date(2026, 2, 2))],
        consents=[Consent(date(2026, 3, 30), date(2026, 2, 20))],
    )
    assert [(stretch.kind, stretch.until) for stretch in drawn.stretches] == [
        ("term", date(2026, 2, 16)),
        ("extension", date(2026, 3, 2)),
        ("consent", date(2026, 3, 30)),
    ]
    assert sum(stretch.width for stretch in drawn.stretches) == WIDTH
    assert (drawn.seen_at, drawn.late_width, drawn.is_over) == (333, 0, False)
    assert (drawn.extension_weeks, drawn.weeks_left) == (2, 2)


def test_a_bar_rolls_with_the_term() -> None:
    term = handling_term(date(2023, 4, 17), procedure=Procedure.ORDINARY)
    drawn = bar_of(Clock(starts_on=date(2023, 4, 17), ends_on=term.last_day), term.steps, today=date(2023, 4, 17))
    assert [(stretch.kind, stretch.until) for stretch in drawn.stretches] == [("term", date(2023, 5, 30))]
    assert (drawn.day_number, drawn.days, drawn.seen_at) == (0, 43, 0)


def test_a_bar_of_a_late_complaint_grows_with_it() -> None:
    drawn = bar(today=date(2026, 3, 30))
    assert (drawn.late_from, drawn.late_width, drawn.days_left) == (500, 500, 0)


def test_a_bar_can_be_drawn_of_a_clock_without_steps_and_of_one_day() -> None:
    drawn = bar_of(Clock(starts_on=RECEIVED_ON, ends_on=RECEIVED_ON), [], today=RECEIVED_ON)
    assert [(stretch.kind, stretch.width) for stretch in drawn.stretches] == [("term", 0)]
