"""A complaint comes in with its papers and is acknowledged in one go; registering is what counts."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import override_settings

from complaints.models import Complaint
from complaints.posting.receiving import Received, receive
from complaints.services.documents import Incoming
from complaints.services.intake import Intake, NotReceivedYet, PartyEntry
from complaints.vocabulary import Category, LetterKind, LetterState
from tests.cases import CANONICAL, noon
from tests.documents import samples
from tests.letters.writing import writer
from tests.people import SYSTEM, at_desk

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 7)
HANS = PartyEntry(name="Hans Vermeer", address="Kade 2, 1234 AB Ons Dorp")


def come_in(intake: Intake = CANONICAL, **given: Any) -> Received:
    """Let a complaint come in with Anna, on Wednesday."""
    arguments: dict[str, Any] = {"actor": at_desk(writer()), "now": noon(TODAY), "intake_": intake}
    return receive(**arguments | given)


def paper(name: str, content: bytes) -> Incoming:
    return Incoming(name, io.BytesIO(content))


def test_it_is_registered_with_its_papers_and_its_acknowledgement_lies_in_the_tray() -> None:
    files = [paper("brief.pdf", samples.pdf_file()), paper("foto.png", samples.picture())]
    received = come_in(files=files, acknowledges=True)
    (complaint,) = received.complaints
    assert [document.name for document in complaint.documents.order_by("number")] == ["brief.pdf", "foto.png"]
    (letter,) = received.fixed
    assert (letter.kind, letter.recipient, letter.state) == (
        LetterKind.ACKNOWLEDGEMENT,
        "Fatima el Amrani",
        LetterState.FIXED,
    )
    assert (received.away, received.in_the_way) == ([], [])


def test_nothing_is_written_that_was_not_asked() -> None:
    received = come_in()
    assert (received.letters, received.complaints[0].documents.count()) == ([], 0)


def test_without_an_address_the_letter_waits_as_a_draft_and_says_why() -> None:
    received = come_in(replace(CANONICAL, parties=(PartyEntry(name="Fatima el Amrani"),)), acknowledges=True)
    assert [letter.state for letter in received.letters] == [LetterState.DRAFT]
    assert (received.fixed, [refusal.code for refusal in received.in_the_way]) == ([], ["no_addressee"])


@override_settings(LETTERS_READ_BY_TWO=["acknowledgement"])
def test_a_letter_that_two_must_read_waits_for_the_second() -> None:
    received = come_in(acknowledges=True)
    assert [refusal.code for refusal in received.in_the_way] == ["not_read_yet"]


def test_without_anybody_to_write_to_it_is_registered_all_the_same() -> None:
    received = come_in(replace(CANONICAL, parties=()), acknowledges=True)
    assert Complaint.objects.get() == received.complaints[0]
    assert (received.letters, len(received.in_the_way)) == ([], 1)


def test_a_bad_file_costs_no_good_one_and_no_registration() -> None:
    received = come_in(files=[paper("virus.exe", samples.PROGRAM), paper("brief.pdf", samples.pdf_file())])
    assert [away.name for away in received.away] == ["virus.exe"]
    assert received.complaints[0].documents.get().name == "brief.pdf"


def test_what_concerns_all_files_is_told_and_undoes_nothing() -> None:
    received = come_in(actor=SYSTEM, files=[paper("brief.pdf", samples.pdf_file())])
    assert [refusal.code for refusal in received.in_the_way] == ["not_allowed"]
    assert Complaint.objects.exists()


def test_each_client_gets_the_papers_and_a_letter() -> None:
    clients = (HANS, PartyEntry(name="Els Vermeer", address="Kade 2, 1234 AB Ons Dorp"))
    intake = replace(CANONICAL, parties=())
    received = come_in(intake, clients=clients, files=[paper("brief.pdf", samples.pdf_file())], acknowledges=True)
    assert [complaint.documents.count() for complaint in received.complaints] == [1, 1]
    assert [letter.recipient for letter in received.fixed] == ["Hans Vermeer", "Els Vermeer"]


def test_an_intervention_is_not_acknowledged() -> None:
    assert come_in(replace(CANONICAL, category=Category.OMBUDSMAN), acknowledges=True).letters == []


def test_what_cannot_be_registered_does_not_come_in() -> None:
    with pytest.raises(NotReceivedYet):
        come_in(replace(CANONICAL, received_on=date(2026, 1, 9), received_at=None), acknowledges=True)
    assert not Complaint.objects.exists()
