"""The complaint on one page: what it shows, and to whom it offers what."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints.services import corrections, handling, notes, terms
from complaints.services.intake import InterventionEntry, PartyEntry, PersonEntry
from complaints.vocabulary import Category, Method, PartyRole
from tests.cases import close, judge, judged_and_closed, noon, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.fulfilling import fulfil
from tests.people import SYSTEM, anna, at_desk, bram, eva, fleur, gijs, hanna, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def offered(answer: Any) -> set[str]:
    return {button.slug for _group, buttons in answer.context["groups"] for button in buttons}


def next_steps(answer: Any) -> list[str]:
    return [button.slug for _group, buttons in answer.context["groups"] for button in buttons if button.is_next]


def test_it_says_the_last_day_and_why() -> None:
    said = text_of(desk_of(anna()).get(page(register_complaint())))
    assert "Monday 16 February 2026" in said
    assert "14 days left" in said
    assert "received 5 January (day 0), six weeks is Monday 16 February (Awb 9:11 lid 1)" in said


def test_the_reason_is_in_the_readers_language() -> None:
    said = text_of(desk_of(anna(), language="nl").get(page(register_complaint())))
    assert "ontvangen 5 januari (dag 0)" in said


def test_it_shows_people_parts_acts_and_notes() -> None:
    complaint = register_complaint(
        parties=(
            PartyEntry(name="Fatima el Amrani", email="fatima@example.org", v_number="0123456789"),
            PartyEntry(name="mr. P. de Boer", role=PartyRole.REPRESENTATIVE),
        ),
        persons_complained_about=(PersonEntry(name="K. Jaspers", job_title="medewerker balie"),),
        parts=("Ik werd weggestuurd.", "Mijn brief bleef liggen."),
    )
    take_up(complaint)
    notes.note(complaint_id=complaint.pk, actor=at_desk(anna()), now=MORNING, text="Belt liever na vier uur.")
    said = text_of(desk_of(anna()).get(page(complaint)))
    for words in (
        "Aan de balie werd ik niet te woord gestaan.",
        "Fatima el Amrani",
        "by post: no consent to e-mail",
        "0123456789",
        "mr. P. de Boer Representative",
        "K. Jaspers Person complained about",
        "Mijn brief bleef liggen.",
        "Belt liever na vier uur.",
        "Taken up",
    ):
        assert words in said


def test_earlier_versions_of_a_term_stay_readable() -> None:
    complaint = take_up(register_complaint())
    terms.extend(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=MORNING,
        weeks=4,
        notified_on=date(2026, 2, 2),
        method=Method.LETTER,
        reason="Er wordt nog gehoord.",
    )
    said = text_of(desk_of(anna()).get(page(complaint)))
    assert "16 March 2026" in said
    assert "1 earlier version Handling (9:11), version 1 16 Feb 2026 · Extended (9:11 lid 2)" in said


def test_an_act_without_legal_effect_is_shown_as_such() -> None:
    complaint = register_complaint(received_on=date(2025, 12, 1), now=MORNING)
    terms.extend(
        complaint_id=complaint.pk,
        version=None,
        actor=SYSTEM,
        now=MORNING,
        weeks=2,
        notified_on=date(2026, 2, 2),
        method=Method.LETTER,
        reason="Te laat verstuurd.",
        happened=True,
    )
    assert "without legal effect 9:11 lid 2: notified after the term had ended" in text_of(
        desk_of(anna()).get(page(complaint))
    )


def test_the_trail_tells_old_and_new_values() -> None:
    complaint = register_complaint()
    corrections.recategorise(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(bram()),
        now=MORNING,
        category=Category.SERVICE,
        reason="Het ging om de dienstverlening.",
    )
    said = text_of(desk_of(anna()).get(page(complaint)))
    assert (
        "2 Feb 2026 Category changed Het ging om de dienstverlening. "
        "1 value category Treatment → Service provision Bram Bakker · 10:00" in said
    )


def test_a_closed_complaint_shows_its_outcome_and_whether_it_was_in_time() -> None:
    said = text_of(desk_of(anna()).get(page(judged_and_closed(on=date(2026, 2, 2)))))
    assert "Outcome Justified closed on 2 February 2026" in said
    assert "done in time" in said
    assert "Year for the ombudsman (9:24)" in said


def test_a_complaint_closed_late_says_how_late() -> None:
    complaint = judge(take_up(register_complaint(received_on=date(2025, 12, 1)), on=date(2025, 12, 3)))
    assert "done 21 days late" in text_of(desk_of(anna()).get(page(close(complaint, on=date(2026, 2, 2)))))


def test_a_void_registration_has_no_terms() -> None:
    complaint = register_complaint()
    corrections.void(
        complaint_id=complaint.pk, version=None, actor=at_desk(bram()), now=MORNING, reason="Dubbel ingevoerd."
    )
    assert "A void registration has no terms." in text_of(desk_of(anna()).get(page(complaint)))


def test_a_new_complaint_offers_acknowledging_first() -> None:
    answer = desk_of(anna()).get(page(register_complaint()))
    assert next_steps(answer) == ["acknowledge"]
    assert offered(answer) >= {"acknowledge", "take-up", "assign", "extend", "settle", "decline", "note", "edit"}
    assert not offered(answer) & {"judge", "close", "answer", "void", "reopen"}


@pytest.mark.parametrize(
    ("status", "step"), [("registered", "take-up"), ("in_handling", "judge"), ("ready_to_send", "close")]
)
def test_the_next_step_follows_from_the_status(status: str, step: str) -> None:
    complaint = register_complaint()
    handling.acknowledge(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=MORNING,
        happened_on=date(2026, 1, 6),
        method=Method.LETTER,
    )
    if status != "registered":
        take_up(complaint)
    if status == "ready_to_send":
        judge(complaint)
        fulfil(complaint, on=date(2026, 2, 2))
    if status == "in_handling":
        assert next_steps(desk_of(anna()).get(page(complaint))) == ["offer-hearing"]
        fulfil(complaint, on=date(2026, 2, 2))
    assert next_steps(desk_of(anna()).get(page(complaint))) == [step]


def test_a_coordinator_may_void_and_reopen() -> None:
    assert "void" in offered(desk_of(bram()).get(page(register_complaint())))
    assert {"void", "reopen"} <= offered(desk_of(bram()).get(page(judged_and_closed(on=date(2026, 2, 2)))))


def test_an_auditor_reads_and_does_nothing() -> None:
    answer = desk_of(fleur()).get(page(register_complaint()))
    assert offered(answer) == set()
    assert "its acts are for others" in text_of(answer)


def test_an_intervention_is_answered_and_not_judged() -> None:
    complaint = register_complaint(
        category=Category.OMBUDSMAN,
        intervention=InterventionEntry(
            ombudsman_reference="NO-2026-12", subject=Category.SERVICE, answer_by=noon(date(2026, 2, 9))
        ),
    )
    answer = desk_of(eva()).get(page(complaint))
    assert offered(answer) == {
        "answer",
        "ask-inquiry",
        "contact",
        "note",
        "recommendation",
        "recommendation-followed",
        "round",
    }
    assert next_steps(answer) == ["answer"]
    assert "NO-2026-12" in text_of(answer)
    assert "9 February 2026 13:00" in text_of(answer)


def test_what_one_may_not_see_does_not_exist() -> None:
    of_north = register_complaint(unit_id=unit().pk)
    about_anna = register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    for user, complaint in ((hanna(), of_north), (gijs(), of_north), (anna(), about_anna)):
        client = desk_of(user)
        assert client.get(page(complaint)).status_code == 404
        assert client.get(f"{page(complaint)}note/").status_code == 404
        assert client.post(f"{page(complaint)}note/", {"text": "x"}).status_code == 404


def test_the_page_costs_the_same_however_long_the_case(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    complaint = register_complaint(parties=tuple(PartyEntry(name=f"Klager {letter}") for letter in "ABCDEFGHIJ"))
    for number in range(20):
        notes.note(complaint_id=complaint.pk, actor=at_desk(anna()), now=MORNING, text=f"Notitie {number}")
    client = desk_of(anna())
    with django_assert_max_num_queries(32):
        client.get(page(complaint))
