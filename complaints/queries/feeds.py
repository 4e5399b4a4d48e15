"""What a calendar feed shows: the last days that run, as far as its owner may see their complaints."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from complaints import access
from complaints.access import Actor
from complaints.models import Clock, Feed, User
from complaints.vocabulary import AFTER_CLOSING, OPEN_STATUSES, Origin, Role

#: What a calendar program takes at most, and how long a day that has passed stays in it.
MOST: Final = 2000
PAST: Final = timedelta(days=60)


def clocks_of(feed: Feed, *, today: date) -> QuerySet[Clock]:
    """The terms of a feed, earliest day first: those of its owner, or those of its unit that he may see."""
    seen = access.visible_to(Actor(feed.owner, Origin.API))
    complaints = seen.filter(unit=feed.unit) if feed.unit else seen.filter(handler=feed.owner)
    runs = Q(complaint__status__in=OPEN_STATUSES) | Q(kind__in=AFTER_CLOSING)
    return (
        Clock.objects.running()
        .filter(runs, complaint__in=complaints, ends_on__gte=today - PAST)
        .select_related("complaint")
        .order_by("ends_on", "pk")[:MOST]
    )


def feeds_of(user: User) -> QuerySet[Feed]:
    """The feeds that count and that he may revoke: his own; an administrator sees those of all."""
    feeds = Feed.objects.filter(revoked_at=None).select_related("owner", "unit")
    everybody = access.has_role(user, Role.ADMINISTRATOR)
    return (feeds if everybody else feeds.filter(owner=user)).order_by("owner__username", "unit__name", "pk")
