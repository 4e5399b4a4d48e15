"""One row of a register as a value: what a file says, and what a generator of rows may say besides."""

from dataclasses import dataclass
from datetime import date, datetime

from complaints.vocabulary import PartyRole, RecordOrigin


@dataclass(frozen=True, slots=True)
class RowParty:
    """Who takes part: see :class:`complaints.models.Party`. A file names one complainant and one representative."""

    name: str
    role: str = PartyRole.COMPLAINANT
    email: str = ""
    v_number: str = ""
    address: str = ""
    phone: str = ""
    email_agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RowPerson:
    """Whose conduct it concerns (beklaagde); ``username`` where he is one of the users."""

    name: str = ""
    job_title: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class RowPart:
    """A part of the complaint (klachtonderdeel), with its answer where it has one."""

    conduct: str
    finding: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class RowExtension:
    """An extension (verdaging, Awb 9:11 lid 2) as it was notified."""

    weeks: int
    notified_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowConsent:
    """The complainant's written consent (instemming, Awb 9:11 lid 3); no day: given in time."""

    until: date
    given_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class RowIntervention:
    """What an intervention of the ombudsman says (Awb 9:23); ``about`` is a reference already in the register."""

    ombudsman_reference: str = ""
    officer: str = ""
    subject: str = ""
    about: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A complaint or intervention as a source tells it.

    What is empty (``""``, ``None``, ``0``, ``()``) is *not said*: a new complaint takes the
    default, one of the register keeps what it has. Days are Europe/Amsterdam; moments are aware.
    ``received_at`` and ``closed_at`` fall on ``received_on`` and ``closed_on``. Codes are those of
    ``complaints.vocabulary``; ``unit`` is a code or a name, one that is not there is added;
    ``handler`` a username. ``closed_on`` ends it (with ``verdict``, but for an intervention, where
    it is the day of our answer), ``duplicate_of`` (a reference) makes it void; without either it is
    open, and ``taken_up_on`` tells whether it is in handling. ``method`` says how our letters went.
    ``origin`` empty: ``imported`` for what has ended (its duties are then unknown, not open),
    ``registered`` for what is open. The fields from ``language`` on have no column in a file.
    """

    reference: str
    received_on: date
    category: str
    received_at: datetime | None = None
    form: str = ""
    channel: str = ""
    complainants: int = 0
    parties: tuple[RowParty, ...] = ()
    description: str = ""
    conduct_from: date | None = None
    conduct_until: date | None = None
    unit: str = ""
    procedure: str = ""
    procedure_kind: str = ""
    extensions: tuple[RowExtension, ...] = ()
    consents: tuple[RowConsent, ...] = ()
    closed_on: date | None = None
    closed_at: datetime | None = None
    verdict: str = ""
    partly: bool | None = None
    other_reason: str = ""
    decline_ground: str = ""
    forwarded_to: str = ""
    acknowledged_on: date | None = None
    taken_up_on: date | None = None
    copied_on: date | None = None
    hearing_offered_on: date | None = None
    duplicate_of: str = ""
    handler: str = ""

    language: str = ""
    regime: str = ""
    procedure_basis: str = ""
    labels: tuple[str, ...] = ()
    conduct_continues: bool = False
    persons_complained_about: tuple[RowPerson, ...] = ()
    parts: tuple[RowPart, ...] = ()
    findings: str = ""
    judgment: str = ""
    conclusions: str = ""
    has_no_conclusions: bool = False
    intervention: RowIntervention | None = None
    method: str = ""
    origin: RecordOrigin | None = None
