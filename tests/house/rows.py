"""Rows of the register made by hand, past the services, as the owner of the database would.

The constraints and triggers must hold against this too: bulk, shell and import go this way.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import IntegrityError, connections, models, transaction

from complaints.models import (
    Absence,
    Act,
    Alert,
    Application,
    Clock,
    Commitment,
    Complaint,
    Contact,
    Defect,
    Delivery,
    Digest,
    Document,
    Edition,
    EditionMember,
    Event,
    Inquiry,
    Letter,
    LetterAct,
    LetterBlock,
    LetterMail,
    LetterTemplate,
    LetterText,
    Part,
    Party,
    PersonComplainedAbout,
    Recommendation,
    Round,
    Rung,
    Unit,
    User,
)

#: Who makes tables; where there is one user only, it is that one.
OWNER = "owner" if "owner" in settings.DATABASES else "default"

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
RECEIVED_ON, LAST_DAY = date(2026, 1, 5), date(2026, 2, 16)

Row = TypeVar("Row", bound=models.Model)


def stored(row: Row) -> Row:
    """Write a row as the owner."""
    row.save(using=OWNER, force_insert=True)
    return row


def complaint(reference: str = "K26-1", **changes: Any) -> Complaint:
    """A registered complaint, with its event."""
    values: dict[str, Any] = {
        "reference": reference,
        "received_on": RECEIVED_ON,
        "category": "treatment",
        "six_weeks_on": LAST_DAY,
        "last_day": LAST_DAY,
        "lawful_last_day": LAST_DAY,
    }
    row = stored(Complaint(**values | changes))
    event(row)
    return row


def event(of: Complaint, **changes: Any) -> Event:
    values: dict[str, Any] = {"complaint": of, "action": "register", "version": 1, "origin": "desk", "at": NOW}
    return stored(Event(**values | changes))


def user(username: str = "anna") -> User:
    return User.objects.using(OWNER).get_or_create(username=username)[0]


def clock(of: Complaint, **changes: Any) -> Clock:
    values: dict[str, Any] = {
        "complaint": of,
        "kind": "handling",
        "starts_on": RECEIVED_ON,
        "ends_on": LAST_DAY,
        "made_at": NOW,
    }
    return stored(Clock(**values | changes))


def act(of: Complaint, **changes: Any) -> Act:
    values: dict[str, Any] = {"complaint": of, "kind": "acknowledged", "recorded_at": NOW}
    return stored(Act(**values | changes))


def part(of: Complaint, **changes: Any) -> Part:
    values: dict[str, Any] = {"complaint": of, "number": 1, "conduct": "De balie was dicht."}
    return stored(Part(**values | changes))


def party(of: Complaint, **changes: Any) -> Party:
    return stored(Party(**{"complaint": of, "name": "Fatima el Amrani"} | changes))


def about(of: Complaint, **changes: Any) -> PersonComplainedAbout:
    return stored(PersonComplainedAbout(complaint=of, **changes))


def rung(**changes: Any) -> Rung:
    values: dict[str, Any] = {
        "clock_kind": "handling",
        "code": "test",
        "offset": 0,
        "unit": "calendar_days",
        "roles": ["handler"],
    }
    return stored(Rung(**values | changes))


def defect(of: Complaint, **changes: Any) -> Defect:
    values: dict[str, Any] = {"duty": "copy", "reason": "Vergeten.", "recorded_at": NOW, "recorded_by": user()}
    return stored(Defect(complaint=of, **values | changes))


def contact(of: Complaint, **changes: Any) -> Contact:
    values: dict[str, Any] = {
        "kind": "phone",
        "happened_on": RECEIVED_ON,
        "with_whom": "Fatima el Amrani",
        "text": "Gebeld.",
        "recorded_at": NOW,
    }
    return stored(Contact(complaint=of, **values | changes))


def inquiry(of: Complaint, **changes: Any) -> Inquiry:
    unit, _ = Unit.objects.using(OWNER).get_or_create(code="noord", name="Regio Noord")
    values: dict[str, Any] = {
        "number": 1,
        "unit": unit,
        "question": "Wie zat er aan de balie?",
        "asked_on": RECEIVED_ON,
        "reply_by": LAST_DAY,
    }
    return stored(Inquiry(complaint=of, **values | changes))


def commitment(of: Complaint, **changes: Any) -> Commitment:
    values: dict[str, Any] = {
        "number": 1,
        "text": "Wij bellen terug.",
        "owner_name": "De balie",
        "made_on": RECEIVED_ON,
        "due_on": LAST_DAY,
    }
    return stored(Commitment(complaint=of, **values | changes))


def application(of: Complaint, **changes: Any) -> Application:
    values: dict[str, Any] = {"applied_on": date(2025, 1, 6), "term": 6, "unit": "months"}
    return stored(Application(complaint=of, **values | changes))


def round_(of: Complaint, **changes: Any) -> Round:
    values: dict[str, Any] = {"number": 1, "question": "Wanneer beslist u?", "asked_on": RECEIVED_ON}
    return stored(Round(complaint=of, **values | changes))


def recommendation(of: Complaint, **changes: Any) -> Recommendation:
    values: dict[str, Any] = {
        "number": 1,
        "report": "2026/012",
        "received_on": RECEIVED_ON,
        "text": "Bel eerder terug.",
    }
    return stored(Recommendation(complaint=of, **values | changes))


def alert(of: Complaint, **changes: Any) -> Alert:
    live = Clock.objects.using(OWNER).filter(complaint=of).first() or clock(of)
    values: dict[str, Any] = {"clock": live, "rung": "test", "due_on": LAST_DAY, "raised_at": NOW}
    return stored(Alert(**values | changes))


def delivery(of: Alert, **changes: Any) -> Delivery:
    values: dict[str, Any] = {"alert": of, "recipient": user(), "message_id": "<1@body.example>", "try_at": NOW}
    return stored(Delivery(**values | changes))


def digest(**changes: Any) -> Digest:
    values: dict[str, Any] = {"recipient": user(), "message_id": "<1@body.example>", "made_at": NOW, "try_at": NOW}
    return stored(Digest(**values | changes))


def absence(**changes: Any) -> Absence:
    values: dict[str, Any] = {"person": user(), "first_on": RECEIVED_ON, "entered_at": NOW, "entered_by": user()}
    return stored(Absence(**values | changes))


def edition(**changes: Any) -> Edition:
    values: dict[str, Any] = {
        "month": date(2026, 1, 1),
        "number": 1,
        "origin": "register",
        "counting_basis": "complaints",
        "figures": {},
        "sha256": "0" * 64,
        "compiled_at": NOW,
    }
    return stored(Edition(**values | changes))


def signed(**changes: Any) -> dict[str, Any]:
    """What an adopted and approved edition carries."""
    return {
        "adopted_by": user("chris"),
        "adopted_at": NOW,
        "approved_by": user("dewi"),
        "approved_at": NOW,
    } | changes


def published() -> Edition:
    """A published edition with one member, who was counted before it was published."""
    row = edition(status="approved", **signed())
    member(row, complaint=complaint())
    Edition.objects.using(OWNER).filter(pk=row.pk).update(status="published", published_at=NOW)
    return row


def member(of: Edition, **changes: Any) -> EditionMember:
    values: dict[str, Any] = {"edition": of, "cell": "treatment"} | changes
    values.setdefault("complaint", None)
    return stored(EditionMember(**values))


def refused_by(violate: Callable[[], object]) -> str | None:
    """The name of the constraint by which the database refuses, at once or at the end."""

    def to_the_end() -> None:
        with transaction.atomic(using=OWNER):
            violate()
            with connections[OWNER].cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError) as caught:
        to_the_end()
    return getattr(getattr(caught.value.__cause__, "diag", None), "constraint_name", None)


def letter(of: Complaint, **changes: Any) -> Letter:
    """A draft of an acknowledgement."""
    values: dict[str, Any] = {
        "complaint": of,
        "number": 1,
        "kind": "acknowledgement",
        "language": "nl",
        "side": "complainant",
        "recipient": "Fatima el Amrani",
        "address": "Dorpsstraat 1",
        "subject": "Wij hebben uw klacht ontvangen",
        "body": "Beste Fatima el Amrani,",
        "template_version": 0,
        "drafted_at": NOW,
        "drafted_by": user(),
    }
    return stored(Letter(**values | changes))


def fixed(of: Complaint, **changes: Any) -> Letter:
    """A letter that was fixed and waits to be sent."""
    return letter(of, **{"state": "fixed", "fixed_on": RECEIVED_ON, "kept_as": "x.pdf", "sha256": "0" * 64} | changes)


def sent(of: Complaint, **changes: Any) -> Letter:
    """A letter that left."""
    return fixed(of, **{"state": "sent", "sent_on": RECEIVED_ON, "method": "letter"} | changes)


def letter_template(**changes: Any) -> LetterTemplate:
    """A version of the body's own template."""
    values: dict[str, Any] = {"kind": "closing", "language": "nl", "version": 1, "text": "Ons antwoord", "made_at": NOW}
    return stored(LetterTemplate(**values | changes))


def letter_block(**changes: Any) -> LetterBlock:
    """A version of a text block."""
    values: dict[str, Any] = {"language": "nl", "name": "Excuses", "version": 1, "text": "Het spijt ons."}
    return stored(LetterBlock(**{"made_at": NOW, "made_by": user()} | values | changes))


def letter_mail(of: Letter, **changes: Any) -> LetterMail:
    """A letter that waits to leave by e-mail."""
    values: dict[str, Any] = {"letter": of, "to": "f@example.org", "asked_at": NOW, "asked_by": user(), "try_at": NOW}
    return stored(LetterMail(**{"message_id": f"<{LetterMail.objects.using(OWNER).count()}@x>"} | values | changes))


def letter_text(of: Letter) -> LetterText:
    """How a draft stood before."""
    return stored(LetterText(letter=of, subject="Was", body="Was", replaced_at=NOW, replaced_by=user()))


def letter_act(of: Letter) -> LetterAct:
    """An act that a letter did."""
    return stored(LetterAct(letter=of, act=act(of.complaint)))


def document(of: Complaint, **changes: Any) -> Document:
    """A paper of a case."""
    values: dict[str, Any] = {
        "complaint": of,
        "number": 1,
        "kind": "enclosure",
        "source": "complainant",
        "received_on": RECEIVED_ON,
        "name": "brief.pdf",
        "media_type": "application/pdf",
        "size": 10,
        "sha256": "0" * 64,
        "kept_as": "documents/x.pdf",
        "added_at": NOW,
        "added_by": user(),
        "scan": "clean",
    }
    return stored(Document(**values | changes))
