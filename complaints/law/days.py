"""Days and moments: a statutory day is a day on the clocks of Europe/Amsterdam.

A moment is turned into a local day first and only then counted with: 42 times 24 hours in UTC is
wrong across summer time.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from complaints.law.unlawful import Unlawful

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Years that a register may name; within them every conversion of a moment stays a date.
YEARS = range(1900, 3000)


def local_day(moment: datetime) -> date:
    """Awb 2:20: the day of receipt is the day in the Netherlands on which the message arrived.

    Takes an aware moment, in any zone; office hours play no part.  Raises ValueError for a naive
    one, because its day cannot be known.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so its day is not known.")
    return moment.astimezone(AMSTERDAM).date()


def first_instant_of(day: date) -> datetime:
    """The moment, in UTC, at which this day begins in the Netherlands."""
    return datetime.combine(day, time.min, AMSTERDAM).astimezone(UTC)


def first_instant_after(day: date) -> datetime:
    """The first moment, in UTC, at which a term with this last day has ended: 24:00 in Amsterdam."""
    return first_instant_of(day + timedelta(days=1))


def read_moment(text: str) -> datetime | date:
    """Read an ISO 8601 date, or a datetime as an aware moment: without offset it is Amsterdam time.

    Raises Unlawful (code ``not_a_date``) for anything else and for years outside 1900 to 2999.
    """
    moment = _read(text.strip())
    if moment.year not in YEARS:
        raise _not_a_date(text.strip())
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=AMSTERDAM)
    return moment


def read_day(text: str) -> date:
    """Read an ISO 8601 date or datetime as the day that it is in the Netherlands.

    Raises Unlawful (code ``not_a_date``) for anything else.
    """
    moment = read_moment(text)
    return local_day(moment) if isinstance(moment, datetime) else moment


def _read(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _not_a_date(text) from None


def _not_a_date(text: str) -> Unlawful:
    return Unlawful(
        f"{text!r} is not a date of {YEARS[0]} to {YEARS[-1]}; write YYYY-MM-DD or YYYY-MM-DDTHH:MM.",
        code="not_a_date",
        parameters={"text": text},
    )
