"""Newer facts of an open complaint: each is written as the act that it is, by the rules of the services.

What a file tells has happened: an extension or a consent that came too late is kept as without legal
effect, and an ending is the day on which it was.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from complaints import access, law
from complaints.access import Actor
from complaints.models import Complaint, Consent, Extension, Party, User
from complaints.record import assigning, clocks, trail
from complaints.record.case import Case
from complaints.record.checking import require_usable
from complaints.services.importing.comparing import ACTS, CONSENT, ENDING, EXTENSION, first_party, is_named
from complaints.services.importing.drafting import Keys
from complaints.services.importing.rows import RegisterRow, RowConsent, RowExtension
from complaints.vocabulary import (
    ActKind,
    Category,
    ClockKind,
    OtherReason,
    PartyRole,
    Status,
    Superseded,
    Verdict,
)
from complaints.workflow import Action, Refusal

#: What is only written down; nothing follows from it.
_WRITTEN: Final = ("channel", "complainants", "description", "procedure_kind")
_PEOPLE: Final = ("complainant_name", "complainant_email", "v_number", "representative")
#: What no file changes: a term or a regime would follow from it.
_FIXED: Final = ("received_at", "form", "procedure")
_MEETS: Final = {ActKind.ACKNOWLEDGED: ClockKind.ACKNOWLEDGEMENT, ActKind.COPIED: ClockKind.COPY}
_ENDS_BY: Final = {
    OtherReason.WITHDRAWN: Action.WITHDRAW,
    OtherReason.FORWARDED: Action.FORWARD,
    OtherReason.DECLINED: Action.DECLINE,
    OtherReason.SETTLED: Action.SETTLE,
    OtherReason.NOT_A_COMPLAINT: Action.ROUTE,
}


class NotFromAFile(Refusal):
    """A file says something that is changed at the desk, with a reason, or not at all."""

    code = "not_from_a_file"


@dataclass(frozen=True, slots=True)
class Newer:
    """One update: the row, the columns that are news, and who brings it when."""

    row: RegisterRow
    columns: Collection[str]
    keys: Keys
    actor: Actor
    now: datetime

    def has(self, *columns: str) -> bool:
        """Tell whether one of these columns is news."""
        return any(column in self.columns for column in columns)

    def case(self, complaint: Complaint, action: Action) -> Case:
        """Begin one act on the complaint, which is locked."""
        return Case(complaint, action, self.actor, self.now, trail.snapshot(complaint))


def update(newer: Newer, complaint_id: int) -> None:
    """Write the news of an open complaint, each fact with its event. Raises ``Refusal``."""
    complaint = Complaint.objects.select_for_update(of=("self",), no_key=True).get(pk=complaint_id)
    _require_changeable(newer, complaint)
    for columns, write in _STEPS:
        if newer.has(*columns):
            write(newer, complaint)


def _require_changeable(newer: Newer, complaint: Complaint) -> None:
    for column in _FIXED:
        if newer.has(column):
            raise NotFromAFile(_("It differs from the register; correct it at the desk."), field=column)
    if newer.has("category") and Category.OMBUDSMAN in (newer.row.category, complaint.category):
        raise NotFromAFile(_("A complaint never becomes an intervention, nor the other way round."), field="category")


def _recategorise(newer: Newer, complaint: Complaint) -> None:
    case = newer.case(complaint, Action.RECATEGORISE)
    complaint.category = newer.row.category
    case.save()


def _edit(newer: Newer, complaint: Complaint) -> None:
    case = newer.case(complaint, Action.EDIT)
    for name in _WRITTEN:
        if newer.has(name):
            setattr(complaint, name, getattr(newer.row, name))
    if newer.has("conduct_on"):
        complaint.conduct_from, complaint.conduct_until = newer.row.conduct_from, newer.row.conduct_until
    if newer.has("unit"):
        complaint.unit_id = newer.keys.units[newer.row.unit]
    case.save(**_people(newer, complaint))


def _people(newer: Newer, complaint: Complaint) -> dict[str, Any]:
    """Add the complainant and the representative, or change what is news of them.

    The trail says which columns changed, not what they said: a person's data stay out of it.
    """
    changes: dict[str, Any] = {}
    for role in (PartyRole.COMPLAINANT, PartyRole.REPRESENTATIVE):
        said = first_party(newer.row.parties, role)
        if said is None:
            continue
        known = Party.objects.filter(complaint=complaint, role=role).order_by("id").first()
        party = known or Party(complaint=complaint, role=role, name=said.name)
        told = {"name": said.name if is_named(said) else "", "email": said.email, "v_number": said.v_number}
        changed = sorted(name for name, value in told.items() if value and value != getattr(party, name))
        for name in changed:
            setattr(party, name, told[name])
        require_usable(party)
        party.save()
        if known is None or changed:
            changes[role.value] = [party.pk, changed] if known else [None, party.pk]
    return changes


def _assign(newer: Newer, complaint: Complaint) -> None:
    case = newer.case(complaint, Action.ASSIGN)
    handler = User.objects.get(pk=newer.keys.users[newer.row.handler])
    assigning.require_not_involved(complaint, handler, field="handler")
    if access.is_about(complaint, handler):
        raise NotFromAFile(
            _("The complaint is about this person, who may not handle it."), field="handler", article="Awb 9:7"
        )
    complaint.handler = handler
    case.save()


def _acts(newer: Newer, complaint: Complaint) -> None:
    for column, kind in ACTS.items():
        if newer.has(column):
            _act(newer, complaint, kind, getattr(newer.row, column))


def _act(newer: Newer, complaint: Complaint, kind: ActKind, happened_on: date) -> None:
    is_first = kind is ActKind.TAKEN_UP and complaint.status == Status.REGISTERED
    by_kind = {ActKind.ACKNOWLEDGED: Action.ACKNOWLEDGE, ActKind.TAKEN_UP: Action.TAKE_UP}
    case = newer.case(complaint, by_kind.get(kind, Action.RECORD))
    case.add_act(kind, happened_on)
    if is_first:
        complaint.status = Status.IN_HANDLING
        clocks.meet(complaint, ClockKind.TAKE_UP, on=happened_on, now=case.now)
    elif kind in _MEETS:
        clocks.meet(complaint, _MEETS[kind], on=happened_on, now=case.now)
    told: dict[str, Any] = {kind.value: [None, happened_on.isoformat()]}
    case.save(**told)


def _delays(newer: Newer, complaint: Complaint) -> None:
    if newer.has(*EXTENSION):
        for extension in newer.row.extensions:
            _extend(newer, complaint, extension)
    if newer.has(*CONSENT):
        for consent in newer.row.consents:
            _consent(newer, complaint, consent)


def _extend(newer: Newer, complaint: Complaint, said: RowExtension) -> None:
    case = newer.case(complaint, Action.EXTEND)
    idle = clocks.no_effect_of(complaint, law.Extension(said.weeks, said.notified_on))
    act = case.add_act(ActKind.EXTENDED, said.notified_on, detail=said.reason, no_effect_reason=idle)
    Extension.objects.create(act=act, weeks=said.weeks)
    clocks.redraw(complaint, because=Superseded.EXTENDED, actor=newer.actor, now=newer.now)
    case.save(idle, extension_weeks=[None, said.weeks])


def _consent(newer: Newer, complaint: Complaint, said: RowConsent) -> None:
    case = newer.case(complaint, Action.CONSENT)
    idle = clocks.no_effect_of(complaint, law.Consent(said.until, said.given_on))
    act = case.add_act(ActKind.CONSENTED, said.given_on, detail=said.document, no_effect_reason=idle)
    Consent.objects.create(act=act, until=said.until, document=said.document)
    clocks.redraw(complaint, because=Superseded.CONSENTED, actor=newer.actor, now=newer.now)
    case.save(idle, consent_until=[None, said.until.isoformat()])


def _finish(newer: Newer, complaint: Complaint) -> None:
    if newer.has("duplicate_of"):
        _void(newer, complaint)
    else:
        _end(newer, complaint)


def _void(newer: Newer, complaint: Complaint) -> None:
    case = newer.case(complaint, Action.VOID)
    complaint.duplicate_of = Complaint.objects.get(pk=newer.keys.complaints[newer.row.duplicate_of])
    if complaint.duplicate_of.status == Status.VOID:
        raise NotFromAFile(_("It is void itself; name the registration that counts."), field="duplicate_of")
    complaint.verdict = complaint.other_reason = ""
    complaint.partly = False
    complaint.status = Status.VOID
    case.add_act(ActKind.VOIDED, newer.row.closed_on)
    clocks.stop_all(complaint, because=Superseded.VOIDED, now=newer.now)
    case.save()


def _end(newer: Newer, complaint: Complaint) -> None:
    row, closed_on = newer.row, newer.row.closed_on
    if closed_on is None:  # pragma: no cover - an outcome without a closing does not come through the rules
        raise NotFromAFile(_("It goes only with closed_at."), field="verdict")
    case = newer.case(complaint, _ending_of(row))
    case.require_since_reopening(closed_on, "closed_at")
    if row.other_reason == OtherReason.DECLINED and not row.decline_ground:
        raise NotFromAFile(_("What is not taken up has a ground (Awb 9:8)."), field="decline_ground", article="Awb 9:8")
    complaint.verdict, complaint.partly = row.verdict, bool(row.partly)
    complaint.other_reason, complaint.decline_ground = row.other_reason, row.decline_ground
    complaint.forwarded_to = row.forwarded_to or complaint.forwarded_to
    complaint.status, complaint.closed_on, complaint.closed_at = Status.CLOSED, closed_on, row.closed_at
    if complaint.is_intervention:
        case.add_act(ActKind.ANSWERED_OMBUDSMAN, closed_on)
    clocks.recount_days(complaint)
    case.add_act(ActKind.CLOSED, closed_on, addressee=row.forwarded_to)
    clocks.close_all(complaint, on=closed_on, actor=newer.actor, now=newer.now)
    case.save()


def _ending_of(row: RegisterRow) -> Action:
    if row.category == Category.OMBUDSMAN:
        return Action.ANSWER
    if row.verdict == Verdict.OTHER:
        return _ENDS_BY.get(OtherReason(row.other_reason), Action.CLOSE)
    return Action.CLOSE


_STEPS: Final[Sequence[tuple[Sequence[str], Callable[[Newer, Complaint], None]]]] = (
    (("category",), _recategorise),
    ((*_WRITTEN, *_PEOPLE, "conduct_on", "unit"), _edit),
    (("handler",), _assign),
    (tuple(ACTS), _acts),
    ((*EXTENSION, *CONSENT), _delays),
    (("duplicate_of", *ENDING), _finish),
)
