"""Taking the next complaint: the most urgent one that waits for somebody, to one person at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint, Involvement, User
from complaints.queries.start import free_for
from complaints.record import assigning
from complaints.record.case import open_case
from complaints.workflow import Action, Refusal


class NothingWaits(Refusal):
    """No complaint waits for a handler that this person may handle."""

    code = "nothing_waits"


class NotWithYou(Refusal):
    """Somebody else has this complaint by now."""

    code = "not_with_you"


@transaction.atomic
def take_next(*, actor: Actor, now: datetime) -> Complaint:
    """Assign the most urgent open complaint without a handler to who asks (volgende pakken).

    Two who ask at once get different ones: what another is taking is passed over. Whoever gets it then
    declares whether he was involved (Awb 9:7), by taking it up, by :func:`declare_not_involved`, or by
    :func:`give_back`. Raises :class:`NothingWaits`, and ``NotAssignable`` where he became involved this moment.
    """
    user = access.person(actor)
    soonest = free_for(user).order_by("last_day", "pk")
    # What somebody merely works on this moment is waited for, where nothing else is left.
    found = (
        soonest.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
        or soonest.select_for_update(of=("self",), no_key=True).first()
    )
    if found is None:
        raise NothingWaits(_("No complaint that you may handle waits for a handler."))
    case = open_case(Action.ASSIGN, complaint_id=found.pk, version=None, actor=actor, now=now)
    case.complaint.handler = assigning.require_assignable(case.complaint, user.pk)
    return case.save()


@transaction.atomic
def declare_not_involved(*, complaint_id: int, version: int | None, actor: Actor, now: datetime) -> Complaint:
    """Record that the handler of a complaint that was taken up before declares not to have been involved (Awb 9:7).

    One that was not taken up yet is taken up instead: ``handling.take_up``. Raises :class:`NotWithYou`.
    """
    case = open_case(Action.ASSIGN, complaint_id=complaint_id, version=version, actor=actor, now=now)
    _require_handler(case.complaint, actor)
    return case.save(not_involved=[None, True])


@transaction.atomic
def give_back(*, complaint_id: int, version: int | None, actor: Actor, now: datetime) -> Complaint:
    """Give a complaint back because its handler was involved in the conduct (Awb 9:7); he is not offered it again.

    Raises :class:`NotWithYou`.
    """
    case = open_case(Action.ASSIGN, complaint_id=complaint_id, version=version, actor=actor, now=now)
    user = _require_handler(case.complaint, actor)
    case.complaint.handler = None
    complaint = case.save(involved=[None, user.username])
    # Only now: nobody who handles a complaint was involved, and the database keeps it so.
    Involvement.objects.create(complaint=complaint, user=user)
    return complaint


def _require_handler(complaint: Complaint, actor: Actor) -> User:
    user = access.person(actor)
    if complaint.handler_id != user.pk:
        raise NotWithYou(_("This complaint is not assigned to you any more."))
    return user
