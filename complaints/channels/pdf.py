"""PDF: a letter is set by typst, from data alone.

The program of the page (``letter.typ``) is ours; what people wrote reaches it as JSON and is only
ever shown, so nothing that they wrote is run. The file is PDF/A-2a and PDF/UA-1: real text, tagged,
with its language and title; the same letter gives the same bytes.
"""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib import resources
from typing import Final, Literal

import typst
from PIL import Image, ImageOps
from pypdf import PdfWriter

from complaints.documents import portable
from complaints.documents.pages import Page
from complaints.letters.sheet import Sheet

_STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_MISSING = re.compile(r"text `\"(.+?)\"` could not be displayed", re.DOTALL)


#: A picture on a sheet of A4: points to the inch, points across and down, and the margin in points.
_SHARPNESS: Final = 200
_SHEET: Final = (1_654, 2_339)
_MARGIN: Final = 150


class NotPrintable(Exception):
    """No typeface at hand has this character; ``text`` is what cannot be shown."""

    def __init__(self, text: str) -> None:
        """Take the characters."""
        super().__init__(text)
        self.text = text


def set_letters(sheets: list[Sheet], title: str) -> bytes:
    """Set letters as one PDF, each on pages of its own; one letter is a batch of one.

    Raises :class:`NotPrintable` for what no typeface can show.
    """
    first = sheets[0]
    data = {"title": title, "language": first.language, "sheets": [_plain(sheet) for sheet in sheets]}
    return _set("letter.typ", data, first.day)


def pages_of(content: bytes) -> int:
    """Count the pages of a PDF. Raises any of ``portable.BROKEN`` for one that cannot be read."""
    return len(portable.opened(io.BytesIO(content)).pages)


def set_cover(*, title: str, language: str, day: date, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Set the list of a batch: a title, the heads of its five columns, and its rows. Raises :class:`NotPrintable`."""
    data = {"title": title, "language": language, "heads": heads, "rows": rows}
    return _set("cover.typ", data, day)


def set_page(page: Page) -> bytes:
    """Set pages of the file of a case. Raises :class:`NotPrintable`."""
    return _set("file.typ", {**asdict(page), "day": None}, page.day)


def set_paper(data: Mapping[str, object], day: date) -> bytes:
    """Set a published document of this day: words, tables, pictures. Raises :class:`NotPrintable`."""
    return _set("paper.typ", data, day)


def picture_page(content: bytes) -> bytes:
    """Set a picture that was taken in as a page: turned upright, at most as sharp as paper shows.

    What the camera wrote besides (when, where) stays behind. Raises ``OSError`` and ``ValueError``
    for one that cannot be drawn.
    """
    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", _SHEET)
        upright = ImageOps.exif_transpose(picture)
        across, down = _SHEET if upright.height >= upright.width else _SHEET[::-1]
        upright.thumbnail((across - 2 * _MARGIN, down - 2 * _MARGIN))
        page = Image.new("RGB", (across, down), "white")
        page.paste(upright.convert("RGB"), ((across - upright.width) // 2, _MARGIN))
    made = io.BytesIO()
    page.save(made, "PDF", resolution=_SHARPNESS)
    return made.getvalue()


def bound(parts: Sequence[bytes], titles: Sequence[str] = (), title: str = "") -> bytes:
    """Bind PDFs behind one another: each page as it was, without its tags; with titles each has its bookmark.

    Raises any of ``portable.BROKEN`` for a part that cannot be read.
    """
    writer = PdfWriter()
    for place, part in enumerate(parts):
        named = titles[place] if titles else None
        writer.append(portable.opened(io.BytesIO(part)), outline_item=named, import_outline=False)
    if title:
        writer.add_metadata({"/Title": title})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def words_in(content: bytes) -> str:
    """The words that a PDF holds as text; "" for pictures of words. Raises any of ``portable.BROKEN``."""
    return "\n".join(page.extract_text() for page in portable.opened(io.BytesIO(content)).pages)


def _set(program: str, data: Mapping[str, object], day: date) -> bytes:
    dated = {**data, "day": [day.year, day.month, day.day]}
    source = resources.files(__package__).joinpath(program).read_bytes()
    try:
        made = typst.compile(source, sys_inputs={"data": json.dumps(dated)}, pdf_standards=[*_STANDARDS])
    except typst.TypstError as error:
        found = _MISSING.search(str(error))
        if found is None:
            raise
        raise NotPrintable(found[1]) from error
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def _plain(sheet: Sheet) -> dict[str, object]:
    return {
        "language": sheet.language,
        "sender": sheet.sender,
        "sender_address": sheet.sender_address,
        "recipient": sheet.recipient,
        "day": sheet.day_in_words,
        "reference": sheet.reference,
        "labels": sheet.labels,
        "subject": sheet.subject,
        "blocks": [{"kind": block.kind, "lines": block.lines} for block in sheet.blocks],
        "greeting": sheet.greeting,
    }
