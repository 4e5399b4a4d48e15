"""The clock itself at fault: it jumps, it is set while a sweep runs, it is midnight, it is summer time."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from complaints import law, tasks
from complaints.figures.months import Month
from complaints.models import Alert
from complaints.record import alerts as statements
from complaints.services import alerts
from tests.cases import noon
from tests.faults.history import FIRST_RECEIPT, TODAY, check, stock
from tests.faults.scale import experiment, sized
from tests.law.almanac import rest_days
from tests.people import bram

pytestmark = pytest.mark.faults

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# Jumps


@pytest.mark.django_db
def test_a_clock_that_jumps_back_and_forth_loses_and_doubles_nothing() -> None:
    times = sized(10, 40, 400)
    dice = random.Random(times)
    with experiment("F16 the clock jumps: an hour on or back, a day on or back", repetitions=times) as seen:
        bram()
        stock(120)
        moment = noon(TODAY) - 10 * DAY
        for _each in range(times):
            moment = min(moment + dice.choice([HOUR, -HOUR, DAY, -DAY, timedelta(minutes=5)]), noon(TODAY))
            with time_machine.travel(moment, tick=False):
                tasks.raise_alerts()
                tasks.send_alerts()
        with time_machine.travel(noon(TODAY) + HOUR, tick=False):
            tasks.raise_alerts()
            tasks.send_alerts()
        assert all(alert.due_on <= timezone.localdate(alert.raised_at) for alert in Alert.objects.all())
        sent = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
        assert len(sent) == len(set(sent)) == Alert.objects.count()
        seen.judge(check(), f"{len(sent)} mails")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "said"),
    [(HOUR, "an hour on"), (-HOUR, "an hour back"), (DAY, "a day on"), (-DAY, "a day back")],
    ids=["hour on", "hour back", "day on", "day back"],
)
def test_a_clock_that_is_set_while_a_sweep_runs_does_not_change_its_day(
    step: timedelta, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_sweep = statements.sweep
    monkeypatch.setattr(alerts, "BATCH", 10)
    stock(sized(60, 200, 2000))
    late = datetime.combine(TODAY, time(23, 30), AMSTERDAM)
    with experiment(f"F16 the clock is set {said} while a sweep runs", repetitions=1) as seen:
        with time_machine.travel(late, tick=False) as traveller:

            def sweep(*, today: date, now: datetime, limit: int) -> statements.Swept:
                traveller.shift(step)
                return own_sweep(today=today, now=now, limit=limit)

            monkeypatch.setattr(statements, "sweep", sweep)
            tasks.raise_alerts()
        assert set(Alert.objects.values_list("raised_at", flat=True)) == {late}
        seen.judge(check(TODAY))


# Midnight


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_around_midnight_raise_each_alert_on_one_day() -> None:
    nights = sized(5, 10, 100)
    last = FIRST_RECEIPT + 35 * DAY + nights * DAY
    with experiment("F18 sweeps at 23:59:59 and 00:00:01, at once", repetitions=nights) as seen:
        stock(50)
        first = FIRST_RECEIPT + 35 * DAY
        alerts.raise_due(today=first, now=datetime.combine(first, time(0, 1), AMSTERDAM))
        for number in range(nights):
            evening = first + number * DAY
            before = datetime.combine(evening, time(23, 59, 59), AMSTERDAM)
            after = datetime.combine(evening + DAY, time(0, 0, 1), AMSTERDAM)
            at_once(lambda before=before: sweep_at(before), lambda after=after: sweep_at(after))  # type: ignore[misc]
            sweep_at(after + timedelta(minutes=5))
        days = [(alert.due_on, timezone.localdate(alert.raised_at)) for alert in Alert.objects.filter(due_on__gt=first)]
        assert all(due_on == raised_on for due_on, raised_on in days)
        seen.judge(check(last))


def sweep_at(moment: datetime) -> None:
    """Sweep for the local day of a moment, as the job does."""
    alerts.raise_due(today=timezone.localdate(moment), now=moment)


def at_once(*works: Callable[[], None]) -> None:
    """Do all at the same time, each on a connection of its own."""

    def one(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(one, works))


# Summer time and years' ends


def last_sunday(year: int, month: int) -> date:
    """The Sunday on which the clocks are changed."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def day_by_hand(moment: datetime) -> date:
    """The day of a moment in Amsterdam, by the rule of the European directive alone."""
    begin, end = (datetime.combine(last_sunday(moment.year, month), time(1), UTC) for month in (3, 10))
    return (moment + timedelta(hours=2 if begin <= moment < end else 1)).date()


def moments(number: int) -> list[datetime]:
    """Moments of receipt: around the changes of the clock, the ends of years and months, and anywhere."""
    dice = random.Random(number)
    found = []
    for index in range(number):
        year = dice.randrange(2024, 2033)
        day = (
            last_sunday(year, 3) + dice.randrange(-1, 2) * DAY,
            last_sunday(year, 10) + dice.randrange(-1, 2) * DAY,
            date(year, 12, 31) + dice.randrange(-1, 2) * DAY if year < 2032 else date(year, 1, 1),
            date(year, dice.randrange(1, 13), 1) - dice.randrange(0, 2) * DAY if year > 2024 else date(year, 3, 1),
            date(year, 1, 1) + dice.randrange(366) * DAY,
        )[index % 5]
        hour, minute = dice.choice([(22, 30), (23, 30), (21, 30), (22, 59), (23, 0), (0, 30), (1, 0), (12, 0)])
        found.append(datetime.combine(day, time(hour, minute), UTC))
    return found


@pytest.mark.django_db
def test_month_and_last_day_agree_with_an_almanac_made_by_hand() -> None:
    number = sized(1000, 10_000, 10_000)
    rest = rest_days(2023, 2034)
    with experiment("F17 month and last day against an almanac", repetitions=number) as seen:
        dice = random.Random(1)
        received = moments(number)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (at AT TIME ZONE 'Europe/Amsterdam')::date"
                " FROM unnest(%s) WITH ORDINALITY AS received(at, n) ORDER BY n",
                [received],
            )
            in_the_database = [day for (day,) in cursor.fetchall()]
        for moment, stored in zip(received, in_the_database, strict=True):
            day, committee, weeks = day_by_hand(moment), dice.random() < 0.3, dice.randrange(5)
            assert (law.local_day(moment), stored, timezone.localdate(moment)) == (day, day, day)
            assert (Month.of(day).first_day.year, Month.of(day).first_day.month) == (day.year, day.month)
            total = (10 if committee else 6) + weeks
            last = day + timedelta(weeks=total)
            while last in rest and total <= 12:  # a longer term does not roll (Atw 4)
                last += DAY
            term = law.handling_term(
                law.local_day(moment),
                procedure=law.Procedure.COMMITTEE if committee else law.Procedure.ORDINARY,
                extensions=[law.Extension(weeks, day + 10 * DAY)] if weeks else [],
                calendar=law.CALENDAR,
            )
            assert term.last_day == last, (moment, committee, weeks)
        seen.rows = number
