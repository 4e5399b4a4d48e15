"""Drafts: keep what somebody is typing, until he sends it or lets it go."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.models import Draft
from complaints.record import jobs
from complaints.record.case import UnknownComplaint
from complaints.record.checking import LONGEST_TEXT, Unusable, require_printable

CLEAR = "clear_drafts"

#: So long a draft is kept after it was last touched: texts about people do not lie about.
KEPT_FOR = timedelta(days=30)
#: Most that one draft holds: fields with the values they have, and characters in all.
MOST_VALUES = 1_000
MOST_CHARACTERS = 5 * LONGEST_TEXT


@transaction.atomic
def keep(
    *, actor: Actor, now: datetime, complaint_id: int | None, act: str, fields: Mapping[str, Sequence[str]]
) -> Draft:
    """Keep what a person typed so far in a form (concept bewaren), over what he had typed before.

    It changes no complaint, so the trail hears nothing of it. Raises ``NotAllowed`` for a job,
    ``UnknownComplaint``, and ``Unusable`` for what could never be sent.
    """
    if actor.user is None:
        raise NotAllowed(_("A draft is kept for a person."))
    complaint = access.visible_to(actor).filter(pk=complaint_id).first() if complaint_id is not None else None
    if complaint is None and complaint_id is not None:
        raise UnknownComplaint(_("This complaint does not exist, or you may not see it."))
    _require_fit(fields)
    draft, _made = Draft.objects.update_or_create(
        user=actor.user,
        complaint=complaint,
        act=act,
        defaults={"fields": {name: list(values) for name, values in fields.items()}, "saved_at": now},
    )
    return draft


def drop(*, actor: Actor, complaint_id: int | None, act: str) -> None:
    """Remove a person's draft (concept wissen): the act is done, or he lets it go."""
    Draft.objects.on(complaint_id).filter(user=actor.user, act=act).delete()


def clear_old(*, now: datetime) -> int:
    """Remove the drafts that nobody touched for thirty days; the number removed."""
    with jobs.recorded(CLEAR, now=now) as counts:
        counts["removed"], _by_table = Draft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    return counts["removed"]


def _require_fit(fields: Mapping[str, Sequence[str]]) -> None:
    values = [(name, value) for name, several in fields.items() for value in several]
    if len(values) > MOST_VALUES or sum(len(value) for _name, value in values) > MOST_CHARACTERS:
        raise Unusable(_("This is too much to keep as a draft."))
    for name, value in values:
        require_printable(name, field="", is_long=False)
        require_printable(value, field=name)
