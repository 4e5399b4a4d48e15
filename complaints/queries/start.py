"""The start page of a handler: what waits for him, how much of each, and what falls due on his next days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.conf import settings
from django.db.models import IntegerField, Subquery

from complaints import access
from complaints.access import Actor
from complaints.models import Clock, Complaint, User
from complaints.models.complaint import ComplaintQuerySet
from complaints.queries.worklist import Days
from complaints.queries.worklist_waits import Waits, waiting
from complaints.vocabulary import ClockKind

#: A card counts no further than this.
MOST_ON_A_CARD: Final = 999
#: How far ahead the days go, and how many terms stand there at most.
DAYS_AHEAD: Final = timedelta(days=13)
MOST_TERMS: Final = 60

#: Names of the counts that are no :class:`Waits`.
OVERDUE, SOON, FREE = "overdue", "soon", "free"


@dataclass(frozen=True)
class Term:
    """Something that falls due: which term, of which complaint."""

    kind: ClockKind
    complaint: Complaint


@dataclass(frozen=True)
class Day:
    """One of the next days, and what falls due on it."""

    day: date
    terms: Sequence[Term]


@dataclass(frozen=True)
class Start:
    """What waits, by card (``counts``: at most :data:`MOST_ON_A_CARD` and one), and the next days."""

    counts: Mapping[str, int]
    next_days: Sequence[Day]
    reads_letters: bool


class _CountOf(Subquery):
    """How many rows a query has, as a number within another."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def start_of(actor: Actor, *, days: Days) -> Start:
    """The start page of a person, in two statements besides who he is."""
    me = access.person(actor)
    seen = access.visible_to(actor)
    return Start(
        counts=_counts(me, seen, days),
        next_days=_next_days(me, seen, days.today),
        reads_letters=bool(settings.LETTERS_READ_BY_TWO),
    )


def free_for(user: User) -> ComplaintQuerySet:
    """What waits for a handler and could be his: see ``services.taking.take_next``."""
    return access.assignable_to(user).complaints().open().filter(handler__isnull=True)


def _counts(me: User, seen: ComplaintQuerySet, days: Days) -> dict[str, int]:
    mine = seen.open().filter(handler=me)
    lists: dict[str, ComplaintQuerySet] = {
        OVERDUE: mine.filter(last_day__lt=days.today),
        SOON: mine.filter(last_day__range=(days.today, days.soon_until)),
        FREE: free_for(me),
        **{waits.value: waiting(seen, waits, me=me, today=days.today) for waits in Waits},
    }
    counting = {name: _CountOf(found.order_by().values("pk")[: MOST_ON_A_CARD + 1]) for name, found in lists.items()}
    return dict(zip(lists, User.objects.filter(pk=me.pk).annotate(**counting).values_list(*lists)[0], strict=True))


def _next_days(me: User, seen: ComplaintQuerySet, today: date) -> list[Day]:
    """What falls due in the next fortnight on what he handles, day by day: terms of the law and his own."""
    clocks = (
        Clock.objects.running()
        .filter(ends_on__range=(today, today + DAYS_AHEAD), complaint__in=seen.open().filter(handler=me))
        .exclude(kind=ClockKind.OMBUDSMAN_YEAR)
        .select_related("complaint")
        .only("kind", "ends_on", "complaint__reference", "complaint__category")
        .order_by("ends_on", "pk")[:MOST_TERMS]
    )
    return [
        Day(day, [Term(ClockKind(clock.kind), clock.complaint) for clock in group])
        for day, group in groupby(clocks, key=lambda clock: clock.ends_on)
    ]
