"""Doing whatever the law still asks before an answer leaves, duty by duty."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from complaints.access import Actor
from complaints.checklist import open_duties
from complaints.models import Complaint
from complaints.queries.duties import facts_of
from complaints.services import advising, handling, hearing, terms
from complaints.vocabulary import (
    ActKind,
    AdviserKind,
    Duty,
    HearingAnswer,
    HearingMode,
    Method,
    Procedure,
    Side,
    Verdict,
    WaiverGround,
)
from tests.people import SYSTEM, anna, at_desk

Given = dict[str, Any]


def fulfil(complaint: Complaint, *, on: date, actor: Actor | None = None) -> None:
    """Let Anna (or another) do on this day whatever is still open before the judgment is sent."""
    given: Given = {
        "complaint_id": complaint.pk,
        "version": None,
        "actor": actor or at_desk(anna()),
        "now": datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
    }
    while missing := _missing(complaint.pk):
        _DOING[missing[0]](given, on)


def _missing(complaint_id: int) -> list[Duty]:
    """What is open, but for the judgment, which says something."""
    facts = facts_of(Complaint.objects.get(pk=complaint_id))
    return [item.duty for item in open_duties(facts) if item.duty is not Duty.JUDGMENT]


def _acknowledge(given: Given, on: date) -> None:
    is_committee = Complaint.objects.get(pk=given["complaint_id"]).procedure == Procedure.COMMITTEE
    handling.acknowledge(**given, happened_on=on, method=Method.LETTER, names_adviser=is_committee)


def _offer(side: Side) -> Callable[[Given, date], object]:
    return lambda given, on: hearing.offer(**given, side=side, happened_on=on, method=Method.LETTER)


def _waive(given: Given, on: date) -> None:
    hearing.record_answer(**given, side=Side.COMPLAINANT, answer=HearingAnswer.DECLINES, happened_on=on)
    hearing.waive(**given, ground=WaiverGround.DECLARED, happened_on=on, reason="Hij hoeft het niet.")


def _advise(given: Given, on: date) -> None:
    by_job: Given = {**given, "actor": SYSTEM}
    advising.charge(**by_job, adviser_kind=AdviserKind.COMMITTEE, adviser="Klachtadviescommissie")
    advising.receive_advice(**given, received_on=on, advised=Verdict.JUSTIFIED, detail="Gegrond.")


_DOING: Mapping[Duty, Callable[[Given, date], object]] = {
    Duty.ACKNOWLEDGEMENT: _acknowledge,
    Duty.NAME_COMMITTEE: _acknowledge,
    Duty.COPY: lambda given, on: handling.record_act(
        **given, kind=ActKind.COPIED, happened_on=on, method=Method.LETTER
    ),
    Duty.OFFER_COMPLAINANT: _offer(Side.COMPLAINANT),
    Duty.HEAR_COMPLAINANT: _waive,
    Duty.OFFER_PERSON: _offer(Side.PERSON),
    Duty.HEAR_PERSON: lambda given, on: hearing.hear(**given, side=Side.PERSON, mode=HearingMode.PHONE, happened_on=on),
    Duty.REPORT: lambda given, on: hearing.report(**given, happened_on=on, detail="Verslag in het dossier."),
    Duty.ADVICE: _advise,
    Duty.TELL_EXTENSION: lambda given, on: terms.tell_extension(**given, told_on=on, method=Method.LETTER),
}
