"""Parts of a complaint (klachtonderdelen): none may stay unanswered (Awb 9:12)."""

from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Part
from complaints.workflow import Refusal


class PartUnanswered(Refusal):
    """Every part of a complaint is answered (Awb 9:12)."""

    code = "part_unanswered"
    article = "Awb 9:12 lid 1"


def require_answered(complaint: Complaint) -> None:
    """Refuse with :class:`PartUnanswered` while a part has no finding or no verdict."""
    for part in complaint.parts.order_by("number"):
        if not (part.finding and part.verdict):
            raise unanswered(part)


def unanswered(part: Part) -> PartUnanswered:
    """The refusal for a part without an answer, beside its finding."""
    return PartUnanswered(
        _("Part %(number)s has no finding yet.") % {"number": part.number}, field=f"part-{part.number}-finding"
    )
