"""The file of a case as one PDF with an index (dossier, Awb 9:31), with others blacked out by choice.

A letter is the file that was fixed; one that names somebody who is blacked out is set anew from its
text without him, and the list says so. A document is bound as it is or not at all: words in it
cannot be taken out of what somebody else made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.channels import pdf, storage
from complaints.documents.blacking import MARK, blacked, holds, words_of
from complaints.documents.formats import ARCHIVES, HEIC, PDF, PICTURES, of_media_type
from complaints.documents.pages import Page
from complaints.documents.portable import BROKEN
from complaints.documents.refusing import BadFile
from complaints.documents.texts import decoded
from complaints.law import local_day
from complaints.models import Complaint, Document, Letter
from complaints.renderings import case_file
from complaints.renderings.letter import sheet_of
from complaints.vocabulary import LetterState


@dataclass(frozen=True)
class Bundle:
    """What goes into the file: numbers of letters and documents, and the people who are blacked out.

    ``hidden`` holds ``party-<id>`` and ``person-<id>``, as :func:`people_of` gives them.
    """

    letters: frozenset[int]
    documents: frozenset[int]
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Setting:
    """What all pages share: the day, the language of who prints, the words that are taken out."""

    complaint: Complaint
    day: date
    language: str
    hidden: frozenset[str]

    def black(self, text: str) -> str:
        """The text without the words that are taken out."""
        return blacked(text, self.hidden)

    @property
    def foot(self) -> str:
        """What stands at the foot of our own pages."""
        return f"{settings.BODY_NAME} · {self.complaint.reference} · {date_format(self.day, 'j F Y')}"


@dataclass(frozen=True)
class _Piece:
    """One line of the list: what it is, its day, where it came from, and its pages where it could be bound."""

    label: str
    came_from: str
    day: date | None
    pages: bytes | None = field(default=None, repr=False)
    remark: str = ""


def people_of(complaint: Complaint) -> list[tuple[str, str, frozenset[str]]]:
    """Who can be blacked out: a key, the name, and the words by which each is known."""
    parties = [
        (
            f"party-{one.pk}",
            one.name,
            words_of(one.name, one.address, one.email, one.phone, one.v_number, one.bsn),
        )
        for one in complaint.parties.order_by("id")
    ]
    persons = [
        (f"person-{one.pk}", str(one), words_of(str(one))) for one in complaint.persons_complained_about.order_by("id")
    ]
    return [*parties, *persons]


def bound(complaint: Complaint, bundle: Bundle, *, now: datetime) -> bytes:
    """Bind the file as of an aware moment, in the language of who prints it. Raises ``NotPrintable``."""
    words = [known for key, _name, known in people_of(complaint) if key in bundle.hidden]
    setting = _Setting(complaint, local_day(now), (get_language() or "nl")[:2], frozenset().union(*words))
    facts = case_file.facts_page(
        complaint, day=setting.day, language=setting.language, foot=setting.foot, black=setting.black
    )
    pieces = [
        _Piece(_("What the register says of the case"), "", setting.day, pdf.set_page(facts)),
        *(_letter(setting, letter) for letter in _letters(complaint, bundle.letters)),
        *(_document(setting, each) for each in _documents(complaint, bundle.documents)),
    ]
    index = _index(setting, pieces, of=pdf.pages_of(_index(setting, pieces, of=1)))
    inside = [piece for piece in pieces if piece.pages is not None]
    title = _("File of complaint %(reference)s") % {"reference": complaint.reference}
    return pdf.bound(
        [index, *(piece.pages for piece in inside if piece.pages is not None)],
        titles=[_("List"), *(piece.label for piece in inside)],
        title=title,
    )


def letters_of(complaint: Complaint) -> Sequence[Letter]:
    """The letters that the file can hold: those that were fixed and not dropped."""
    made = (LetterState.FIXED, LetterState.SENT, LetterState.RETURNED)
    return list(complaint.letters.filter(state__in=made).order_by("number"))


def _letters(complaint: Complaint, numbers: Iterable[int]) -> list[Letter]:
    return [letter for letter in letters_of(complaint) if letter.number in set(numbers)]


def _documents(complaint: Complaint, numbers: Iterable[int]) -> list[Document]:
    return list(complaint.documents.filter(number__in=numbers, taken_out_at__isnull=True).order_by("number"))


def _index(setting: _Setting, pieces: Sequence[_Piece], *, of: int) -> bytes:
    """The list that goes before, itself so many pages long."""
    rows, page = [], of + 1
    for number, piece in enumerate(pieces, start=1):
        what = f"{piece.label}\n{piece.remark}" if piece.remark else piece.label
        day = date_format(piece.day, "j F Y") if piece.day else ""
        rows.append([str(number), what, piece.came_from, day, str(page) if piece.pages else "–"])
        page += pdf.pages_of(piece.pages) if piece.pages else 0
    return pdf.set_page(
        Page(
            title=_("File of complaint %(reference)s") % {"reference": setting.complaint.reference},
            language=setting.language,
            day=setting.day,
            foot=setting.foot,
            lead=_("What was blacked out shows as %(mark)s.") % {"mark": MARK} if setting.hidden else "",
            heads=[_("No."), _("Document"), _("From or to"), _("Day"), _("Page")],
            rows=rows,
        )
    )


def _letter(setting: _Setting, letter: Letter) -> _Piece:
    said = f"{letter.recipient}\n{letter.address}\n{letter.subject}\n{letter.body}"
    piece = _Piece(
        setting.black(f"{letter.get_kind_display()}: {letter.subject}"),
        setting.black(letter.recipient),
        letter.sent_on or letter.fixed_on,
    )
    if not holds(said, setting.hidden):
        return replace(piece, pages=storage.content_of(letter.kept_as))
    for name in ("recipient", "address", "subject", "body"):
        setattr(letter, name, setting.black(getattr(letter, name)))
    signed = setting.black(str(setting.complaint.handler or letter.fixed_by))
    sheet = sheet_of(letter, day=letter.fixed_on or setting.day, signed_by=signed)
    return replace(
        piece,
        pages=pdf.set_letters([sheet], letter.subject),
        remark=_("Set anew from its text, with somebody blacked out."),
    )


def _document(setting: _Setting, document: Document) -> _Piece:
    piece = _Piece(
        f"{document.get_kind_display()}: {setting.black(document.name)}",
        str(document.get_source_display()),
        document.received_on,
    )
    if not document.opens:
        return replace(piece, remark=_("Not in this file: it cannot be opened."))
    content = storage.content_of(document.kept_as)
    try:
        pages, words = _pages_of(setting, document, content)
    except (*BROKEN, BadFile):
        pages, words = None, ""
    if holds(f"{document.name}\n{words}", setting.hidden):
        return replace(piece, remark=_("Left out: it names somebody who is blacked out."))
    if pages is None:
        return replace(piece, remark=_("Given separately: this type of file has no pages."))
    return replace(piece, pages=pages)


def _pages_of(setting: _Setting, document: Document, content: bytes) -> tuple[bytes | None, str]:
    """The pages of a document, and the words in it as far as it holds words."""
    found = of_media_type(document.media_type)
    if found is PDF:
        pdf.pages_of(content)
        return content, pdf.words_in(content) if setting.hidden else ""
    if found in PICTURES:
        return pdf.picture_page(content), ""
    if found in (*ARCHIVES, HEIC):
        return None, ""
    page = case_file.text_page(
        setting.black(document.name),
        decoded(content),
        day=setting.day,
        language=setting.language,
        foot=setting.foot,
        black=setting.black,
    )
    return _printed(page), ""


def _printed(page: Page) -> bytes | None:
    """A text as pages; None where it holds characters that no typeface has."""
    try:
        return pdf.set_page(page)
    except pdf.NotPrintable:
        return None
