"""Which acts have nothing to act on in a complaint as it stands, so that no button offers them."""

from collections.abc import Iterator, Sequence

from complaints.checklist import Item
from complaints.models import Complaint
from complaints.vocabulary import Category, ClockKind, CommitmentState, Duty, DutyState
from complaints.workflow import Action


def pointless_acts(complaint: Complaint, duties: Sequence[Item]) -> frozenset[Action]:
    """Acts that a service would refuse because nothing is there to act on."""
    if complaint.is_intervention:
        return frozenset([*_of_the_ombudsman(complaint), *_around(complaint)])
    return frozenset([*_of_the_procedure(complaint, duties), *_around(complaint)])


#: Acts that do a duty, and nothing else: where the duty does not apply there is nothing to do.
_DO_A_DUTY = {
    Duty.ADVICE: (Action.CHARGE_COMMITTEE, Action.RECEIVE_ADVICE),
    Duty.TELL_EXTENSION: (Action.TELL_EXTENSION,),
    Duty.COPY: (Action.RECORD,),
    Duty.REPORT: (Action.REPORT_HEARING,),
}


def _of_the_procedure(complaint: Complaint, duties: Sequence[Item]) -> Iterator[Action]:
    for item in duties:
        if item.state is DutyState.NOT_APPLICABLE:
            yield from _DO_A_DUTY.get(item.duty, ())
    if complaint.category != Category.PROCESSING_TIME:
        yield Action.SET_APPLICATION
    if not any(item.blocks for item in duties):
        yield Action.CLOSE_IN_SPITE
    if not complaint.clocks.running().filter(kind=ClockKind.COMPLETION).exists():
        yield Action.COMPLETE


def _of_the_ombudsman(intervention: Complaint) -> Iterator[Action]:
    if intervention.rounds.filter(answered_on=None).exists():
        yield Action.ANSWER
    else:
        yield from (Action.MOVE_ROUND, Action.ANSWER_ROUND)


def _around(complaint: Complaint) -> Iterator[Action]:
    if not complaint.inquiries.filter(answered_on=None, dropped_on=None).exists():
        yield Action.ANSWER_INQUIRY
    if not complaint.commitments.filter(state=CommitmentState.OPEN).exists():
        yield from (Action.KEEP_COMMITMENT, Action.BREAK_COMMITMENT)
