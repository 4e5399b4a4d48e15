"""Endings: what every way to close a complaint does, in one place."""

from datetime import date
from typing import Any

from complaints.models import Complaint
from complaints.record import clocks, trail
from complaints.record.case import Case
from complaints.vocabulary import ActKind, Method, OtherReason, Verdict
from complaints.workflow import LEADS_TO


def end(
    case: Case,
    closed_on: date,
    *,
    field: str,
    method: Method | str,
    detail: str = "",
    addressee: str = "",
    code: str = "",
    **also: Any,
) -> Complaint:
    """Close on a local day: the act, the clocks, the counting days, the event; ``also`` adds to its changes.

    Raises ``WrongDay`` beside ``field`` for a day after today, before receipt or before a reopening.
    """
    complaint = case.complaint
    case.require_day(closed_on, field)
    case.require_since_reopening(closed_on, field)
    complaint.status = LEADS_TO[case.action]
    complaint.closed_on = closed_on
    clocks.recount_days(complaint)
    case.add_act(ActKind.CLOSED, closed_on, method=method, addressee=addressee, detail=detail, code=code)
    clocks.close_all(complaint, on=closed_on, actor=case.actor, now=case.now)
    return case.save(reason=detail[: trail.LONGEST_REASON], **also)


def end_without_verdict(
    case: Case,
    reason: OtherReason,
    closed_on: date,
    field: str,
    method: Method | str,
    detail: str,
    *,
    addressee: str = "",
    code: str = "",
    **also: Any,
) -> Complaint:
    """Close with no verdict, for this reason; as :func:`end`."""
    case.complaint.verdict = Verdict.OTHER
    case.complaint.partly = False
    case.complaint.other_reason = reason
    return end(case, closed_on, field=field, method=method, detail=detail, addressee=addressee, code=code, **also)
