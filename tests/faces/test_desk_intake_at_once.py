"""Intake in one go: hints while somebody types, files, the acknowledgement, and a draft that waits."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from complaints.admin.forms_intake import EXPLAINED
from complaints.models import Complaint, Draft
from complaints.services.intake import PartyEntry
from complaints.vocabulary import Category, LetterState
from tests.cases import register_complaint
from tests.documents import samples
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.faces.test_desk_intake import register, typed
from tests.letters.writing import writer
from tests.people import anna, fleur

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

FATIMA: dict[str, Any] = {"parties-0-name": "Fatima el Amrani", "parties-0-address": "Dorpsstraat 1, 1234 AB Ons Dorp"}
KNOWN = PartyEntry(name="Fatima el Amrani", v_number="0123456789")


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def hints(client: Client, **changes: Any) -> str:
    answer = client.post("/admin/work/new/hints/", typed(**changes))
    assert answer.status_code == 200
    return text_of(answer)


def test_every_category_says_in_one_line_what_falls_under_it() -> None:
    assert set(EXPLAINED) == set(Category)
    said = text_of(desk_of(anna()).get("/admin/work/new/"))
    for category, line in EXPLAINED.items():
        assert f"{category.label} {line}" in said


def test_an_empty_form_says_by_when_and_what_is_asked() -> None:
    said = text_of(desk_of(anna()).get("/admin/work/new/"))
    assert "Monday 16 March 2026" in said
    assert "Still missing: the name of the complainant an address, or his consent to e-mail what the" in said


def test_what_is_complete_says_so() -> None:
    said = hints(desk_of(anna()), **FATIMA)
    assert "Complete: name, address and description are there." in said


def test_the_last_day_follows_the_receipt_and_the_procedure() -> None:
    client = desk_of(anna())
    assert "Monday 16 February 2026" in hints(client, received_on="2026-01-05")
    assert "Monday 16 March 2026" in hints(client, received_on="2026-01-05", procedure="committee")
    assert "Last day" not in hints(client, received_on="2013-01-05")


def test_a_complaint_of_the_same_person_shows_while_it_is_typed() -> None:
    before = register_complaint(parties=(KNOWN,))
    said = hints(desk_of(anna()), **{"parties-0-name": "F. Amrani", "parties-0-v_number": "0123456789"})
    assert f"{before.reference} (opens in a new window) · 5 Jan 2026 · Treatment" in said
    assert "same subject within a year" in said
    assert before.reference not in hints(desk_of(anna()), **{"parties-0-name": "F. Amrani"})
    assert before.reference in hints(desk_of(anna()), clients="Iemand; 0123456789")


def test_half_a_form_is_no_error() -> None:
    said = hints(desk_of(anna()), category="", received_on="", **{"parties-0-v_number": "12", "parties-0-email": "f@"})
    assert "Still missing" in said
    assert "ten digits" not in said


def test_of_an_intervention_there_is_nothing_to_say() -> None:
    assert hints(desk_of(anna()), category="ombudsman") == ""


def test_hints_and_drafts_are_for_who_registers() -> None:
    client = desk_of(fleur())
    assert client.post("/admin/work/new/hints/", typed()).status_code == 403
    assert client.post("/admin/work/new/draft/", typed()).status_code == 403
    assert desk_of(anna()).get("/admin/work/new/hints/").status_code == 405


def test_it_is_registered_with_a_file_and_acknowledged_in_one_go() -> None:
    paper = SimpleUploadedFile("brief.pdf", samples.pdf_file())
    answer = register(desk_of(writer()), acknowledge="1", papers=paper, **FATIMA)
    complaint = Complaint.objects.get()
    assert answer.headers["Location"] == page(complaint)
    assert complaint.documents.get().name == "brief.pdf"
    assert complaint.letters.get().state == LetterState.FIXED


def told(client: Client, **changes: Any) -> str:
    answer = register(client, **changes)
    return text_of(client.get(answer.headers["Location"]))


def test_it_says_what_was_done_and_what_was_not() -> None:
    said = told(desk_of(writer()), acknowledge="1", papers=SimpleUploadedFile("virus.exe", samples.PROGRAM), **FATIMA)
    assert "The acknowledgement lies in the post tray." in said
    assert "Not added: virus.exe." in said


@override_settings(LETTERS_READ_BY_TWO=["acknowledgement"])
def test_it_says_why_the_letter_waits() -> None:
    assert "Not everything could be done yet:" in told(desk_of(writer()), acknowledge="1", **FATIMA)


@override_settings(DOCUMENT_MOST_BYTES=1000)
def test_a_file_that_never_came_in_is_named() -> None:
    assert "Not added: brief.pdf." in told(
        desk_of(anna()), papers=SimpleUploadedFile("brief.pdf", b"x" * 2000), **FATIMA
    )


def test_files_that_a_browser_does_not_give_back_are_asked_for_again() -> None:
    answer = register(desk_of(anna()), category="", papers=SimpleUploadedFile("brief.pdf", samples.pdf_file()))
    assert answer.status_code == 422
    assert "Choose the files again" in text_of(answer)


def test_a_draft_of_intake_waits_and_is_wiped_when_it_is_registered() -> None:
    client = desk_of(anna())
    assert client.post("/admin/work/new/draft/", typed(description="Half", category="", **FATIMA)).status_code == 204
    answer = client.get("/admin/work/new/")
    assert "This is your draft of 2 Feb 2026 10:00" in text_of(answer)
    assert 'value="Fatima el Amrani"' in answer.content.decode()
    assert "errorlist" not in answer.content.decode()
    register(client, **FATIMA)
    assert not Draft.objects.exists()


def test_a_draft_of_intake_is_let_go() -> None:
    client = desk_of(anna())
    client.post("/admin/work/new/draft/", typed(description="Half"))
    assert client.post("/admin/work/new/draft/", {"drop": "1"}).headers["Location"] == "/admin/work/new/"
    assert not Draft.objects.exists()


def test_what_was_filled_in_is_unfolded() -> None:
    answer = register(desk_of(anna()), category="", **{"persons-0-name": "K. Jaspers", "reference": "K-1"})
    assert answer.content.decode().count("<details open>") == 2
