"""One act on many complaints: each answers for itself, and a preview foretells it."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from complaints import bulk
from complaints.access import NotAllowed
from complaints.bulk import Chosen, carry_out, printed, try_out
from complaints.record.assigning import NotAssignable
from complaints.record.case import ChangedMeanwhile, UnknownComplaint
from complaints.services.intake import PartyEntry, PersonEntry
from complaints.services.notes import note
from complaints.services.terms import ExtendedAlready
from complaints.vocabulary import Method
from complaints.workflow import NotNow, Refusal
from tests.cases import judged_and_closed, noon, register_complaint
from tests.people import anna, at_desk, bram, hanna, unit
from tests.services.acting import TODAY, act, everything, last_event

pytestmark = pytest.mark.django_db


def chosen(*complaints: object) -> list[Chosen]:
    found = []
    for complaint in complaints:
        complaint.refresh_from_db()  # type: ignore[attr-defined]  # a complaint
        found.append(Chosen(complaint.pk, complaint.version))  # type: ignore[attr-defined]
    return found


def assigning(to: object = None, by: object = bram, reason: str = "Vakantie van Anna.") -> bulk.OneAct:
    return bulk.assigning(
        actor=at_desk(by()),  # type: ignore[operator]  # one of the people of the tests
        now=noon(TODAY),
        handler_id=to.pk if to else None,  # type: ignore[attr-defined]
        reason=reason,
    )


def kinds(outcomes: list[bulk.Outcome]) -> list[type[Refusal] | None]:
    return [type(outcome.refusal) if outcome.refusal else None for outcome in outcomes]


def test_each_is_assigned_with_the_reason_and_its_own_event() -> None:
    complaints = [register_complaint() for _ in range(3)]
    assert kinds(carry_out(assigning(anna()), chosen(*complaints))) == [None] * 3
    for complaint in complaints:
        event = last_event(complaint)
        assert (event.changes, event.reason, event.actor) == ({"handler": [None, "anna"]}, "Vakantie van Anna.", bram())


def test_what_is_refused_holds_up_no_other() -> None:
    fine, about = register_complaint(), register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    closed, stale, last = judged_and_closed(), register_complaint(), register_complaint()
    choice = chosen(fine, about, closed, stale, last)
    act(note_on, stale)
    outcomes = carry_out(assigning(anna()), [*choice, Chosen(10**9, 1)])
    assert kinds(outcomes) == [None, NotAssignable, NotNow, ChangedMeanwhile, None, UnknownComplaint]
    for complaint in (fine, last):
        complaint.refresh_from_db()
        assert complaint.handler == anna()
    for complaint in (about, stale):
        complaint.refresh_from_db()
        assert complaint.handler is None


def note_on(*, complaint_id: int, version: int | None, actor: object, now: object) -> None:
    note(complaint_id=complaint_id, actor=actor, now=now, text="Gebeld.")  # type: ignore[arg-type]  # passed through


def test_a_preview_says_the_same_and_does_nothing() -> None:
    complaints = [
        register_complaint(),
        register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),)),
        judged_and_closed(),
    ]
    before = everything()
    foretold = try_out(assigning(anna()), chosen(*complaints))
    assert everything() == before
    assert kinds(foretold) == kinds(carry_out(assigning(anna()), chosen(*complaints))) == [None, NotAssignable, NotNow]
    assert next(str(each.refusal) for each in foretold if each.refusal).startswith("De klacht gaat over")


def test_releasing_lets_each_go() -> None:
    complaint = register_complaint()
    carry_out(assigning(anna()), chosen(complaint))
    carry_out(assigning(None), chosen(complaint))
    complaint.refresh_from_db()
    assert complaint.handler is None


def test_each_is_extended_once() -> None:
    complaints = [register_complaint(), register_complaint()]
    doing = bulk.extending(
        actor=at_desk(anna()),
        now=noon(TODAY),
        weeks=4,
        notified_on=TODAY,
        method=Method.LETTER,
        reason="Het onderzoek duurt langer.",
    )
    assert kinds(carry_out(doing, chosen(*complaints))) == [None, None]
    complaints[0].refresh_from_db()
    assert complaints[0].last_day == date(2026, 3, 16)
    assert kinds(try_out(doing, chosen(*complaints))) == [ExtendedAlready] * 2


def test_somebody_without_the_role_gets_each_refused() -> None:
    handler = hanna()
    complaint = register_complaint(unit_id=unit().pk)
    assert kinds(carry_out(assigning(handler, by=hanna), chosen(complaint))) == [UnknownComplaint]
    assert NotAllowed.code == "not_allowed"


class TestPrinting:
    """Many complaints as one PDF, behind a list."""

    def printed(self, *complaints: object) -> str:
        choice = [*chosen(*complaints), Chosen(10**9, 1)]
        made = printed(
            choice,
            [*((complaint.reference, "IT") for complaint in complaints), ("K-weg", "IT")],  # type: ignore[attr-defined]
            actor=at_desk(anna()),
            now=noon(TODAY),
            reason="Werkoverleg",
        )
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)

    def test_holds_each_and_names_what_is_left_out(self) -> None:
        complaint = register_complaint(reference="K-1")
        words = self.printed(complaint)
        assert "Aan de balie werd ik niet te woord gestaan." in words
        assert "afgedrukt" in words
        assert "K-weg" in words
        assert "bestaat niet" in words.replace("\n", " ")

    def test_tells_the_trail_of_each(self) -> None:
        complaint = register_complaint()
        self.printed(complaint)
        event = complaint.events.get(action="file_printed")
        assert (event.reason, event.actor) == ("Werkoverleg", anna())

    def test_what_no_typeface_has_is_left_out_and_named(self) -> None:
        fine, odd = (
            register_complaint(reference="K-1"),
            register_complaint(reference="K-2", parties=(PartyEntry(name="Jan \U0001fae0 Smit"),)),
        )
        words = self.printed(fine, odd)
        assert "Aan de balie" in words
        assert "geen lettertype" in words.replace("\n", " ")
