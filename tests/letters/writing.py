"""Writing letters in the tests: drafted, completed and fixed on a day, and what a foreign reader reads of them."""

import io
from datetime import date
from typing import Any

from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from complaints import posting
from complaints.channels import storage
from complaints.models import Complaint, Letter, User
from complaints.services import letters
from complaints.services.intake import PersonEntry
from complaints.services.letters import Particulars
from complaints.vocabulary import Language, LetterKind, LetterSide, Method
from tests.cases import noon, register_complaint
from tests.people import anna, at_desk

WEDNESDAY = date(2026, 1, 7)
REPLY_BY = date(2026, 1, 21)
GUARD = PersonEntry(name="Kees Balie", job_title="Baliemedewerker")


def writer() -> User:
    """Anna, who can be called."""
    User.objects.filter(pk=anna().pk).update(phone="088 043 04 30")
    return anna()


def case(**changes: Any) -> Complaint:
    """The canonical complaint, about somebody."""
    return register_complaint(persons_complained_about=(GUARD,), **changes)


def drafted(
    complaint: Complaint,
    kind: LetterKind = LetterKind.ACKNOWLEDGEMENT,
    *,
    side: LetterSide = LetterSide.COMPLAINANT,
    language: Language = Language.DUTCH,
    on: date = WEDNESDAY,
    **particulars: Any,
) -> Letter:
    """A letter drafted by Anna from the template that counts."""
    return letters.draft(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(writer()),
        now=noon(on),
        kind=kind,
        side=side,
        language=language,
        particulars=Particulars(**particulars),
    )


def fixed(letter: Letter, *, on: date = WEDNESDAY) -> Letter:
    """The letter, fixed as a PDF."""
    return letters.fix(
        complaint_id=letter.complaint_id, version=None, actor=at_desk(writer()), now=noon(on), number=letter.number
    )


def sent(letter: Letter, *, on: date = WEDNESDAY, method: Method = Method.LETTER) -> Letter:
    """The letter, recorded as having left."""
    return posting.send(
        complaint_id=letter.complaint_id,
        actor=at_desk(writer()),
        now=noon(on),
        number=letter.number,
        sent_on=on,
        method=method,
    )


def come_back(letter: Letter, *, on: date) -> Letter:
    """The letter, come back."""
    return letters.come_back(
        complaint_id=letter.complaint_id,
        version=None,
        actor=at_desk(writer()),
        now=noon(on),
        number=letter.number,
        returned_on=on,
        reason="Onbekend op dit adres.",
    )


def read_by_another(letter: Letter) -> list[str]:
    """The words of a fixed letter as a foreign reader finds them in its file, the running foot left out."""
    found = extract_text(io.BytesIO(storage.content_of(letter.kept_as)))
    return found.split()


def catalogue_of(letter: Letter) -> dict[str, Any]:
    """What the file says of itself: its language, whether it is tagged, its title."""
    document = PDFDocument(PDFParser(io.BytesIO(storage.content_of(letter.kept_as))))
    return {
        "language": resolve1(document.catalog["Lang"]),
        "marked": resolve1(document.catalog["MarkInfo"])["Marked"],
        "has_structure": "StructTreeRoot" in document.catalog,
        "title": document.info[0]["Title"],
    }
