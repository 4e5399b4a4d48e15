"""Days and hours on which things happen: receipts at all hours, office work on working days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from complaints import law
from complaints.vocabulary import Channel

_MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
#: When people write: few at night, most in the evening.
_HOURS: Final = range(24)
_WRITING: Final = (2, 1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 9, 9, 9, 8, 7, 7, 9, 10, 9, 7, 4)
#: Channels that never close.
ALWAYS_OPEN: Final = frozenset({Channel.WEB, Channel.PORTAL, Channel.EMAIL})
#: Of these only the day of receipt is known.
BY_POST: Final = frozenset({Channel.LETTER, Channel.OMBUDSMAN})
_LAST_HOUR_OF_ENTRY: Final = 15


def dutch_day(day: date) -> str:
    """A day as a Dutch text writes it: 5 mei 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first up to and including the last."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a Dutch day, in UTC."""
    return datetime.combine(day, time(hour, minute), law.AMSTERDAM).astimezone(UTC)


def receipt_weight(day: date, channel: Channel, calendar: law.Calendar) -> float:
    """How likely something arrives on this day along this way."""
    if not calendar.is_rest_day(day):
        return 1.0
    return 0.35 if channel in ALWAYS_OPEN else 0.0


def receipt(
    rng: Random, days: Sequence[date], channel: Channel, calendar: law.Calendar
) -> tuple[date, datetime | None]:
    """A day out of these on which the channel is open, and its moment where the channel tells it."""
    day = rng.choices(days, [receipt_weight(day, channel, calendar) for day in days])[0]
    return day, receipt_moment(rng, day, channel)


def receipt_moment(rng: Random, day: date, channel: Channel) -> datetime | None:
    """The moment of receipt on a day, where the channel tells it."""
    if channel in BY_POST:
        return None
    if channel in ALWAYS_OPEN:
        return moment(day, rng.choices(_HOURS, _WRITING)[0], rng.randrange(60))
    return moment(day, rng.randrange(9, 16), rng.randrange(60))


def entry_day(received_on: date, received_at: datetime | None, calendar: law.Calendar) -> date:
    """The working day on which a receipt is entered: the same one, when it came before the afternoon's end."""
    came_late = received_at is not None and received_at.astimezone(law.AMSTERDAM).hour >= _LAST_HOUR_OF_ENTRY
    return calendar.next_working_day(received_on) if came_late else calendar.roll(received_on)


class Desk:
    """The hours of one story: each act comes after the one before it."""

    def __init__(self, rng: Random, after: datetime | None) -> None:
        """Begin after this moment, where there is one."""
        self._rng = rng
        self._last = after

    def at(self, day: date) -> datetime:
        """A moment in office hours on this day, after the acts before it."""
        free = moment(day, 8, 30) + timedelta(minutes=self._rng.randrange(300))
        if self._last is not None and free <= self._last:
            free = self._last + timedelta(minutes=self._rng.randrange(4, 30))
        self._last = free
        return free
