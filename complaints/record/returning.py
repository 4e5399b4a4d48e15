"""What a letter that came back takes with it (Awb 2:11): its acts count no more, their duties are open again."""

from collections.abc import Mapping
from typing import Final

from complaints.models import Act, Letter
from complaints.record import clocks
from complaints.record.case import Case
from complaints.record.reopening import clear_outcome
from complaints.vocabulary import ActKind, ClockKind, OtherReason, Status, Superseded

#: The term that an act met by leaving, and that runs again.
_MET: Final[Mapping[ActKind, ClockKind]] = {
    ActKind.ACKNOWLEDGED: ClockKind.ACKNOWLEDGEMENT,
    ActKind.COPIED: ClockKind.COPY,
}
#: The term that an act started, and that never ran.
_STARTED: Final[Mapping[ActKind, ClockKind]] = {
    ActKind.HEARING_OFFERED: ClockKind.HEARING_REPLY,
    ActKind.COMPLETION_ASKED: ClockKind.COMPLETION,
}


def undo(case: Case, letter: Letter) -> None:
    """Take away what a returned letter did; the caller saves. Its acts stay readable."""
    done = Act.objects.filter(by_letter__letter=letter)
    others = case.complaint.acts.standing().values_list("kind", "side")
    kinds = {ActKind(kind) for kind, side in done.values_list("kind", "side") if (kind, side) not in others}
    for kind, clock in _MET.items():
        if kind in kinds:
            clocks.run_again(case.complaint, clock, actor=case.actor, now=case.now)
    for kind, clock in _STARTED.items():
        if kind in kinds:
            clocks.drop(case.complaint, clock, now=case.now)
    if ActKind.CLOSED in kinds and case.complaint.status == Status.CLOSED:
        _open_again(case)
    if ActKind.EXTENDED in kinds:
        clocks.redraw(case.complaint, because=Superseded.RETURNED, actor=case.actor, now=case.now)


def _open_again(case: Case) -> None:
    """A judgment stays and waits to be sent; any other ending is undone."""
    complaint = case.complaint
    taken_up = complaint.acts.filter(kind=ActKind.TAKEN_UP).exists()
    if complaint.other_reason in ("", OtherReason.NO_JUDGMENT):
        complaint.status = Status.READY_TO_SEND
        complaint.closed_on = complaint.closed_at = None
    else:
        clear_outcome(complaint)
        complaint.status = Status.IN_HANDLING if taken_up else Status.REGISTERED
    clocks.restart(complaint, actor=case.actor, now=case.now)
    if not taken_up:
        clocks.run_again(complaint, ClockKind.TAKE_UP, actor=case.actor, now=case.now)
