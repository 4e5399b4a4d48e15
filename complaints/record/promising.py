"""A commitment added to a case (toezegging, Awb 9:5): by itself, or with the closing that rests on it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from complaints.models import Commitment, User
from complaints.record import clocks, numbers
from complaints.record.case import Case, require_due
from complaints.record.checking import Unusable, require_text, require_usable
from complaints.vocabulary import ClockKind


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is promised, on which local day, until which; its owner is a user, or somebody named."""

    text: str
    made_on: date
    due_on: date
    owner_id: int | None = None
    owner_name: str = ""


def add(case: Case, promise: Promise, *, prefix: str = "") -> Commitment:
    """Record a promise and start its clock, which runs on when the complaint is closed.

    ``prefix`` goes before the field in a refusal. Raises ``WrongDay`` for a promise from after today
    or before receipt, or due before it was made; ``Unusable`` for what is empty or unfit.
    """
    require_text(promise.text, _("Say what was promised."), field=f"{prefix}text", article="Awb 9:5")
    case.require_day(promise.made_on, f"{prefix}made_on")
    message = _("A commitment is due on the day it was made, or later.")
    require_due(promise.due_on, since=promise.made_on, message=message, field=f"{prefix}due_on")
    _require_owner(promise, prefix)
    number = numbers.next_number(case.complaint.commitments)
    commitment = Commitment(complaint=case.complaint, number=number, **vars(promise))
    require_usable(commitment, prefix=prefix)
    commitment.save()
    span = clocks.agreed_span(ClockKind.COMMITMENT, promise.made_on, promise.due_on, article="Awb 9:5", subject=number)
    clocks.open_one(case.complaint, span, ends_at=None, actor=case.actor, now=case.now)
    return commitment


def _require_owner(promise: Promise, prefix: str) -> None:
    if promise.owner_id is None:
        require_text(promise.owner_name, _("Say who keeps the commitment."), field=f"{prefix}owner_name")
    elif not User.objects.filter(pk=promise.owner_id, is_active=True).exists():
        raise Unusable(_("This user does not exist, or left."), field=f"{prefix}owner_id")
