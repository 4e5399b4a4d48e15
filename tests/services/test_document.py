"""Documents of a case: taken in one by one, opened with a trace, tied to an act, taken out, scanned."""

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from complaints.access import NotAllowed
from complaints.channels import clamd
from complaints.channels.clamd import ScannerAway
from complaints.documents.refusing import BadFile
from complaints.models import Complaint, Document, JobRun
from complaints.record.case import UnknownComplaint, WrongDay
from complaints.record.checking import Unusable
from complaints.services import documents
from complaints.services.documents import AlreadyHere, Incoming, Infected, NoSuchDocument, NotOpen, TurnedAway
from complaints.vocabulary import DocumentKind, DocumentSource, ScanState
from config.connections import Clamd
from tests.cases import noon, register_complaint, take_up
from tests.documents import samples
from tests.people import SYSTEM, anna, at_desk, chris, fleur
from tests.services.acting import act, last_event

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 1, 9)
TO_A_SCANNER = override_settings(CLAMD=Clamd(host="127.0.0.1"))


def add(complaint: Complaint, *files: tuple[str, bytes], **given: Any) -> tuple[list[Document], list[TurnedAway]]:
    """Hand files in with Anna, on Friday."""
    values: dict[str, Any] = {
        "complaint_id": complaint.pk,
        "actor": at_desk(anna()),
        "now": noon(FRIDAY),
        "kind": DocumentKind.ENCLOSURE,
        "source": DocumentSource.COMPLAINANT,
        "received_on": FRIDAY,
        "files": [Incoming(name, io.BytesIO(content)) for name, content in files],
    }
    return documents.add(**values | given)


def one(complaint: Complaint, name: str = "brief.pdf", content: bytes = b"") -> Document:
    """One document that was taken in."""
    ((document,), away) = add(complaint, (name, content or samples.pdf_file()))
    assert away == []
    return document


def opened(document: Document, actor: Any = None) -> bytes:
    _document, file = documents.read(
        complaint_id=document.complaint_id,
        actor=actor or at_desk(anna()),
        now=noon(FRIDAY),
        number=document.number,
    )
    with file:
        return file.read()


def kept() -> set[Path]:
    """Everything in the storage of documents."""
    return set(Path(default_storage.path("documents")).glob("*"))


def test_a_document_is_kept_as_it_came_under_a_name_that_says_nothing() -> None:
    complaint, content = register_complaint(), samples.pdf_file()
    document = one(complaint, content=content)
    assert (document.number, document.name, document.media_type) == (1, "brief.pdf", "application/pdf")
    assert (document.size, document.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert "brief" not in document.kept_as
    assert document.scan == ScanState.UNSCANNED
    assert opened(document) == content
    complaint.refresh_from_db()
    assert complaint.version == 2


def test_adding_and_opening_are_told_to_the_trail() -> None:
    complaint = register_complaint()
    document = one(complaint)
    assert last_event(complaint).changes == {"document_added": [None, "1. brief.pdf"]}
    opened(document, at_desk(fleur()))
    event = last_event(complaint)
    assert (event.action, event.actor, event.version) == ("document_read", fleur(), 2)
    assert event.changes == {"document_opened": [None, "1. brief.pdf"]}


def test_a_bad_file_costs_no_good_one() -> None:
    complaint = register_complaint()
    added, away = add(
        complaint,
        ("een.pdf", samples.pdf_file("Een.")),
        ("twee.pdf", b"kapot"),
        ("drie.png", samples.picture()),
        ("een-kopie.pdf", samples.pdf_file("Een.")),
    )
    assert [document.name for document in added] == ["een.pdf", "drie.png"]
    assert [(file.name, type(file.refusal)) for file in away] == [("twee.pdf", BadFile), ("een-kopie.pdf", AlreadyHere)]
    assert "document 1" in str(away[1].refusal)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\brief.pdf", "..", "", "  ", "rekening\u202efdp.exe", "a\x00.pdf", "a\nb.pdf", "x" * 151],
)
def test_a_name_that_holds_a_path_a_trick_or_nothing_is_refused(name: str) -> None:
    before = kept()
    added, away = add(register_complaint(), (name, samples.pdf_file()))
    assert (added, [type(file.refusal) for file in away]) == ([], [Unusable])
    assert kept() == before


def test_what_concerns_all_files_is_refused_before_any_is_looked_at() -> None:
    complaint = register_complaint()
    with pytest.raises(Unusable):
        add(complaint)
    with pytest.raises(WrongDay):
        add(complaint, ("a.pdf", samples.pdf_file()), received_on=date(2026, 1, 10))
    with pytest.raises(NotAllowed):
        add(complaint, ("a.pdf", samples.pdf_file()), actor=SYSTEM)
    with pytest.raises(NotAllowed):
        add(complaint, ("a.pdf", samples.pdf_file()), actor=at_desk(fleur()))
    with pytest.raises(UnknownComplaint):
        add(complaint, ("a.pdf", samples.pdf_file()), actor=at_desk(chris()))
    assert not Document.objects.exists()


def test_a_file_that_is_refused_late_leaves_nothing_in_the_storage() -> None:
    complaint, before = register_complaint(), kept()
    add(complaint, ("a.pdf", samples.pdf_file()), ("b.pdf", samples.pdf_file()))
    assert len(kept() - before) == 1


def test_who_may_not_see_the_complaint_opens_nothing() -> None:
    document = one(register_complaint())
    with pytest.raises(UnknownComplaint):
        opened(document, at_desk(chris()))
    with pytest.raises(NoSuchDocument):
        documents.read(complaint_id=document.complaint_id, actor=at_desk(anna()), now=noon(FRIDAY), number=9)


def test_a_document_belongs_to_an_act_of_its_own_complaint() -> None:
    complaint = take_up(register_complaint())
    document, done = one(complaint), complaint.acts.get()
    assert act(documents.tie, complaint, on=FRIDAY, number=1, act_id=done.pk).act == done
    assert last_event(complaint).changes == {"document_tied": ["1. brief.pdf", "In behandeling genomen"]}
    assert act(documents.tie, complaint, on=FRIDAY, number=1, act_id=None).act is None
    other = take_up(register_complaint()).acts.get()
    with pytest.raises(Unusable):
        act(documents.tie, complaint, on=FRIDAY, number=1, act_id=other.pk)
    assert document.opens


def test_what_was_taken_out_stays_as_a_row_and_nobody_opens_it() -> None:
    complaint = register_complaint()
    document = one(complaint)
    with pytest.raises(Unusable):
        act(documents.take_out, complaint, on=FRIDAY, number=1, reason=" ")
    document = act(documents.take_out, complaint, on=FRIDAY, number=1, reason="Van een andere zaak.")
    assert last_event(complaint).reason == "Van een andere zaak."
    with pytest.raises(NotOpen):
        opened(document)
    with pytest.raises(NotOpen):
        act(documents.take_out, complaint, on=FRIDAY, number=1, reason="Nog eens.")
    again = one(complaint)  # the same file may come in once more
    assert again.number == 2


def scanner(monkeypatch: pytest.MonkeyPatch, answer: str | Exception) -> None:
    """Let the virus scanner answer so; the real one is in tests/faults/test_clamd.py."""

    def virus_in(_file: object) -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(clamd, "virus_in", virus_in)


@TO_A_SCANNER
def test_a_virus_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    scanner(monkeypatch, "Eicar-Test-Signature")
    before = kept()
    added, (away,) = add(register_complaint(), ("brief.pdf", samples.pdf_file()))
    assert (added, type(away.refusal), kept()) == ([], Infected, before)
    assert "Eicar-Test-Signature" in str(away.refusal)
    assert "holds a virus" in caplog.text


@TO_A_SCANNER
def test_a_file_in_which_nothing_was_found_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner(monkeypatch, "")
    assert one(register_complaint()).scan == ScanState.CLEAN


@TO_A_SCANNER
def test_a_file_waits_for_a_scanner_that_is_away_and_opens_once_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner(monkeypatch, ScannerAway("gone"))
    document = one(register_complaint())
    assert document.scan == ScanState.WAITING
    with pytest.raises(NotOpen):
        opened(document)
    assert documents.scan_waiting(now=noon(FRIDAY)) == {"clean": 0, "infected": 0, "waiting": 1}

    scanner(monkeypatch, "")
    assert documents.scan_waiting(now=noon(FRIDAY)) == {"clean": 1, "infected": 0, "waiting": 0}
    document.refresh_from_db()
    assert opened(document)
    assert JobRun.objects.filter(job="scan_documents", failure="").count() == 2


@TO_A_SCANNER
def test_a_virus_that_is_found_later_shuts_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner(monkeypatch, ScannerAway("gone"))
    document = one(register_complaint())
    scanner(monkeypatch, "Eicar")
    assert documents.scan_waiting(now=noon(FRIDAY))["infected"] == 1
    document.refresh_from_db()
    assert (document.scan, document.virus) == (ScanState.INFECTED, "Eicar")
    with pytest.raises(NotOpen):
        opened(document)


@TO_A_SCANNER
def test_a_file_that_is_gone_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner(monkeypatch, ScannerAway("gone"))
    complaint = register_complaint()
    first = one(complaint)
    one(complaint, "foto.png", samples.picture())
    default_storage.delete(first.kept_as)
    scanner(monkeypatch, "")
    assert documents.scan_waiting(now=noon(FRIDAY)) == {"clean": 1, "infected": 0, "waiting": 1}


def test_without_a_scanner_what_waits_goes_on_waiting() -> None:
    assert documents.scan_waiting(now=noon(FRIDAY)) == {"clean": 0, "infected": 0, "waiting": 0}


@TO_A_SCANNER
def test_what_another_run_has_read_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner(monkeypatch, ScannerAway("gone"))
    complaint = register_complaint()
    one(complaint)
    second = one(complaint, "foto.png", samples.picture())

    def virus_in(_file: object) -> str:
        Document.objects.filter(pk=second.pk).update(scan=ScanState.CLEAN)
        return ""

    monkeypatch.setattr(clamd, "virus_in", virus_in)
    assert documents.scan_waiting(now=noon(FRIDAY)) == {"clean": 1, "infected": 0, "waiting": 0}
