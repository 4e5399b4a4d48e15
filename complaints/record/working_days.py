"""The calendar of the law as rows (``CalendarDay``), so that SQL can count working days."""

from datetime import date
from functools import lru_cache
from itertools import accumulate

from django.db import connection

from complaints.law import FIRST_DAY, Calendar
from complaints.law.calendar import ONE_DAY
from complaints.law.decrees import LAST_DAY
from complaints.models import CalendarDay
from complaints.record import calendar

#: The rows reach to the end of the second year past today.
YEARS_AHEAD = 2

#: Rows written, and only where they differ: an undisturbed table is read and left alone.
_UPSERT = """
INSERT INTO complaints_calendarday AS stored (day, is_working, working_number)
SELECT * FROM unnest(%s::date[], %s::boolean[], %s::integer[])
ON CONFLICT (day) DO UPDATE
SET is_working = EXCLUDED.is_working, working_number = EXCLUDED.working_number
WHERE (stored.is_working, stored.working_number) IS DISTINCT FROM (EXCLUDED.is_working, EXCLUDED.working_number)
"""


def ensure(*, today: date) -> int:
    """Make the rows agree with the calendar in force, and reach far enough; the number written.

    From 2014 to the end of the second year after ``today`` (Europe/Amsterdam), further where rows
    reach further already. Whatever is missing or differs, after a new decree say, is mended.
    """
    last = min(date(min(today.year + YEARS_AHEAD, LAST_DAY.year), 12, 31), LAST_DAY)
    stored = CalendarDay.objects.order_by("-day").values_list("day", flat=True).first()
    days, working, numbers = _columns(calendar.current(), max(last, stored or last))
    with connection.cursor() as cursor:
        if _fingerprint() == (len(days), days[-1], sum(working), sum(numbers)):
            return 0
        cursor.execute(_UPSERT, [days, working, numbers])
        return int(cursor.rowcount)


def _fingerprint() -> tuple[int, date | None, int, int]:
    """What cannot all stay the same when a row is missing or a day changes sides."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(day), count(*) FILTER (WHERE is_working), coalesce(sum(working_number), 0) "
            "FROM complaints_calendarday"
        )
        count, last, working, numbers = cursor.fetchone()
    return count, last, working, numbers


@lru_cache(maxsize=2)
def _columns(in_force: Calendar, last: date) -> tuple[list[date], list[bool], list[int]]:
    days = [FIRST_DAY + ONE_DAY * number for number in range((last - FIRST_DAY).days + 1)]
    working = [not in_force.is_rest_day(day) for day in days]
    return days, working, list(accumulate(working, lambda number, works: number + works, initial=0))[1:]
