"""The rows of the calendar: filled and mended from the law, so that the alerts can count working days."""

from datetime import date, datetime

from django.db import transaction

from complaints.record import jobs, working_days

FILL = "fill_calendar"


def fill(*, today: date, now: datetime) -> int:
    """Make the calendar rows agree with the law and reach two years past ``today``; the number written.

    ``now`` is the aware moment under which the run is recorded. Running it again writes nothing;
    two at once end in the same rows.
    """
    with jobs.recorded(FILL, now=now) as counts, transaction.atomic():
        counts["written"] = working_days.ensure(today=today)
    return counts["written"]
