"""Corrections: recategorise, edit, void and reopen."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint, Unit
from complaints.record import assigning, clocks, facts, reopening, trail
from complaints.record.case import Case, open_case
from complaints.record.checking import Unusable, require_printable, require_text
from complaints.vocabulary import ActKind, Category, Status, Superseded
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
    """The complaint of which this is said to be a duplicate does not count: unknown, void, or this one."""

    code = "no_such_original"


class BeingChanged(Refusal):
    """Somebody is changing the original at this very moment."""

    code = "being_changed"


@transaction.atomic
def recategorise(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, category: Category, reason: str
) -> Complaint:
    """Change the category (categorie); no clock moves. Raises :class:`AnotherKind`."""
    case = open_case(Action.RECATEGORISE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the category changes."), field="reason", longest=trail.LONGEST_REASON)
    if category == Category.OMBUDSMAN:
        raise AnotherKind(_("An intervention of the ombudsman is registered as such."), field="category")
    case.complaint.category = category
    return case.save(reason=reason)


@transaction.atomic
def edit(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, changes: Mapping[str, object]
) -> Complaint:
    """Change what is written down about a complaint: the columns of :data:`EDITABLE`, no others.

    ``unit`` is an active :class:`~complaints.models.Unit` or None. Raises :class:`NotEditable`,
    ``NotAssignable`` for a unit in which its handler does not handle complaints, ``Unusable``, and
    ``RefusedByDatabase`` for conduct that ends before it began.
    """
    case = open_case(Action.EDIT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    for name, value in changes.items():
        if name not in EDITABLE:
            raise NotEditable(_("This is not changed here."), field=name)
        if name == "unit" and not isinstance(value, Unit | None):
            raise Unusable(_("This value cannot be read."), field=name)
        setattr(case.complaint, name, value)
    if "unit" in changes:
        facts.require_unit(case.complaint.unit_id, field="unit")
        if case.complaint.handler_id is not None:
            assigning.require_assignable(case.complaint, case.complaint.handler_id, field="unit")
    facts.require_conduct(case.complaint, today=case.today)
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

    ``duplicate_of`` is the reference of the original, where there is one; a void registration is
    no original, for then neither would count. Raises :class:`NoSuchOriginal` and
    :class:`BeingChanged`.
    """
    case = open_case(Action.VOID, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the registration is void."), field="reason", longest=trail.LONGEST_REASON)
    case.complaint.duplicate_of = _original(case, duplicate_of.strip())
    reopening.clear_outcome(case.complaint)
    clocks.recount_days(case.complaint)
    case.complaint.status = LEADS_TO[Action.VOID]
    case.add_act(ActKind.VOIDED, case.today, detail=reason)
    clocks.stop_all(case.complaint, because=Superseded.VOIDED, now=now)
    return case.save(reason=reason)


@transaction.atomic
def reopen(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, reason: str, reopened_on: date
) -> Complaint:
    """Reopen a closed complaint (heropenen): its handling clock runs again, from first receipt.

    It stays received once, and is judged in the month of its last closing. Raises ``WrongDay`` for
    a day after today or before the closing.
    """
    case = open_case(Action.REOPEN, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the complaint is reopened."), field="reason", longest=trail.LONGEST_REASON)
    reopening.reopen(case, on=reopened_on, field="reopened_on", reason=reason)
    return case.save(reason=reason)


def _original(case: Case, reference: str) -> Complaint | None:
    if not reference:
        return None
    require_printable(reference, field="duplicate_of", is_long=False)
    others = access.visible_to(case.actor).filter(reference=reference).exclude(pk=case.complaint.pk)
    if not others.exists():
        raise NoSuchOriginal(
            _("There is no other complaint with reference %(reference)s.") % {"reference": reference},
            field="duplicate_of",
        )
    # Two that are declared a duplicate of each other at once must not wait for each other.
    original = others.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
    if original is None:
        raise BeingChanged(_("The original is being changed at this moment; try again."), field="duplicate_of")
    if original.status == Status.VOID:
        raise NoSuchOriginal(
            _("%(reference)s is void itself; name the registration that counts.") % {"reference": reference},
            field="duplicate_of",
        )
    return original
