"""PDF: a letter is set by typst, from data alone.

The program of the page (``letter.typ``) is ours; what people wrote reaches it as JSON and is only
ever shown, so nothing that they wrote is run. The file is PDF/A-2a and PDF/UA-1: real text, tagged,
with its language and title; the same letter gives the same bytes.
"""

import json
import re
from importlib import resources
from typing import Final, Literal

import typst

from complaints.letters.sheet import Sheet

_STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_MISSING = re.compile(r"text `\"(.+?)\"` could not be displayed", re.DOTALL)


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
    data = {
        "title": title,
        "language": first.language,
        "day": [first.day.year, first.day.month, first.day.day],
        "sheets": [_plain(sheet) for sheet in sheets],
    }
    program = resources.files(__package__).joinpath("letter.typ").read_bytes()
    try:
        made = typst.compile(program, sys_inputs={"data": json.dumps(data)}, pdf_standards=[*_STANDARDS])
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
