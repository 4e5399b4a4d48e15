"""Forwarding: to the body that is competent (Awb 2:3), or to where what is no complaint belongs."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint, PartnerBody
from complaints.record import ending
from complaints.record.case import open_case
from complaints.record.checking import Unusable, require_text
from complaints.vocabulary import ActKind, Method, OtherReason, RouteKind
from complaints.workflow import Action, Refusal

#: To whom something was sent, in characters.
_LONGEST_ADDRESSEE = 200
_ARTICLE = "Awb 2:3"


class ToldAnotherDay(Refusal):
    """The sender is told at the same time as his letter is sent on."""

    code = "told_another_day"
    article = _ARTICLE


@transaction.atomic
def forward(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    forwarded_on: date,
    to: str = "",
    partner_id: int | None = None,
    told_on: date | None = None,
    happened: bool = False,
    method: Method | str = "",
    detail: str = "",
) -> Complaint:
    """Forward to the competent body and tell the sender at the same time (doorzenden, Awb 2:3).

    The body is one of the directory, or named in ``to``. ``told_on`` None: on the same day.
    ``happened`` records that the sender was told on another day; otherwise that is refused with
    :class:`ToldAnotherDay`. Raises ``Unusable`` and ``WrongDay`` besides.
    """
    case = open_case(Action.FORWARD, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if partner_id is not None:
        to = _partner(partner_id)
    require_text(to, _("Say to which body it is forwarded."), field="to", article=_ARTICLE, longest=_LONGEST_ADDRESSEE)
    case.require_day(forwarded_on, "forwarded_on")
    told = forwarded_on if told_on is None else told_on
    case.require_day(told, "told_on")
    if told != forwarded_on and not happened:
        raise ToldAnotherDay(_("Tell the sender on the day on which it is sent on."), field="told_on")
    case.complaint.forwarded_to = to
    case.add_act(ActKind.SENDER_TOLD, told, method=method)
    return ending.end_without_verdict(
        case, OtherReason.FORWARDED, forwarded_on, "forwarded_on", method, detail, addressee=to
    )


@transaction.atomic
def route(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    routed_on: date,
    to: str,
    kind: RouteKind | str = "",
    method: Method | str = "",
    detail: str = "",
) -> Complaint:
    """Close as not a complaint (geen klacht), sent where it belongs: a question, objection or notice.

    Of a notice of default (ingebrekestelling, Awb 4:17) the own term of two weeks runs from receipt,
    so that it is sent on the same day. Raises ``Unusable`` and ``WrongDay``.
    """
    case = open_case(Action.ROUTE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if kind not in ("", *RouteKind.values):
        raise Unusable(_("This is no kind that is known."), field="kind")
    require_text(to, _("Say where it was sent."), field="to", longest=_LONGEST_ADDRESSEE)
    return ending.end_without_verdict(
        case, OtherReason.NOT_A_COMPLAINT, routed_on, "routed_on", method, detail, addressee=to, code=kind
    )


def _partner(partner_id: int) -> str:
    name = PartnerBody.objects.filter(pk=partner_id, is_active=True).values_list("name", flat=True).first()
    if name is None:
        raise Unusable(_("This body is not in the directory, or not any more."), field="partner_id")
    return name
