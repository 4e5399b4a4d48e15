"""Alerts: raise what is due, send what was raised, and see what stands on the bell.

The first two may run at any time, twice, or side by side. The truth stands in the database alone:
which rung of which clock was raised, who is told, and which mail left. What a missed night, a crash
or a mail server that was away left undone, the next run does.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from time import monotonic

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor
from complaints.channels.mail import Letter, MailServerAway, NotTaken, Post
from complaints.law import AMSTERDAM, local_day
from complaints.models import Alert, Delivery, Digest, User
from complaints.record import addressing, alerts, calendar, jobs, outbox, trail, working_days
from complaints.record.notices import digest_for, letter_for
from complaints.vocabulary import AlertChannel, DeliveryStatus, Role
from complaints.workflow import Refusal

logger = logging.getLogger(__name__)

#: The names under which the runs are recorded.
RAISE, SEND = "raise_alerts", "send_alerts"

#: Clocks, or alerts, per statement: large enough to be fast, small enough to lock little.
BATCH = 500

#: A run ends before a worker's time is up: a slow mail server must not get it killed.
RUN = timedelta(minutes=4)


class _Outcome(StrEnum):
    """What became of one mail in this run."""

    SENT = "sent"
    POSTPONED = "postponed"
    PARKED = "parked"
    DROPPED = "dropped"
    READDRESSED = "readdressed"


class NotParked(Refusal):
    """The mail waits, left, or is not needed any more."""

    code = "not_parked"


def raise_due(*, today: date, now: datetime) -> Mapping[str, int]:
    """Raise every rung that is due on ``today`` (Europe/Amsterdam) and was not raised yet.

    Without a time window: after a fortnight without a run the same alerts stand there, each with
    its true day. ``now`` is the aware moment under which they are recorded. Returns the counts of
    clocks, of alerts raised and of rungs passed over.
    """
    with jobs.recorded(RAISE, now=now) as counts:
        counts.update(clocks=0, raised=0, passed_over=0)
        with transaction.atomic():
            working_days.ensure(today=today)
        while True:
            swept = alerts.sweep(today=today, now=now, limit=BATCH)
            counts["clocks"] += swept.claimed
            counts["raised"] += swept.raised
            counts["passed_over"] += swept.passed_over
            if not swept.claimed:
                return counts


def send_due(*, now: datetime, for_at_most: timedelta = RUN) -> Mapping[str, int]:
    """Address the raised alerts to who must be told now, and send the mails that are due.

    Each mail is sent and marked on its own under a lock on its row: after a crash at most that one
    leaves again, with the same Message-ID. A mail that is not taken waits and steps aside; after
    five tries, or when it is refused for good, it is parked. Digests go on working days alone, from
    the hour that their recipient chose. ``now`` is an aware moment; what is not sent within
    ``for_at_most`` waits for the next run.

    Returns the counts; raises ``MailServerAway`` when the server cannot be reached, after
    recording it: all that is left waits for the next run.
    """
    with jobs.recorded(SEND, now=now) as counts, Post() as post:
        counts.update({"addressed": 0, "cancelled": 0, "unaddressed": 0}, **dict.fromkeys(_Outcome, 0))
        until = monotonic() + for_at_most.total_seconds()
        while True:
            _dispatch(counts, now=now)
            before = counts[_Outcome.READDRESSED]
            for send_next in (_deliver_next, _digest_next):
                while monotonic() < until and (outcomes := send_next(post, now=now)):
                    for outcome in outcomes:
                        counts[outcome] += 1
            if counts[_Outcome.READDRESSED] == before:
                return counts


def see(*, user: User, now: datetime, shown: Sequence[Delivery]) -> int:
    """Mark that somebody saw these on his bell, and earlier ones of the same terms; gives how many were new."""
    mine = Delivery.objects.filter(recipient=user, channel=AlertChannel.BELL, status=DeliveryStatus.SENT, seen_at=None)
    terms = [each.alert.clock_id for each in shown]
    newest = max((each.pk for each in shown), default=0)
    return mine.filter(alert__clock__in=terms, pk__lte=newest).update(seen_at=now)


@transaction.atomic
def try_again(*, delivery_id: int, actor: Actor, now: datetime) -> Delivery:
    """Let a parked mail go once more, alone, in the next run; a coordinator or an administrator asks it.

    Raises ``NotAllowed``, and :class:`NotParked` for any other.
    """
    if actor.user is None or not access.has_role(actor.user, Role.COORDINATOR, Role.ADMINISTRATOR):
        raise access.NotAllowed(_("Only a coordinator or an administrator sends a mail again."))
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, status=DeliveryStatus.PARKED).first()
    if delivery is None:
        raise NotParked(_("This mail is not parked any more."))
    delivery.status, delivery.digest, delivery.attempts = DeliveryStatus.PENDING, None, 0
    delivery.try_at, delivery.failure = now, ""
    delivery.save(update_fields=["status", "digest", "attempts", "try_at", "failure"])
    trail.append(action="try_alert_again", actor=actor, now=now, changes={"delivery": [None, delivery.pk]})
    return delivery


def _dispatch(counts: jobs.Counts, *, now: datetime) -> None:
    after, found = 0, Counter[str]()
    while True:
        done = addressing.dispatch(now=now, domain=outbox.domain(), after=after, limit=BATCH)
        found += Counter(addressed=done.addressed, cancelled=done.cancelled, unaddressed=done.unaddressed)
        if done.last is None:
            break
        after = done.last
    counts["addressed"] += found["addressed"]
    counts["cancelled"] += found["cancelled"]
    counts["unaddressed"] = found["unaddressed"]
    if found["unaddressed"]:
        logger.error("%s alerts have nobody to go to: not even an administrator.", found["unaddressed"])


@transaction.atomic
def _deliver_next(post: Post, *, now: datetime) -> Sequence[_Outcome]:
    """Send the next single mail that is due and mark it; empty when there is none left."""
    delivery = (
        Delivery.objects.filter(status=DeliveryStatus.PENDING, digest=None, try_at__lte=now)
        .select_related("alert__clock__complaint", "recipient")
        .order_by("try_at", "id")
        .select_for_update(skip_locked=True, of=("self", "alert"))
        .first()
    )
    if delivery is None:
        return ()
    if reason := addressing.moot([delivery.pk], now=now).get(delivery.pk):
        return (_drop(delivery, reason, now=now),)
    return (_send(delivery, partial(letter_for, delivery, today=local_day(now)), post, now=now),)


@transaction.atomic
def _digest_next(post: Post, *, now: datetime) -> Sequence[_Outcome]:
    """Send the next digest that is due, with what of it still stands; empty when there is none left."""
    if calendar.current().is_rest_day(local_day(now)):
        return ()
    digest = (
        Digest.objects.filter(status=DeliveryStatus.PENDING, try_at__lte=now)
        .filter(recipient__digest_hour__lte=now.astimezone(AMSTERDAM).hour)
        .select_related("recipient")
        .order_by("try_at", "id")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if digest is None:
        return ()
    waiting = list(
        digest.deliveries.filter(status=DeliveryStatus.PENDING)
        .select_related("alert__clock__complaint")
        .order_by("alert__clock__ends_on", "id")
    )
    reasons = addressing.moot([delivery.pk for delivery in waiting], now=now)
    outcomes = [_drop(each, reasons[each.pk], now=now) for each in waiting if each.pk in reasons]
    standing = [each for each in waiting if each.pk not in reasons]
    if not standing:
        digest.status = DeliveryStatus.CANCELLED
        digest.save(update_fields=["status"])
        return outcomes or (_Outcome.DROPPED,)
    outcome = _send(digest, partial(digest_for, digest, standing, today=local_day(now)), post, now=now)
    if outcome is not _Outcome.POSTPONED:  # what belongs to it shares its fate
        digest.deliveries.filter(pk__in=[each.pk for each in standing]).update(
            status=digest.status, sent_at=digest.sent_at, attempts=digest.attempts, failure=digest.failure
        )
    return [*outcomes, outcome]


def _send(row: Delivery | Digest, write: Callable[[], Letter], post: Post, *, now: datetime) -> _Outcome:
    """Write one mail, hand it over, and mark its row."""
    try:
        post.send(write())
    except MailServerAway:
        raise
    except NotTaken as refusal:
        return _put_off(row, str(refusal), permanent=refusal.permanent, now=now)
    except Exception as error:  # whatever is wrong with one mail holds up no other
        logger.exception("%s %s cannot be written.", row._meta.model_name, row.pk)
        return _put_off(row, type(error).__name__, permanent=False, now=now)
    outbox.mark_sent(row, now=now)
    return _Outcome.SENT


def _put_off(row: Delivery | Digest, failure: str, *, permanent: bool, now: datetime) -> _Outcome:
    """Let a mail that failed wait, or park it for a person to look at."""
    parked = outbox.put_off(row, failure, permanent=permanent, now=now)
    logger.warning("%s %s was not taken (%s), try %s.", row._meta.model_name, row.pk, row.failure, row.attempts)
    return _Outcome.PARKED if parked else _Outcome.POSTPONED


def _drop(delivery: Delivery, reason: str, *, now: datetime) -> _Outcome:
    """Cancel a mail that need not go any more; one for somebody else is addressed anew, and off this bell."""
    ended = {"status": DeliveryStatus.CANCELLED, "sent_at": None, "failure": reason}
    alert = Alert.objects.filter(pk=delivery.alert_id)
    Delivery.objects.filter(pk=delivery.pk).update(**ended)
    if reason == addressing.READDRESSED:
        Delivery.objects.filter(
            alert=delivery.alert_id, recipient=delivery.recipient_id, channel=AlertChannel.BELL
        ).update(**ended)
        alert.update(dispatched_at=None)
        return _Outcome.READDRESSED
    alert.filter(cancelled_at=None).update(cancelled_at=now, cancelled_reason=reason)
    return _Outcome.DROPPED
