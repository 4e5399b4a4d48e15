"""Corrections: recategorise, edit, void and reopen."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint
from complaints.record import clocks
from complaints.record.case import Case, open_case
from complaints.record.checking import require_text
from complaints.vocabulary import ActKind, Category, Superseded
from complaints.workflow import LEADS_TO, Action, Refusal

#: Columns that a person may change as such; none of them moves a date.
EDITABLE = frozenset(
    {
        "channel",
        "complainants",
        "conduct_continues",
        "conduct_from",
        "conduct_until",
        "description",
        "labels",
        "language",
        "procedure_kind",
        "regime",
        "unit",
    }
)


class AnotherKind(Refusal):
    """A complaint never becomes an intervention of the ombudsman, nor the other way round."""

    code = "another_kind"


class NotEditable(Refusal):
    """This column changes by an act of its own, or never."""

    code = "not_editable"


class NoSuchOriginal(Refusal):
    """The complaint of which this is said to be a duplicate does not exist, or is this one."""

    code = "no_such_original"


@transaction.atomic
def recategorise(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, category: Category, reason: str
) -> Complaint:
    """Change the category (categorie); no clock moves. Raises :class:`AnotherKind`."""
    case = open_case(Action.RECATEGORISE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the category changes."), field="reason")
    if category is Category.OMBUDSMAN:
        raise AnotherKind(_("An intervention of the ombudsman is registered as such."), field="category")
    case.complaint.category = category
    return case.save(reason=reason)


@transaction.atomic
def edit(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, changes: Mapping[str, object]
) -> Complaint:
    """Change what is written down about a complaint: the columns of :data:`EDITABLE`, no others.

    Raises :class:`NotEditable` and ``Unusable``.
    """
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    for name, value in changes.items():
        if name not in EDITABLE:
            raise NotEditable(_("This is not changed here."), field=name)
        setattr(case.complaint, name, value)
    return case.save()


@transaction.atomic
def void(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    reason: str,
    duplicate_of: str = "",
) -> Complaint:
    """Declare a registration void (vervallen): a duplicate or an error, never counted.

    ``duplicate_of`` is the reference of the original, where there is one. Raises
    :class:`NoSuchOriginal`.
    """
    case = open_case(Action.VOID, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the registration is void."), field="reason")
    case.complaint.duplicate_of = _original(case, duplicate_of.strip())
    _clear_outcome(case.complaint)
    case.complaint.status = LEADS_TO[Action.VOID]
    case.add_act(ActKind.VOIDED, case.today, detail=reason)
    clocks.stop_all(case.complaint, because=Superseded.VOIDED, now=now)
    return case.save(reason=reason)


@transaction.atomic
def reopen(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, reason: str, reopened_on: date
) -> Complaint:
    """Reopen a closed complaint (heropenen): its handling clock runs again, from first receipt.

    It stays received once, and is judged in the month of its last closing.
    """
    case = open_case(Action.REOPEN, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the complaint is reopened."), field="reason")
    case.require_day(reopened_on, "reopened_on")
    _clear_outcome(case.complaint)
    case.complaint.status = LEADS_TO[Action.REOPEN]
    clocks.restart(case.complaint, actor=actor, now=now)
    case.add_act(ActKind.REOPENED, reopened_on, detail=reason)
    return case.save(reason=reason)


def _clear_outcome(complaint: Complaint) -> None:
    complaint.verdict = complaint.other_reason = complaint.decline_ground = ""
    complaint.partly = False
    complaint.closed_on = complaint.closed_at = None


def _original(case: Case, reference: str) -> Complaint | None:
    if not reference:
        return None
    original = Complaint.objects.filter(reference=reference).exclude(pk=case.complaint.pk).first()
    if original is None:
        raise NoSuchOriginal(
            _("There is no other complaint with reference %(reference)s.") % {"reference": reference},
            field="duplicate_of",
        )
    return original
