"""Linking: say of which earlier complaint this one is a repeat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint
from complaints.record.case import open_case
from complaints.record.checking import require_printable
from complaints.vocabulary import Status
from complaints.workflow import Action, Refusal


class NoEarlierComplaint(Refusal):
    """The complaint that is named cannot be repeated by this one: unknown, void, later, or this one."""

    code = "no_earlier_complaint"


@transaction.atomic
def link_repeat(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, repeats: str) -> Complaint:
    """Link a complaint as a repeat (herhaalde klacht) of an earlier one, by its reference; "" unlinks it.

    It stays a complaint of its own, received anew. Raises :class:`NoEarlierComplaint`.
    """
    case = open_case(Action.LINK_REPEAT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    reference = repeats.strip()
    require_printable(reference, field="repeats", is_long=False)
    if not reference:
        case.complaint.repeats = None
        return case.save()
    earlier = access.visible_to(actor).complaints().filter(reference=reference).exclude(pk=case.complaint.pk).first()
    if earlier is None or earlier.status == Status.VOID:
        raise NoEarlierComplaint(
            _("There is no other complaint with reference %(reference)s.") % {"reference": reference}, field="repeats"
        )
    if earlier.received_on > case.complaint.received_on:
        raise NoEarlierComplaint(
            _("%(reference)s came in later; that one repeats this one.") % {"reference": reference}, field="repeats"
        )
    case.complaint.repeats = earlier
    return case.save()
