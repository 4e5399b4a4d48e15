"""The bell (belletje): what somebody was told and what is not done yet; and the alerts of one complaint."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from complaints import access
from complaints.models import Alert, Complaint, Delivery, User
from complaints.vocabulary import AlertChannel, AlertRole, DeliveryStatus

#: What the bell shows at most; the most urgent come first.
MOST = 200


def on_the_bell(actor: access.Actor) -> Sequence[Delivery]:
    """What stands on somebody's bell, by last day: told to him, not done yet, and still his to act on.

    What a handler was told leaves his bell when another handles the complaint. One row a term: the
    newest of its alerts.
    """
    if actor.user is None:
        return ()
    newer = _standing(actor.user).filter(alert__clock=OuterRef("alert__clock"), pk__gt=OuterRef("pk"))
    mine = _shown(actor, actor.user).filter(~Exists(newer))
    return list(mine.select_related("alert__clock__complaint").order_by("alert__clock__ends_on", "pk")[:MOST])


def unseen(actor: access.Actor) -> int:
    """How much of it he has not seen."""
    return _shown(actor, actor.user).filter(seen_at=None).count() if actor.user else 0


def parked_mails() -> QuerySet[Delivery]:
    """The mails that were not taken and are tried no more, newest first; at most :data:`MOST`."""
    found = Delivery.objects.filter(status=DeliveryStatus.PARKED)
    return found.select_related("alert__clock__complaint", "recipient").order_by("-pk")[:MOST]


def of_complaint(complaint: Complaint) -> QuerySet[Alert]:
    """Every alert of a complaint, newest first, each with whom it told and how."""
    deliveries = Delivery.objects.select_related("recipient").order_by("pk")
    return (
        Alert.objects.filter(clock__complaint=complaint)
        .select_related("clock")
        .prefetch_related(Prefetch("deliveries", queryset=deliveries))
        .order_by("-due_on", "-pk")
    )


def _shown(actor: access.Actor, user: User) -> QuerySet[Delivery]:
    """What stands there of complaints that he may see; an administrator is told of those that nobody else is."""
    seen = access.visible_to(actor).filter(pk=OuterRef("alert__clock__complaint"))
    return _standing(user).filter(Q(told_as=AlertRole.ADMINISTRATOR) | Exists(seen))


def _standing(user: User) -> QuerySet[Delivery]:
    rung = Delivery.objects.filter(
        recipient=user, channel=AlertChannel.BELL, status=DeliveryStatus.SENT, alert__cancelled_at=None
    )
    return rung.filter(~Q(told_as=AlertRole.HANDLER) | Q(alert__clock__complaint__handler=F("recipient")))
