"""Words of the jobs: their names, their turns, and after how long each is late.

``config/celery.py`` starts them; a test holds that it does so at these turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.law import AMSTERDAM, local_day


class Job(TextChoices):
    """What runs by itself (taak); the code is the name of its task and of its recorded runs."""

    RAISE_ALERTS = "raise_alerts", _("Raise alerts")
    SEND_ALERTS = "send_alerts", _("Send alerts")
    SEND_LETTERS = "send_letters", _("Send letters")
    SCAN_DOCUMENTS = "scan_documents", _("Scan documents")
    FILL_CALENDAR = "fill_calendar", _("Fill the calendar")
    REVIVE_COMPLAINTS = "revive_complaints", _("Revive complaints")
    COMPILE_LAST_MONTH = "compile_last_month", _("Compile last month")
    PRUNE_RUNS = "prune_runs", _("Prune old runs")


#: Without these nobody is warned of a term.
ALERTING: Final = frozenset({Job.RAISE_ALERTS, Job.SEND_ALERTS})

#: Longer than any run may take: one that has not ended by then was killed.
LONGEST_RUN: Final = timedelta(minutes=15)

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Turns:
    """When a job comes round: first at a time of each day in Amsterdam, and then every so often."""

    every: timedelta
    first: time

    @property
    def late_after(self) -> timedelta:
        """So long after its last success a job is late: three turns, or three hours past its turn."""
        return min(3 * self.every, self.every + timedelta(hours=3))

    def next_after(self, now: datetime) -> datetime:
        """The first turn after an aware moment."""
        begin = datetime.combine(local_day(now), self.first, AMSTERDAM)
        if self.every < _DAY:  # minutes go on where the clock is put forward or back
            begin = begin.astimezone(UTC)
        return begin + ((now - begin) // self.every + 1) * self.every


def _each_five_minutes(first: int) -> Turns:
    return Turns(timedelta(minutes=5), time(0, first))


def _each_day(hour: int, minute: int) -> Turns:
    return Turns(_DAY, time(hour, minute))


TURNS: Final[Mapping[Job, Turns]] = {
    Job.RAISE_ALERTS: _each_five_minutes(0),
    Job.SEND_ALERTS: _each_five_minutes(2),
    Job.SEND_LETTERS: _each_five_minutes(3),
    Job.SCAN_DOCUMENTS: _each_five_minutes(4),
    Job.PRUNE_RUNS: _each_day(3, 40),
    Job.FILL_CALENDAR: _each_day(4, 10),
    Job.REVIVE_COMPLAINTS: _each_day(4, 40),
    Job.COMPILE_LAST_MONTH: _each_day(5, 30),
}
