"""Rounds with the ombudsman (Awb 9:31): his questions, new dates agreed with him, our answers."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from complaints import law
from complaints.access import Actor
from complaints.models import Complaint, Round
from complaints.record import clocks, numbers
from complaints.record.case import Case, WrongDay, open_case
from complaints.record.checking import Unusable, require_moment, require_text, require_usable
from complaints.vocabulary import ClockKind, Method
from complaints.workflow import Action, Refusal

_ARTICLE = "Awb 9:31"


class NoSuchRound(Refusal):
    """The intervention has no round of this number."""

    code = "no_such_round"


class RoundAnswered(Refusal):
    """The round was answered before."""

    code = "round_answered"


@transaction.atomic
def open_round(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    question: str,
    asked_on: date,
    answer_by: datetime,
    is_binding: bool = False,
) -> Complaint:
    """Record what the ombudsman asks (ronde), on a local day, and the moment by which he wants it.

    ``is_binding``: documents asked under Awb 9:31. Its clock ends on the hour that he set. Raises
    ``WrongDay`` for a question from after today or before receipt, ``Unusable`` for what is empty or
    unfit, or an answer asked before the question.
    """
    case = open_case(Action.OPEN_ROUND, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(question, _("Say what the ombudsman asks."), field="question")
    case.require_day(asked_on, "asked_on")
    _require_answer_by(answer_by, asked_on)
    number = numbers.next_number(case.complaint.rounds)
    opened = Round(
        complaint=case.complaint,
        number=number,
        question=question,
        asked_on=asked_on,
        answer_by=answer_by,
        is_binding=is_binding,
    )
    require_usable(opened)
    opened.save()
    _open_clock(case, opened, answer_by)
    return case.save(round=[None, number], answer_by=[None, answer_by.isoformat()])


@transaction.atomic
def move_round(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    answer_by: datetime,
    reason: str,
) -> Complaint:
    """Record a new moment for the answer, agreed with the ombudsman; the earlier one stays readable.

    Raises :class:`NoSuchRound`, :class:`RoundAnswered`, and ``Unusable`` without a reason or for a
    moment before the question.
    """
    case = open_case(Action.MOVE_ROUND, complaint_id=complaint_id, version=version, actor=actor, now=now)
    asked = _open_round(case, number)
    require_text(reason, _("Say with whom the new date was agreed."), field="reason", longest=500)
    _require_answer_by(answer_by, asked.asked_on)
    before, asked.answer_by = asked.answer_by, answer_by
    asked.save(update_fields=["answer_by"])
    _open_clock(case, asked, answer_by)
    return case.save(
        reason=reason,
        round=[None, number],
        answer_by=[before and before.isoformat(), answer_by.isoformat()],
    )


@transaction.atomic
def answer_round(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    answered_on: date,
    method: Method,
    answer: str,
) -> Complaint:
    """Record our answer to a round, on the local day on which it left; meets its clock.

    Raises :class:`NoSuchRound`, :class:`RoundAnswered`, ``Unusable`` without an answer, and
    ``WrongDay`` for a day after today or before the question.
    """
    case = open_case(Action.ANSWER_ROUND, complaint_id=complaint_id, version=version, actor=actor, now=now)
    asked = _open_round(case, number)
    require_text(answer, _("Say what was answered."), field="answer")
    case.require_day(answered_on, "answered_on")
    if answered_on < asked.asked_on:
        raise WrongDay(_("A round is not answered before it was asked."), field="answered_on")
    asked.answered_on, asked.method, asked.answer = answered_on, method, answer
    require_usable(asked)
    asked.save(update_fields=["answered_on", "method", "answer"])
    clocks.meet(case.complaint, ClockKind.OMBUDSMAN_REPLY, on=answered_on, now=case.now, subject=number)
    _set_last_day(case.complaint)
    return case.save(round=[None, number], answered_on=[None, answered_on.isoformat()])


def _require_answer_by(answer_by: datetime, asked_on: date) -> None:
    require_moment(answer_by, field="answer_by")
    if law.local_day(answer_by) < asked_on:
        raise Unusable(_("The answer is not due before the question."), field="answer_by")


def _open_round(case: Case, number: int) -> Round:
    found = case.complaint.rounds.filter(number=number).first()
    if found is None:
        raise NoSuchRound(_("This intervention has no such round."), field="number")
    if found.answered_on is not None:
        raise RoundAnswered(_("This round was answered before."), field="number")
    return found


def _open_clock(case: Case, asked: Round, answer_by: datetime) -> None:
    span = clocks.agreed_span(
        ClockKind.OMBUDSMAN_REPLY,
        asked.asked_on,
        law.local_day(answer_by),
        article=_ARTICLE if asked.is_binding else "",
        subject=asked.number,
    )
    clocks.open_one(case.complaint, span, ends_at=answer_by, actor=case.actor, now=case.now)
    _set_last_day(case.complaint)


def _set_last_day(complaint: Complaint) -> None:
    """The first day on which an answer is due, none where nothing is; the caller saves."""
    running = complaint.clocks.running().filter(kind=ClockKind.OMBUDSMAN_REPLY)
    complaint.last_day = running.aggregate(Min("ends_on"))["ends_on__min"]
