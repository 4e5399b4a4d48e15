"""Inquiries: ask a unit for facts, record its answer, or let the question drop."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint, Inquiry
from complaints.record import clocks, facts, numbers
from complaints.record.case import Case, WrongDay, open_case, require_due
from complaints.record.checking import require_text, require_usable
from complaints.vocabulary import ClockKind
from complaints.workflow import Action, Refusal


class NoSuchInquiry(Refusal):
    """The complaint has no inquiry of this number."""

    code = "no_such_inquiry"


class InquiryEnded(Refusal):
    """The inquiry was answered or dropped before."""

    code = "inquiry_ended"


@transaction.atomic
def ask(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    unit_id: int,
    question: str,
    asked_on: date,
    reply_by: date,
    asked_of: str = "",
) -> Complaint:
    """Ask an active unit for facts (interne uitvraag), to be answered by a local day.

    The term is one that the body set itself: it ends on that day and never rolls. Raises
    ``WrongDay`` for a question from after today or before receipt and for an answer asked before
    the question, ``Unusable`` for what is empty or unfit.
    """
    case = open_case(Action.ASK_INQUIRY, complaint_id=complaint_id, version=version, actor=actor, now=now)
    facts.require_unit(unit_id, field="unit_id")
    require_text(question, _("Say what you ask."), field="question")
    case.require_day(asked_on, "asked_on")
    message = _("The answer is asked by the day of the question, or later.")
    require_due(reply_by, since=asked_on, message=message, field="reply_by")
    number = numbers.next_number(case.complaint.inquiries)
    inquiry = Inquiry(
        complaint=case.complaint,
        number=number,
        unit_id=unit_id,
        asked_of=asked_of,
        question=question,
        asked_on=asked_on,
        reply_by=reply_by,
    )
    require_usable(inquiry)
    inquiry.save()
    span = clocks.agreed_span(ClockKind.INQUIRY, asked_on, reply_by, subject=number)
    clocks.open_one(case.complaint, span, ends_at=None, actor=actor, now=now)
    return case.save(inquiry=[None, number])


@transaction.atomic
def answer(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    answered_on: date,
    text: str,
) -> Complaint:
    """Record the answer to an inquiry, with its local day; meets its clock.

    Raises :class:`NoSuchInquiry`, :class:`InquiryEnded`, ``WrongDay`` for a day after today or
    before the question, and ``Unusable`` for an answer that is empty or unfit.
    """
    case = open_case(Action.ANSWER_INQUIRY, complaint_id=complaint_id, version=version, actor=actor, now=now)
    inquiry = _open_inquiry(case, number)
    require_text(text, _("Say what the answer was."), field="text")
    case.require_day(answered_on, "answered_on")
    if answered_on < inquiry.asked_on:
        raise WrongDay(_("An inquiry is not answered before it was asked."), field="answered_on")
    inquiry.answered_on = answered_on
    inquiry.answer = text
    inquiry.save(update_fields=["answered_on", "answer"])
    clocks.meet(case.complaint, ClockKind.INQUIRY, on=answered_on, now=case.now, subject=number)
    return case.save(inquiry=[None, number], answered_on=[None, answered_on.isoformat()])


@transaction.atomic
def drop(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int, reason: str = ""
) -> Complaint:
    """Let an inquiry drop from today (Amsterdam): its answer is not needed any more.

    Raises :class:`NoSuchInquiry`, :class:`InquiryEnded`, and ``Unusable`` for an unfit reason.
    """
    case = open_case(Action.ANSWER_INQUIRY, complaint_id=complaint_id, version=version, actor=actor, now=now)
    inquiry = _open_inquiry(case, number)
    inquiry.dropped_on = case.today
    inquiry.save(update_fields=["dropped_on"])
    clocks.drop(case.complaint, ClockKind.INQUIRY, now=now, subject=number)
    return case.save(reason=reason, inquiry=[None, number], dropped_on=[None, case.today.isoformat()])


def _open_inquiry(case: Case, number: int) -> Inquiry:
    inquiry = case.complaint.inquiries.filter(number=number).first()
    if inquiry is None:
        raise NoSuchInquiry(_("This complaint has no such inquiry."), field="number")
    if not inquiry.is_open:
        raise InquiryEnded(_("This inquiry was answered or dropped before."), field="number")
    return inquiry
