"""Last days after a new decree (Atw 3 lid 3): what would move, and moving it.

Only open complaints are looked at, and only their running clocks make one move: a closed case keeps
the days by which it was counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from complaints.access import Actor
from complaints.models import Clock, Complaint
from complaints.record import calendar, clocks, jobs, trail
from complaints.vocabulary import OPEN_STATUSES, Superseded

#: The name under which a run and its events are recorded.
RECOMPUTE = "recompute_deadlines"

#: Complaints read at a time.
_PAGE = 1000


@dataclass(frozen=True)
class Move:
    """A running clock that the calendar in force draws otherwise: its last day, and what it becomes."""

    complaint_id: int
    reference: str
    clock: str
    last_day: date
    becomes: date

    def as_record(self) -> Mapping[str, str]:
        """Plain values, for an answer in JSON."""
        return {
            "reference": self.reference,
            "clock": self.clock,
            "last_day": self.last_day.isoformat(),
            "becomes": self.becomes.isoformat(),
        }


def would_move() -> Sequence[Move]:
    """What the calendar in force would move, by complaint; nothing is written."""
    return [move for complaint in _open_complaints() for move in _moves(complaint)]


def recompute(*, actor: Actor, now: datetime) -> Sequence[Move]:
    """Append a version to every clock that the calendar in force draws otherwise; what moved.

    Each complaint in its own transaction, with an event; a run that was broken off is finished by
    the next. ``now`` is an aware moment.
    """
    with jobs.recorded(RECOMPUTE, now=now) as counts:
        moves = would_move()
        moved = {
            complaint_id
            for complaint_id in sorted({move.complaint_id for move in moves})
            if _redraw(complaint_id, actor=actor, now=now)
        }
        counts["complaints"] = len(moved)
        return [move for move in moves if move.complaint_id in moved]


def _open_complaints() -> Iterator[Complaint]:
    """Open complaints of title 9.1, page by page, read with their running clocks and term acts alone."""
    after = 0
    complaints = (
        Complaint.objects.open()
        .complaints()
        .order_by("pk")
        .prefetch_related(
            Prefetch("clocks", queryset=Clock.objects.running().order_by("kind", "subject")),
            Prefetch("acts", queryset=clocks.term_acts()),
        )
    )
    while page := list(complaints.filter(pk__gt=after)[:_PAGE]):
        yield from page
        after = page[-1].pk


def _moves(complaint: Complaint) -> Iterator[Move]:
    handling = clocks.handling_term_with(complaint, complaint.acts.all())
    spans = clocks.spans_of_registered(complaint.received_on, handling, calendar.current())
    drawn = {str(span.kind): span for span in spans}
    for clock in complaint.clocks.all():
        span = drawn.get(clock.kind)
        if span is not None and clocks.differs(clock, span):
            yield Move(complaint.pk, complaint.reference, clock.kind, clock.ends_on, span.ends_on)


@transaction.atomic
def _redraw(complaint_id: int, *, actor: Actor, now: datetime) -> bool:
    """Append the versions of one complaint; False when it was closed in the meantime."""
    complaint = Complaint.objects.select_for_update().filter(pk=complaint_id, status__in=OPEN_STATUSES).first()
    if complaint is None:
        return False
    before = trail.snapshot(complaint)
    clocks.redraw(complaint, because=Superseded.DECREE, actor=actor, now=now)
    changes = trail.changes_since(before, complaint)
    complaint.version += 1
    complaint.save(update_fields=[*changes, "version"])
    trail.append(action=RECOMPUTE, actor=actor, now=now, complaint=complaint, changes=changes)
    return True
