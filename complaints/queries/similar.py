"""Complaints that may be the same, or of the same person: shown to people, never merged by a machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from django.db.models import Q

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint, Party
from complaints.vocabulary import PartyRole, Status

#: How far apart two complaints about the same subject may lie to be called a repeat.
A_YEAR = timedelta(days=365)
#: Most that is shown.
MOST = 10


class Likeness(StrEnum):
    """In what two complaints are alike, the strongest first."""

    SAME_MESSAGE = "same_message"
    SAME_SUBJECT = "same_subject"
    SAME_PERSON = "same_person"


@dataclass(frozen=True)
class Similar:
    """Another complaint, and why it is shown."""

    complaint: Complaint
    likeness: Likeness


class Somebody(Protocol):
    """Who takes part, registered or only typed so far."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def v_number(self) -> str: ...


@dataclass(frozen=True)
class Told:
    """A complaint as far as likeness goes: who takes part, and what it says, of which kind, and when."""

    parties: Sequence[Somebody]
    description: str
    category: str
    received_on: date


def similar_to(complaint: Complaint, actor: Actor) -> Sequence[Similar]:
    """Find complaints that this actor may see of the same person as in this one, the most alike first."""
    if complaint.is_intervention:
        return ()
    parties = list(complaint.parties.all())
    told = Told(parties, complaint.description, complaint.category, complaint.received_on)
    return similar_among(told, actor, apart_from=complaint.pk)


def similar_among(told: Told, actor: Actor, *, apart_from: int = 0) -> Sequence[Similar]:
    """Find complaints that this actor may see of the same person, the most alike first.

    The same person has the same V-number or e-mail address, or the same name and address but for
    capitals. The same message has the same text; the same subject is the same category within a year.
    """
    people = _people(told.parties)
    if people is None:
        return ()
    others = (
        access.visible_to(actor)
        .complaints()
        .exclude(pk=apart_from)
        .exclude(status=Status.VOID)
        .filter(pk__in=Party.objects.filter(people).values("complaint"))
        .order_by("-received_on", "-pk")[: MOST * 3]
    )
    found = [Similar(other, _likeness(told, other)) for other in others]
    return sorted(found, key=lambda each: list(Likeness).index(each.likeness))[:MOST]


def _people(everybody: Iterable[Somebody]) -> Q | None:
    """A condition on parties; a representative stands for many, so he makes nobody the same."""
    condition = Q(pk__in=[])
    parties = [party for party in everybody if party.role != PartyRole.REPRESENTATIVE]
    for party in parties:
        if party.v_number:
            condition |= Q(v_number=party.v_number)
        if party.email:
            condition |= Q(email__iexact=party.email)
        if party.address.strip():
            condition |= Q(name__iexact=party.name.strip(), address__iexact=party.address.strip())
    return condition & ~Q(role=PartyRole.REPRESENTATIVE) if parties else None


def _likeness(told: Told, other: Complaint) -> Likeness:
    if told.description.strip() and told.description.split() == other.description.split():
        return Likeness.SAME_MESSAGE
    near = abs(told.received_on - other.received_on) <= A_YEAR
    return Likeness.SAME_SUBJECT if near and told.category == other.category else Likeness.SAME_PERSON
