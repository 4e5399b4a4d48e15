"""The file of a case: one PDF with a list, what was chosen in it, and others blacked out."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from complaints.models import Complaint, Letter
from complaints.record.case import UnknownComplaint
from complaints.record.case_files import Bundle, people_of
from complaints.services import documents
from complaints.services.intake import PersonEntry
from complaints.vocabulary import LetterKind
from tests.cases import noon, register_complaint, take_up
from tests.documents import samples
from tests.letters.writing import WEDNESDAY, drafted, fixed, sent
from tests.people import anna, at_desk, chris
from tests.services.acting import last_event
from tests.services.test_document import add

pytestmark = pytest.mark.django_db

ZWARTENDIJK = PersonEntry(name="Kees Zwartendijk", job_title="Baliemedewerker")


def full_case() -> Complaint:
    """A complaint with a letter that left and a document of every sort; the person at the desk is named in some."""
    complaint = register_complaint(
        persons_complained_about=(ZWARTENDIJK,), description="Meneer Zwartendijk aan de balie was onbeleefd."
    )
    sent(fixed(drafted(complaint)), on=WEDNESDAY)
    _added, away = add(
        complaint,
        ("bewijs.pdf", samples.pdf_file("Een bewijs van de complainant.")),
        ("getuige.pdf", samples.pdf_file("Ik zag Kees Zwartendijk daar staan.")),
        ("foto.png", samples.picture()),
        ("brief.txt", b"Zwartendijk zei niets.\n\nEen tweede alinea."),
        ("lijst.docx", samples.word_file()),
        ("vreemd.txt", "만나서 반갑습니다".encode()),
    )
    assert away == []
    return take_up(complaint)


def printed(complaint: Complaint, bundle: Bundle) -> PdfReader:
    made = documents.print_file(
        complaint_id=complaint.pk, actor=at_desk(anna()), now=noon(date(2026, 1, 12)), bundle=bundle
    )
    return PdfReader(io.BytesIO(made))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


EVERYTHING = Bundle(frozenset({1}), frozenset(range(1, 7)))


def test_the_file_lists_and_holds_what_was_chosen() -> None:
    complaint = full_case()
    reader = printed(complaint, EVERYTHING)
    said = words(reader)
    assert f"Dossier van klacht {complaint.reference}" in said
    for part in ("Een bewijs van de complainant.", "Meneer Zwartendijk aan de balie", "Een tweede alinea."):
        assert part in said
    assert "Wij hebben uw klacht ontvangen" in said
    assert said.count("Apart meegegeven") == 2
    assert reader.metadata is not None
    assert reader.metadata.title == f"Dossier van klacht {complaint.reference}"


def test_the_list_names_the_page_on_which_each_part_begins() -> None:
    reader = printed(full_case(), EVERYTHING)
    outline: list[Any] = list(reader.outline)
    marks = {str(item["/Title"]): reader.get_destination_page_number(item) or 0 for item in outline}
    assert marks["Inhoud"] == 0
    page = next(number for title, number in marks.items() if title.endswith("bewijs.pdf"))
    assert "Een bewijs van de complainant." in reader.pages[page].extract_text()
    listed = reader.pages[0].extract_text().replace("\n", " ")
    assert f"Bijlage: bewijs.pdf Klager of gemachtigde 9 januari 2026 {page + 1}" in " ".join(listed.split())


def test_what_was_not_chosen_is_not_in_it() -> None:
    said = words(printed(full_case(), Bundle(frozenset(), frozenset({3}))))
    assert "foto.png" in said
    assert "bewijs.pdf" not in said
    assert "Wij hebben uw klacht ontvangen" not in said


def test_somebody_blacked_out_is_nowhere_in_it() -> None:
    complaint = full_case()
    hidden = frozenset(key for key, name, _words in people_of(complaint) if name == "Kees Zwartendijk")
    said = words(printed(complaint, Bundle(frozenset({1}), frozenset(range(1, 7)), hidden)))
    assert "Zwartendijk" not in said
    assert "Kees" not in said
    assert "Meneer █████ aan de balie was onbeleefd." in said
    assert "█████ zei niets." in said
    assert "Ik zag" not in said
    assert said.count("Weggelaten: er staat iemand in die zwart is gelakt.") == 1
    assert "Een bewijs van de complainant." in said


def test_a_letter_that_names_who_is_blacked_out_is_set_anew_without_him() -> None:
    complaint = full_case()
    named = drafted(complaint, LetterKind.CONSENT, by_day=date(2026, 3, 2), reason="De balie wordt gehoord.")
    Letter.objects.filter(pk=named.pk).update(subject="Uitstel, mevrouw El Amrani?")
    fixed(named)
    hidden = frozenset(key for key, name, _words in people_of(complaint) if name == "Fatima el Amrani")
    reader = printed(complaint, Bundle(frozenset({1, 2}), frozenset(), hidden))
    said = words(reader)
    outline: list[Any] = list(reader.outline)
    assert "Amrani" not in str([mark["/Title"] for mark in outline])
    assert "Amrani" not in said
    assert "Dorpsstraat" not in said
    assert "Opnieuw gemaakt uit de tekst" in said
    letter = complaint.letters.get(number=1)
    assert (letter.recipient, letter.state) == ("Fatima el Amrani", "sent")


def test_what_was_taken_out_is_not_in_it() -> None:
    complaint = full_case()
    documents.take_out(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(date(2026, 1, 12)),
        number=1,
        reason="Van een ander.",
    )
    assert "Een bewijs van" not in words(printed(complaint, EVERYTHING))


def test_printing_is_told_to_the_trail() -> None:
    complaint = full_case()
    printed(complaint, Bundle(frozenset({1}), frozenset({2})))
    event = last_event(complaint)
    assert event.action == "file_printed"
    assert event.changes == {"file_letters": [None, [1]], "file_documents": [None, [2]], "file_blacked_out": [None, 0]}


def test_who_may_not_see_the_complaint_prints_nothing() -> None:
    complaint = register_complaint()
    with pytest.raises(UnknownComplaint):
        documents.print_file(
            complaint_id=complaint.pk,
            actor=at_desk(chris()),
            now=noon(date(2026, 1, 12)),
            bundle=Bundle(frozenset(), frozenset()),
        )
