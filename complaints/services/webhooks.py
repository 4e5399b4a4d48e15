"""Webhooks: other systems subscribe to the alerts of a unit or of all, and are told by a job of its own.

The statement that addresses an alert writes a row per webhook. The job sends and marks them one by one
under a lock: after a crash at most that one leaves again, with the same id. A target that gives no answer
is left alone until the next run, so that it holds up no other.
"""

import logging
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.channels import targets, webhook
from complaints.channels.targets import NoTarget
from complaints.channels.webhook import NotDelivered
from complaints.models import User, Webhook, WebhookMessage
from complaints.record import facts, jobs, outbox, trail
from complaints.record.checking import Unusable, require_usable
from complaints.record.webhooks import SecretLost, message_of, seal, unseal, why_not
from complaints.vocabulary import DeliveryStatus, Role
from complaints.workflow import Refusal

logger = logging.getLogger(__name__)

#: The name under which the runs are recorded.
SEND = "send_webhooks"
#: A run ends well before the next turn: what is left then waits for it.
RUN = timedelta(minutes=2)
#: Who keeps subscriptions, for his units.
KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


class NoSuchWebhook(Refusal):
    """There is no such subscription, or another unit keeps it."""

    code = "no_such_webhook"


class _Outcome(StrEnum):
    """What became of one message in this run."""

    SENT = "sent"
    POSTPONED = "postponed"
    PARKED = "parked"
    CANCELLED = "cancelled"


def add(*, actor: Actor, now: datetime, url: str, unit_id: int | None) -> tuple[Webhook, str]:
    """Subscribe an address to the alerts of a unit (None: of all); the secret is told here and never again.

    Raises ``NotAllowed``, and ``Unusable`` for an address that is not called, or subscribed already.
    """
    keeper = _require_keeper(actor, unit_id)
    _require_target(url)
    secret = webhook.new_secret()
    made = Webhook(unit_id=unit_id, url=url, sealed_secret=seal(secret), made_at=now, made_by=keeper)
    with transaction.atomic():
        facts.require_unit(unit_id, field="unit")
        _save(made)
        trail.append(action="webhook", actor=actor, now=now, changes={str(made.pk): [None, _told(made)]})
    return made, secret


@transaction.atomic
def change(*, actor: Actor, now: datetime, webhook_id: int, url: str, unit_id: int | None, is_active: bool) -> Webhook:
    """Change what a subscription is about, or switch it off and on; the secret stays.

    Raises :class:`NoSuchWebhook`, ``NotAllowed`` and ``Unusable``.
    """
    changed = _kept(webhook_id, actor)
    _require_keeper(actor, unit_id)
    facts.require_unit(unit_id, field="unit")
    _require_target(url, is_called=is_active)
    before = _told(changed)
    changed.url, changed.unit_id, changed.is_active = url, unit_id, is_active
    _save(changed)
    trail.append(action="webhook", actor=actor, now=now, changes={str(changed.pk): [before, _told(changed)]})
    return changed


@transaction.atomic
def renew_secret(*, actor: Actor, now: datetime, webhook_id: int) -> str:
    """Give a subscription a new secret, told here and never again; the old one signs nothing any more.

    Raises :class:`NoSuchWebhook` and ``NotAllowed``.
    """
    renewed = _kept(webhook_id, actor)
    secret = webhook.new_secret()
    renewed.sealed_secret = seal(secret)
    renewed.save(update_fields=["sealed_secret"])
    trail.append(action="webhook_secret", actor=actor, now=now, changes={str(renewed.pk): [None, "renewed"]})
    return secret


@transaction.atomic
def send_again(*, actor: Actor, now: datetime, webhook_id: int) -> int:
    """Let what is parked of a subscription be sent by the next run, as if it were new; tell how many.

    Raises :class:`NoSuchWebhook` and ``NotAllowed``.
    """
    kept = _kept(webhook_id, actor)
    parked = kept.messages.filter(status=DeliveryStatus.PARKED)
    number = parked.update(status=DeliveryStatus.PENDING, attempts=0, try_at=now)
    trail.append(action="webhook_sent_again", actor=actor, now=now, changes={str(kept.pk): [None, number]})
    return number


def send_due(*, now: datetime, for_at_most: timedelta = RUN) -> jobs.Counts:
    """Send the messages that are due; ``now`` is the aware moment at which the run begins.

    Returns the counts of sent, postponed, parked and cancelled.
    """
    with jobs.recorded(SEND, now=now) as counts:
        counts.update(dict.fromkeys(_Outcome, 0))
        began, silent = monotonic(), set[int]()
        while (gone := timedelta(seconds=monotonic() - began)) < for_at_most:
            # A message carries the moment of its own try: receivers refuse one that is minutes old.
            outcome = _send_next(silent, now=now + gone)
            if outcome is None:
                break
            counts[outcome] += 1
        return counts


@transaction.atomic
def _send_next(silent: set[int], *, now: datetime) -> _Outcome | None:
    """Send the next that is due and mark it; None when there is none left. What was tried before goes first."""
    due = WebhookMessage.objects.filter(status=DeliveryStatus.PENDING, try_at__lte=now).exclude(webhook__in=silent)
    message = (
        due.select_related("webhook", "alert__clock__complaint")
        .order_by("-attempts", "try_at", "id")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if message is None:
        return None
    if reason := why_not(message):
        message.status, message.failure = DeliveryStatus.CANCELLED, reason
        message.save(update_fields=["status", "failure"])
        return _Outcome.CANCELLED
    try:
        secret = unseal(message.webhook.sealed_secret)
        webhook.post(message.webhook.url, message_of(message), secret=secret, at=now)
    except NotDelivered as refusal:
        if refusal.is_silent:
            silent.add(message.webhook_id)
        return _put_off(message, str(refusal), permanent=refusal.permanent, now=now)
    except SecretLost as lost:
        return _put_off(message, str(lost), permanent=True, now=now)
    except Exception as error:  # whatever is wrong with one message holds up no other
        logger.exception("Message %s cannot be written.", message.message_id)
        return _put_off(message, type(error).__name__, permanent=False, now=now)
    outbox.mark_sent(message, now=now)
    return _Outcome.SENT


def _put_off(message: WebhookMessage, failure: str, *, permanent: bool, now: datetime) -> _Outcome:
    parked = outbox.put_off(message, failure, permanent=permanent, now=now)
    host = urlsplit(message.webhook.url).hostname
    logger.warning("Message %s was not taken by %s (%s).", message.message_id, host, message.failure)
    return _Outcome.PARKED if parked else _Outcome.POSTPONED


def _kept(webhook_id: int, actor: Actor) -> Webhook:
    """The subscription, locked, where the actor keeps it."""
    found = Webhook.objects.select_for_update().filter(pk=webhook_id).first()
    if found is None:
        raise NoSuchWebhook(_("There is no such webhook."))
    _require_keeper(actor, found.unit_id)
    return found


def _require_keeper(actor: Actor, unit_id: int | None) -> User:
    if actor.user is None or not access.keeps(actor.user, unit_id, *KEEPERS):
        raise NotAllowed(_("Webhooks are kept by a coordinator of the unit, or an administrator."), field="unit")
    return actor.user


def _require_target(url: str, *, is_called: bool = True) -> None:
    """Refuse an address that is none of a webhook; one that is not called now need not be there."""
    try:
        target = targets.target_of(url)
        if is_called:
            targets.addresses_of(target)
    except NoTarget as error:
        raise Unusable(str(error), field="url") from error


def _save(row: Webhook) -> None:
    require_usable(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Unusable(_("This address is subscribed already."), field="url") from error


def _told(row: Webhook) -> str:
    """What the trail says of a subscription. What stands behind the ? may be a secret of the other system."""
    state = "on" if row.is_active else "off"
    return f"{row.url.partition('?')[0]} ({row.unit.code if row.unit else '*'}, {state})"
