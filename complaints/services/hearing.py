"""Hearing (horen, Awb 9:10): the offer to each side, its answer, the hearing, its report, its waiver.

Where a committee advises it hears, and it decides whether to refrain (Awb 9:15 lid 2 and 3); what it
did is recorded by the same acts.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.checklist import ActFact, Facts
from complaints.models import Complaint
from complaints.queries.duties import facts_of
from complaints.record import clocks, trail
from complaints.record.case import Case, WrongDay, open_case, require_due
from complaints.record.checking import Unusable, require_text
from complaints.record.lawful import WAIVED_WITHOUT_GROUND
from complaints.vocabulary import (
    ActKind,
    ClockKind,
    HearingAnswer,
    HearingMode,
    Method,
    Side,
    Verdict,
    WaiverGround,
)
from complaints.workflow import Action, Refusal

_ARTICLE = {
    WaiverGround.UNFOUNDED: "Awb 9:10 lid 2 onder a",
    WaiverGround.DECLARED: "Awb 9:10 lid 2 onder b",
    WaiverGround.SILENT: "Awb 9:10 lid 2 onder c",
}


class NobodyNamed(Refusal):
    """No person complained about is identified, so nobody of that side is offered a hearing."""

    code = "nobody_named"
    article = "Awb 9:10 lid 1"


class NotOffered(Refusal):
    """This side has not been offered a hearing yet."""

    code = "not_offered"
    article = "Awb 9:10 lid 1"


class NotHeard(Refusal):
    """There is no hearing to report."""

    code = "not_heard"
    article = "Awb 9:10 lid 3"


class NoGroundToWaive(Refusal):
    """What is recorded does not bear this ground to refrain from hearing the complainant."""

    code = "no_ground_to_waive"
    article = "Awb 9:10 lid 2"


class ReplyTermOpen(Refusal):
    """Silence says nothing before the term that was set for an answer has passed."""

    code = "reply_term_open"
    article = "Awb 9:10 lid 2 onder c"


@transaction.atomic
def offer(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    side: Side,
    happened_on: date,
    method: Method,
    reply_by: date | None = None,
    detail: str = "",
) -> Complaint:
    """Offer one side a hearing (gelegenheid bieden om te worden gehoord, Awb 9:10 lid 1).

    ``reply_by`` is the last local day for an answer; for the complainant it starts a clock, which
    ends on that day and never rolls. Raises :class:`NobodyNamed` and ``WrongDay``.
    """
    case = open_case(Action.OFFER_HEARING, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    _require_side(case, side)
    if reply_by is not None:
        message = _("An answer is asked by the day of the offer, or later.")
        require_due(reply_by, since=happened_on, message=message, field="reply_by")
    case.add_act(ActKind.HEARING_OFFERED, happened_on, method=method, detail=detail, side=side, reply_by=reply_by)
    if reply_by is not None and side == Side.COMPLAINANT:
        span = clocks.agreed_span(ClockKind.HEARING_REPLY, happened_on, reply_by, article="Awb 9:10 lid 2")
        clocks.open_one(case.complaint, span, ends_at=None, actor=actor, now=now)
    return case.save(hearing_offered=[None, happened_on.isoformat()])


@transaction.atomic
def record_answer(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    side: Side,
    answer: HearingAnswer,
    happened_on: date,
    detail: str = "",
) -> Complaint:
    """Record what a side answered, or that it did not (reactie op het aanbod, Awb 9:10 lid 2).

    The complainant may speak of his own accord, before any offer. Raises :class:`NotOffered`,
    :class:`ReplyTermOpen` for silence within the term or without one, ``Unusable``, and ``WrongDay``
    for an answer from before its offer.
    """
    case = open_case(Action.ANSWER_HEARING, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    _require_side(case, side)
    if answer not in HearingAnswer.values:
        raise Unusable(_("This is no answer that is known."), field="answer")
    _require_answers_offer(facts_of(case.complaint), side, answer, happened_on)
    case.add_act(ActKind.HEARING_ANSWERED, happened_on, side=side, code=answer, detail=detail)
    _meet_reply(case, side, happened_on, has_spoken=answer != HearingAnswer.SILENT)
    return case.save(hearing_answered=[None, happened_on.isoformat()])


@transaction.atomic
def hear(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    side: Side,
    mode: HearingMode,
    happened_on: date,
    detail: str = "",
) -> Complaint:
    """Record that a side was heard, on which local day and how (horen, Awb 9:10).

    ``detail`` says who was there. Raises ``WrongDay``, ``Unusable`` and :class:`NobodyNamed`.
    """
    case = open_case(Action.HEAR, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    _require_side(case, side)
    if mode not in HearingMode.values:
        raise Unusable(_("This is no way of hearing that is known."), field="mode")
    case.add_act(ActKind.HEARD, happened_on, side=side, code=mode, detail=detail)
    _meet_reply(case, side, happened_on)
    return case.save(heard=[None, happened_on.isoformat()])


@transaction.atomic
def report(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    happened_on: date,
    detail: str,
) -> Complaint:
    """Record the report of a hearing (verslag van het horen, Awb 9:10 lid 3): where it is, or what was said.

    It is of the latest hearing. Raises :class:`NotHeard`, ``Unusable`` without a text, ``WrongDay``.
    """
    case = open_case(Action.REPORT_HEARING, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    require_text(detail, _("Say where the report is, or what it says."), field="detail", article="Awb 9:10 lid 3")
    heard = facts_of(case.complaint).newest(ActKind.HEARD)
    if heard is None:
        raise NotHeard(_("Nobody has been heard yet."))
    if _is_before(happened_on, heard):
        raise NotHeard(_("The report is not from before the hearing."), field="happened_on")
    case.add_act(ActKind.HEARING_REPORTED, happened_on, detail=detail)
    return case.save(hearing_reported=[None, happened_on.isoformat()])


@transaction.atomic
def waive(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    ground: WaiverGround,
    happened_on: date,
    reason: str,
    happened: bool = False,
) -> Complaint:
    """Refrain from hearing the complainant (afzien van horen, Awb 9:10 lid 2), on one of its grounds.

    (a) manifestly unfounded goes only with the verdict unjustified; (b) needs his declaration; (c)
    his silence after a term that was set. ``happened`` records one that happened without its ground
    as a fact without legal effect; otherwise it is refused with :class:`NoGroundToWaive`. Raises
    ``Unusable`` and ``WrongDay`` besides.
    """
    case = open_case(Action.WAIVE_HEARING, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    require_text(
        reason, _("Say why he is not heard."), field="reason", article="Awb 9:10 lid 2", longest=trail.LONGEST_REASON
    )
    if ground not in WaiverGround.values:
        raise Unusable(_("This is no ground of Awb 9:10."), field="ground")
    fault = _waiver_fault(facts_of(case.complaint), WaiverGround(ground), happened_on)
    if fault is not None and not happened:
        raise fault
    case.add_act(
        ActKind.HEARING_WAIVED,
        happened_on,
        side=Side.COMPLAINANT,
        code=ground,
        detail=reason,
        no_effect_reason=WAIVED_WITHOUT_GROUND[WaiverGround(ground)] if fault else "",
    )
    if fault is None:
        clocks.meet(case.complaint, ClockKind.HEARING_REPLY, on=happened_on, now=case.now)
    return case.save(reason=reason, hearing_waived=[None, happened_on.isoformat()])


def _require_side(case: Case, side: Side) -> None:
    if side not in Side.values:
        raise Unusable(_("Say whose side it is."), field="side")
    if side == Side.PERSON and not case.complaint.persons_complained_about.exists():
        raise NobodyNamed(_("Nobody is named as the person complained about; add him first."), field="side")


def _require_answers_offer(facts: Facts, side: Side, answer: HearingAnswer, on: date) -> None:
    offered = facts.newest(ActKind.HEARING_OFFERED, side)
    if offered is None:
        if side == Side.COMPLAINANT and answer != HearingAnswer.SILENT:
            return
        raise NotOffered(_("This side has not been offered a hearing yet."), field="side")
    if _is_before(on, offered):
        raise WrongDay(_("This is before the hearing was offered."), field="happened_on", article="Awb 9:10 lid 1")
    if answer == HearingAnswer.SILENT:
        if offered.reply_by is None:
            raise ReplyTermOpen(_("No term was set for an answer; offer the hearing with one."), field="answer")
        if on <= offered.reply_by:
            raise ReplyTermOpen(_("The term for an answer has not passed yet."), field="happened_on")


def _waiver_fault(facts: Facts, ground: WaiverGround, on: date) -> NoGroundToWaive | None:
    """Why what is recorded does not bear the ground, or None where it does."""
    article = _ARTICLE[ground]
    if ground is WaiverGround.UNFOUNDED:
        if facts.verdict in ("", Verdict.UNJUSTIFIED):
            return None
        return NoGroundToWaive(
            _("Manifestly unfounded goes only with the verdict unjustified."), field="ground", article=article
        )
    said = facts.answer_of(Side.COMPLAINANT)
    wanted = HearingAnswer.DECLINES if ground is WaiverGround.DECLARED else HearingAnswer.SILENT
    if said is None or said.code != wanted:
        message = (
            _("Record first that the complainant does not want to be heard.")
            if ground is WaiverGround.DECLARED
            else _("Record first that the complainant did not answer within the term set.")
        )
        return NoGroundToWaive(message, field="ground", article=article)
    if _is_before(on, said):
        return NoGroundToWaive(_("This is before his answer."), field="happened_on", article=article)
    return None


def _is_before(day: date, act: ActFact) -> bool:
    return act.on is not None and day < act.on


def _meet_reply(case: Case, side: Side, on: date, *, has_spoken: bool = True) -> None:
    """The answer is there; and who answers or is heard has been spoken to."""
    if side == Side.COMPLAINANT:
        clocks.meet(case.complaint, ClockKind.HEARING_REPLY, on=on, now=case.now)
        if has_spoken:
            clocks.meet(case.complaint, ClockKind.FIRST_CONTACT, on=on, now=case.now)
