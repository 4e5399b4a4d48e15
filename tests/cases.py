"""The canonical complaint of the tests, and short ways to bring it further.

Received Monday 5 January 2026; acknowledgement due 12 January, notice of not handling 2 February,
handling Monday 16 February 2026.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from complaints.access import Actor
from complaints.checklist import open_duties
from complaints.models import Complaint
from complaints.queries.duties import facts_of
from complaints.services import advising, closing, handling, hearing, intake, judging, terms
from complaints.services.intake import Intake, PartyEntry
from complaints.vocabulary import (
    ActKind,
    AdviserKind,
    Category,
    Channel,
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

RECEIVED_ON = date(2026, 1, 5)
#: Ten in the morning in Amsterdam.
RECEIVED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LAST_DAY = date(2026, 2, 16)

CANONICAL = Intake(
    received_on=RECEIVED_ON,
    received_at=RECEIVED_AT,
    category=Category.TREATMENT,
    channel=Channel.LETTER,
    description="Aan de balie werd ik niet te woord gestaan.",
    parties=(PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1, 1234 AB Ons Dorp"),),
)


def noon(day: date) -> datetime:
    """Give noon UTC of a day: the same day in Amsterdam."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def register_complaint(*, actor: Actor = SYSTEM, now: datetime | None = None, **changes: Any) -> Complaint:
    """Register the canonical complaint, with what is different about this one.

    A complaint received on another day without ``received_at`` has no known moment of receipt.
    """
    if "received_on" in changes:
        changes.setdefault("received_at", None)
    entry = replace(CANONICAL, **changes)
    return intake.register(actor=actor, now=now or noon(entry.received_on), intake=entry)


def take_up(complaint: Complaint, *, on: date = date(2026, 1, 7), actor: Actor | None = None) -> Complaint:
    """Let Anna (or another) take the complaint up."""
    return handling.take_up(
        complaint_id=complaint.pk,
        version=None,
        actor=actor or at_desk(anna()),
        now=noon(on),
        happened_on=on,
        not_involved=True,
    )


def judge(complaint: Complaint, *, verdict: Verdict = Verdict.JUSTIFIED, on: date = date(2026, 2, 2)) -> Complaint:
    """Write a judgment with all its texts."""
    return judging.judge(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(on),
        findings="De balie was die dag gesloten.",
        judgment="De klacht is gegrond.",
        conclusions="De balie krijgt een tweede medewerker.",
        has_no_conclusions=False,
        verdict=verdict,
    )


def fulfil(complaint: Complaint, *, on: date, actor: Actor | None = None) -> None:
    """Let Anna (or another) do on this day whatever the law still asks before the answer."""
    given: dict[str, Any] = {
        "complaint_id": complaint.pk,
        "version": None,
        "actor": actor or at_desk(anna()),
        "now": noon(on),
    }
    while missing := open_duties(facts_of(Complaint.objects.get(pk=complaint.pk))):
        _do(missing[0].duty, given, on, is_committee=complaint.procedure == Procedure.COMMITTEE)


def _do(duty: Duty, given: dict[str, Any], on: date, *, is_committee: bool) -> None:
    sent = {**given, "happened_on": on, "method": Method.LETTER}
    match duty:
        case Duty.ACKNOWLEDGEMENT | Duty.NAME_COMMITTEE:
            handling.acknowledge(**sent, names_adviser=is_committee)
        case Duty.COPY:
            handling.record_act(**sent, kind=ActKind.COPIED)
        case Duty.OFFER_COMPLAINANT:
            hearing.offer(**sent, side=Side.COMPLAINANT)
        case Duty.HEAR_COMPLAINANT:
            answer = {"side": Side.COMPLAINANT, "answer": HearingAnswer.DECLINES}
            hearing.record_answer(**given, **answer, happened_on=on)
            hearing.waive(**given, ground=WaiverGround.DECLARED, happened_on=on, reason="Hij hoeft het niet.")
        case Duty.OFFER_PERSON:
            hearing.offer(**sent, side=Side.PERSON)
        case Duty.HEAR_PERSON:
            hearing.hear(**given, side=Side.PERSON, mode=HearingMode.PHONE, happened_on=on)
        case Duty.REPORT:
            hearing.report(**given, happened_on=on, detail="Verslag in het dossier.")
        case Duty.ADVICE:
            named = {"adviser_kind": AdviserKind.COMMITTEE, "adviser": "Klachtadviescommissie"}
            advising.charge(**given | {"actor": SYSTEM}, **named)
            advising.receive_advice(**given, received_on=on, advised=Verdict.JUSTIFIED, detail="Gegrond.")
        case Duty.TELL_EXTENSION:
            terms.tell_extension(**given, told_on=on, method=Method.LETTER)
        case _:
            raise AssertionError(duty)


def close(complaint: Complaint, *, on: date = date(2026, 2, 3)) -> Complaint:
    """Do what the law asks first, and send the closing letter."""
    fulfil(complaint, on=on)
    return closing.close(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(on),
        sent_on=on,
        method=Method.LETTER,
    )


def judged_and_closed(
    *, verdict: Verdict = Verdict.JUSTIFIED, on: date = date(2026, 2, 3), **changes: Any
) -> Complaint:
    """Bring a complaint from registration to its closing letter."""
    complaint = take_up(register_complaint(**changes), on=changes.get("received_on", date(2026, 1, 7)))
    return close(judge(complaint, verdict=verdict, on=on), on=on)
