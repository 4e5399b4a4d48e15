"""Handling: acknowledge, take up, assign, and what is sent along the way."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint
from complaints.record import assigning, clocks
from complaints.record.case import open_case
from complaints.vocabulary import ActKind, ClockKind, Method, Procedure
from complaints.workflow import LEADS_TO, Action, Refusal

#: Acts that are only recorded: sent on a day.
PLAIN_ACTS = frozenset({ActKind.COPIED})


class Involved(Refusal):
    """Who takes a complaint up declares that he was not involved in the conduct."""

    code = "involved"
    article = "Awb 9:7"


class NotYours(Refusal):
    """Another handler has the complaint; only he can declare for himself."""

    code = "not_yours"


class NobodyAdvises(Refusal):
    """An acknowledgement does not announce an advice in the ordinary procedure."""

    code = "nobody_advises"
    article = "Awb 9:15 lid 1"


class NoPlainAct(Refusal):
    """This act has a service of its own."""

    code = "no_plain_act"


@transaction.atomic
def acknowledge(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    happened_on: date,
    method: Method,
    addressee: str = "",
    detail: str = "",
    names_adviser: bool = False,
) -> Complaint:
    """Record that the acknowledgement (ontvangstbevestiging, Awb 9:6) was sent, and on which day.

    ``names_adviser``: it says that a person or committee will advise (9:15 lid 1). Raises
    :class:`NobodyAdvises` where that is not so, ``WrongDay`` for a day after today or before receipt.
    """
    case = open_case(Action.ACKNOWLEDGE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    if names_adviser and case.complaint.procedure != Procedure.COMMITTEE:
        raise NobodyAdvises(_("In the ordinary procedure nobody advises."), field="names_adviser")
    code = Procedure.COMMITTEE if names_adviser else ""
    case.add_act(ActKind.ACKNOWLEDGED, happened_on, method=method, addressee=addressee, detail=detail, code=code)
    clocks.meet(case.complaint, ClockKind.ACKNOWLEDGEMENT, on=happened_on, now=case.now)
    return case.save(acknowledged_on=[None, happened_on.isoformat()])


@transaction.atomic
def record_act(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    kind: ActKind,
    happened_on: date,
    method: Method,
    addressee: str = "",
    detail: str = "",
) -> Complaint:
    """Record an act that only has its day: the copy sent (9:9).

    Raises :class:`NoPlainAct` for any other kind, ``WrongDay`` as above.
    """
    case = open_case(Action.RECORD, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if kind not in PLAIN_ACTS:
        raise NoPlainAct(_("This act has a form of its own."), field="kind")
    case.require_day(happened_on, "happened_on")
    case.add_act(kind, happened_on, method=method, addressee=addressee, detail=detail)
    clocks.meet(case.complaint, ClockKind.COPY, on=happened_on, now=case.now)
    done: dict[str, Any] = {ActKind(kind).value: [None, happened_on.isoformat()]}
    return case.save(**done)


@transaction.atomic
def take_up(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    happened_on: date,
    not_involved: bool,
) -> Complaint:
    """Take a complaint up (in behandeling nemen); meets the four weeks of Awb 9:8 lid 3.

    The handler declares that he was not involved in the conduct (9:7); an unassigned complaint
    becomes his. Raises :class:`Involved`, :class:`NotYours`, ``NotAssignable`` and ``WrongDay``.
    """
    case = open_case(Action.TAKE_UP, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    if not not_involved:
        raise Involved(
            _("Declare that you were not involved; else have it assigned to a colleague."), field="not_involved"
        )
    if actor.user is not None:
        if case.complaint.handler_id not in (None, actor.user.pk):
            raise NotYours(_("This complaint is assigned to %(handler)s.") % {"handler": case.complaint.handler})
        case.complaint.handler = assigning.require_assignable(case.complaint, actor.user.pk, field="not_involved")
    case.complaint.status = LEADS_TO[Action.TAKE_UP]
    case.add_act(ActKind.TAKEN_UP, happened_on)
    clocks.meet(case.complaint, ClockKind.TAKE_UP, on=happened_on, now=case.now)
    return case.save(not_involved=[None, True])


@transaction.atomic
def assign(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    handler_id: int | None,
    reason: str = "",
) -> Complaint:
    """Assign a complaint to a handler (toewijzen), or with None release it.

    Raises ``NotAssignable`` for who is complained about, was involved, or does not handle here.
    """
    case = open_case(Action.ASSIGN, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if handler_id is None:
        case.complaint.handler = None
    else:
        case.complaint.handler = assigning.require_assignable(case.complaint, handler_id)
    return case.save(reason=reason)
