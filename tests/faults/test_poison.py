"""Poison: a complaint about which no mail can be written, and messages that no worker can read."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from redis import Redis

from complaints.models import Complaint, Delivery, JobRun
from complaints.record.outbox import MOST_ATTEMPTS
from complaints.services import alerts
from complaints.vocabulary import DeliveryStatus
from config.celery import ALERTS, app
from tests.cases import noon
from tests.faults.history import CLEAN, TODAY, check, stock
from tests.faults.processes import cradle, wait_until
from tests.faults.scale import experiment, sized
from tests.faults.sink import sink
from tests.faults.test_mail_server import through_smtp
from tests.people import bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

RAISE = "complaints.tasks.raise_alerts"


def test_a_complaint_about_which_no_mail_can_be_written_stops_no_other() -> None:
    cases = sized(40, 200, 1000)
    with experiment("F21 one complaint in so many cannot be rendered", repetitions=cases) as seen:
        bram()
        with transaction.atomic():
            stock(cases)
            poison = Complaint.objects.order_by("id")[cases // 2]
            # No subject of a mail can hold a line break.
            Complaint.objects.filter(pk=poison.pk).update(reference="R-0\nBcc: everybody@example.org")
        alerts.raise_due(today=TODAY, now=noon(TODAY))
        with sink() as server, through_smtp(server.port):
            alerts.send_due(now=noon(TODAY))
            mails = Delivery.objects.filter(channel="email")
            bad = mails.filter(alert__clock__complaint=poison)
            good = mails.exclude(alert__clock__complaint=poison)
            assert set(good.values_list("status", flat=True)) == {DeliveryStatus.SENT}
            assert server.copies().total() == good.count()
            assert set(bad.values_list("status", "attempts")) == {(DeliveryStatus.PENDING, 1)}
            for turn in range(1, 100):
                alerts.send_due(now=noon(TODAY) + timedelta(minutes=5 * turn))
            assert set(bad.values_list("status", "attempts")) == {(DeliveryStatus.PARKED, MOST_ATTEMPTS)}
            assert server.copies().total() == good.count()
        seen.judge(check(), f"{good.count()} mails sent at once, {bad.count()} parked after {MOST_ATTEMPTS} tries")


@pytest.fixture
def queue(broker: str) -> Iterator[Redis]:
    """The broker, emptied before and after."""
    with Redis.from_url(settings.REDIS_URL) as itself:
        itself.flushall()
        yield itself
        itself.flushall()


def message(**changes: object) -> bytes:
    """A message as Celery writes it, with something that is different."""
    task = {
        "body": "W1tdLCB7fSwge31d",  # [[], {}, {}]
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {"lang": "py", "task": RAISE, "id": "one", "argsrepr": "()", "kwargsrepr": "{}"},
        "properties": {
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": ALERTS},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": "one",
        },
    }
    return json.dumps(task | changes).encode()


def poisons() -> dict[str, bytes]:
    """Messages that cannot be worked on, by what is wrong with them."""
    headers = json.loads(message())["headers"]
    return {
        "a task that nobody knows": message(headers=headers | {"task": "complaints.tasks.remove_everything"}),
        "arguments that the task does not take": message(body="W1sxLCAyXSwge30sIHt9XQ=="),  # [[1, 2], {}, {}]
        "a body that is no JSON": message(body="bm90IGpzb24="),
        "a body of another shape": message(body="IngiCg=="),  # "x"
        "pickled": message(**{"content-type": "application/x-python-serialize", "body": "gASVCgAAAAAAAABdlEsBYS4="}),
        "without a task": message(headers={}),
        "without an id": message(headers={"lang": "py", "task": RAISE}),
    }


def test_messages_that_no_worker_can_read_are_thrown_away_and_the_worker_goes_on(queue: Redis) -> None:
    times, kinds = sized(1, 10, 100), poisons()
    with experiment(f"F21 messages of {len(kinds)} malformed kinds", repetitions=times) as seen, cradle() as nursery:
        worker = nursery.start("worker")
        for number, (name, content) in enumerate(kinds.items(), start=1):
            stock(20)
            for _each in range(times):
                queue.lpush(ALERTS, content)
            app.send_task(RAISE)
            wait_until(lambda number=number: ended_runs() == number, within=60)  # type: ignore[misc]
            wait_until(lambda: queue.llen(ALERTS) == 0 and queue.hlen("unacked") == 0, within=60)
            assert not worker.is_gone(), name
        seen.judge(check())


def test_what_is_no_message_at_all_ends_a_worker_and_the_next_one_goes_on(queue: Redis) -> None:
    stock(20)
    queue.lpush(ALERTS, b"not json")
    app.send_task(RAISE)
    with cradle() as nursery:
        wait_until(nursery.start("worker").is_gone, within=60)
        nursery.start("worker")
        wait_until(lambda: ended_runs() == 1, within=60)
    assert check() == CLEAN


def ended_runs() -> int:
    """How many jobs were done."""
    return JobRun.objects.exclude(ended_at=None).count()
