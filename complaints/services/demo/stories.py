"""What a generated complaint is, from arrival to its end: plain values, without a database.

A story is told in deeds, each the counterpart of one service: who did it, at which moment, and
what it said. Days are Europe/Amsterdam, moments are UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from complaints.vocabulary import (
    ActKind,
    Category,
    Channel,
    ContactKind,
    DeclineGround,
    Form,
    Language,
    Method,
    OtherReason,
    PartyRole,
    Procedure,
    RouteKind,
    Side,
    Verdict,
)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A complainant, representative or person affected."""

    role: PartyRole
    name: str
    address: str = ""
    email: str = ""
    email_agreed_on: date | None = None
    phone: str = ""
    v_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an intervention of the ombudsman asks, and by when."""

    ombudsman_reference: str
    officer: str
    subject: Category
    answer_by: datetime
    about: "Story | None" = None


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Everything known at receipt; ``unit`` is a code, ``job_titles`` are of whom it concerns."""

    received_on: date
    received_at: datetime | None
    category: Category
    form: Form = Form.WRITTEN
    channel: Channel
    language: Language = Language.DUTCH
    unit: str
    procedure_kind: str
    labels: tuple[str, ...] = ()
    description: str
    conduct_from: date | None = None
    conduct_until: date | None = None
    conduct_continues: bool = False
    complainants: int = 1
    procedure: Procedure = Procedure.ORDINARY
    procedure_basis: str = ""
    parties: tuple[Participant, ...] = ()
    job_titles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    repeats: "Story | None" = None
    asked: Asked | None = None


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One act: when it was entered, and by which user."""

    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Deed):
    """Awb 9:6: the acknowledgement left; with a committee it says so (9:15)."""

    on: date
    method: Method
    names_adviser: bool = False


@dataclass(frozen=True, kw_only=True)
class Assigned(Deed):
    """Given to a handler."""

    handler: str


@dataclass(frozen=True, kw_only=True)
class TakenUp(Deed):
    """Taken up by who enters it; he was not involved (9:7)."""

    on: date


@dataclass(frozen=True, kw_only=True)
class Recorded(Deed):
    """An act that has its day and little else: copy, hearing, its report or waiver, advice, second notice."""

    kind: ActKind
    on: date
    method: Method | Literal[""] = ""
    side: Side | Literal[""] = ""
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Contacted(Deed):
    """The complainant was spoken to."""

    kind: ContactKind
    on: date
    with_whom: str
    text: str
    agreement: str = ""


@dataclass(frozen=True, kw_only=True)
class Applied(Deed):
    """The application that the complaint is about: its day and its term to decide, in months (Awb 4:13)."""

    applied_on: date
    term: int


@dataclass(frozen=True, kw_only=True)
class Charged(Deed):
    """Awb 9:14: a committee was charged with advising."""

    adviser: str


@dataclass(frozen=True, kw_only=True)
class Extended(Deed):
    """Awb 9:11 lid 2; one that came late is recorded as it happened."""

    weeks: int
    on: date
    method: Method
    reason: str


@dataclass(frozen=True, kw_only=True)
class Consented(Deed):
    """Awb 9:11 lid 3."""

    until: date
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class Judged(Deed):
    """Awb 9:12: findings, judgment, conclusions ("" is none); per part its finding and verdict."""

    findings: str
    judgment: str
    conclusions: str
    verdict: Verdict
    partly: bool = False
    parts: tuple[tuple[str, Verdict], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Closed(Deed):
    """The letter of 9:12 left."""

    on: date
    method: Method


@dataclass(frozen=True, kw_only=True)
class Ended(Deed):
    """Ended without a judgment: withdrawn, settled, forwarded or routed ``to``, declined on a ground."""

    why: OtherReason
    on: date
    method: Method
    detail: str
    to: str = ""
    kind: RouteKind | Literal[""] = ""
    ground: DeclineGround | Literal[""] = ""


@dataclass(frozen=True, kw_only=True)
class Answered(Deed):
    """The answer to the ombudsman left."""

    on: date
    method: Method
    detail: str


@dataclass(frozen=True, kw_only=True)
class Voided(Deed):
    """Declared void: a duplicate of another story, or a mistake."""

    reason: str
    original: "Story | None" = None


@dataclass(frozen=True, kw_only=True)
class Reopened(Deed):
    """Reopened after the letter."""

    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Noted(Deed):
    """An internal remark."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Story:
    """One registration: what arrived, when and by whom it was entered, and what was done since."""

    arrival: Arrival
    registered_at: datetime
    registered_by: str
    deeds: Sequence[Deed] = field(default=())
