"""The work list (werklijst): what an actor may see, filtered, by last day, page by page.

Pages are cut by key, not by number, and nothing is counted beyond a limit: the last page costs what
the first does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from complaints import access
from complaints.models import Act, Clock, Complaint, Intervention, Party, Unit, User
from complaints.models.complaint import ComplaintQuerySet
from complaints.queries.worklist_order import Key, Order, Sort, order_of, usual_sort
from complaints.queries.worklist_waits import Waits, sunday_of, waiting
from complaints.vocabulary import OPEN_STATUSES, ActKind, Category, ClockKind, Language, PartyRole, Procedure

PAGE_SIZE = 50
#: What is counted of a list; more than this is said as "more than".
MOST_COUNTED = 1000
#: So many rows of a file are read at a time.
_AT_A_TIME = 500


class Who(StrEnum):
    """Whose work."""

    ANYONE = ""
    MINE = "mine"
    UNASSIGNED = "unassigned"


class Due(StrEnum):
    """When the last day is: this week, within five working days, or past."""

    ANY = ""
    WEEK = "week"
    SOON = "soon"
    OVERDUE = "overdue"


class Mark(StrEnum):
    """What a complaint is marked by."""

    EXTENDED = "extended"
    COMMITTEE = "committee"
    OMBUDSMAN = "ombudsman"
    REPEAT = "repeat"


#: What the filter on status takes besides a status: everything that ended in no way yet, and all.
OPEN, ALL = "", "all"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means not narrowed, ``status`` empty means open.

    ``handler`` is a username, ``unit`` a code; the days of receipt are both included.
    """

    who: Who = Who.ANYONE
    due: Due = Due.ANY
    category: Category | None = None
    status: str = OPEN
    search: str = ""
    waits: Waits | None = None
    handler: str = ""
    unit: str = ""
    mark: Mark | None = None
    label: str = ""
    language: Language | None = None
    received_from: date | None = None
    received_until: date | None = None

    @property
    def shows_open_work(self) -> bool:
        """Whether only what has not ended is shown."""
        return self.status in _OPEN_ONLY and self.waits is not Waits.COMMITMENT

    @property
    def narrows(self) -> bool:
        """Whether anything is left out of the open work."""
        return self != Filters()


_OPEN_ONLY = frozenset({OPEN, *OPEN_STATUSES})


@dataclass(frozen=True)
class Days:
    """The local day, and the fifth working day after it."""

    today: date
    soon_until: date


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
    """The rows, and the keys from which the pages before and after it start (None: there is none).

    ``count`` is how many there are in all, None for more than :data:`MOST_COUNTED`.
    """

    rows: tuple[Row, ...]
    before: Key | None
    after: Key | None
    count: int | None


def page(
    *,
    actor: access.Actor,
    filters: Filters,
    days: Days,
    sort: Sort = Sort.USUAL,
    after: Key | None = None,
    before: Key | None = None,
) -> Page:
    """One page of the list: the first, the one after a key, or the one before a key."""
    narrowed = found = _narrowed(access.visible_to(actor), actor, filters, days)
    order = _order(filters, sort)
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
        count=len(rows) if start is None and not more else _count(narrowed),
    )


def keys(*, actor: access.Actor, filters: Filters, days: Days, sort: Sort, most: int) -> Sequence[tuple[int, int]]:
    """Key and version of what the list shows, in its order, at most so many: what an act on all is about."""
    narrowed = _narrowed(access.visible_to(actor), actor, filters, days)
    return list(narrowed.order_by(*_order(filters, sort).terms()).values_list("pk", "version")[:most])


def every_row(*, actor: access.Actor, filters: Filters, days: Days, sort: Sort) -> Iterator[Row]:
    """Every row of the list in its order, read a few at a time, for a file of it."""
    narrowed = _with_marks(_narrowed(access.visible_to(actor), actor, filters, days))
    ordered = narrowed.order_by(*_order(filters, sort).terms())
    return map(_row, ordered.iterator(chunk_size=_AT_A_TIME))


def rows_of(*, actor: access.Actor, pks: Sequence[int]) -> Sequence[Row]:
    """These complaints as lines of the list, in this order, as far as the actor may see them."""
    found = {row.complaint.pk: row for row in map(_row, _with_marks(access.visible_to(actor).filter(pk__in=pks)))}
    return [found[pk] for pk in pks if pk in found]


def _order(filters: Filters, sort: Sort) -> Order:
    return order_of(sort or usual_sort(is_open=filters.shows_open_work))


def _count(narrowed: ComplaintQuerySet) -> int | None:
    count = narrowed.order_by()[: MOST_COUNTED + 1].count()
    return count if count <= MOST_COUNTED else None


def _narrowed(seen: ComplaintQuerySet, actor: access.Actor, filters: Filters, days: Days) -> ComplaintQuerySet:
    if filters.waits is not None:
        seen = waiting(seen, filters.waits, me=actor.user, today=days.today)
    if filters.shows_open_work and filters.status == OPEN:
        seen = seen.open()
    elif filters.status not in (ALL, OPEN):
        seen = seen.filter(status=filters.status)
    seen = _by_work(seen, actor, filters, days)
    seen = _by_facts(seen, filters)
    return seen.filter(_matching(filters.search)) if filters.search else seen


def _by_work(seen: ComplaintQuerySet, actor: access.Actor, filters: Filters, days: Days) -> ComplaintQuerySet:
    if filters.who is Who.MINE:
        seen = seen.filter(handler=actor.user)
    elif filters.who is Who.UNASSIGNED:
        seen = seen.filter(handler__isnull=True)
    if filters.handler:
        seen = seen.filter(handler=Subquery(User.objects.filter(username=filters.handler).values("pk")[:1]))
    if filters.due is Due.OVERDUE:
        seen = seen.filter(status__in=OPEN_STATUSES, last_day__lt=days.today)
    elif filters.due is not Due.ANY:
        until = sunday_of(days.today) if filters.due is Due.WEEK else days.soon_until
        seen = seen.filter(status__in=OPEN_STATUSES, last_day__range=(days.today, until))
    return seen


def _by_facts(seen: ComplaintQuerySet, filters: Filters) -> ComplaintQuerySet:
    found = Q()
    if filters.category is not None:
        found &= Q(category=filters.category)
    if filters.unit:
        found &= Q(unit=Subquery(Unit.objects.filter(code=filters.unit).values("pk")[:1]))
    if filters.label:
        found &= Q(labels__contains=[filters.label])
    if filters.language is not None:
        found &= Q(language=filters.language)
    if filters.received_from is not None:
        found &= Q(received_on__gte=filters.received_from)
    if filters.received_until is not None:
        found &= Q(received_on__lte=filters.received_until)
    return seen.filter(found & _marked(filters.mark) if filters.mark else found)


def _marked(mark: Mark) -> Q:
    if mark is Mark.EXTENDED:
        return Q(_extended())
    if mark is Mark.COMMITTEE:
        return Q(procedure=Procedure.COMMITTEE)
    if mark is Mark.REPEAT:
        return Q(repeats__isnull=False)
    return Q(category=Category.OMBUDSMAN) | Q(Exists(Intervention.objects.filter(about=OuterRef("pk"))))


def _matching(words: str) -> Q:
    named = Party.objects.filter(complaint=OuterRef("pk"), name__icontains=words)
    return Q(reference__istartswith=words) | Q(Exists(named))


def _extended() -> Exists:
    return Exists(Act.objects.standing().filter(complaint=OuterRef("pk"), kind=ActKind.EXTENDED, has_effect=True))


def _with_marks(found: ComplaintQuerySet) -> ComplaintQuerySet:
    """The list in one statement: the rows with their handlers, their marks and their complainants."""
    duties = Clock.objects.running().filter(complaint=OuterRef("pk")).exclude(kind__in=_NO_DUTIES)
    first = duties.order_by("ends_on", "pk")
    complainants = Party.objects.filter(complaint=OuterRef("pk"), role=PartyRole.COMPLAINANT)
    counted = complainants.order_by().values("complaint").annotate(number=Count("*")).values("number")
    return (
        found.select_related("handler", "unit")
        .defer("description", "findings", "judgment", "conclusions")
        .annotate(
            complainant=Subquery(complainants.order_by("pk").values("name")[:1]),
            complaining=Subquery(counted),
            is_extended=_extended(),
            is_with_ombudsman=Exists(Intervention.objects.filter(about=OuterRef("pk"))),
            next_duty=Subquery(first.values("kind")[:1]),
            next_duty_on=Subquery(first.values("ends_on")[:1]),
        )
    )


#: The list itself shows the first; the year for the ombudsman is the complainant's own term.
_NO_DUTIES = (ClockKind.HANDLING, ClockKind.OMBUDSMAN_YEAR)


def _row(complaint: Complaint) -> Row:
    marked = vars(complaint)  # what the query added
    duty = marked["next_duty"] if complaint.status in OPEN_STATUSES else None
    return Row(
        complaint=complaint,
        complainant=marked["complainant"] or "",
        others=max(marked["complaining"] or 0, complaint.complainants) - 1,
        next_duty=ClockKind(duty) if duty else None,
        next_duty_on=marked["next_duty_on"] if duty else None,
        is_extended=marked["is_extended"],
        is_with_ombudsman=marked["is_with_ombudsman"] or complaint.category == Category.OMBUDSMAN,
    )
