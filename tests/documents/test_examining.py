"""A file is known by its content: what is honest is taken in, what pretends, hides or breaks is named and refused."""

import hashlib
import io
import resource
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies

from complaints.documents.examining import Examined, examine
from complaints.documents.refusing import BadFile
from complaints.documents.texts import decoded
from tests.documents import samples

MB = 2**20


def look(name: str, content: bytes, *, largest: int = 25 * MB) -> Examined:
    return examine(name, io.BytesIO(content), largest=largest)


def turned_away(name: str, content: bytes, *, largest: int = 25 * MB) -> str:
    with pytest.raises(BadFile) as caught:
        look(name, content, largest=largest)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "make", "media_type"),
    [
        ("brief.pdf", samples.pdf_file, "application/pdf"),
        ("BRIEF.PDF", samples.forbidding_pdf, "application/pdf"),
        ("foto.jpg", lambda: samples.picture("JPEG"), "image/jpeg"),
        ("foto.png", samples.picture, "image/png"),
        ("foto.webp", lambda: samples.picture("WEBP"), "image/webp"),
        ("scan.tiff", lambda: samples.picture("TIFF"), "image/tiff"),
        ("foto.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "image/heic"),
        ("brief.docx", samples.word_file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "lijst.xlsx",
            lambda: samples.archive({"xl/workbook.xml": b"<x/>"}),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("brief.odt", samples.open_document, "application/vnd.oasis.opendocument.text"),
        ("lijst.ods", lambda: samples.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("brief.txt", "Klacht over één balie.".encode, "text/plain"),
        ("oud.txt", lambda: "Eén balie.".encode("cp1252"), "text/plain"),
        ("bericht.eml", lambda: samples.MAIL, "message/rfc822"),
        ("bericht.txt", lambda: samples.MAIL, "message/rfc822"),
        ("zonder einde", samples.pdf_file, "application/pdf"),
    ],
)
def test_what_people_send_is_known_by_its_content(name: str, make: Callable[[], bytes], media_type: str) -> None:
    content = make()
    found = look(name, content)
    assert (found.format.media_type, found.size) == (media_type, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_is_left_at_its_beginning() -> None:
    file = io.BytesIO(samples.pdf_file())
    examine("brief.pdf", file, largest=MB)
    assert file.tell() == 0


def test_nothing_and_too_much_are_refused() -> None:
    assert "leeg" in turned_away("a.txt", b"")
    assert "ten hoogste 1 MB" in turned_away("a.txt", b"x" * (MB + 1), largest=MB)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.pdf", samples.picture()),
        ("rekening.jpg", samples.pdf_file()),
        ("brief.exe", samples.pdf_file()),
        ("brief.pdf", samples.word_file()),
        ("foto.png", samples.picture("JPEG")),
        ("brief.pdf", b"Gewoon tekst."),
        ("brief.eml", b"Gewoon tekst."),
        ("brief.pdf.html", samples.pdf_file()),
    ],
)
def test_a_file_that_lies_about_its_type_is_refused_and_told_what_it_is(name: str, content: bytes) -> None:
    assert "niet wat de naam zegt" in turned_away(name, content)


@pytest.mark.parametrize(
    "content",
    [samples.PROGRAM, b"\x7fELF" + bytes(100), bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), b"GIF89a" + bytes(50)],
)
def test_a_type_that_is_not_listed_is_refused_with_the_list(content: bytes) -> None:
    assert ".pdf, .jpg, .png" in turned_away("iets", content)


@pytest.mark.parametrize(
    "content", [samples.WEB_PAGE, b"<svg onload='x()'/>", b"#!/bin/sh\nrm", b"<?xml version='1.0'?><a/>", b"@echo off"]
)
def test_a_page_of_the_web_and_a_program_are_no_texts(content: bytes) -> None:
    assert "webpagina of een programma" in turned_away("brief.txt", content)


def test_any_other_archive_is_refused() -> None:
    assert "archief" in turned_away("alles.zip", samples.archive({"a.txt": b"a"}))
    assert "archief" in turned_away("nep.odt", samples.archive({"mimetype": b"application/x"}, stored=("mimetype",)))


def after(content: bytes) -> bytes:
    """A Word document behind something else."""
    return content + samples.word_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.jpg", after(samples.picture("JPEG"))),
        ("foto.png", after(samples.picture())),
        ("brief.pdf", after(samples.pdf_file()) + b"\n%%EOF"),
        ("brief.pdf", samples.pdf_file().replace(b"%PDF-", b"%PDF-1.7 <script>x()</script>\n%", 1)),
        ("foto.tiff", samples.picture("TIFF")[:8] + b"<html><body>" + samples.picture("TIFF")[20:]),
        (
            "brief.odt",
            samples.archive(
                {"mimetype": b"application/vnd.oasis.opendocument.text", "a": b"%PDF-1.7"}, stored=("mimetype", "a")
            ),
        ),
        ("brief.txt", b"tekst\n%PDF-1.7\n"),
    ],
)
def test_two_types_at_once_are_refused(name: str, content: bytes) -> None:
    said = turned_away(name, content)
    assert "twee soorten bestand tegelijk" in said or "kapot" in said


def test_a_document_behind_something_else_is_refused() -> None:
    content = b"PK\x03\x04" + bytes(60) + samples.word_file()
    assert "zoals geen kantoorprogramma" in turned_away("brief.docx", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", samples.pdf_file()[:2000]),
        ("brief.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
        ("brief.pdf", b"%PDF-1.7\n" + bytes(500) + b"\n%%EOF"),
        ("foto.png", samples.picture()[:45]),
        ("foto.jpg", samples.picture("JPEG")[:40]),
        ("brief.docx", samples.word_file()[:80]),
    ],
)
def test_what_is_broken_is_refused(name: str, content: bytes) -> None:
    assert "kapot" in turned_away(name, content)


def test_a_locked_pdf_is_refused() -> None:
    assert "wachtwoord" in turned_away("brief.pdf", samples.pdf_file(password="geheim"))


def test_an_endless_pdf_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaints.documents.portable.MOST_PAGES", 0)
    assert "1 bladzijden: ten hoogste 0" in turned_away("brief.pdf", samples.pdf_file())


def test_a_document_with_macros_is_refused() -> None:
    assert "macro" in turned_away("brief.docx", samples.word_file(**{"word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("brief.docx", samples.bomb),
        ("foto.png", samples.endless_picture),
        ("brief.docx", samples.lying_archive),
        (
            "brief.docx",
            lambda: samples.archive({f"word/{n}.xml": b"" for n in range(6000)} | {"word/document.xml": b""}),
        ),
    ],
)
def test_what_is_far_larger_inside_is_refused_quickly_and_without_memory(name: str, make: Callable[[], bytes]) -> None:
    content = make()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    turned_away(name, content)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, "kilobytes"
    assert time.monotonic() - began < 2


def test_a_small_document_may_consist_of_repetition() -> None:
    look("brief.docx", samples.word_file(**{"word/media/a.bmp": bytes(5 * MB)}))


def test_the_words_of_a_text_are_read_in_its_own_code() -> None:
    assert decoded("﻿één".encode()) == "één"
    assert decoded("één".encode("cp1252")) == "één"


WHOLE = {
    "a.pdf": samples.pdf_file(),
    "b.pdf": samples.forbidding_pdf(),
    "a.jpg": samples.picture("JPEG"),
    "a.png": samples.picture(),
    "a.webp": samples.picture("WEBP"),
    "a.tiff": samples.picture("TIFF"),
    "a.docx": samples.word_file(),
    "a.odt": samples.open_document(),
    "a.eml": samples.MAIL,
}


@settings(max_examples=400, deadline=None)
@given(data=strategies.data())
def test_whatever_is_done_to_a_file_it_is_taken_in_or_refused_and_nothing_else(data: strategies.DataObject) -> None:
    name = data.draw(strategies.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[name])
    for _each in range(data.draw(strategies.integers(1, 6))):
        place = data.draw(strategies.integers(0, len(content)))
        until = place + data.draw(strategies.integers(0, 40))
        content[place:until] = data.draw(strategies.binary(max_size=40))
    with suppress(BadFile):
        look(name, bytes(content))
