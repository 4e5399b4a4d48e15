"""The webhooks of who keeps them, and how their messages fare."""

from django.db.models import Case, Count, Max, Q, QuerySet, When

from complaints import access
from complaints.models import User, Webhook, WebhookMessage
from complaints.vocabulary import DeliveryStatus, Role

#: How many messages of a webhook its page shows.
NEWEST = 50


def kept_by(user: User, *roles: Role) -> QuerySet[Webhook]:
    """The webhooks of his units, with what waits, what is parked and when one was last taken."""
    units = access.kept_units(user, *roles)
    webhooks = Webhook.objects.all() if None in units else Webhook.objects.filter(unit__in=units)
    return (
        webhooks.select_related("unit", "made_by")
        .annotate(
            waiting=Count("messages", filter=Q(messages__status=DeliveryStatus.PENDING)),
            parked=Count("messages", filter=Q(messages__status=DeliveryStatus.PARKED)),
            last_sent_at=Max("messages__sent_at"),
        )
        .order_by("-is_active", "url", "pk")
    )


def newest_messages(webhook: Webhook) -> QuerySet[WebhookMessage]:
    """The newest messages of a webhook, parked ones first."""
    is_parked = Case(When(status=DeliveryStatus.PARKED, then=1), default=0)
    newest = webhook.messages.select_related("alert__clock__complaint")
    return newest.order_by(is_parked.desc(), "-pk")[:NEWEST]
