"""In which order the work list stands, and where in that order a page begins."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from complaints.models import Complaint


class Sort(StrEnum):
    """By what somebody sorts; empty: as fits what is shown."""

    USUAL = ""
    LAST_DAY = "last_day"
    LAST_DAY_LATEST = "-last_day"
    RECEIVED = "received"
    RECEIVED_NEWEST = "-received"


@dataclass(frozen=True)
class Key:
    """Where a page begins or ends: the day by which the list is sorted, and the row."""

    day: date | None
    pk: int


@dataclass(frozen=True)
class Order:
    """A day and, within it, the row itself.

    Rows without the day come last in the ascending order and first in the descending one (PostgreSQL's
    own order, so that an index serves it).
    """

    field: str
    descending: bool

    def terms(self, *, backward: bool = False) -> list[str]:
        """What the rows are ordered by, read forward or from the end."""
        sign = "-" if self.descending != backward else ""
        return [f"{sign}{self.field}", f"{sign}pk"]

    def beyond(self, key: Key, *, backward: bool) -> Q:
        """The rows that come after the key in the direction in which is read."""
        falls = self.descending != backward
        word = "lt" if falls else "gt"
        no_day = Q(**{f"{self.field}__isnull": True})
        if key.day is None:
            same = no_day & Q(**{f"pk__{word}": key.pk})
            return same | ~no_day if falls else same
        past = Q(**{f"{self.field}__{word}": key.day}) | Q(**{self.field: key.day, f"pk__{word}": key.pk})
        return past if falls else past | no_day

    def key(self, complaint: Complaint) -> Key:
        """Where this row stands."""
        return Key(getattr(complaint, self.field), complaint.pk)


_ORDERS = {
    Sort.LAST_DAY: Order("last_day", descending=False),
    Sort.LAST_DAY_LATEST: Order("last_day", descending=True),
    Sort.RECEIVED: Order("received_on", descending=False),
    Sort.RECEIVED_NEWEST: Order("received_on", descending=True),
}


def usual_sort(*, is_open: bool) -> Sort:
    """Open work by its last day, soonest first; what has ended by its receipt, newest first."""
    return Sort.LAST_DAY if is_open else Sort.RECEIVED_NEWEST


def order_of(sort: Sort) -> Order:
    """The order of a sort that is not :attr:`Sort.USUAL`."""
    return _ORDERS[sort]
