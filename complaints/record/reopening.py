"""Reopening (heropenen): what an order to reopen and a broken commitment both do."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from complaints.record import clocks
from complaints.record.case import Case, WrongDay
from complaints.vocabulary import ActKind, ClockKind
from complaints.workflow import LEADS_TO, Action


def reopen(case: Case, *, on: date, field: str, reason: str) -> None:
    """Let a closed complaint be handled again from a local day on; the caller saves.

    Raises ``WrongDay`` beside ``field`` for a day after today or before the closing.
    """
    case.require_day(on, field)
    if case.complaint.closed_on is not None and on < case.complaint.closed_on:
        raise WrongDay(_("A complaint is not reopened before it was closed."), field=field)
    clear_outcome(case.complaint)
    case.complaint.status = LEADS_TO[Action.REOPEN]
    clocks.restart(case.complaint, actor=case.actor, now=case.now)
    _ask_again(case)
    case.add_act(ActKind.REOPENED, on, detail=reason)


def _ask_again(case: Case) -> None:
    """An inquiry that the closing ended without an answer is waited for again, by the day that was set."""
    for inquiry in case.complaint.inquiries.filter(answered_on=None, dropped_on=None).order_by("number"):
        span = clocks.agreed_span(ClockKind.INQUIRY, inquiry.asked_on, inquiry.reply_by, subject=inquiry.number)
        clocks.open_one(case.complaint, span, ends_at=None, actor=case.actor, now=case.now)


def clear_outcome(complaint: Complaint) -> None:
    """Take away how the complaint ended; the caller saves."""
    complaint.verdict = complaint.other_reason = complaint.decline_ground = complaint.forwarded_to = ""
    complaint.partly = False
    complaint.closed_on = complaint.closed_at = None
