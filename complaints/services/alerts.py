"""Alerts: raise what is due, and send what was raised. Both may run at any time, twice, or side by side.

The truth stands in the database alone: which rung of which clock was raised, who is told, and
which mail left. What a missed night, a crash or a mail server that was away left undone, the next
run does.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from time import monotonic

from django.db import transaction

from complaints.channels.mail import MailServerAway, NotTaken, Post
from complaints.law import local_day
from complaints.models import Alert, Delivery
from complaints.record import alerts, jobs, outbox, working_days
from complaints.record.notices import letter_for
from complaints.vocabulary import DeliveryStatus

logger = logging.getLogger(__name__)

#: The names under which the runs are recorded.
RAISE, SEND = "raise_alerts", "send_alerts"

#: Clocks, or alerts, per statement: large enough to be fast, small enough to lock little.
BATCH = 500

#: A run ends before a worker's time is up: a slow mail server must not get it killed.
RUN = timedelta(minutes=4)


class _Outcome(StrEnum):
    """What became of one delivery in this run."""

    SENT = "sent"
    POSTPONED = "postponed"
    PARKED = "parked"
    DROPPED = "dropped"
    READDRESSED = "readdressed"


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
    five tries, or when it is refused for good, it is parked. ``now`` is an aware moment; what is
    not sent within ``for_at_most`` waits for the next run.

    Returns the counts; raises ``MailServerAway`` when the server cannot be reached, after
    recording it: all that is left waits for the next run.
    """
    with jobs.recorded(SEND, now=now) as counts, Post() as post:
        counts.update({"addressed": 0, "cancelled": 0, "unaddressed": 0}, **dict.fromkeys(_Outcome, 0))
        until = monotonic() + for_at_most.total_seconds()
        while True:
            _dispatch(counts, now=now)
            before = counts[_Outcome.READDRESSED]
            while monotonic() < until and (outcome := _deliver_next(post, now=now)):
                counts[outcome] += 1
            if counts[_Outcome.READDRESSED] == before:
                return counts


def _dispatch(counts: jobs.Counts, *, now: datetime) -> None:
    after, found = 0, Counter[str]()
    while True:
        done = alerts.dispatch(now=now, domain=outbox.domain(), after=after, limit=BATCH)
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
def _deliver_next(post: Post, *, now: datetime) -> _Outcome | None:
    """Send the next delivery that is due and mark it; None when there is none left."""
    delivery = (
        Delivery.objects.filter(status=DeliveryStatus.PENDING, try_at__lte=now)
        .select_related("alert__clock__complaint", "recipient")
        .order_by("try_at", "id")
        .select_for_update(skip_locked=True, of=("self", "alert"))
        .first()
    )
    if delivery is None:
        return None
    if reason := alerts.standing(alert_id=delivery.alert_id, recipient_id=delivery.recipient_id):
        return _drop(delivery, reason, now=now)
    try:
        post.send(letter_for(delivery, today=local_day(now)))
    except MailServerAway:
        raise
    except NotTaken as refusal:
        return _put_off(delivery, str(refusal), permanent=refusal.permanent, now=now)
    except Exception as error:  # whatever is wrong with one alert holds up no other
        logger.exception("Alert %s about %s cannot be written.", delivery.alert_id, delivery.alert.clock.complaint)
        return _put_off(delivery, type(error).__name__, permanent=False, now=now)
    outbox.mark_sent(delivery, now=now)
    return _Outcome.SENT


def _put_off(delivery: Delivery, failure: str, *, permanent: bool, now: datetime) -> _Outcome:
    """Let a delivery that failed wait, or park it for a person to look at."""
    parked = outbox.put_off(delivery, failure, permanent=permanent, now=now)
    logger.warning(
        "Alert %s about %s was not taken (%s), try %s.",
        delivery.alert_id,
        delivery.alert.clock.complaint,
        delivery.failure,
        delivery.attempts,
    )
    return _Outcome.PARKED if parked else _Outcome.POSTPONED


def _drop(delivery: Delivery, reason: str, *, now: datetime) -> _Outcome:
    """Cancel a delivery that need not go any more; one for somebody else is addressed anew."""
    delivery.status, delivery.failure = DeliveryStatus.CANCELLED, reason
    delivery.save(update_fields=["status", "failure"])
    alert = Alert.objects.filter(pk=delivery.alert_id)
    if reason == alerts.READDRESSED:
        alert.update(dispatched_at=None)
        return _Outcome.READDRESSED
    if not delivery.alert.deliveries.filter(status=DeliveryStatus.SENT).exists():
        alert.filter(cancelled_at=None).update(cancelled_at=now, cancelled_reason=reason)
    return _Outcome.DROPPED
