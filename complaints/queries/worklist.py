"""The work list (werklijst): what an actor may see, filtered, by last day, page by page.

Pages are cut by key, not by number, and nothing is counted: the last page costs what the first does.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from complaints import access
from complaints.models import Act, Clock, Complaint, Intervention, Party
from complaints.models.complaint import ComplaintQuerySet
from complaints.vocabulary import OPEN_STATUSES, ActKind, Category, ClockKind, PartyRole

PAGE_SIZE = 50


class Who(StrEnum):
    """Whose work."""

    ANYONE = ""
    MINE = "mine"
    UNASSIGNED = "unassigned"


class Due(StrEnum):
    """When the last day is."""

    ANY = ""
    WEEK = "week"
    OVERDUE = "overdue"


#: What the filter on status takes besides a status: everything that ended in no way yet, and all.
OPEN, ALL = "", "all"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means not narrowed, ``status`` empty means open."""

    who: Who = Who.ANYONE
    due: Due = Due.ANY
    category: Category | None = None
    status: str = OPEN
    search: str = ""


@dataclass(frozen=True)
class Key:
    """Where a page begins or ends: the day by which the list is sorted, and the row."""

    day: date | None
    pk: int


@dataclass(frozen=True)
class Row:
    """One line of the list. ``next_duty`` is the first other term that still runs."""

    complaint: Complaint
    complainant: str
    others: int
    next_duty: ClockKind | None
    next_duty_on: date | None
    is_extended: bool
    is_with_ombudsman: bool


@dataclass(frozen=True)
class Page:
    """The rows, and the keys from which the pages before and after it start (None: there is none)."""

    rows: tuple[Row, ...]
    before: Key | None
    after: Key | None


def page(
    *, actor: access.Actor, filters: Filters, today: date, after: Key | None = None, before: Key | None = None
) -> Page:
    """One page of the list: the first, the one after a key, or the one before a key.

    Open work is sorted by its last day, soonest first; what has ended by the day of its receipt, newest
    first.
    """
    found = _narrowed(access.visible_to(actor), actor, filters, today)
    order = (
        _Order("last_day", descending=False)
        if filters.status in _BY_LAST_DAY
        else _Order("received_on", descending=True)
    )
    backward = before is not None
    start = before if backward else after
    if start is not None:
        found = found.filter(order.beyond(start, backward=backward))
    rows = list(_with_marks(found).order_by(*order.terms(backward=backward))[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    if backward:
        rows.reverse()
    return Page(
        rows=tuple(_row(complaint) for complaint in rows),
        before=order.key(rows[0]) if rows and (more if backward else after is not None) else None,
        after=order.key(rows[-1]) if rows and (backward or more) else None,
    )


_BY_LAST_DAY = frozenset({OPEN, *OPEN_STATUSES})


@dataclass(frozen=True)
class _Order:
    """A day and, within it, the row itself.

    Rows without the day come last (PostgreSQL's own order, so that an index serves it); only the
    ascending list has such rows.
    """

    field: str
    descending: bool

    def terms(self, *, backward: bool) -> list[str]:
        sign = "-" if self.descending != backward else ""
        return [f"{sign}{self.field}", f"{sign}pk"]

    def beyond(self, key: Key, *, backward: bool) -> Q:
        word = "lt" if self.descending != backward else "gt"
        no_day = Q(**{f"{self.field}__isnull": True})
        if key.day is None:
            same = no_day & Q(**{f"pk__{word}": key.pk})
            return same | ~no_day if backward else same
        past = Q(**{f"{self.field}__{word}": key.day}) | Q(**{self.field: key.day, f"pk__{word}": key.pk})
        return past if backward else past | no_day

    def key(self, complaint: Complaint) -> Key:
        return Key(getattr(complaint, self.field), complaint.pk)


def _narrowed(seen: ComplaintQuerySet, actor: access.Actor, filters: Filters, today: date) -> ComplaintQuerySet:
    if filters.status == OPEN:
        seen = seen.open()
    elif filters.status != ALL:
        seen = seen.filter(status=filters.status)
    if filters.who is Who.MINE:
        seen = seen.filter(handler=actor.user)
    elif filters.who is Who.UNASSIGNED:
        seen = seen.filter(handler__isnull=True)
    if filters.due is Due.OVERDUE:
        seen = seen.filter(status__in=OPEN_STATUSES, last_day__lt=today)
    elif filters.due is Due.WEEK:
        seen = seen.filter(status__in=OPEN_STATUSES, last_day__range=(today, _sunday(today)))
    if filters.category is not None:
        seen = seen.filter(category=filters.category)
    return seen.filter(_matching(filters.search)) if filters.search else seen


def _sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _matching(words: str) -> Q:
    named = Party.objects.filter(complaint=OuterRef("pk"), name__icontains=words)
    return Q(reference__istartswith=words) | Q(Exists(named))


def _with_marks(found: ComplaintQuerySet) -> ComplaintQuerySet:
    """The list in three statements: the rows with their marks, their handlers, their complainants."""
    extended = Act.objects.standing().filter(complaint=OuterRef("pk"), kind=ActKind.EXTENDED, has_effect=True)
    duties = Clock.objects.running().filter(complaint=OuterRef("pk")).exclude(kind__in=_NO_DUTIES)
    first = duties.order_by("ends_on", "pk")
    complainants = Party.objects.filter(role=PartyRole.COMPLAINANT).order_by("pk")
    return (
        found.select_related("handler")
        .defer("description", "findings", "judgment", "conclusions")
        .prefetch_related(Prefetch("parties", queryset=complainants, to_attr="complaining"))
        .annotate(
            is_extended=Exists(extended),
            is_with_ombudsman=Exists(Intervention.objects.filter(about=OuterRef("pk"))),
            next_duty=Subquery(first.values("kind")[:1]),
            next_duty_on=Subquery(first.values("ends_on")[:1]),
        )
    )


#: The list itself shows the first; the year for the ombudsman is the complainant's own term.
_NO_DUTIES = (ClockKind.HANDLING, ClockKind.OMBUDSMAN_YEAR)


def _row(complaint: Complaint) -> Row:
    marked = vars(complaint)  # what the query added
    complaining: list[Party] = marked["complaining"]
    duty = marked["next_duty"] if complaint.status in OPEN_STATUSES else None
    return Row(
        complaint=complaint,
        complainant=complaining[0].name if complaining else "",
        others=max(len(complaining), complaint.complainants) - 1,
        next_duty=ClockKind(duty) if duty else None,
        next_duty_on=marked["next_duty_on"] if duty else None,
        is_extended=marked["is_extended"],
        is_with_ombudsman=marked["is_with_ombudsman"] or complaint.category == Category.OMBUDSMAN,
    )
