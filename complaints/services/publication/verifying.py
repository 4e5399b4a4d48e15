"""What was published against the register as it stands now; what changed lawfully since is acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.figures.proof import Difference, digest
from complaints.law import local_day
from complaints.models import Edition, EditionAcknowledgement, JobRun
from complaints.queries import recount
from complaints.queries.editions import figures_of, newest_published
from complaints.queries.recount import Change
from complaints.record import calendar, editions, jobs
from complaints.record.checking import require_text
from complaints.services.publication.refusals import NoEdition, NoSuchChange, NotFromRegister
from complaints.vocabulary import EditionOrigin

#: The name under which the runs of the monthly job are recorded.
VERIFY = "verify_published"
#: Under this name a run counts the editions that it looked at; one that was not due has no such count.
LOOKED_AT = "editions"
#: So many months back the job looks.
MONTHS_BACK = 24


@dataclass(frozen=True)
class Verification:
    """A published edition against the register as it stands now, and against its own digest."""

    edition: Edition
    differences: Sequence[Difference]
    changes: Sequence[Change]
    is_intact: bool

    @property
    def new(self) -> Sequence[Change]:
        """The changes that nobody acknowledged yet."""
        return [change for change in self.changes if change.acknowledged is None]

    @property
    def holds(self) -> bool:
        """Whether the register gives the published figures, apart from what was acknowledged."""
        unexplained = self.differences and not self.changes
        return self.is_intact and not self.new and not unexplained


def verify(*, month: Month) -> Verification:
    """Recount the register by the basis of the published edition, and compare complaint by complaint.

    Raises ``NoEdition``, and ``NotFromRegister`` for imported history.
    """
    edition = newest_published(month)
    if edition is None:
        raise NoEdition(_("No edition of %(month)s is published.") % {"month": month}, field="month")
    if edition.origin == EditionOrigin.IMPORTED:
        raise NotFromRegister(
            _("The published edition of %(month)s is imported history; the register did not make it.")
            % {"month": month},
            field="month",
        )
    return Verification(
        edition,
        recount.differing(edition),
        recount.changes(edition),
        digest(figures_of(edition)) == edition.sha256,
    )


@transaction.atomic
def acknowledge(
    *, month: Month, reference: str, actor: Actor, now: datetime, reason: str
) -> Sequence[EditionAcknowledgement]:
    """Acknowledge with a reason that a complaint lawfully counts otherwise by now (erkennen).

    The published edition stays what it is; the change is no longer reported, until the complaint
    changes again. Without a ``reference`` it is every new change of the month. Raises ``NoEdition``,
    ``NotFromRegister``, ``NoSuchChange``, ``Unusable`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    require_text(reason, _("Say why the complaint counts otherwise by now."), field="reason", longest=500)
    editions.lock(month)
    verification = verify(month=month)
    new = [change for change in verification.new if reference in ("", change.reference)]
    if not new:
        raise NoSuchChange(
            _("Nothing of %(month)s that is not acknowledged differs%(reference)s.")
            % {"month": month, "reference": f": {reference}" if reference else ""},
            field="reference",
        )
    rows = EditionAcknowledgement.objects.bulk_create(
        [
            EditionAcknowledgement(
                edition=verification.edition,
                complaint_id=change.complaint_id,
                cells=change.as_record(),
                reason=reason.strip(),
                acknowledged_at=now,
                acknowledged_by=person,
            )
            for change in new
        ]
    )
    references = [change.reference for change in new]
    editions.tell_acknowledged(verification.edition, references, actor=actor, now=now, reason=reason.strip())
    return rows


def verify_if_due(*, now: datetime) -> jobs.Counts:
    """What the daily job asks: once a month, from its first working day, look two years back.

    Gives the number of editions that it looked at, and by month how many complaints count otherwise that
    nobody acknowledged; months that hold are left out. Done again in the same month it counts nothing.
    """
    this_month = Month.of(local_day(now))
    with jobs.recorded(VERIFY, now=now) as counts:
        if local_day(now) < calendar.current().roll(this_month.first_day) or _looked_in(this_month):
            return counts
        published = _to_verify(this_month)
        found = {str(month): verify(month=month) for month in (Month.of(edition.month) for edition in published)}
        differing = {month: len(each.new) for month, each in found.items() if not each.holds}
        counts.update({LOOKED_AT: len(published), **differing})
    return counts


def _looked_in(month: Month) -> bool:
    looked = JobRun.objects.filter(job=VERIFY, failure="", ended_at__isnull=False, counts__has_key=LOOKED_AT)
    ended = looked.order_by("-started_at").first()
    return ended is not None and Month.of(local_day(ended.started_at)) >= month


def _to_verify(this_month: Month) -> Sequence[Edition]:
    """The newest published edition of each month back, where the register made it."""
    first = this_month.plus(-MONTHS_BACK).first_day
    published = Edition.objects.published().filter(month__gte=first, month__lt=this_month.first_day)
    newest = {edition.month: edition for edition in published.order_by("month", "number")}
    return [edition for edition in newest.values() if edition.origin == EditionOrigin.REGISTER]
