"""Hints: complaints that may be the same, or of the same person; and what a complaint lacks."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.queries.completeness import Lacking, lacking
from complaints.queries.liaison import awaited
from complaints.queries.similar import similar_to
from complaints.services.corrections import void
from complaints.services.intake import InterventionEntry, PartyEntry
from complaints.services.rounds import open_round
from complaints.vocabulary import Category, PartyRole
from tests.cases import noon, register_complaint
from tests.people import SYSTEM, at_desk, bram, eva, hanna, unit
from tests.services.acting import TODAY, act, intervention

pytestmark = pytest.mark.django_db

FATIMA = PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1", email="f@example.org", v_number="0012345678")


def complaint(party: PartyEntry = FATIMA, text: str = "Iets anders.", **changes: Any) -> Complaint:
    return register_complaint(parties=(party,), description=text, **changes)


def found(of: Complaint, actor: Any = SYSTEM) -> list[tuple[str, str]]:
    return [(each.complaint.reference, each.likeness.value) for each in similar_to(of, actor)]


class TestTheSamePerson:
    """By V-number, e-mail address, or name and address."""

    @pytest.mark.parametrize(
        "again",
        [
            PartyEntry(name="F. Amrani", v_number="0012345678"),
            PartyEntry(name="F. Amrani", email="F@Example.org"),
            PartyEntry(name="fatima EL amrani", address="dorpsstraat 1"),
        ],
    )
    def test_is_found_whatever_else_differs(self, again: PartyEntry) -> None:
        first = complaint(category=Category.SERVICE)
        assert found(complaint(again, "Nog iets.")) == [(first.reference, "same_person")]

    @pytest.mark.parametrize(
        "other",
        [
            PartyEntry(name="Fatima el Amrani"),
            PartyEntry(name="Fatima el Amrani", address="Kade 2"),
            PartyEntry(name="Fatima el Amrani", role=PartyRole.REPRESENTATIVE, address="Dorpsstraat 1"),
        ],
    )
    def test_a_name_alone_is_nobody_and_a_representative_stands_for_many(self, other: PartyEntry) -> None:
        complaint()
        assert found(complaint(other, "Nog iets.")) == []

    def test_the_most_alike_comes_first(self) -> None:
        person = complaint(category=Category.IT, text="Over iets anders.")
        subject = complaint(text="Ook bejegening.")
        message = complaint(text="Dezelfde\n brief.", category=Category.POLICY)
        assert found(complaint(text="Dezelfde brief.")) == [
            (message.reference, "same_message"),
            (subject.reference, "same_subject"),
            (person.reference, "same_person"),
        ]

    def test_more_than_a_year_apart_is_no_repeat_of_the_subject(self) -> None:
        first = complaint(received_on=date(2025, 1, 4))
        assert found(complaint(text="Nu weer.")) == [(first.reference, "same_person")]

    def test_a_void_one_one_that_may_not_be_seen_and_an_intervention_are_not_shown(self) -> None:
        gone = complaint()
        act(void, gone, by=at_desk(bram()), reason="Vergissing.")
        complaint(unit_id=unit().pk)
        assert found(complaint(text="Nog iets."), at_desk(hanna())) == []
        assert found(intervention(parties=(FATIMA,))) == []

    def test_without_parties_there_is_nobody(self) -> None:
        assert found(register_complaint(parties=())) == []


class TestLacking:
    """9:4: name and address, and a description."""

    def test_a_whole_complaint_lacks_nothing(self) -> None:
        assert lacking(complaint()) == ()
        by_mail = PartyEntry(name="F.", email="f@example.org", email_agreed_on=date(2026, 1, 5))
        assert lacking(complaint(by_mail)) == ()

    def test_the_address_of_a_representative_will_do(self) -> None:
        parties = (PartyEntry(name="F."), PartyEntry(name="mr. B", role=PartyRole.REPRESENTATIVE, address="Gracht 1"))
        assert lacking(register_complaint(parties=parties)) == ()

    def test_says_what_is_missing(self) -> None:
        assert lacking(register_complaint(parties=(), description=" ")) == tuple(Lacking)
        assert lacking(register_complaint(parties=(PartyEntry(name="F."),))) == (Lacking.ADDRESS,)

    def test_nothing_is_asked_of_an_intervention(self) -> None:
        assert lacking(intervention(parties=(), description="")) == ()


class TestLiaisonsWeek:
    """What the ombudsman waits for, the first one first."""

    def test_shows_what_is_overdue_or_due_within_a_week(self) -> None:
        def asked(day: date) -> Complaint:
            return intervention(intervention=InterventionEntry(answer_by=noon(day)))

        late, soon, _far = (asked(day) for day in (date(2026, 1, 16), date(2026, 1, 26), date(2026, 1, 27)))
        about = intervention()
        question: dict[str, Any] = {"question": "Wanneer?", "asked_on": TODAY, "answer_by": noon(date(2026, 1, 20))}
        act(open_round, about, by=at_desk(eva()), **question)
        rows = awaited(at_desk(eva()), today=TODAY)
        assert [(row.complaint, row.round and row.round.number) for row in rows] == [
            (late, None),
            (about, 1),
            (soon, None),
        ]

    def test_what_one_may_not_see_is_not_there(self) -> None:
        intervention(unit_id=unit().pk, intervention=InterventionEntry(answer_by=noon(TODAY)))
        assert awaited(at_desk(hanna()), today=TODAY) == []
