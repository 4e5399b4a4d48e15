"""Letters and documents by clicking: written, read by another, fixed, sent, come back; files dropped and printed.

With ``PICTURES`` set to a folder the walks leave pictures of where they came.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from complaints.models import Complaint, LetterBlock
from complaints.services.intake import PartyEntry
from complaints.vocabulary import LetterState
from tests.browser.test_procedure_walks import fresh
from tests.documents import samples
from tests.letters.writing import writer
from tests.people import bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
SOMEBODY = PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1, 1234 AB Ons Dorp")


def pictured(page: Page, name: str) -> None:
    """A picture of the whole page, where one is wanted."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def paper(name: str, content: bytes) -> FilePayload:
    """A file as a browser hands it over."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def done(page: Page, said: str) -> None:
    """The page says that it was done."""
    expect(page.get_by_role("status")).to_contain_text(said)


@override_settings(LETTERS_READ_BY_TWO=["acknowledgement"])
def test_a_letter_from_the_first_word_to_the_second_sending(desk: Desk) -> None:
    complaint = fresh(parties=(SOMEBODY,))
    LetterBlock.objects.create(
        language="nl", name="Excuses", version=1, text="Het spijt ons.", made_at=timezone.now(), made_by=bram()
    )
    page = desk(writer())
    page.goto(f"/admin/work/{complaint.pk}/")
    page.get_by_role("link", name="Write a letter").click()
    pictured(page, "letter-kinds")
    page.get_by_role("link", name="Acknowledgement").click()
    page.get_by_role("button", name="Draft the letter").click()
    done(page, "nothing has been sent yet")

    text = page.get_by_role("textbox", name="Text")
    text.press("Control+End")
    page.locator("#id_block").select_option(label="Excuses")
    page.get_by_role("button", name="Insert").click()
    expect(text).to_have_value(re.compile(r"\n\nHet spijt ons\.\n$"))
    page.get_by_role("button", name="Save").click()
    done(page, "The draft is saved.")
    page.get_by_text("What changed since the last draft").click()
    pictured(page, "letter-draft")
    page.get_by_role("button", name="Fix", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("second person")

    other = desk(bram())
    other.goto(page.url)
    read_and_fixed(other)
    sent_printed_and_back(other, page.url)
    assert list(complaint.letters.order_by("number").values_list("state", flat=True)) == [
        LetterState.RETURNED,
        LetterState.DRAFT,
    ]


def read_and_fixed(other: Page) -> None:
    """The second reader agrees and fixes it."""
    other.get_by_role("button", name="Read and agreed").click()
    done(other, "you read the letter")
    other.get_by_role("button", name="Fix", exact=True).click()
    done(other, "lies in the post tray")
    other.get_by_role("button", name="The address is still right").click()
    done(other, "still right")
    pictured(other, "letter-fixed")


def sent_printed_and_back(other: Page, address: str) -> None:
    """It leaves with the post of the day, comes back, and is drafted again."""
    other.goto("/admin/post/")
    other.get_by_role("checkbox").check()
    pictured(other, "post")
    with other.expect_download() as printed:
        other.get_by_role("button", name="Print as one PDF").click()
    assert len(PdfReader(printed.value.path()).pages) >= 2
    other.get_by_role("button", name="Record").click()
    done(other, "1 letter left.")
    other.goto(address)
    other.get_by_label("Why").fill("Onbekend op dit adres.")
    other.get_by_role("button", name="Record").click()
    done(other, "came back")
    other.get_by_role("button", name="Send again").click()
    done(other, "The second sending is drafted")


def test_files_are_dropped_opened_tied_taken_out_and_printed(desk: Desk) -> None:
    complaint = fresh(parties=(SOMEBODY,))
    page = desk(writer())
    page.goto(f"/admin/work/{complaint.pk}/")
    page.get_by_role("link", name="Add documents").click()
    pictured(page, "documents-new")
    page.locator("input[type=file]").set_input_files(
        [
            paper("brief.pdf", samples.pdf_file()),
            paper("foto.jpg", samples.picture("JPEG")),
            paper("rekening.pdf", samples.PROGRAM),
        ]
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("1 file was not added. rekening.pdf")
    done(page, "2 documents were added.")
    pictured(page, "documents-refused")

    page.goto(f"/admin/work/{complaint.pk}/")
    pictured(page, "documents-case")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download: brief.pdf").click()
    assert fetched.value.suggested_filename == "brief.pdf"
    assert Path(fetched.value.path()).read_bytes() == samples.pdf_file()

    page.get_by_role("link", name="2. foto.jpg").click()
    pictured(page, "document")
    page.get_by_label("Why").fill("Van een andere zaak.")
    page.get_by_role("button", name="Record").last.click()
    done(page, "The document was taken out.")

    page.goto(f"/admin/work/{complaint.pk}/documents/file/")
    page.get_by_label("Fatima el Amrani").check()
    pictured(page, "case-file")
    with page.expect_download() as bound:
        page.get_by_role("button", name="Download the PDF").click()
    said = " ".join(each.extract_text() for each in PdfReader(bound.value.path()).pages)
    assert "Amrani" not in said
    assert "Een bijlage." in said
    assert Complaint.objects.get().events.filter(action="document_read").count() == 1
