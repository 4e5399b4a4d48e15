"""A document as a tagged PDF: real text with its language and title, tables with heads, pictures with their words."""

from django.conf import settings
from django.utils.translation import get_language

from complaints.channels import pdf
from complaints.renderings.drawing import PAINT, Picture
from complaints.renderings.paper import Paper, Section

_FULL_WIDTH = 900  # units of a picture that is printed as wide as the page
_WHOLE = 100


def printed(paper: Paper) -> bytes:
    """Set a document; the same document gives the same bytes. Raises ``channels.pdf.NotPrintable``."""
    data = {
        "title": paper.title,
        "author": settings.BODY_NAME,
        "language": get_language(),
        "lead": paper.lead,
        "marks": list(paper.marks),
        "foot": paper.foot,
        "sections": [_section(section) for section in paper.sections],
    }
    return pdf.set_paper(data, paper.day)


def _section(section: Section) -> dict[str, object]:
    grid = section.grid
    return {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "items": list(section.items),
        "grid": grid and {"caption": grid.caption, "heads": grid.heads, "rows": grid.rows, "words": grid.words},
        "pictures": [_picture(picture) for picture in section.pictures],
    }


def _picture(picture: Picture) -> dict[str, object]:
    return {
        "title": picture.title,
        "description": f"{picture.title}. {picture.description}",
        "svg": picture.alone,
        "legend": [(PAINT[look], name) for look, name in picture.legend],
        "share": min(_WHOLE, _WHOLE * picture.width // _FULL_WIDTH),
    }
