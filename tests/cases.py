"""The canonical complaint of the tests, and short ways to bring it further.

Received Monday 5 January 2026; acknowledgement due 12 January, notice of not handling 2 February,
handling Monday 16 February 2026.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from complaints.access import Actor
from complaints.models import Complaint
from complaints.services import closing, handling, intake, judging
from complaints.services.intake import Intake, PartyEntry
from complaints.vocabulary import Category, Channel, Method, Procedure, Verdict
from tests.fulfilling import fulfil
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
    if changes.get("procedure") == Procedure.COMMITTEE:
        changes.setdefault("procedure_basis", "Klachtenregeling, artikel 4")
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
