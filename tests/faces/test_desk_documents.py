"""Documents at the desk: dropped, named, downloaded, taken out, printed; and what arrives that never should."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pypdf import PdfReader

from complaints.models import Complaint, Document
from tests.cases import register_complaint, take_up
from tests.documents import samples
from tests.faces.desk import MORNING, desk_of, page, text_of, visitor
from tests.people import anna, chris, fleur
from tests.services.acting import last_event
from tests.services.test_document import one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def send(client: Client, complaint: Complaint, *files: tuple[str, bytes], **fields: Any) -> Any:
    """Drop files on the page and send them."""
    typed = {"version": complaint.version, "kind": "enclosure", "source": "complainant", "received_on": "2026-02-02"}
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{page(complaint)}documents/new/", {**typed, "papers": papers, **fields}, follow=True)


def test_several_files_at_once_land_on_the_complaint() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    assert "drop them here" in text_of(client.get(f"{page(complaint)}documents/new/"))
    said = text_of(send(client, complaint, ("brief.pdf", samples.pdf_file()), ("foto.png", samples.picture())))
    assert "2 documents were added." in said
    assert "1. brief.pdf Enclosure" in said
    assert list(Document.objects.values_list("received_on", flat=True)) == [date(2026, 2, 2)] * 2


def test_what_is_turned_away_is_named_and_the_rest_stays() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    answer = send(client, complaint, ("brief.pdf", samples.pdf_file()), ("<b>nep.pdf", samples.picture()))
    assert answer.status_code == 422
    said = text_of(answer)
    assert "1 document was added." in said
    assert "1 file was not added. <b>nep.pdf" in said
    assert "This file is not what its name says" in said
    assert '<option value="enclosure" selected>' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "shown", "why"),
    [
        ("../../etc/brief.pdf", "../../etc/brief.pdf", "holds a path"),
        ("C:\\brief.pdf", "C:\\brief.pdf", "holds a path"),
        ("rekening\u202efdp.exe", "rekeningfdp.exe", "characters that cannot be printed"),
        ("x" * 200 + ".pdf", "x" * 150, "too long"),
    ],
)
def test_a_name_that_plays_a_trick_is_refused_and_told(name: str, shown: str, why: str) -> None:
    client, complaint = desk_of(anna()), register_complaint()
    answer = sent_raw(client, complaint, name, samples.pdf_file())
    assert answer.status_code == 422
    assert f"1 file was not added. {shown} " in text_of(answer)
    assert why in text_of(answer)
    assert not complaint.documents.exists()


def test_a_name_in_another_script_is_kept_as_it_is() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    for number, name in enumerate(("شکایت\u200cنامه.pdf", "жалоба.pdf", "één & twee.pdf", "a&lt;b.pdf"), start=1):
        answer = sent_raw(client, complaint, name, samples.pdf_file(f"Bijlage {number}."))
        assert answer.status_code == 302, text_of(answer)
    assert complaint.documents.count() == 4


def sent_raw(client: Client, complaint: Complaint, name: str, content: bytes) -> Any:
    """Send a file as a browser writes it, its name untouched by the test's own client."""
    fields = {"version": complaint.version, "kind": "enclosure", "source": "complainant", "received_on": "2026-02-02"}
    parts = [f'--grens\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}' for key, value in fields.items()]
    head = f'--grens\r\nContent-Disposition: form-data; name="papers"; filename="{name.replace(chr(92), chr(92) * 2)}"'
    body = (
        "\r\n".join([*parts, head, "Content-Type: application/pdf\r\n\r\n"]).encode() + content + b"\r\n--grens--\r\n"
    )
    return client.post(f"{page(complaint)}documents/new/", body, content_type="multipart/form-data; boundary=grens")


@override_settings(DOCUMENT_MOST_BYTES=100_000)
def test_what_is_too_large_is_stopped_on_its_way_and_named() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    large = samples.pdf_file() + b"x" * 200_000
    answer = send(client, complaint, ("groot.pdf", large), ("brief.pdf", samples.pdf_file()))
    assert answer.status_code == 422
    assert "groot.pdf" in text_of(answer)
    assert "too large" in text_of(answer)
    assert complaint.documents.get().name == "brief.pdf"
    alone = send(client, complaint, ("groot.pdf", large))
    assert alone.status_code == 422
    assert "too large" in text_of(alone)
    assert "at least one file" not in text_of(alone)


@override_settings(DOCUMENT_MOST_BYTES=2_000)
def test_together_they_may_not_be_endless_either() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    many = [(f"{number}.txt", f"{number} ".encode() * 700) for number in range(14)]
    answer = send(client, complaint, *many)
    assert answer.status_code == 422
    assert 0 < complaint.documents.count() < 14


def test_nothing_chosen_is_said_beside_the_field() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    answer = send(client, complaint, received_on="2026-02-03")
    assert answer.status_code == 422
    assert "Choose at least one file." in text_of(answer)
    assert 'value="2026-02-03"' in answer.content.decode()


def test_a_page_that_takes_no_files_gets_none() -> None:
    client = visitor()
    answer = client.post("/admin/login/", {"username": SimpleUploadedFile("a.txt", b"x" * 5000), "password": "x"})
    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES


def test_a_download_is_an_attachment_that_no_browser_shows() -> None:
    client, complaint = desk_of(fleur()), register_complaint()
    document = one(complaint, "één brief.pdf")
    answer: Any = client.get(f"{page(complaint)}documents/{document.number}/file/")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9%C3%A9n%20brief.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert last_event(complaint).action == "document_read"


def test_who_may_not_see_the_complaint_finds_no_document() -> None:
    document = one(register_complaint())
    at = f"{page(document.complaint)}documents/"
    client = desk_of(chris())
    for address in ("new/", "file/", "1/", "1/file/"):
        assert client.get(at + address).status_code == 404


def test_an_auditor_reads_and_adds_nothing() -> None:
    document = one(register_complaint())
    client, at = desk_of(fleur()), f"{page(document.complaint)}documents/"
    assert "its acts are for others" in text_of(client.get(f"{at}new/"))
    assert "Take out" not in text_of(client.get(f"{at}1/"))
    assert send(client, document.complaint, ("b.png", samples.picture())).status_code == 422


def test_a_document_is_tied_to_an_act_and_stands_beside_it() -> None:
    complaint = take_up(register_complaint())
    one(complaint)
    complaint.refresh_from_db()
    client, done = desk_of(anna()), complaint.acts.get()
    typed = {"version": complaint.version, "act_id": done.pk, "step": "tie"}
    said = text_of(client.post(f"{page(complaint)}documents/1/", typed, follow=True))
    assert "Belongs to Taken up, 7 Jan 2026" in said
    assert "Taken up" in text_of(client.get(page(complaint)))


def test_taking_out_asks_why_and_shuts_the_document() -> None:
    complaint = register_complaint()
    one(complaint)
    complaint.refresh_from_db()
    client, at = desk_of(anna()), f"{page(complaint)}documents/1/"
    typed = {"version": complaint.version, "step": "take_out"}
    assert client.post(at, {**typed, "reason": ""}).status_code == 422
    assert client.post(at, {**typed, "version": 1, "reason": "Van een ander."}).status_code == 409
    said = text_of(client.post(at, {**typed, "reason": "Van een ander."}, follow=True))
    assert "Taken out by Anna de Wit, 2 Feb 2026: Van een ander." in said
    assert "cannot be opened: it was taken out" in text_of(client.get(f"{at}file/", follow=True))
    assert client.post(at, {"step": "burn"}).status_code == 404
    assert client.get(f"{page(complaint)}documents/7/").status_code == 404
    assert client.get(f"{page(complaint)}documents/7/file/").status_code == 404


def test_a_file_that_is_gone_is_said() -> None:
    complaint = register_complaint()
    document = one(complaint)
    default_storage.delete(document.kept_as)
    client, at = desk_of(anna()), f"{page(complaint)}documents/"
    assert "gone from the storage" in text_of(client.get(f"{at}1/file/", follow=True))
    answer = client.post(f"{at}file/", {"chosen": "1", "documents": ["1"]})
    assert answer.status_code == 422
    assert "gone from the storage" in text_of(answer)


def test_the_file_of_the_case_is_a_download_of_what_was_ticked() -> None:
    complaint = register_complaint()
    one(complaint)
    client, at = desk_of(anna()), f"{page(complaint)}documents/file/"
    asked = client.get(at)
    assert "1. brief.pdf" in text_of(asked)
    assert "Fatima el Amrani" in text_of(asked)
    answer = client.post(at, {"chosen": "1", "documents": ["1"]})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{complaint.reference}.pdf"'
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 3
    assert client.post(at, {"chosen": "1", "documents": ["8"]}).status_code == 422


def test_what_cannot_be_printed_is_said() -> None:
    complaint = register_complaint(description="만나서 반갑습니다")
    answer = desk_of(anna()).post(f"{page(complaint)}documents/file/", {"chosen": "1"})
    assert answer.status_code == 422
    assert "no typeface has it" in text_of(answer)
