"""Declining: not taking up a complaint, on one of the grounds of Awb 9:8."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access, law
from complaints.access import Actor
from complaints.law.days import YEARS
from complaints.models import Application, Complaint
from complaints.record import clocks, ending
from complaints.record.case import Case, WrongDay, open_case
from complaints.record.checking import Unusable, require_text
from complaints.vocabulary import ClockKind, DeclineGround, Method, OtherReason, Regime, Role, Status
from complaints.workflow import Action, Refusal

#: Grounds that a failure to decide in time never carries: its test is the conduct, not the category.
_ABOUT_A_DECISION = {
    DeclineGround.OBJECTION: "Awb 9:8 lid 1 onder c",
    DeclineGround.APPEAL: "Awb 9:8 lid 1 onder d",
}


class GroundDoesNotHold(Refusal):
    """The ground for not handling does not fit what is known of the conduct (Awb 9:8)."""

    code = "ground_does_not_hold"
    article = "Awb 9:8 lid 1"


class CoordinatorDecides(Refusal):
    """That objection or appeal was possible is for a coordinator to say, with the reason."""

    code = "coordinator_decides"


@transaction.atomic
def decline(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    ground: DeclineGround,
    sent_on: date,
    method: Method,
    reason: str,
    follow_up_on: date | None = None,
) -> Complaint:
    """Close as not taken up (niet in behandeling nemen, Awb 9:8), by the notice sent on a local day.

    The notice is due four weeks after receipt (lid 3); a later one is recorded as late. Ground (f)
    lasts as long as the criminal case: ``follow_up_on`` is the day on which it is looked at again,
    and starts a clock. Raises :class:`GroundDoesNotHold` where what is known contradicts the ground,
    :class:`CoordinatorDecides` for (c) and (d), ``Unusable`` and ``WrongDay``.
    """
    case = open_case(Action.DECLINE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Give the reason for not handling."), field="reason", article="Awb 9:8")
    if ground not in DeclineGround.values:
        raise Unusable(_("This is no ground of Awb 9:8."), field="ground")
    _require_holds(case, ground)
    _require_follow_up(ground, sent_on, follow_up_on)
    case.complaint.decline_ground = ground
    complaint = ending.end_without_verdict(
        case, OtherReason.DECLINED, sent_on, "sent_on", method, reason, **_follow_up(follow_up_on)
    )
    if follow_up_on is not None:
        span = clocks.agreed_span(ClockKind.REVIVAL, sent_on, follow_up_on, article="Awb 9:8 lid 1 onder f")
        clocks.open_one(complaint, span, ends_at=None, actor=actor, now=now)
    return complaint


def _require_holds(case: Case, ground: DeclineGround) -> None:
    if ground == DeclineGround.HANDLED_BEFORE:
        _require_handled_before(case.complaint)
    elif ground == DeclineGround.OVER_A_YEAR:
        _require_too_old(case.complaint)
    elif ground in _ABOUT_A_DECISION:
        _require_decided(case, _ABOUT_A_DECISION[ground])


def _require_handled_before(complaint: Complaint) -> None:
    """Awb 9:8 lid 1 onder a: what was settled, withdrawn, declined or handled with care alone (9:2) was not handled."""
    earlier = complaint.repeats
    if earlier is None:  # one of before the register
        return
    has_judgment = earlier.other_reason in ("", OtherReason.NO_JUDGMENT)
    if earlier.status != Status.CLOSED or earlier.regime != Regime.FORMAL or not has_judgment:
        raise GroundDoesNotHold(
            _("The earlier complaint was not handled to a judgment."), field="ground", article="Awb 9:8 lid 1 onder a"
        )


def _require_too_old(complaint: Complaint) -> None:
    known = complaint.conduct_continues or complaint.conduct_until is not None
    until = None if complaint.conduct_continues else complaint.conduct_until
    if known and not law.conduct_too_old(until, complaint.received_on):
        raise GroundDoesNotHold(
            _("The conduct is not more than a year before the complaint."),
            field="ground",
            article="Awb 9:8 lid 1 onder b",
        )


def _require_decided(case: Case, article: str) -> None:
    """Awb 9:8 lid 1 onder c and d: not while the decision that was asked for is outstanding."""
    if Application.objects.filter(complaint=case.complaint, decided_on=None).exists():
        raise GroundDoesNotHold(
            _("There is no decision yet; failing to decide in time can be complained about."),
            field="ground",
            article=article,
        )
    user = case.actor.user
    if user is not None and not access.has_role_in(user, case.complaint.unit_id, Role.COORDINATOR):
        raise CoordinatorDecides(
            _("Whether objection or appeal was possible is for a coordinator to decide."),
            field="ground",
            article=article,
        )


def _require_follow_up(ground: DeclineGround, sent_on: date, follow_up_on: date | None) -> None:
    article = "Awb 9:8 lid 1 onder f"
    if ground != DeclineGround.CRIMINAL:
        if follow_up_on is not None:
            raise Unusable(_("Only a criminal case is followed up."), field="follow_up_on", article=article)
        return
    if follow_up_on is None:
        raise Unusable(
            _("Say on which day the criminal case is looked at again."), field="follow_up_on", article=article
        )
    if follow_up_on <= sent_on or follow_up_on.year not in YEARS:
        raise WrongDay(
            _("The criminal case is looked at again after the notice."), field="follow_up_on", article=article
        )


def _follow_up(on: date | None) -> dict[str, Any]:
    return {} if on is None else {"follow_up_on": [None, on.isoformat()]}
