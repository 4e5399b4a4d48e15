"""Beat under fire: several at once, one that comes in between, and none for days.

Time is a file that every process reads: the conductor moves it on when all beats have served the
minute and the workers have nothing left to do.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from redis import Redis

from complaints.figures.months import Month
from complaints.models import Alert, Clock, Delivery, Edition, JobRun
from complaints.services import alerts
from complaints.vocabulary import Job
from config.celery import ALERTS, PUBLICATION
from tests.conftest import _restore
from tests.faults.history import check, stock
from tests.faults.processes import Cradle, Forked, cradle, replace_text, wait_until
from tests.faults.scale import SCALE, experiment, sized
from tests.faults.sink import Sink, sink
from tests.months import row, store
from tests.people import bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker"), pytest.mark.faults]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: The first working day of March; the day of the experiments runs from Sunday evening to Monday evening.
MONDAY = date(2026, 3, 2)
BEGIN = datetime(2026, 3, 1, 22, 0, tzinfo=AMSTERDAM)
FEBRUARY = Month(2026, 2)
#: A Wednesday and the Saturday after.
LAST_RUN, BACK = datetime(2026, 2, 25, 12, 0, tzinfo=AMSTERDAM), datetime(2026, 2, 28, 12, 0, tzinfo=AMSTERDAM)
#: Around what happens once that day, in hours and minutes after the beginning: midnight and the jobs of the morning.
MOMENTS_OF_NOTE = ((0, 0), (2, 0), (6, 10), (6, 40), (7, 30))


def minutes() -> list[datetime]:
    """The minutes of the day to which the clock is moved: every one at which a job may be due, or a few."""
    begin = BEGIN.astimezone(UTC)
    if SCALE == "full":
        numbers = list(range(24 * 60))
    else:
        around = [60 * hours + more for hours, more in MOMENTS_OF_NOTE]
        numbers = [first + more for first in around for more in range(sized(-1, -5, 0), sized(3, 24, 0))]
    return [begin + timedelta(minutes=number) for number in numbers if number % 5 != 1]


class Conductor:
    """Moves the clock on, and waits for everybody."""

    def __init__(self, clock: Path, nursery: Cradle, broker: Redis) -> None:
        self.clock, self.nursery, self.broker = clock, nursery, broker
        self.beats: list[Forked] = []

    def one_more_beat(self) -> None:
        """Start a beat."""
        self.beats.append(self.nursery.start("beat"))

    def move_to(self, moment: datetime) -> None:
        """Let it be this moment; return when the beats have served it and the workers are done."""
        replace_text(self.clock, moment.isoformat())
        wait_until(lambda: all(self._served(beat) == moment.isoformat() for beat in self.beats), within=60)
        wait_until(self._is_quiet, within=60)

    def _served(self, beat: Forked) -> str:
        mark = self.clock.with_name(f"{self.clock.name}.{beat.pid}")
        return mark.read_text(encoding="ascii") if mark.exists() else ""

    def _is_quiet(self) -> bool:
        waiting = sum(int(self.broker.llen(queue)) for queue in (ALERTS, PUBLICATION))
        return waiting + int(self.broker.hlen("unacked")) == 0


@transaction.atomic
def the_register() -> None:
    """People, due clocks, and a month with something in it."""
    bram()
    stock(60)
    store([row(date(2026, 2, 3))])


Told = set[tuple[int, str, int, date, str, date]]


def told() -> Told:
    """What was told: the how-manieth clock, rung, occurrence, its true day, along which channel, on which day."""
    rank = {number: index for index, number in enumerate(Clock.objects.order_by("pk").values_list("pk", flat=True))}
    columns = ("alert__clock", "alert__rung", "alert__occurrence", "alert__due_on", "channel", "sent_at")
    sent = Delivery.objects.exclude(sent_at=None).values_list(*columns)
    return {(rank[clock], *alert, timezone.localdate(at)) for clock, *alert, at in sent}


def undisturbed(clock: Sequence[datetime]) -> Told:
    """What a day tells when every job runs once at each of these moments, with nothing in between."""
    the_register()
    for now in clock:
        alerts.raise_due(today=timezone.localdate(now), now=now)
        alerts.send_due(now=now)
    found = told()
    _restore(None)  # type: ignore[arg-type]  # an empty register
    return found


@pytest.fixture
def broker_itself(broker: str) -> Iterator[Redis]:
    """The broker, emptied before and after."""
    with Redis.from_url(settings.REDIS_URL) as itself:
        itself.flushall()
        yield itself
        itself.flushall()


def a_day_with(beats: int, clock: Path, broker: Redis, server: Sink) -> None:
    """Let the clock run through the day; the second beat comes an hour later, and so on."""
    moments = minutes()
    replace_text(clock, moments[0].isoformat())
    with cradle(CLOCK=str(clock), EMAIL_URL=f"smtp://127.0.0.1:{server.port}") as nursery:
        for _each in range(2):
            nursery.start("worker")
        conductor = Conductor(clock, nursery, broker)
        for number, moment in enumerate(moments):
            if number % 6 == 0 and len(conductor.beats) < beats:
                conductor.one_more_beat()
            conductor.move_to(moment)


@pytest.mark.parametrize("beats", [2] if SCALE == "small" else [2, 5])
def test_several_beats_for_a_day_do_what_one_does(beats: int, tmp_path: Path, broker_itself: Redis) -> None:
    name = f"F4 {beats} beats by the minute around the jobs of a day, two workers"
    with experiment(name, repetitions=len(minutes())) as seen, sink() as server:
        alone = undisturbed(minutes())
        the_register()
        a_day_with(beats, tmp_path / "clock", broker_itself, server)
        assert told() == alone
        sent = set(Delivery.objects.filter(channel="email").values_list("message_id", flat=True))
        assert server.copies() == dict.fromkeys(sent, 1)
        assert Edition.objects.filter(month=FEBRUARY.first_day).count() == 1
        assert JobRun.objects.filter(job=Job.COMPILE_LAST_MONTH).count() == beats
        seen.judge(check(MONDAY), f"{len(sent)} mails, 1 draft of the month, {JobRun.objects.count()} runs")


def test_after_three_days_without_a_beat_everything_missed_is_raised_within_a_minute(
    tmp_path: Path, broker_itself: Redis
) -> None:
    with experiment("F5 no beat for 3 days over a weekend", repetitions=1) as seen:
        the_register()
        clock = tmp_path / "clock"
        alerts.raise_due(today=LAST_RUN.date(), now=LAST_RUN)
        replace_text(clock, BACK.isoformat())
        with cradle(CLOCK=str(clock)) as nursery:
            nursery.start("worker")
            conductor = Conductor(clock, nursery, broker_itself)
            conductor.one_more_beat()
            conductor.move_to(BACK)
            replace_text(clock, (BACK + timedelta(minutes=5)).isoformat())
            wait_until(lambda: check(BACK.date()).lost == 0, within=60)
        late = Alert.objects.filter(raised_at__gt=LAST_RUN)
        assert {alert.due_on for alert in late} == {date(2026, 2, 26), date(2026, 2, 27)}
        seen.judge(check(BACK.date()), f"{late.count()} of them late, each with its true day")
