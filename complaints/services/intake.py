"""Intake: a complaint or intervention comes in and its clocks start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from complaints import access, law
from complaints.access import Actor
from complaints.law import Procedure as LawProcedure
from complaints.law import Rule, Step
from complaints.models import Complaint, Intervention, Part, Party, PersonComplainedAbout
from complaints.record import assigning, calendar, clocks, facts, numbers, search, trail
from complaints.record.case import constraint_of, refusal_of
from complaints.record.checking import Unusable, require_moment, require_text, require_usable
from complaints.record.identifiers import require_bsn
from complaints.record.lawful import lawfully
from complaints.vocabulary import (
    Category,
    Channel,
    ClockKind,
    Form,
    Language,
    PartyRole,
    Procedure,
    Regime,
    Status,
)
from complaints.workflow import Refusal


@dataclass(frozen=True)
class PartyEntry:
    """Who takes part, as typed: see :class:`complaints.models.Party`."""

    name: str
    role: PartyRole = PartyRole.COMPLAINANT
    address: str = ""
    email: str = ""
    email_agreed_on: date | None = None
    phone: str = ""
    v_number: str = ""
    bsn: str = ""


@dataclass(frozen=True)
class PersonEntry:
    """Whose conduct it concerns, as typed: see :class:`complaints.models.PersonComplainedAbout`."""

    name: str = ""
    job_title: str = ""
    unit_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True)
class InterventionEntry:
    """What an intervention of the ombudsman says (Awb 9:23): who asks, about what, answer by when."""

    ombudsman_reference: str = ""
    officer: str = ""
    subject: str = ""
    about_id: int | None = None
    answer_by: datetime | None = None


@dataclass(frozen=True)
class Intake:
    """Everything known at receipt. ``received_at`` None: only the day is known.

    ``regime`` None follows from the form: oral complaints fall under careful handling (9:2).
    ``reference`` empty takes the next number.
    """

    received_on: date
    category: Category
    received_at: datetime | None = None
    form: Form = Form.WRITTEN
    channel: Channel = Channel.OTHER
    language: Language = Language.DUTCH
    regime: Regime | None = None
    unit_id: int | None = None
    procedure_kind: str = ""
    labels: Sequence[str] = ()
    description: str = ""
    conduct_from: date | None = None
    conduct_until: date | None = None
    conduct_continues: bool = False
    complainants: int = 1
    procedure: Procedure = Procedure.ORDINARY
    procedure_basis: str = ""
    reference: str = ""
    handler_id: int | None = None
    repeats_id: int | None = None
    split_from_id: int | None = None
    parties: Sequence[PartyEntry] = ()
    persons_complained_about: Sequence[PersonEntry] = ()
    parts: Sequence[str] = ()
    intervention: InterventionEntry | None = None


#: The name that the database gave to the uniqueness of references.
_REFERENCE_ONCE = "complaints_complaint_reference_key"


class NotReceivedYet(Refusal):
    """The receipt lies in the future, or its moment and its day do not agree."""

    code = "not_received_yet"


class ReferenceTaken(Refusal):
    """Another complaint has this reference."""

    code = "reference_taken"


class BasisMissing(Refusal):
    """The advisory procedure follows from a rule or a decision, which is named."""

    code = "basis_missing"
    article = "Awb 9:13"


class NothingDiffers(Refusal):
    """A letter is split only where category, complainant or responsible unit differs."""

    code = "nothing_differs"


class NoClients(Refusal):
    """One letter for several clients names them, and no reference: each complaint takes its own."""

    code = "no_clients"


class NotForYourRole(Refusal):
    """Who registers must handle complaints, in this unit."""

    code = "not_allowed"


@transaction.atomic
def register(*, actor: Actor, now: datetime, intake: Intake) -> Complaint:
    """Register a complaint (registreren, Awb 9:12a) and start its clocks.

    Raises ``Unusable`` for a value that does not fit, :class:`NotReceivedYet`,
    :class:`ReferenceTaken`, ``AgainstTheLaw`` for a receipt before 2014, ``RefusedByDatabase`` for
    conduct that ends before it began, and ``NotAssignable`` (9:7) for the handler.
    """
    _require_role(actor, intake)
    _require_received(intake, now)
    complaint = _complaint(intake)
    _require_possible(complaint, intake, actor, now)
    handling = _handling_term(complaint)
    if not complaint.is_intervention:
        clocks.set_counting_days(complaint, handling)
    _store(complaint)
    _store_people(complaint, intake)
    if complaint.is_intervention:
        _open_intervention(complaint, intake.intervention or InterventionEntry(), actor, now)
    else:
        clocks.open_all(complaint, handling, actor=actor, now=now)
        if intake.persons_complained_about:
            clocks.open_copy(complaint, named_on=complaint.received_on, actor=actor, now=now)
    if intake.handler_id is not None:
        assigning.require_assignable(complaint, intake.handler_id)
        Complaint.objects.filter(pk=complaint.pk).update(handler_id=intake.handler_id)
        complaint.refresh_from_db()
    trail.append(action="register", actor=actor, now=now, complaint=complaint, changes=trail.first_values(complaint))
    search.feed([complaint.pk])
    return complaint


@transaction.atomic
def register_each(*, actor: Actor, now: datetime, intake: Intake, clients: Sequence[PartyEntry]) -> list[Complaint]:
    """Register one letter for many clients as as many complaints, in one go.

    Each client is the complainant of a complaint of his own; the parties of ``intake``, a
    representative say, take part in all. Raises :class:`NoClients`, and as :func:`register`; then
    none is registered.
    """
    if not clients:
        raise NoClients(_("Name the clients, one on each line."), field="clients")
    if intake.reference.strip():
        raise NoClients(_("Each complaint takes a number of its own; leave the reference empty."), field="reference")
    return [
        register(actor=actor, now=now, intake=replace(intake, parties=(client, *intake.parties), complainants=1))
        for client in clients
    ]


def _require_role(actor: Actor, intake: Intake) -> None:
    if actor.user is None:
        return
    if not access.may_register(actor.user, unit_id=intake.unit_id, category=intake.category):
        raise NotForYourRole(_("Your role does not cover registering this."))


def _require_received(intake: Intake, now: datetime) -> None:
    require_moment(intake.received_at, field="received_at")
    if intake.received_on > law.local_day(now) or (intake.received_at and intake.received_at > now):
        raise NotReceivedYet(_("The receipt is in the future; give the day on which it arrived."), field="received_on")
    if intake.received_at and law.local_day(intake.received_at) != intake.received_on:
        raise NotReceivedYet(_("The moment of receipt does not fall on the day of receipt."), field="received_on")


def _require_possible(complaint: Complaint, intake: Intake, actor: Actor, now: datetime) -> None:
    require_usable(complaint)
    facts.require_conduct(complaint, today=law.local_day(now))
    facts.require_unit(complaint.unit_id, field="unit")
    facts.require_seen(intake.repeats_id, actor=actor, field="repeats")
    _require_split(intake, actor)
    if complaint.procedure == Procedure.COMMITTEE and not complaint.procedure_basis.strip():
        raise BasisMissing(_("Name the rule or decision that sets up the committee."), field="procedure_basis")
    if not complaint.is_intervention and intake.intervention not in {None, InterventionEntry()}:
        raise Unusable(_("Only an intervention of the ombudsman has these details."), field="category")


def _require_split(intake: Intake, actor: Actor) -> None:
    """Refuse with :class:`NothingDiffers` a complaint split from one that is the same in all that counts."""
    facts.require_seen(intake.split_from_id, actor=actor, field="split_from")
    if intake.split_from_id is None:
        return
    first = Complaint.objects.get(pk=intake.split_from_id)
    complaining = {party.name for party in intake.parties if party.role == PartyRole.COMPLAINANT}
    same_people = not complaining.isdisjoint(
        first.parties.filter(role=PartyRole.COMPLAINANT).values_list("name", flat=True)
    )
    if same_people and (first.category, first.unit_id) == (intake.category, intake.unit_id):
        raise NothingDiffers(
            _("A complaint is split where the category, the complainant or the unit differs; else add a part."),
            field="category",
        )


def _handling_term(complaint: Complaint) -> law.HandlingTerm:
    """Awb 9:11; asked for an intervention too, so that no receipt lies outside the calendar."""
    with lawfully(field="received_on"):
        return law.handling_term(
            complaint.received_on, procedure=LawProcedure(complaint.procedure), calendar=calendar.current()
        )


def _complaint(intake: Intake) -> Complaint:
    oral = intake.form == Form.ORAL
    return Complaint(
        reference=intake.reference.strip() or numbers.next_reference(year=intake.received_on.year),
        received_at=intake.received_at,
        received_on=intake.received_on,
        regime=intake.regime or (Regime.CAREFUL if oral else Regime.FORMAL),
        form=intake.form,
        channel=intake.channel,
        language=intake.language,
        category=intake.category,
        unit_id=intake.unit_id,
        procedure_kind=intake.procedure_kind,
        labels=list(intake.labels),
        description=intake.description,
        conduct_from=intake.conduct_from,
        conduct_until=intake.conduct_until,
        conduct_continues=intake.conduct_continues,
        complainants=intake.complainants,
        procedure=intake.procedure,
        procedure_basis=intake.procedure_basis,
        repeats_id=intake.repeats_id,
        split_from_id=intake.split_from_id,
        status=Status.REGISTERED,
    )


def _store(complaint: Complaint) -> None:
    taken = ReferenceTaken(
        _("The reference %(reference)s is taken.") % {"reference": complaint.reference}, field="reference"
    )
    if Complaint.objects.filter(reference=complaint.reference).exists():
        raise taken
    try:
        complaint.save(force_insert=True)
    except IntegrityError as error:
        # Somebody registered the same reference at the same moment.
        raise taken if constraint_of(error) == _REFERENCE_ONCE else refusal_of(error) from error


def _store_people(complaint: Complaint, intake: Intake) -> None:
    for number, entry in enumerate(intake.parties):
        party = Party(complaint=complaint, **vars(entry))
        _require_agreement(party, f"parties-{number}-email")
        require_bsn(party.bsn, field=f"parties-{number}-bsn")
        require_text(party.name, _("A party has a name."), field=f"parties-{number}-name")
        require_usable(party, prefix=f"parties-{number}-")
        party.save()
    named: set[int] = set()
    for number, person_entry in enumerate(intake.persons_complained_about):
        _store_person(complaint, person_entry, named, prefix=f"persons-{number}-")
    for number, conduct in enumerate(intake.parts, start=1):
        part = Part(complaint=complaint, number=number, conduct=conduct)
        require_text(conduct, _("Say which conduct this part is about."), field=f"parts-{number - 1}-conduct")
        require_usable(part, prefix=f"parts-{number - 1}-")
        part.save()


def _store_person(complaint: Complaint, entry: PersonEntry, named: set[int], *, prefix: str) -> None:
    person = PersonComplainedAbout(complaint=complaint, **vars(entry))
    require_usable(person, prefix=prefix)
    if not (person.name.strip() or person.job_title.strip() or person.user_id):
        raise Unusable(_("Give a name, a job title or a user."), field=f"{prefix}name")
    facts.require_unit(person.unit_id, field=f"{prefix}unit")
    facts.require_user(person.user_id, field=f"{prefix}user")
    if person.user_id is not None:
        if person.user_id in named:
            raise Unusable(_("This person is named already."), field=f"{prefix}user")
        named.add(person.user_id)
    person.save()


def _require_agreement(party: Party, field: str) -> None:
    if party.email_agreed_on is not None and not party.email:
        raise Unusable(_("Who agrees to e-mail gives an e-mail address."), field=field, article="Awb 2:8")


def _open_intervention(complaint: Complaint, entry: InterventionEntry, actor: Actor, now: datetime) -> None:
    details = Intervention(
        complaint=complaint,
        ombudsman_reference=entry.ombudsman_reference,
        officer=entry.officer,
        subject=entry.subject,
        about_id=entry.about_id,
    )
    if entry.subject == Category.OMBUDSMAN:
        raise Unusable(_("The subject is one of the other categories."), field="subject")
    require_usable(details)
    facts.require_seen(entry.about_id, actor=actor, field="about")
    require_moment(entry.answer_by, field="answer_by")
    details.save()
    if entry.answer_by is None:
        return
    last_day = law.local_day(entry.answer_by)
    if last_day < complaint.received_on:
        raise Unusable(_("The answer is not due before the intervention came in."), field="answer_by")
    steps = (Step(complaint.received_on, Rule.RECEIPT), Step(last_day, Rule.LAST_DAY, "Awb 9:31"))
    clocks.open_one(
        complaint,
        clocks.Span(ClockKind.OMBUDSMAN_REPLY, complaint.received_on, last_day, steps),
        ends_at=entry.answer_by,
        actor=actor,
        now=now,
    )
    Complaint.objects.filter(pk=complaint.pk).update(last_day=last_day)
    complaint.last_day = last_day
