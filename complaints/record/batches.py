"""A batch of post as one file for the printer: a list of what is in it, and then the letters themselves."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.channels import pdf, storage
from complaints.models import Letter


def batch_of(letters: Sequence[Letter], *, day: date) -> bytes:
    """Bind fixed letters behind a list of this local day, in the language of who prints it.

    Each letter is the file that was fixed, page for page. Raises ``NotPrintable`` for a name on the
    list that no typeface has, and FileNotFoundError where a file is gone from the storage.
    """
    files = [storage.content_of(letter.kept_as) for letter in letters]
    cover = pdf.set_cover(
        title=_("Post of %(day)s") % {"day": date_format(day, "j F Y")},
        language=(get_language() or "nl")[:2],
        day=day,
        heads=[_("No."), _("Our reference"), _("Addressee"), _("Letter"), _("Pages")],
        rows=[
            [
                str(place),
                letter.reference,
                letter.recipient,
                letter.subject,
                str(pdf.pages_of(file)),
            ]
            for place, (letter, file) in enumerate(zip(letters, files, strict=True), start=1)
        ],
    )
    return pdf.bound([cover, *files])
