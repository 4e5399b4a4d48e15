"""A letter as a sheet: what is printed of a row, with what the law adds and no template can drop."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.letters.kinds import added_by_law
from complaints.letters.page import Block, blocks
from complaints.letters.sheet import Sheet
from complaints.models import Letter
from complaints.vocabulary import Language, LetterKind


def sheet_of(letter: Letter, *, day: date, signed_by: str) -> Sheet:
    """Give the sheet of a letter of this local day, signed with a name."""
    with translation.override(letter.language):
        return Sheet(
            language=letter.language,
            sender=settings.BODY_NAME,
            sender_address=_lines(settings.BODY_ADDRESS),
            recipient=(letter.recipient, *_lines(letter.address)),
            day=day,
            day_in_words=date_format(day, "j F Y"),
            reference=letter.reference,
            labels=(_("Date"), _("Our reference")),
            subject=letter.subject,
            blocks=blocks_of(letter),
            greeting=(_("Yours sincerely,"), signed_by, settings.BODY_NAME),
        )


def blocks_of(letter: Letter) -> tuple[Block, ...]:
    """The text of a letter with what the law adds to it (Awb 9:12 lid 2, 2:6)."""
    added = added_by_law(LetterKind(letter.kind), Language(letter.language))
    return (*blocks(letter.body), *blocks(added))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for part in text.split("\n") for line in part.split(", ") if line.strip())
