"""Closing: judge and send the answer, or end in another way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import law
from complaints.access import Actor
from complaints.models import Complaint, Part
from complaints.record import clocks, trail
from complaints.record.case import Case, open_case
from complaints.record.checking import Unusable, require_text, require_usable
from complaints.vocabulary import ActKind, DeclineGround, Method, OtherReason, Verdict
from complaints.workflow import LEADS_TO, Action, Refusal

#: To whom something was sent, in characters.
_LONGEST_ADDRESSEE = 200


@dataclass(frozen=True)
class PartJudgment:
    """What the judgment says of one part (klachtonderdeel): its finding and verdict."""

    finding: str
    verdict: Verdict


class PartUnanswered(Refusal):
    """Every part of a complaint is answered (Awb 9:12)."""

    code = "part_unanswered"
    article = "Awb 9:12 lid 1"


class VerdictDiffersFromParts(Refusal):
    """The verdict of the whole follows from the parts: mixed parts make it partly justified."""

    code = "verdict_differs_from_parts"


class GroundDoesNotHold(Refusal):
    """The ground for not handling does not fit what is known of the conduct (Awb 9:8)."""

    code = "ground_does_not_hold"
    article = "Awb 9:8 lid 1"


@transaction.atomic
def judge(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    findings: str,
    judgment: str,
    conclusions: str,
    has_no_conclusions: bool,
    verdict: Verdict,
    partly: bool = False,
    part_judgments: Mapping[int, PartJudgment] | None = None,
) -> Complaint:
    """Write the judgment (oordeel, Awb 9:12 lid 1); the complaint is then ready to send.

    Findings and judgment are required, conclusions or an explicit "none". ``verdict`` OTHER is a
    judgment that none is possible. ``part_judgments`` is keyed by the part's number. Raises
    ``Unusable``, :class:`PartUnanswered` and :class:`VerdictDiffersFromParts`.
    """
    case = open_case(Action.JUDGE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    complaint = case.complaint
    _require_texts(findings, judgment, conclusions, has_no_conclusions=has_no_conclusions)
    if partly and verdict != Verdict.JUSTIFIED:
        raise Unusable(_("Partly justified is a kind of justified."), field="partly")
    _judge_parts(complaint, part_judgments or {}, verdict, partly=partly)
    complaint.findings, complaint.judgment = findings, judgment
    complaint.conclusions, complaint.has_no_conclusions = conclusions, has_no_conclusions
    complaint.verdict = verdict
    complaint.partly = partly
    complaint.other_reason = OtherReason.NO_JUDGMENT if verdict == Verdict.OTHER else ""
    complaint.status = LEADS_TO[Action.JUDGE]
    case.add_act(ActKind.JUDGED, case.today, detail=verdict)
    return case.save()


@transaction.atomic
def close(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, sent_on: date, method: Method
) -> Complaint:
    """Close a judged complaint (afhandelen): the day on which the letter of Awb 9:12 left.

    Raises ``WrongDay``, and :class:`PartUnanswered` for a part that was added since the judgment.
    """
    case = open_case(Action.CLOSE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    for part in case.complaint.parts.order_by("number"):
        if not (part.finding and part.verdict):
            raise _unanswered(part)
    return _end(case, sent_on, field="sent_on", method=method)


@transaction.atomic
def settle(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    confirmed_on: date,
    method: Method,
    detail: str,
) -> Complaint:
    """Close as settled to the complainant's satisfaction (naar tevredenheid afgedaan, Awb 9:5).

    ``confirmed_on`` is the day on which he said so, ``detail`` what was agreed.
    """
    case = open_case(Action.SETTLE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(detail, _("Say what was agreed with the complainant."), field="detail", article="Awb 9:5")
    return _end_without_verdict(case, OtherReason.SETTLED, confirmed_on, "confirmed_on", method, detail)


@transaction.atomic
def withdraw(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    withdrawn_on: date,
    method: Method,
    detail: str = "",
) -> Complaint:
    """Close as withdrawn (ingetrokken) by the complainant's own statement, received on a day."""
    case = open_case(Action.WITHDRAW, complaint_id=complaint_id, version=version, actor=actor, now=now)
    return _end_without_verdict(case, OtherReason.WITHDRAWN, withdrawn_on, "withdrawn_on", method, detail)


@transaction.atomic
def forward(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    forwarded_on: date,
    to: str,
    method: Method | str = "",
    detail: str = "",
) -> Complaint:
    """Forward to the competent body and tell the sender at the same time (doorzenden, Awb 2:3)."""
    case = open_case(Action.FORWARD, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(to, _("Say to which body it is forwarded."), field="to", article="Awb 2:3", longest=_LONGEST_ADDRESSEE)
    case.complaint.forwarded_to = to
    return _end_without_verdict(case, OtherReason.FORWARDED, forwarded_on, "forwarded_on", method, detail, addressee=to)


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
) -> Complaint:
    """Close as not taken up (niet in behandeling nemen, Awb 9:8), by the notice sent on a day.

    The notice is due four weeks after receipt (lid 3); a later one is recorded as late. Raises
    :class:`GroundDoesNotHold` where the known dates of the conduct contradict the ground.
    """
    case = open_case(Action.DECLINE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Give the reason for not handling."), field="reason", article="Awb 9:8")
    _require_ground(case.complaint, ground)
    case.complaint.decline_ground = ground
    return _end_without_verdict(case, OtherReason.DECLINED, sent_on, "sent_on", method, reason)


@transaction.atomic
def route(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    routed_on: date,
    to: str,
    method: Method | str = "",
    detail: str = "",
) -> Complaint:
    """Close as not a complaint (geen klacht): a question, objection or notice, sent where it belongs."""
    case = open_case(Action.ROUTE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(to, _("Say where it was sent."), field="to", longest=_LONGEST_ADDRESSEE)
    return _end_without_verdict(case, OtherReason.NOT_A_COMPLAINT, routed_on, "routed_on", method, detail, addressee=to)


@transaction.atomic
def answer(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    answered_on: date,
    method: Method,
    detail: str,
) -> Complaint:
    """Close an intervention: the day on which our answer to the ombudsman left (Awb 9:31)."""
    case = open_case(Action.ANSWER, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(detail, _("Say what was answered."), field="detail")
    case.require_day(answered_on, "answered_on")
    case.add_act(ActKind.ANSWERED_OMBUDSMAN, answered_on, method=method, detail=detail)
    return _end(case, answered_on, field="answered_on", method=method)


def _end_without_verdict(
    case: Case,
    reason: OtherReason,
    closed_on: date,
    field: str,
    method: Method | str,
    detail: str,
    *,
    addressee: str = "",
) -> Complaint:
    case.complaint.verdict = Verdict.OTHER
    case.complaint.partly = False
    case.complaint.other_reason = reason
    return _end(case, closed_on, field=field, method=method, detail=detail, addressee=addressee)


def _end(
    case: Case, closed_on: date, *, field: str, method: Method | str, detail: str = "", addressee: str = ""
) -> Complaint:
    """Close on a day: the act, the clocks, the counting days, the event."""
    complaint = case.complaint
    case.require_day(closed_on, field)
    case.require_since_reopening(closed_on, field)
    complaint.status = LEADS_TO[case.action]
    complaint.closed_on = closed_on
    clocks.recount_days(complaint)
    case.add_act(ActKind.CLOSED, closed_on, method=method, addressee=addressee, detail=detail)
    clocks.close_all(complaint, on=closed_on, actor=case.actor, now=case.now)
    return case.save(reason=detail[: trail.LONGEST_REASON])


def _require_texts(findings: str, judgment: str, conclusions: str, *, has_no_conclusions: bool) -> None:
    require_text(findings, _("Write the findings."), field="findings", article="Awb 9:12 lid 1")
    require_text(judgment, _("Write the judgment."), field="judgment", article="Awb 9:12 lid 1")
    if has_no_conclusions and conclusions.strip():
        raise Unusable(_("There are conclusions, or there are none; not both."), field="has_no_conclusions")
    if not has_no_conclusions:
        require_text(
            conclusions,
            _("Write the conclusions, or say that there are none."),
            field="conclusions",
            article="Awb 9:12 lid 1",
        )


def _judge_parts(
    complaint: Complaint, judgments: Mapping[int, PartJudgment], verdict: Verdict, *, partly: bool
) -> None:
    parts = list(complaint.parts.order_by("number"))
    if unknown := judgments.keys() - {part.number for part in parts}:
        raise Unusable(_("There is no part %(number)s.") % {"number": min(unknown)}, field="part_judgments")
    for part in parts:
        given = judgments.get(part.number)
        if given is None or not given.finding.strip() or not given.verdict:
            raise _unanswered(part)
        part.finding, part.verdict = given.finding, given.verdict
        require_usable(part, prefix=f"part-{part.number}-")
    if parts:
        _require_whole_follows(parts, verdict, partly=partly)
        Part.objects.bulk_update(parts, ["finding", "verdict"])


def _unanswered(part: Part) -> PartUnanswered:
    return PartUnanswered(
        _("Part %(number)s has no finding yet.") % {"number": part.number}, field=f"part-{part.number}-finding"
    )


def _require_whole_follows(parts: list[Part], verdict: Verdict, *, partly: bool) -> None:
    verdicts = {part.verdict for part in parts}
    mixed = Verdict.JUSTIFIED in verdicts and len(verdicts) > 1
    if mixed and not (verdict == Verdict.JUSTIFIED and partly):
        raise VerdictDiffersFromParts(
            _("One part is justified and another is not: the whole is partly justified."), field="verdict"
        )
    if not mixed and Verdict.JUSTIFIED not in verdicts and verdict == Verdict.JUSTIFIED:
        raise VerdictDiffersFromParts(_("No part is justified, so the whole is not."), field="verdict")
    if len(verdicts) == 1 and verdict not in verdicts:
        raise VerdictDiffersFromParts(
            _("Every part is “%(verdict)s”, so the whole is.") % {"verdict": Verdict(min(verdicts)).label},
            field="verdict",
        )


def _require_ground(complaint: Complaint, ground: DeclineGround) -> None:
    if ground not in DeclineGround.values:
        raise Unusable(_("This is no ground of Awb 9:8."), field="ground")
    if ground != DeclineGround.OVER_A_YEAR:
        return
    known = complaint.conduct_continues or complaint.conduct_until is not None
    until = None if complaint.conduct_continues else complaint.conduct_until
    if known and not law.conduct_too_old(until, complaint.received_on):
        raise GroundDoesNotHold(
            _("The conduct is not more than a year before the complaint."),
            field="ground",
            article="Awb 9:8 lid 1 onder b",
        )
