"""No run for days, over weekends and Easter, then one: the same alerts, each with its true day, and one mail."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from complaints.models import Alert, Clock, Delivery, Digest, Rung, User
from complaints.services import alerts
from complaints.vocabulary import ClockKind, DeliveryStatus, MailStyle
from tests.cases import register_complaint
from tests.faults.history import Verdict
from tests.faults.scale import experiment, sized
from tests.people import anna, bram

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.timeout(900)]

#: From a Monday to a Wednesday, with Good Friday (3 April) and Easter Monday (6 April) between.
DAYS = [date(2026, 3, 23) + timedelta(days=number) for number in range(24)]
FIRST_RECEIPT = date(2026, 2, 9)
GAPS = {
    1: [date(2026, 4, 6)],
    5: [date(2026, 4, 2) + timedelta(days=number) for number in range(5)],
    15: [date(2026, 3, 28) + timedelta(days=number) for number in range(15)],
}
Alerts = Counter[tuple[Any, ...]]


def at_nine(day: date) -> datetime:
    """When everything runs: after the hour of the daily mail."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))


def the_register() -> None:
    """Complaints whose terms end in these weeks: most of Anna's, who wants one mail a day, some of nobody yet."""
    anna(), bram()
    User.objects.update(mails=MailStyle.DIGEST)
    Rung.objects.exclude(clock_kind__in=[ClockKind.HANDLING, ClockKind.TAKE_UP]).delete()
    for number in range(sized(6, 12, 48)):
        handler = None if number % 6 == 5 else anna().pk
        register_complaint(received_on=FIRST_RECEIPT + timedelta(days=(21 + 7 * number) % 25), handler_id=handler)


def live_through(without: Collection[date] = ()) -> None:
    """Run once every day, but not on these."""
    for day in DAYS:
        if day not in without:
            alerts.raise_due(today=day, now=at_nine(day))
            alerts.send_due(now=at_nine(day))


def raised() -> Alerts:
    """What stands there: the how-manieth clock, rung, occurrence, true day, and whether it was passed over."""
    rank = {number: index for index, number in enumerate(Clock.objects.order_by("pk").values_list("pk", flat=True))}
    found = Alert.objects.values_list("clock", "rung", "occurrence", "due_on", "due_at", "passed_over")
    return Counter((rank[clock], *rest) for clock, *rest in found)


def without_a_gap() -> Alerts:
    """The alerts of the same weeks in which every day had its run; nothing of them stays."""
    with transaction.atomic():
        the_register()
        live_through()
        found = raised()
        transaction.set_rollback(True)
    return found


def daily_mails() -> Sequence[tuple[str, date]]:
    """To whom a mail of several alerts went, and on which day."""
    sent = Digest.objects.filter(status=DeliveryStatus.SENT).values_list("recipient__username", "sent_at")
    return [(name, timezone.localdate(at)) for name, at in sent if at is not None]


@pytest.mark.parametrize("days", GAPS)
def test_after_days_without_a_run_stand_the_same_alerts_and_each_person_gets_one_mail(days: int) -> None:
    gap = GAPS[days]
    with experiment(f"no run for {days} days over Easter", repetitions=1) as seen:
        expected = without_a_gap()
        mail.outbox.clear()
        the_register()
        live_through(without=gap)
        found = raised()
        seen.rows, seen.verdict = (
            found.total(),
            Verdict(
                lost=(expected - found).total(),
                doubled=sum(times - 1 for times in found.values()),
                strange=len(found.keys() - expected.keys()),
            ),
        )
        assert found == expected
        assert Alert.objects.filter(due_on__in=gap).exists()

        per_day = Counter(daily_mails())
        assert set(per_day.values()) == {1}
        missed = Delivery.objects.filter(alert__due_on__in=gap).exclude(digest=None)
        assert missed.exists()
        assert missed.values("recipient", "digest").distinct().count() == missed.values("recipient").distinct().count()
        everything_left_once()
        seen.besides = f"{len(mail.outbox)} mails, of which {per_day.total()} daily ones"


def everything_left_once() -> None:
    """Each mail that is wanted has left once, or waits for tomorrow; the bell has each alert once."""
    waiting = Delivery.objects.filter(channel="email", status=DeliveryStatus.PENDING)
    assert not waiting.exclude(digest__status=DeliveryStatus.PENDING).exists()
    assert not Delivery.objects.filter(status=DeliveryStatus.PARKED).exists()
    left = Counter(letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert set(left.values()) == {1}
    told = Counter(Delivery.objects.values_list("alert", "recipient", "channel"))
    assert set(told.values()) == {1}
