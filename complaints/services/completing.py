"""Completion: ask for what a complaint lacks (Awb 9:4), and record that it came."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint
from complaints.record import clocks
from complaints.record.case import WrongDay, open_case, require_due
from complaints.record.checking import require_text
from complaints.vocabulary import ActKind, ClockKind, Method
from complaints.workflow import Action, Refusal

_ARTICLE = "Awb 9:4"


class NotAsked(Refusal):
    """No completion was asked, or it came already."""

    code = "not_asked"
    article = _ARTICLE


@transaction.atomic
def ask_completion(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    asked_on: date,
    reply_by: date,
    method: Method,
    missing: str,
) -> Complaint:
    """Ask the complainant for what is missing (verzoek om aanvulling, Awb 9:4), by a local day.

    The handling term runs on from first receipt: no suspension exists. Raises ``Unusable`` without
    what is missing, ``WrongDay`` for a question from after today or an answer before it.
    """
    case = open_case(Action.ASK_COMPLETION, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(asked_on, "asked_on")
    require_text(missing, _("Say what is missing."), field="missing", article=_ARTICLE)
    message = _("The answer is asked by the day of the question, or later.")
    require_due(reply_by, since=asked_on, message=message, field="reply_by")
    case.add_act(ActKind.COMPLETION_ASKED, asked_on, method=method, detail=missing, reply_by=reply_by)
    span = clocks.agreed_span(ClockKind.COMPLETION, asked_on, reply_by, article=_ARTICLE)
    clocks.open_one(case.complaint, span, ends_at=None, actor=actor, now=now)
    return case.save(completion_asked=[None, asked_on.isoformat()])


@transaction.atomic
def complete(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    completed_on: date,
    detail: str,
) -> Complaint:
    """Record that the complainant completed his complaint (aanvulling), on a local day; meets the clock.

    Raises :class:`NotAsked`, ``Unusable`` without what came, and ``WrongDay`` for a day before the question.
    """
    case = open_case(Action.COMPLETE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(completed_on, "completed_on")
    require_text(detail, _("Say what came in."), field="detail")
    clock = case.complaint.clocks.running().filter(kind=ClockKind.COMPLETION).first()
    if clock is None:
        raise NotAsked(_("No completion was asked, or it came in already."))
    if completed_on < clock.starts_on:
        raise WrongDay(_("This is before the completion was asked."), field="completed_on")
    case.add_act(ActKind.COMPLETED, completed_on, detail=detail)
    clocks.meet(case.complaint, ClockKind.COMPLETION, on=completed_on, now=case.now)
    return case.save(completed=[None, completed_on.isoformat()])
