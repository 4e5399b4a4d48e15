"""The advisory procedure (Awb 9:13 to 9:16): who advises, and the report with the advice.

Who advises hears (9:15 lid 2) and decides whether to refrain (lid 3): ``services.hearing`` records
both. That the body deviates, and why, is part of the judgment (9:16).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint
from complaints.record.case import Case, open_case
from complaints.record.checking import Unusable, require_text
from complaints.vocabulary import ActKind, AdviserKind, Procedure, Verdict
from complaints.workflow import Action, Refusal

_LONGEST_NAME = 200


class NoCommittee(Refusal):
    """The advisory procedure follows from a rule or a decision; it is set at registration with its basis."""

    code = "no_committee"
    article = "Awb 9:13"


class NobodyCharged(Refusal):
    """Nobody was charged with advising yet."""

    code = "nobody_charged"
    article = "Awb 9:14"


@transaction.atomic
def charge(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    adviser_kind: AdviserKind,
    adviser: str,
) -> Complaint:
    """Charge a person or a committee with handling and advising (Awb 9:14 lid 1).

    A coordinator's act, in the advisory procedure alone. Raises :class:`NoCommittee` and ``Unusable``.
    """
    case = open_case(Action.CHARGE_COMMITTEE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    _require_procedure(case)
    if adviser_kind not in AdviserKind.values:
        raise Unusable(_("Say whether a person or a committee advises."), field="adviser_kind")
    require_text(adviser, _("Say who advises."), field="adviser", article="Awb 9:14", longest=_LONGEST_NAME)
    case.complaint.adviser_kind, case.complaint.adviser = adviser_kind, adviser
    return case.save()


@transaction.atomic
def receive_advice(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    received_on: date,
    advised: Verdict,
    detail: str,
) -> Complaint:
    """Record the report of findings with the advice (rapport en advies, Awb 9:15 lid 4).

    ``advised`` is the verdict that is advised (OTHER: no judgment possible), ``detail`` where the
    report is and what it advises. Raises :class:`NoCommittee`, :class:`NobodyCharged`, ``Unusable``
    and ``WrongDay``.
    """
    case = open_case(Action.RECEIVE_ADVICE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    _require_procedure(case)
    if not case.complaint.adviser:
        raise NobodyCharged(_("Record first who advises."))
    case.require_day(received_on, "received_on")
    if advised not in Verdict.values:
        raise Unusable(_("This is no verdict that is known."), field="advised")
    require_text(detail, _("Say where the report is, and what it advises."), field="detail", article="Awb 9:15 lid 4")
    case.add_act(ActKind.ADVISED, received_on, code=advised, detail=detail, addressee=case.complaint.adviser)
    return case.save(advised=[None, received_on.isoformat()])


def _require_procedure(case: Case) -> None:
    if case.complaint.procedure != Procedure.COMMITTEE:
        raise NoCommittee(_("This complaint is handled in the ordinary procedure; nobody advises."))
