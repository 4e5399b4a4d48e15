"""Which acts have nothing to act on in a complaint as it stands, so that no button offers them."""

from collections.abc import Iterator, Sequence

from complaints.checklist import Item
from complaints.models import Complaint
from complaints.vocabulary import ActKind, Category, ClockKind, CommitmentState, Duty, DutyState, Procedure
from complaints.workflow import Action


def pointless_acts(complaint: Complaint, duties: Sequence[Item]) -> frozenset[Action]:
    """Acts that a service would refuse because nothing is there to act on."""
    if complaint.is_intervention:
        return frozenset(_around(complaint))
    return frozenset([*_of_the_procedure(complaint, duties), *_around(complaint)])


def _of_the_procedure(complaint: Complaint, duties: Sequence[Item]) -> Iterator[Action]:
    states = {item.duty: item.state for item in duties}
    if complaint.procedure != Procedure.COMMITTEE:
        yield from (Action.CHARGE_COMMITTEE, Action.RECEIVE_ADVICE)
    if complaint.category != Category.PROCESSING_TIME:
        yield Action.SET_APPLICATION
    if states.get(Duty.TELL_EXTENSION) is DutyState.NOT_APPLICABLE:
        yield Action.TELL_EXTENSION
    if states.get(Duty.COPY) is DutyState.NOT_APPLICABLE:
        yield Action.RECORD
    if states.get(Duty.REPORT) is DutyState.NOT_APPLICABLE:
        yield Action.REPORT_HEARING
    if not any(item.is_open and item.binds and item.duty is not Duty.ANSWER for item in duties):
        yield Action.CLOSE_IN_SPITE
    if not complaint.clocks.running().filter(kind=ClockKind.COMPLETION).exists():
        yield Action.COMPLETE
    if complaint.acts.filter(kind=ActKind.EXTENDED, has_effect=True).exists():
        yield Action.EXTEND


def _around(complaint: Complaint) -> Iterator[Action]:
    if not complaint.inquiries.filter(answered_on=None, dropped_on=None).exists():
        yield Action.ANSWER_INQUIRY
    if not complaint.commitments.filter(state=CommitmentState.OPEN).exists():
        yield from (Action.KEEP_COMMITMENT, Action.BREAK_COMMITMENT)
