"""A complaint comes in, with its papers, and is acknowledged in one go.

Registering is what counts: it stands by itself, and neither a file that is turned away nor a letter
that cannot be fixed yet undoes it. What did not come about is told, and can be done on the page of
the complaint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from complaints.access import Actor
from complaints.models import Complaint, Letter
from complaints.services import documents, intake, letters
from complaints.services.documents import Incoming, TurnedAway
from complaints.services.intake import Intake, PartyEntry
from complaints.vocabulary import DocumentKind, DocumentSource, Language, LetterKind, LetterSide, LetterState
from complaints.workflow import Refusal


@dataclass
class Received:
    """What came in, the acknowledgements of it, the files that were turned away, and what stood in the way."""

    complaints: Sequence[Complaint]
    letters: list[Letter] = field(default_factory=list)
    away: list[TurnedAway] = field(default_factory=list)
    in_the_way: list[Refusal] = field(default_factory=list)

    @property
    def fixed(self) -> list[Letter]:
        """The acknowledgements that lie in the post tray."""
        return [letter for letter in self.letters if letter.state == LetterState.FIXED]


def receive(
    *,
    actor: Actor,
    now: datetime,
    intake_: Intake,
    clients: Sequence[PartyEntry] = (),
    files: Sequence[Incoming] = (),
    acknowledges: bool = False,
) -> Received:
    """Register a complaint, or one for each client; add its files; lay the acknowledgement (9:6) in the post tray.

    Raises what ``intake.register`` and ``intake.register_each`` raise; then nothing came in.
    """
    if clients:
        complaints = intake.register_each(actor=actor, now=now, intake=intake_, clients=clients)
    else:
        complaints = [intake.register(actor=actor, now=now, intake=intake_)]
    received = Received(complaints)
    for complaint in complaints:
        if files:
            _add(complaint, files, actor, now, received)
        if acknowledges and not complaint.is_intervention:
            _acknowledge(complaint, actor, now, received)
    return received


def _add(complaint: Complaint, files: Sequence[Incoming], actor: Actor, now: datetime, received: Received) -> None:
    try:
        _added, away = documents.add(
            complaint_id=complaint.pk,
            actor=actor,
            now=now,
            kind=DocumentKind.ENCLOSURE,
            source=DocumentSource.COMPLAINANT,
            received_on=complaint.received_on,
            files=files,
        )
    except Refusal as refusal:
        received.in_the_way.append(refusal)
    else:
        received.away += away


def _acknowledge(complaint: Complaint, actor: Actor, now: datetime, received: Received) -> None:
    """Draft the acknowledgement, and fix it where nothing stands in the way."""
    try:
        letter = letters.draft(
            complaint_id=complaint.pk,
            version=None,
            actor=actor,
            now=now,
            kind=LetterKind.ACKNOWLEDGEMENT,
            side=LetterSide.COMPLAINANT,
            language=Language(complaint.language),
        )
        received.letters.append(letter)
        received.letters[-1] = letters.fix(
            complaint_id=complaint.pk, version=None, actor=actor, now=now, number=letter.number
        )
    except Refusal as refusal:
        received.in_the_way.append(refusal)
