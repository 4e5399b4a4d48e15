"""A draft adopted by one, approved by another, and published: at once, or by itself at an hour that was set."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.figures.proof import differences, further_differences
from complaints.law import local_day
from complaints.models import Edition, User
from complaints.queries import recount
from complaints.queries.editions import figures_of, newest_published
from complaints.record import editions, jobs
from complaints.record.checking import require_moment, require_printable
from complaints.services.publication.refusals import (
    AlreadyAdopted,
    AlreadyApproved,
    AlreadyPublished,
    ChangedSince,
    CountedTooEarly,
    DoesNotAddUp,
    FutureMonth,
    HourPassed,
    NoEdition,
    NotAdopted,
    NotApproved,
    SamePerson,
)
from complaints.vocabulary import EditionStatus, Origin
from complaints.workflow import Refusal

#: The name under which the runs of the job are recorded.
PUBLISH = "publish_planned"
#: A note or a reason that is published, in characters.
LONGEST_NOTE = 2000
#: So far ahead an hour can be set.
LONGEST_WAIT = timedelta(days=366)


@transaction.atomic
def adopt(*, month: Month, actor: Actor, now: datetime) -> Edition:
    """Answer for a draft that nobody adopted: from now on it can be approved, by another.

    Raises ``NoEdition``, ``AlreadyAdopted`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    edition = _in_the_making(month)
    if edition.status != EditionStatus.DRAFT:
        raise AlreadyAdopted(
            _("%(month)s was adopted by %(who)s.") % {"month": month, "who": edition.adopted_by}, field="month"
        )
    edition.status, edition.adopted_by, edition.adopted_at = EditionStatus.ADOPTED, person, now
    edition.save(update_fields=["status", "adopted_by", "adopted_at"])
    editions.tell("adopt", edition, actor=actor, now=now, was=EditionStatus.DRAFT)
    return edition


@transaction.atomic
def annotate(*, month: Month, actor: Actor, now: datetime, note: str) -> Edition:
    """Write the note that is published with a month, while nobody approved it yet; an empty one takes it away.

    Raises ``NoEdition``, ``AlreadyApproved``, ``Unusable`` and ``NotAllowed``.
    """
    editions.require_publisher(actor)
    require_printable(note, field="note", longest=LONGEST_NOTE)
    edition = _in_the_making(month)
    if edition.status == EditionStatus.APPROVED:
        raise AlreadyApproved(
            _("%(month)s was approved by %(who)s.") % {"month": month, "who": edition.approved_by}, field="note"
        )
    edition.note = note.strip()
    edition.save(update_fields=["note"])
    editions.tell("annotate", edition, actor=actor, now=now, was=edition.status, reason=edition.note)
    return edition


@transaction.atomic
def approve(*, month: Month, actor: Actor, now: datetime, overrule_reason: str = "") -> Edition:
    """Approve an adopted draft, as another person than who adopted it.

    ``overrule_reason`` is why it is approved in spite of a check that fails; it is published.

    Raises ``NoEdition``, ``NotAdopted``, ``AlreadyApproved``, ``SamePerson``, ``FutureMonth`` for a
    month that has not ended, ``CountedTooEarly``, ``DoesNotAddUp``, ``ChangedSince`` where the register
    gives other figures by now, and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    require_printable(overrule_reason, field="overrule_reason", longest=LONGEST_NOTE)
    edition = _in_the_making(month)
    _require_ready(edition, month, person, now)
    failing = [check for check in editions.checks_of(edition) if not check.holds]
    if failing and not overrule_reason.strip():
        raise DoesNotAddUp(failing)
    drafted, now_counted = figures_of(edition), recount.recounted(edition)
    changed = (*differences(drafted, now_counted), *further_differences(drafted, now_counted))
    if changed:
        raise ChangedSince(month, changed)
    edition.status, edition.approved_by, edition.approved_at = EditionStatus.APPROVED, person, now
    edition.overrule_reason = overrule_reason.strip() if failing else ""
    edition.save(update_fields=["status", "approved_by", "approved_at", "overrule_reason"])
    reason = edition.overrule_reason
    editions.tell("approve", edition, actor=actor, now=now, was=EditionStatus.ADOPTED, reason=reason)
    return edition


def _require_ready(edition: Edition, month: Month, person: User, now: datetime) -> None:
    """That this person may approve it by now."""
    if edition.status == EditionStatus.DRAFT:
        raise NotAdopted(_("Nobody has adopted the draft of %(month)s yet.") % {"month": month}, field="month")
    if edition.status == EditionStatus.APPROVED:
        raise AlreadyApproved(
            _("%(month)s was approved by %(who)s.") % {"month": month, "who": edition.approved_by}, field="month"
        )
    if edition.adopted_by_id == person.pk:
        raise SamePerson(
            _("%(who)s adopted these figures; another person approves them.") % {"who": person}, field="by"
        )
    if local_day(now) < month.end:
        raise FutureMonth(_("%(month)s has not ended.") % {"month": month}, field="month")
    if local_day(edition.compiled_at) < month.end:
        raise CountedTooEarly(
            _("%(month)s was counted before it had ended; compile the month again.") % {"month": month}, field="month"
        )


@transaction.atomic
def publish(*, month: Month, actor: Actor, now: datetime) -> Edition:
    """Publish what was approved (Awb 9:12a); from then on it never changes.

    Raises ``NoEdition``, ``AlreadyPublished``, ``NotApproved`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    edition = _approved(month)
    edition.status, edition.published_by, edition.published_at = EditionStatus.PUBLISHED, person, now
    edition.save(update_fields=["status", "published_by", "published_at"])
    editions.tell("publish", edition, actor=actor, now=now, was=EditionStatus.APPROVED, reason=edition.reason)
    return edition


@transaction.atomic
def plan(*, month: Month, actor: Actor, now: datetime, publish_at: datetime | None) -> Edition:
    """Set the hour at which what was approved is published by itself; None: by hand after all.

    Raises ``NoEdition``, ``AlreadyPublished``, ``NotApproved``, ``HourPassed``, ``Unusable`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    require_moment(publish_at, field="publish_at")
    edition = _approved(month)
    if publish_at is not None and not now < publish_at <= now + LONGEST_WAIT:
        raise HourPassed(_("Set an hour that is to come, within a year."), field="publish_at")
    edition.publish_at, edition.planned_by = publish_at, person if publish_at else None
    edition.save(update_fields=["publish_at", "planned_by"])
    editions.tell("plan", edition, actor=actor, now=now, was=EditionStatus.APPROVED)
    return edition


def publish_planned(*, now: datetime) -> jobs.Counts:
    """What the job asks: publish what was approved and whose hour has come, in the name of who set the hour.

    One that is refused by now (who set the hour is no publisher any more) steps aside. Gives the counts
    of both.
    """
    due = Edition.objects.filter(status=EditionStatus.APPROVED, publish_at__lte=now).order_by("publish_at", "pk")
    with jobs.recorded(PUBLISH, now=now) as counts:
        counts |= {"published": 0, "refused": 0}
        for edition in list(due.select_related("planned_by")):
            actor = Actor(edition.planned_by, Origin.TASK)
            try:
                publish(month=Month.of(edition.month), actor=actor, now=now)
            except Refusal:
                counts["refused"] += 1
            else:
                counts["published"] += 1
    return counts


def _approved(month: Month) -> Edition:
    edition = _in_the_making(month)
    if edition.status != EditionStatus.APPROVED:
        raise NotApproved(_("%(month)s is not approved by a second person yet.") % {"month": month}, field="month")
    return edition


def _in_the_making(month: Month) -> Edition:
    edition = editions.lock(month)
    if edition is not None:
        return edition
    if newest_published(month) is not None:
        raise AlreadyPublished(
            _("%(month)s is published already; compile a correction first.") % {"month": month}, field="month"
        )
    raise NoEdition(_("%(month)s has no draft; compile it first.") % {"month": month}, field="month")
