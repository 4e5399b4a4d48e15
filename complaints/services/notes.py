"""Notes: internal remarks, never sent and never edited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, NotAllowed
from complaints.models import Note
from complaints.record.case import open_case
from complaints.record.checking import require_text, require_usable
from complaints.workflow import Action


@transaction.atomic
def note(*, complaint_id: int, actor: Actor, now: datetime, text: str) -> Note:
    """Write a note (notitie) with a complaint. Raises ``Unusable`` for an empty one."""
    case = open_case(Action.NOTE, complaint_id=complaint_id, version=None, actor=actor, now=now)
    if actor.user is None:
        raise NotAllowed(_("A note is written by a person."))
    require_text(text, _("Write the note."), field="text")
    written = Note(complaint=case.complaint, text=text, written_at=now, written_by=actor.user)
    require_usable(written)
    written.save()
    case.save(note=[None, written.pk])
    return written
