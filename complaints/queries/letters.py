"""Letters as the desk reads them: those of a complaint, and the post tray."""

from collections.abc import Sequence

from complaints import access
from complaints.access import Actor
from complaints.models import Letter
from complaints.vocabulary import LetterState


def waiting(actor: Actor) -> Sequence[Letter]:
    """The post tray (postbak): the letters that are fixed and wait, oldest first, as far as this actor may see them."""
    found = Letter.objects.filter(state=LetterState.FIXED, complaint__in=access.visible_to(actor))
    return list(found.select_related("complaint").order_by("fixed_on", "id"))
