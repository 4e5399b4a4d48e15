"""What acts on editions share: the lock of a month, who may, the checks, and the event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.figures.jumps import jumps
from complaints.figures.months import Month
from complaints.figures.proof import Check, checks
from complaints.models import Edition, User
from complaints.queries.editions import figures_of, published_earlier
from complaints.queries.month import member_checks
from complaints.queries.recount import counted
from complaints.record import trail
from complaints.vocabulary import EditionStatus, Role

#: The first key of the advisory locks on months; the second is the month itself.
_LOCK_OF_MONTHS = 9121  # Awb 9:12a
#: The trail keeps the beginning; the edition keeps the whole.
_LONGEST_REASON = 500
_MOST_NAMED = 100
#: So many months before are what a jump is measured against.
MONTHS_OF_A_MEAN = 24


def lock(month: Month) -> Edition | None:
    """Let one act at a time work on the editions of a month; the edition in the making, or none.

    Held until the transaction of the caller ends. A row lock would not do: there may be no row yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_OF_MONTHS, month.year * 12 + month.number])
    making = Edition.objects.select_for_update().filter(month=month.first_day)
    return making.exclude(status=EditionStatus.PUBLISHED).first()


def require_publisher(actor: Actor) -> User:
    """The person who acts; raises ``NotAllowed`` for who is no publisher, and for the system itself."""
    if actor.user is None or not access.has_role(actor.user, Role.PUBLISHER):
        raise NotAllowed(_("Only a publisher may do this; name one."), field="by")
    return actor.user


def checks_of(edition: Edition) -> Sequence[Check]:
    """Everything that must hold before an edition may be approved: what adds up, and what jumps."""
    figures = figures_of(edition)
    if figures.hidden and edition.status != EditionStatus.PUBLISHED:
        figures = counted(edition)  # what is hidden must add up as well
    earlier = [figures_of(each) for each in published_earlier(edition, most=MONTHS_OF_A_MEAN)]
    return (*checks(figures), *member_checks(edition, figures), *jumps(figures, earlier))


def next_number(month: Month) -> int:
    """The number of the next edition of a month: one more than the last."""
    last = Edition.objects.filter(month=month.first_day).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def tell_acknowledged(edition: Edition, references: Sequence[str], *, actor: Actor, now: datetime, reason: str) -> None:
    """Append the event that changes of complaints were acknowledged: which edition, how many, which first."""
    trail.append(
        action="edition.acknowledge",
        actor=actor,
        now=now,
        changes={
            "edition": [None, f"{Month.of(edition.month)}/{edition.number}"],
            "complaints": [None, len(references)],
            "references": [None, list(references[:_MOST_NAMED])],
        },
        reason=reason[:_LONGEST_REASON],
    )


def tell(action: str, edition: Edition, *, actor: Actor, now: datetime, was: str | None, reason: str = "") -> None:
    """Append the event of an act on an edition: which one, its status before and after, its digest."""
    trail.append(
        action=f"edition.{action}",
        actor=actor,
        now=now,
        changes={
            "edition": [None, f"{Month.of(edition.month)}/{edition.number}"],
            "status": [was, str(edition.status)],
            "sha256": [None, edition.sha256],
        },
        reason=reason[:_LONGEST_REASON],
    )
