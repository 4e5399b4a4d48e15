"""Rows from a generator: what a file has no column for, and what only the database finds out."""

from dataclasses import replace
from datetime import date

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint, Unit
from complaints.record import calendar
from complaints.services.importing import engine, terms
from complaints.services.importing.rows import RegisterRow, RowIntervention, RowPart, RowParty, RowPerson
from complaints.vocabulary import Category, OtherReason, PartyRole, RecordOrigin, Status, Verdict
from tests.cases import noon
from tests.people import anna, at_desk
from tests.register_files import IMPORT, NOW

pytestmark = pytest.mark.django_db

ROW = RegisterRow(reference="X-1", received_on=date(2026, 1, 5), category=Category.IT)
CLOSED = replace(ROW, closed_on=date(2026, 2, 3), verdict=Verdict.UNJUSTIFIED)
INTERVENTION = replace(ROW, category=Category.OMBUDSMAN)


def take(*rows: RegisterRow) -> dict[str, str]:
    """Import rows; why each that was not taken was rejected, by its reference."""
    rejected: dict[str, str] = {}
    counts = engine.import_rows(
        iter(rows), now=NOW, actor=IMPORT, on_reject=lambda row, why: rejected.update({row.reference: why})
    )
    assert (counts.read, counts.rejected) == (len(rows), len(rejected))
    assert counts.created + counts.unchanged + counts.updated == len(rows) - len(rejected)
    return rejected


def numbered(*rows: RegisterRow) -> list[RegisterRow]:
    """The rows under references of their own."""
    return [replace(row, reference=f"N-{number}") for number, row in enumerate(rows)]


def test_rejected_rows_need_nobody_to_hear_of_them() -> None:
    counts = engine.import_rows([replace(ROW, handler="nobody")], now=NOW, actor=IMPORT)
    assert counts.rejected == 1


def test_a_person_does_not_import() -> None:
    with pytest.raises(NotAllowed):
        engine.import_rows([ROW], now=NOW, actor=at_desk(anna()))


def test_a_finished_case_may_be_said_to_be_registered_here() -> None:
    assert take(replace(CLOSED, origin=RecordOrigin.REGISTERED)) == {}
    assert Complaint.objects.get().origin == RecordOrigin.REGISTERED


def test_what_is_registered_here_and_declined_has_a_ground() -> None:
    declined = replace(CLOSED, verdict=Verdict.OTHER, other_reason=OtherReason.DECLINED)
    assert take(declined) == {}
    again = replace(declined, reference="X-2", origin=RecordOrigin.REGISTERED)
    assert "decline_ground" in take(again)["X-2"]


def test_the_handler_is_not_the_person_complained_about() -> None:
    about_anna = replace(ROW, persons_complained_about=(RowPerson(username=anna().username),))
    assert take(about_anna) == {}
    assert "9:7" in take(replace(about_anna, reference="X-2", handler="anna"))["X-2"]


def test_persons_complained_about_are_known_by_their_username() -> None:
    assert "nobody" in take(replace(ROW, persons_complained_about=(RowPerson(username="nobody"),)))["X-1"]


def test_what_the_database_refuses_steps_aside_and_the_others_are_taken() -> None:
    rows = numbered(*[ROW] * 9)
    rows[3] = replace(rows[3], parts=(RowPart("Gedrag", verdict="perhaps"),))
    rows[7] = replace(rows[7], description="a\0b")
    rejected = take(*rows)
    assert set(rejected) == {"N-3", "N-7"}
    assert "part_verdict_known" in rejected["N-3"]
    assert Complaint.objects.count() == 7


def test_an_intervention_is_about_a_complaint_of_the_register_or_of_the_same_rows() -> None:
    about = replace(INTERVENTION, intervention=RowIntervention("NO-1", about="X-1"))
    rejected = take(
        replace(about, reference="NO-1"),
        ROW,
        replace(about, reference="NO-2", intervention=RowIntervention("NO-2", about="X-9")),
    )
    assert set(rejected) == {"NO-2"}
    assert "X-9" in rejected["NO-2"]
    intervention = Complaint.objects.get(reference="NO-1").intervention
    assert (intervention.about, intervention.ombudsman_reference) == (Complaint.objects.get(reference="X-1"), "NO-1")


def test_the_ombudsman_sets_the_hour_of_the_answer() -> None:
    answer_by = noon(date(2026, 1, 20))
    take(replace(INTERVENTION, intervention=RowIntervention(answer_by=answer_by)))
    complaint = Complaint.objects.get()
    assert complaint.last_day == date(2026, 1, 20)
    assert (complaint.clocks.get().ends_at, complaint.clocks.get().met_on) == (answer_by, None)


def test_the_same_rows_again_change_nothing() -> None:
    rows = numbered(
        replace(ROW, parties=(RowParty("mr. De Boer", PartyRole.REPRESENTATIVE), RowParty("Kind", PartyRole.AFFECTED))),
        replace(CLOSED, labels=("balie",), findings="Waar.", language="en"),
        replace(INTERVENTION, intervention=RowIntervention("NO-1")),
        replace(ROW, conduct_from=date(2025, 12, 1), conduct_continues=True),
    )
    assert take(*rows) == {}
    counts = engine.import_rows(rows, now=NOW, actor=IMPORT)
    assert counts.unchanged == len(rows)


def test_a_known_person_may_be_told_of_again_beside_a_new_one() -> None:
    fatima = RowParty("Fatima el Amrani")
    take(replace(ROW, parties=(fatima,)))
    take(replace(ROW, parties=(fatima, RowParty("mr. De Boer", PartyRole.REPRESENTATIVE))))
    complaint = Complaint.objects.get()
    assert list(complaint.parties.order_by("id").values_list("name", flat=True)) == ["Fatima el Amrani", "mr. De Boer"]


def test_a_duplicate_may_come_long_before_its_original(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_ROWS", 2)
    last = replace(ROW, reference="N-9")
    chain = [replace(row, duplicate_of=f"N-{number + 1}") for number, row in enumerate(numbered(*[ROW] * 9))]
    lost = replace(ROW, reference="N-lost", duplicate_of="N-never")
    assert set(take(lost, *chain, last)) == {"N-lost"}
    assert Complaint.objects.filter(status=Status.VOID).count() == 9


def test_units_are_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_ROWS", 2)
    take(*numbered(*[replace(ROW, unit="loket")] * 5))
    assert Unit.objects.count() == 1


def test_terms_are_remembered_and_the_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_REMEMBERED", 2)
    drawer = terms.Drawer(calendar.current())
    first = drawer.term(ROW)
    assert drawer.term(replace(ROW, reference="X-2")) is first
    for day in (6, 7):
        drawer.term(replace(ROW, received_on=date(2026, 1, day)))
    assert drawer.term(ROW) is not first
    assert drawer.term(ROW) == first
