"""Reopening (heropenen): what an order to reopen and a broken commitment both do."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from complaints.record import clocks
from complaints.record.case import Case, WrongDay
from complaints.vocabulary import ActKind
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
    case.add_act(ActKind.REOPENED, on, detail=reason)


def clear_outcome(complaint: Complaint) -> None:
    """Take away how the complaint ended; the caller saves."""
    complaint.verdict = complaint.other_reason = complaint.decline_ground = complaint.forwarded_to = ""
    complaint.partly = False
    complaint.closed_on = complaint.closed_at = None
