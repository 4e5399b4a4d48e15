"""What waits for somebody: the complaints behind each card of his start page.

A card counts and its list shows the same queryset, so the two never disagree.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from complaints.models import Act, Clock, Commitment, Event, Letter, User
from complaints.models.complaint import ComplaintQuerySet
from complaints.models.trail import ARRIVALS
from complaints.vocabulary import ActKind, ClockKind, CommitmentState, HearingAnswer, LetterState, Status


class Waits(StrEnum):
    """Why a complaint waits for somebody, besides its last day."""

    NEW = "new"
    ARRIVED = "arrived"
    TO_READ = "to_read"
    HEARING = "hearing"
    COMMITMENT = "commitment"


#: So many days ahead a commitment counts as due.
_COMMITMENT_AHEAD: Final = timedelta(days=7)


def sunday_of(today: date) -> date:
    """The last day of this week."""
    return today + timedelta(days=6 - today.weekday())


def waiting(seen: ComplaintQuerySet, waits: Waits, *, me: User | None, today: date) -> ComplaintQuerySet:
    """Those of the complaints seen that wait for this person; ended ones too where a commitment outlives them."""
    if waits is Waits.COMMITMENT:
        return seen.filter(pk__in=Subquery(_promised(me, today).values("complaint")))
    if waits is Waits.TO_READ:
        return seen.open().filter(pk__in=Subquery(_to_read(me).values("complaint")))
    mine = seen.open().filter(handler=me)
    if waits is Waits.NEW:
        return mine.filter(status=Status.REGISTERED)
    return mine.filter(_has_arrived(me) if waits is Waits.ARRIVED else _is_to_be_heard(today))


def _promised(me: User | None, today: date) -> QuerySet[Commitment]:
    """Open commitments of his own, and of others on what he handles, that are due within a week or late."""
    whose = Q(owner=me) | Q(owner__isnull=True, complaint__handler=me)
    return Commitment.objects.filter(whose, state=CommitmentState.OPEN, due_on__lte=today + _COMMITMENT_AHEAD)


def _to_read(me: User | None) -> QuerySet[Letter]:
    """Drafts of another that a second person reads before they are fixed."""
    drafts = Letter.objects.filter(state=LetterState.DRAFT, read_by__isnull=True)
    return drafts.filter(kind__in=settings.LETTERS_READ_BY_TWO).exclude(drafted_by=me)


def _has_arrived(me: User | None) -> Exists:
    """Something came in through another, and the handler has done nothing on the complaint since."""
    since = Event.objects.filter(complaint=OuterRef("complaint"), actor=me, pk__gt=OuterRef("pk"))
    arrived = Event.objects.filter(complaint=OuterRef("pk")).exclude(actor=me)
    arrived = arrived.filter(action__in=ARRIVALS).filter(~Q(action="document") | Q(changes__has_key="document_added"))
    return Exists(arrived.filter(~Exists(since)))


def _is_to_be_heard(today: date) -> Q:
    """Somebody wants to be heard and was not yet, or answers the offer by the end of this week."""
    heard = Act.objects.standing().filter(
        complaint=OuterRef("complaint"), kind=ActKind.HEARD, side=OuterRef("side"), pk__gt=OuterRef("pk")
    )
    wants = Act.objects.standing().filter(
        complaint=OuterRef("pk"), kind=ActKind.HEARING_ANSWERED, code=HearingAnswer.WANTS
    )
    answers = Clock.objects.running().filter(
        complaint=OuterRef("pk"), kind=ClockKind.HEARING_REPLY, ends_on__lte=sunday_of(today)
    )
    return Q(Exists(wants.filter(~Exists(heard)))) | Q(Exists(answers))
