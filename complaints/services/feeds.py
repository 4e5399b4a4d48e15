"""Calendar feeds: a private address for a handler, or for a unit by its coordinator, that shows last days.

The token is told once and kept as its SHA-256. What a feed shows is asked anew at every reading: who was
switched off, or lost the role under which he made it, gets nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.law import local_day
from complaints.models import Feed, User
from complaints.queries.feeds import clocks_of
from complaints.record import facts, outbox, trail
from complaints.renderings import calendar_feed as calendar
from complaints.vocabulary import Role
from complaints.workflow import Refusal

_TOKEN_BYTES: Final = 32
#: The last use is written down when the one before is so long ago: calendar programs ask all day.
_USED_AGAIN: Final = timedelta(minutes=15)


class NoSuchFeed(Refusal):
    """There is no feed at this address: it never was, it was revoked, or its owner may not read it now."""

    code = "no_such_feed"


@transaction.atomic
def make(*, actor: Actor, now: datetime, unit_id: int | None = None) -> tuple[Feed, str]:
    """Make a feed of what the actor handles, or of a unit that he coordinates; the token is told here alone.

    One that he had of the same is revoked by it. Raises ``NotAllowed`` and ``Unusable``.
    """
    if actor.user is None:
        raise NotAllowed(_("A calendar is a person's."))
    owner = User.objects.select_for_update().get(pk=actor.user.pk)
    if not _may_have(owner, unit_id):
        raise NotAllowed(_("A handler has a calendar of his own complaints, a coordinator one of his unit."))
    facts.require_unit(unit_id, field="unit")
    Feed.objects.filter(owner=owner, unit=unit_id, revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    made = Feed.objects.create(owner=owner, unit_id=unit_id, token_sha256=_digest(token), made_at=now)
    trail.append(action="feed", actor=actor, now=now, changes={str(made.pk): [None, _told(made)]})
    return made, token


@transaction.atomic
def revoke(*, actor: Actor, now: datetime, feed_id: int) -> Feed:
    """Revoke a feed: its owner does, or an administrator. Raises :class:`NoSuchFeed` and ``NotAllowed``."""
    feed = Feed.objects.select_for_update().filter(pk=feed_id, revoked_at=None).first()
    if feed is None:
        raise NoSuchFeed(_("There is no such calendar."))
    if actor.user is None or not (feed.owner == actor.user or access.has_role(actor.user, Role.ADMINISTRATOR)):
        raise NotAllowed(_("A calendar is revoked by its owner or an administrator."))
    feed.revoked_at = now
    feed.save(update_fields=["revoked_at"])
    trail.append(action="feed_revoked", actor=actor, now=now, changes={str(feed.pk): [_told(feed), None]})
    return feed


@transaction.atomic
def read(*, token: str, now: datetime) -> bytes:
    """Give the calendar at an address, as a file in the language of its owner; raises :class:`NoSuchFeed`."""
    feeds = Feed.objects.select_related("owner", "unit").filter(revoked_at=None)
    feed = feeds.filter(token_sha256=_digest(token)).first()
    if feed is None or not _may_have(feed.owner, feed.unit_id):
        raise NoSuchFeed(_("There is no such calendar."))
    unused = Q(last_used_at=None) | Q(last_used_at__lt=now - _USED_AGAIN)
    Feed.objects.filter(unused, pk=feed.pk).update(last_used_at=now)
    return calendar.written(feed, clocks_of(feed, today=local_day(now)), domain=outbox.domain())


def _may_have(owner: User, unit_id: int | None) -> bool:
    """Whether he handles, or coordinates this unit, at this moment: nobody does who was switched off."""
    if unit_id is None:
        return access.has_role(owner, Role.HANDLER, Role.COORDINATOR)
    return access.keeps(owner, unit_id, Role.COORDINATOR)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _told(feed: Feed) -> str:
    return feed.unit.code if feed.unit else feed.owner.username
