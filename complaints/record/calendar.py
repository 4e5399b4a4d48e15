"""The calendar in force: the released decrees, and a newer one where the settings name its file."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from complaints.law import Calendar, calendar_with


def current() -> Calendar:
    """Give the calendar by which the register counts (Atw 3 lid 3, ``EQUATED_DAYS_FILE``)."""
    return _calendar(settings.EQUATED_DAYS_FILE)


@lru_cache(maxsize=4)
def _calendar(newer: Path | None) -> Calendar:
    return calendar_with(newer)
