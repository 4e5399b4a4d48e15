"""A month compiled from the register into a draft, as often as the register changes, until somebody approved it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.hiding import hide
from complaints.figures.months import Month
from complaints.figures.proof import Check, as_record, digest
from complaints.figures.table import MonthFigures, compiled
from complaints.law import local_day
from complaints.models import Edition
from complaints.queries import month as counting
from complaints.queries.editions import dated_basis, newest_published
from complaints.record import calendar, editions, jobs
from complaints.record.checking import require_usable
from complaints.services.publication.refusals import AlreadyApproved, FutureMonth, ReasonMissing, WithoutData
from complaints.vocabulary import EditionOrigin, EditionStatus

#: The name under which the runs of the daily job are recorded.
COMPILE = "compile_last_month"


@dataclass(frozen=True)
class Draft:
    """What compiling gave: the edition, its checks, and the void registrations left out."""

    edition: Edition
    figures: MonthFigures
    checks: Sequence[Check]
    void_references: Sequence[str]


@transaction.atomic
def compile_month(*, month: Month, actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Count a month into a draft edition, with the complaints behind every cell.

    A person who compiles adopts the draft; what a job or a nameless command compiled is nobody's.
    Compiling again replaces the draft, its adoption too; its note stays. ``now`` is an aware moment.

    Raises ``FutureMonth``, ``AlreadyApproved``, ``ReasonMissing``, ``WithoutData`` and, for a
    person who is no publisher, ``NotAllowed``. Numbers under ``SMALLEST_PUBLISHED`` are hidden, and what
    betrays them; the members still say how many there are.
    """
    if actor.user is not None:
        editions.require_publisher(actor)
    if month > Month.of(local_day(now)):
        raise FutureMonth(_("%(month)s has not begun.") % {"month": month}, field="month")
    making = editions.lock(month)
    if making is not None and making.status == EditionStatus.APPROVED:
        raise AlreadyApproved(
            _("%(month)s is approved as it was compiled; publish it first.") % {"month": month}, field="month"
        )
    if newest_published(month) is not None and not reason.strip():
        raise ReasonMissing(
            _("%(month)s is published: give the reason of the correction.") % {"month": month}, field="reason"
        )
    counted = compiled(counting.count(month, dated_basis().of(month)))
    figures = hide(counted, below=settings.SMALLEST_PUBLISHED)
    if figures.is_without_data:
        raise WithoutData(_("In %(month)s nothing was received nor judged.") % {"month": month}, field="month")
    edition = _drafted(month, figures, actor=actor, now=now, reason=reason.strip(), replaces=making)
    return Draft(edition, figures, editions.checks_of(edition), counting.void_references(month))


def compile_if_due(*, month: Month, actor: Actor, now: datetime) -> Draft | None:
    """What the daily job asks: from the first working day after a month, a draft where it has no edition.

    Done again, or by two at once, it does nothing; a day on which the job did not run is made good
    by the next. None as well for a month without data. ``now`` is an aware moment.
    """
    with jobs.recorded(COMPILE, now=now) as counts, transaction.atomic():
        draft = _compiled_if_due(month, actor=actor, now=now)
        counts["drafts"] = int(draft is not None)
    return draft


def _compiled_if_due(month: Month, *, actor: Actor, now: datetime) -> Draft | None:
    if local_day(now) < calendar.current().roll(month.end):
        return None
    editions.lock(month)
    if Edition.objects.filter(month=month.first_day).exists():
        return None
    try:
        return compile_month(month=month, actor=actor, now=now)
    except WithoutData:
        return None


def _drafted(
    month: Month, figures: MonthFigures, *, actor: Actor, now: datetime, reason: str, replaces: Edition | None
) -> Edition:
    was = replaces.status if replaces else None
    if replaces is not None:
        replaces.members.all().delete()
    edition = Edition(
        pk=replaces.pk if replaces else None,
        month=month.first_day,
        number=replaces.number if replaces else editions.next_number(month),
        origin=EditionOrigin.REGISTER,
        counting_basis=figures.basis,
        status=EditionStatus.ADOPTED if actor.user else EditionStatus.DRAFT,
        figures=as_record(figures),
        sha256=digest(figures),
        reason=reason,
        note=replaces.note if replaces else "",
        compiled_at=now,
        adopted_by=actor.user,
        adopted_at=now if actor.user else None,
    )
    require_usable(edition)
    edition.save()
    counting.keep_members(edition, month)
    editions.tell("compile", edition, actor=actor, now=now, was=was, reason=reason)
    return edition
