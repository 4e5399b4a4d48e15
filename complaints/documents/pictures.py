"""Pictures: told by their first bytes, measured by what they say, never decoded here."""

import warnings
from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from complaints.documents.refusing import BadFile

#: In picture points; a telephone makes 50 million at most that anybody sends.
MOST_POINTS: Final = 60_000_000
_READ: Final = ("JPEG", "PNG", "WEBP", "TIFF")

Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded


def prove(file: BinaryIO) -> None:
    """Refuse with :class:`BadFile` a picture that is broken, or that would fill the memory."""
    file.seek(0)
    try:
        # What a camera wrote wrongly beside the picture is no reason to refuse it, nor to fill a log.
        with warnings.catch_warnings(action="ignore"), Image.open(file, formats=_READ) as picture:
            width, height = picture.size
            if width * height <= MOST_POINTS:
                picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadFile(_("This picture is broken: it cannot be opened. Ask for it anew.")) from error
    if width * height > MOST_POINTS:
        raise BadFile(
            _("This picture is too large: %(width)s by %(height)s points. Ask for it smaller.")
            % {"width": width, "height": height}
        )
