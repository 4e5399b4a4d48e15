"""Commitments: what was promised to the complainant (Awb 9:5), kept or broken."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint
from complaints.record import clocks, promising, reopening, trail
from complaints.record.case import Case, WrongDay, open_case
from complaints.record.checking import require_printable, require_text
from complaints.record.promising import Promise
from complaints.vocabulary import ClockKind, CommitmentState, OtherReason, Status
from complaints.workflow import Action, Refusal


class NoSuchCommitment(Refusal):
    """The complaint has no commitment of this number."""

    code = "no_such_commitment"


class CommitmentEnded(Refusal):
    """The commitment was kept or broken before."""

    code = "commitment_ended"


@transaction.atomic
def promise(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    text: str,
    made_on: date,
    due_on: date,
    owner_id: int | None = None,
    owner_name: str = "",
) -> Complaint:
    """Record a promise to the complainant (toezegging, Awb 9:5), its owner and the local day it is due.

    The owner is an active user, or somebody named. Its clock runs on when the complaint is closed.
    Raises ``WrongDay`` for a promise from after today or before receipt, or due before it was
    made; ``Unusable`` for what is empty or unfit.
    """
    case = open_case(Action.PROMISE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    made = Promise(text=text, made_on=made_on, due_on=due_on, owner_id=owner_id, owner_name=owner_name)
    number = promising.add(case, made).number
    return case.save(commitment=[None, number])


@transaction.atomic
def keep(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    kept_on: date,
    remark: str = "",
) -> Complaint:
    """Record that a commitment was kept, on which local day; meets its clock.

    Raises :class:`NoSuchCommitment`, :class:`CommitmentEnded`, ``WrongDay`` for a day after today
    or before the promise, and ``Unusable`` for an unfit remark.
    """
    case = open_case(Action.KEEP_COMMITMENT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_printable(remark, field="remark")
    _end(case, number, CommitmentState.KEPT, kept_on, "kept_on", remark)
    clocks.meet(case.complaint, ClockKind.COMMITMENT, on=kept_on, now=case.now, subject=number)
    return case.save(commitment=[None, number], kept_on=[None, kept_on.isoformat()])


@transaction.atomic
def break_off(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    broken_on: date,
    remark: str,
) -> Complaint:
    """Record that a commitment is not kept, from which local day on; its clock ends.

    A complaint that was closed as settled is reopened (Awb 9:5): the satisfaction rested on the
    promise. Raises :class:`NoSuchCommitment`, :class:`CommitmentEnded`, ``Unusable`` without a
    remark, and ``WrongDay`` for a day after today or before the promise or the closing it undoes.
    """
    case = open_case(Action.BREAK_COMMITMENT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(remark, _("Say why the commitment is not kept."), field="remark", longest=trail.LONGEST_REASON)
    _end(case, number, CommitmentState.BROKEN, broken_on, "broken_on", remark)
    clocks.drop(case.complaint, ClockKind.COMMITMENT, now=now, subject=number)
    if case.complaint.status == Status.CLOSED and case.complaint.other_reason == OtherReason.SETTLED:
        reopening.reopen(case, on=broken_on, field="broken_on", reason=remark)
    return case.save(reason=remark, commitment=[None, number], broken_on=[None, broken_on.isoformat()])


def _end(case: Case, number: int, state: CommitmentState, on: date, field: str, remark: str) -> None:
    commitment = case.complaint.commitments.filter(number=number).first()
    if commitment is None:
        raise NoSuchCommitment(_("This complaint has no such commitment."), field="number")
    if commitment.state != CommitmentState.OPEN:
        raise CommitmentEnded(_("This commitment was kept or broken before."), field="number")
    case.require_day(on, field)
    if on < commitment.made_on:
        raise WrongDay(_("This is before the commitment was made."), field=field)
    commitment.state, commitment.ended_on, commitment.remark = state, on, remark
    commitment.save(update_fields=["state", "ended_on", "remark"])
