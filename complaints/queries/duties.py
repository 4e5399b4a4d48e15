"""The facts from which a complaint's duties follow, read from its recorded acts and clocks."""

from datetime import date
from typing import Final

from complaints.checklist import ActFact, Facts, Item, checklist
from complaints.models import Complaint
from complaints.vocabulary import (
    ActKind,
    ClockKind,
    Duty,
    OtherReason,
    Procedure,
    RecordOrigin,
    Regime,
    Status,
)

#: Which clock says by when a duty is to be done.
_CLOCKS: Final = {
    ClockKind.ACKNOWLEDGEMENT: Duty.ACKNOWLEDGEMENT,
    ClockKind.TAKE_UP: Duty.TAKE_UP,
    ClockKind.COPY: Duty.COPY,
    ClockKind.HANDLING: Duty.ANSWER,
}


def facts_of(complaint: Complaint) -> Facts:
    """Read what the duties of a complaint follow from, in three queries."""
    rows = complaint.acts.standing().filter(has_effect=True).order_by("id")
    acts = [
        ActFact(ActKind(kind), on, side, code, reply_by)
        for kind, on, side, code, reply_by in rows.values_list("kind", "happened_on", "side", "code", "reply_by")
    ]
    clocks = complaint.clocks.live().filter(kind__in=_CLOCKS)
    return Facts(
        regime=Regime(complaint.regime),
        procedure=Procedure(complaint.procedure),
        is_imported=complaint.origin == RecordOrigin.IMPORTED,
        names_somebody=complaint.persons_complained_about.exists(),
        verdict=complaint.verdict,
        is_closed=complaint.status == Status.CLOSED,
        ended_without_judgment=complaint.status == Status.VOID
        or (complaint.status == Status.CLOSED and complaint.other_reason not in ("", OtherReason.NO_JUDGMENT)),
        acts=sorted(acts, key=lambda act: act.on or date.min),
        last_days={_CLOCKS[ClockKind(kind)]: day for kind, day in clocks.values_list("kind", "ends_on")},
    )


def duties_of(complaint: Complaint) -> tuple[Item, ...]:
    """Give the checklist of a complaint; none for an intervention, which title 9.1 does not govern."""
    return () if complaint.is_intervention else checklist(facts_of(complaint))
