"""The liaison's week: what the ombudsman waits for, by the hour that he set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints import access
from complaints.access import Actor
from complaints.models import Clock, Complaint, Round
from complaints.vocabulary import ClockKind

#: So many days ahead.
AHEAD = timedelta(days=7)
MOST = 200


@dataclass(frozen=True)
class Awaited:
    """One answer that is due: of an intervention as a whole, or of one of its rounds."""

    complaint: Complaint
    last_day: date
    last_moment: datetime | None
    round: Round | None


def awaited(actor: Actor, *, today: date) -> Sequence[Awaited]:
    """Give every answer to the ombudsman that is overdue or due within a week, the first one first."""
    clocks = (
        Clock.objects.running()
        .filter(
            kind=ClockKind.OMBUDSMAN_REPLY,
            ends_on__lte=today + AHEAD,
            complaint__in=access.visible_to(actor).interventions().open(),
        )
        .select_related("complaint__intervention__about", "complaint__handler")
        .order_by("ends_on", "ends_at", "pk")[:MOST]
    )
    rounds = {
        (row.complaint_id, row.number): row
        for row in Round.objects.filter(complaint__in=[clock.complaint_id for clock in clocks])
    }
    return [
        Awaited(clock.complaint, clock.ends_on, clock.ends_at, rounds.get((clock.complaint_id, clock.subject)))
        for clock in clocks
    ]
