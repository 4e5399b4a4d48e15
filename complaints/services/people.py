"""People and parts of a case: parties, persons complained about, who was involved, what is complained of."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint, Involvement, Part, Party, PersonComplainedAbout, User
from complaints.record import clocks, facts, numbers
from complaints.record.case import Case, open_case
from complaints.record.checking import Unusable, require_printable, require_text, require_usable
from complaints.record.identifiers import require_bsn
from complaints.vocabulary import PartyRole
from complaints.workflow import Action, Refusal

#: What of a party may be changed.
PARTY_FIELDS = frozenset({"address", "email", "email_agreed_on", "name", "phone", "role", "v_number", "bsn"})


#: How somebody was involved, in characters.
_LONGEST_INVOLVEMENT = 200


class HandlesItNow(Refusal):
    """The handler cannot be the person complained about; assign the complaint to another first."""

    code = "handles_it_now"
    article = "Awb 9:7"


class NoSuchParty(Refusal):
    """The party is not one of this complaint, or the column cannot be changed."""

    code = "no_such_party"


@transaction.atomic
def add_party(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    name: str,
    role: PartyRole,
    address: str = "",
    email: str = "",
    email_agreed_on: date | None = None,
    phone: str = "",
    v_number: str = "",
    bsn: str = "",
) -> Complaint:
    """Add a complainant, representative or affected person. Raises ``Unusable``."""
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    party = Party(
        complaint=case.complaint,
        name=name,
        role=role,
        address=address,
        email=email,
        email_agreed_on=email_agreed_on,
        phone=phone,
        v_number=v_number,
        bsn=bsn,
    )
    _store_party(party)
    return case.save(party=[None, party.pk])


@transaction.atomic
def change_party(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    party_id: int,
    changes: Mapping[str, object],
) -> Complaint:
    """Change what is known of a party: people move. Raises :class:`NoSuchParty` and ``Unusable``."""
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    party = case.complaint.parties.filter(pk=party_id).first()
    if party is None or not changes.keys() <= PARTY_FIELDS:
        raise NoSuchParty(_("This party does not belong to this complaint."))
    changed = sorted(name for name, value in changes.items() if getattr(party, name) != value)
    for name in changed:
        setattr(party, name, changes[name])
    if "address" in changed:
        party.address_confirmed_on = case.today if party.address else None
    _store_party(party)
    # Which fields changed, not what they said: a person's data stay out of the trail's values.
    return case.save(party=[party.pk, changed])


@transaction.atomic
def confirm_address(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, party_id: int) -> Complaint:
    """Record that a party still lives where the register says, as of today. Raises :class:`NoSuchParty`."""
    case = open_case(Action.LETTER, complaint_id=complaint_id, version=version, actor=actor, now=now)
    party = case.complaint.parties.filter(pk=party_id).exclude(address="").first()
    if party is None:
        raise NoSuchParty(_("This party does not belong to this complaint."))
    party.address_confirmed_on = case.today
    party.save(update_fields=["address_confirmed_on"])
    return case.save(address_confirmed=[party.pk, case.today.isoformat()])


@transaction.atomic
def add_person_complained_about(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    name: str = "",
    job_title: str = "",
    unit_id: int | None = None,
    user: User | None = None,
) -> Complaint:
    """Add whose conduct it concerns (beklaagde). Raises :class:`HandlesItNow` for the handler."""
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if not (name.strip() or job_title.strip() or user):
        raise Unusable(_("Give a name, a job title or a user."), field="name")
    facts.require_unit(unit_id, field="unit")
    _require_not_handler(case, user)
    if user is not None and case.complaint.persons_complained_about.filter(user=user).exists():
        raise Unusable(_("This person is named already."), field="user")
    person = PersonComplainedAbout(complaint=case.complaint, name=name, job_title=job_title, unit_id=unit_id, user=user)
    require_usable(person)
    person.save()
    clocks.open_copy(case.complaint, named_on=case.today, actor=actor, now=now)
    return case.save(person_complained_about=[None, person.pk])


@transaction.atomic
def record_involvement(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, user: User, reason: str = ""
) -> Complaint:
    """Record that a user was involved in the conduct and may not handle it (Awb 9:7)."""
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    _require_not_handler(case, user)
    require_printable(reason, field="reason", longest=_LONGEST_INVOLVEMENT, is_long=False)
    if not case.complaint.involvements.filter(user=user).exists():
        involvement = Involvement(complaint=case.complaint, user=user, reason=reason)
        require_usable(involvement)
        involvement.save()
    return case.save(reason=reason, involved=[None, user.username])


@transaction.atomic
def add_part(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, conduct: str) -> Complaint:
    """Add a part (klachtonderdeel): one conduct. Raises ``Unusable`` for an empty one."""
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(conduct, _("Say which conduct this part is about."), field="conduct")
    part = Part(complaint=case.complaint, number=numbers.next_number(case.complaint.parts), conduct=conduct)
    require_usable(part)
    part.save()
    return case.save(part=[None, part.number])


def _store_party(party: Party) -> None:
    if party.email_agreed_on is not None and not party.email:
        raise Unusable(_("Who agrees to e-mail gives an e-mail address."), field="email", article="Awb 2:8")
    require_text(party.name, _("A party has a name."), field="name")
    require_bsn(party.bsn, field="bsn")
    require_usable(party)
    party.save()


def _require_not_handler(case: Case, user: User | None) -> None:
    if user is not None and case.complaint.handler_id == user.pk:
        raise HandlesItNow(_("This person handles the complaint now; assign it to another first."), field="user")
