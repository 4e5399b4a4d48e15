"""Reviving: a complaint declined for a criminal case runs again on the day of looking again (Awb 9:8)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Clock
from complaints.record import jobs, reopening
from complaints.record.case import open_case
from complaints.vocabulary import ClockKind, DeclineGround, Status
from complaints.workflow import Action

#: The job, as its runs are named.
REVIVE = "revive_complaints"

_REASON = _("The day of looking again at the criminal case has come (9:8(1)(f)).")


def revive_due(*, actor: Actor, today: date, now: datetime) -> int:
    """Reopen every complaint whose day of looking again has come; give how many.

    ``today`` is the day in Amsterdam. One that was reopened by hand meanwhile is left alone. Each is
    a transaction of its own, so that what was done stays done when a later one fails.
    """
    due = Clock.objects.running().filter(
        kind=ClockKind.REVIVAL,
        ends_on__lte=today,
        complaint__status=Status.CLOSED,
        complaint__decline_ground=DeclineGround.CRIMINAL,
    )
    with jobs.recorded(REVIVE, now=now) as counts:
        for complaint_id in list(due.order_by("ends_on", "pk").values_list("complaint", flat=True)):
            _revive(complaint_id, actor, now)
            counts["complaints"] = counts.get("complaints", 0) + 1
    return counts.get("complaints", 0)


@transaction.atomic
def _revive(complaint_id: int, actor: Actor, now: datetime) -> None:
    case = open_case(Action.REOPEN, complaint_id=complaint_id, version=None, actor=actor, now=now)
    reopening.reopen(case, on=case.today, field="", reason=str(_REASON))
    case.save(reason=str(_REASON))
