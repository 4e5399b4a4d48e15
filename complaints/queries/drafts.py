"""Drafts of who asks; nobody sees those of somebody else."""

from complaints.access import Actor
from complaints.models import Draft


def draft_of(actor: Actor, complaint_id: int | None, act: str) -> Draft | None:
    """What this person typed before in this form, where he did."""
    return Draft.objects.on(complaint_id).filter(user=actor.user, act=act).first()


def drafted_acts(actor: Actor, complaint_id: int) -> frozenset[str]:
    """The acts on a complaint for which this person has a draft."""
    return frozenset(Draft.objects.filter(user=actor.user, complaint_id=complaint_id).values_list("act", flat=True))
