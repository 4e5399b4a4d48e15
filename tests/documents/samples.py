"""Files of every kind that people send, and of those that only somebody with a purpose sends."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfWriter

from complaints.channels import pdf
from complaints.documents.pages import Page, Section
from tests.cases import RECEIVED_ON

MAIL = b"From: f@example.org\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\nSubject: Klacht\r\n\r\nGraag antwoord.\r\n"
WEB_PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 400


def pdf_file(words: str = "Een bijlage.", *, password: str = "") -> bytes:
    """A PDF with these words on its page."""
    page = Page("Bijlage", "nl", RECEIVED_ON, "", sections=[Section("Tekst", [[words]])])
    made = pdf.set_page(page)
    if not password:
        return made
    writer = PdfWriter(clone_from=io.BytesIO(made))
    writer.encrypt(password, algorithm="AES-256")
    return _written(writer)


def forbidding_pdf() -> bytes:
    """A PDF that anybody may open and nobody may change."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf_file()))
    writer.encrypt("", "owner", algorithm="AES-256")
    return _written(writer)


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, kind)
    return made.getvalue()


def endless_picture(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of few bytes that says it is far larger."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def archive(entries: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of these entries; those in ``stored`` are not packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in entries.items():
            out.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def word_file(**more: bytes) -> bytes:
    """A Word document, as far as anybody looks."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def open_document(kind: str = "text") -> bytes:
    """An OpenDocument file."""
    declared = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": declared, "content.xml": b"<o/>"}, stored=("mimetype",))


def bomb(size: int = 400 * 2**20) -> bytes:
    """A Word document of some hundred kilobytes that unpacks to 400 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        out.writestr("word/document.xml", b"<w/>")
        with out.open("word/media/a.bmp", "w") as entry:
            for _each in range(size // 2**20):
                entry.write(bytes(2**20))
    return made.getvalue()


def lying_archive() -> bytes:
    """A Word document whose list says that its entry is packed in more bytes than the file has."""
    made = bytearray(word_file())
    place = made.rindex(b"PK\x01\x02")
    made[place + 20 : place + 24] = struct.pack("<I", 2**30)
    return bytes(made)


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
