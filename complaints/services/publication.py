"""A month's figures on their way to the page: compiled, adopted, approved by another, published, verified.

An edition is compiled from the register as it stands and may be compiled again until somebody
approved it. A published one never changes: a correction is a new edition, with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.figures.proof import Check, Difference, as_record, differences, digest
from complaints.figures.table import MonthFigures, compiled
from complaints.law import local_day
from complaints.models import Edition
from complaints.queries import month as counting
from complaints.queries.editions import dated_basis, figures_of, newest_published
from complaints.record import calendar, editions, jobs
from complaints.record.checking import require_usable
from complaints.vocabulary import EditionOrigin, EditionStatus
from complaints.workflow import Refusal

#: The name under which the runs of the daily job are recorded.
COMPILE = "compile_last_month"


class FutureMonth(Refusal):
    """The month has not begun, or, where figures are to be fixed, has not ended."""

    code = "future_month"


class CountedTooEarly(Refusal):
    """The draft was counted while the month still ran: it lacks the days after."""

    code = "counted_too_early"


class WithoutData(Refusal):
    """Nothing was received nor judged in the month: there is nothing to publish."""

    code = "without_data"


class ReasonMissing(Refusal):
    """An edition of the month is published: a new one is a correction, which needs a reason."""

    code = "reason_missing"


class AlreadyApproved(Refusal):
    """What was approved is published as it stands, and not counted anew under the same approval."""

    code = "already_approved"


class NoEdition(Refusal):
    """The month has no edition that this act could be done on."""

    code = "no_edition"


class NotAdopted(Refusal):
    """Nobody answers for the draft yet, so nobody can approve it."""

    code = "not_adopted"


class AlreadyAdopted(Refusal):
    """Somebody answers for the draft already."""

    code = "already_adopted"


class SamePerson(Refusal):
    """Four eyes: the approver is not the one who adopted the figures."""

    code = "same_person"


class DoesNotAddUp(Refusal):
    """A check of the draft fails; ``checks`` are those that do."""

    code = "does_not_add_up"

    def __init__(self, failing: Sequence[Check]) -> None:
        """Take the checks that fail."""
        names = ", ".join(f"{check.name}: {check.stated} / {check.found}" for check in failing)
        super().__init__(_("The figures do not add up (%(checks)s); compile the month again.") % {"checks": names})
        self.checks = failing


class ChangedSince(Refusal):
    """The register says something else by now than the draft; ``differences`` say what."""

    code = "changed_since"

    def __init__(self, month: Month, found: Sequence[Difference]) -> None:
        """Take the month and what differs."""
        names = ", ".join(f"{each.column} {each.before} / {each.after}" for each in found)
        super().__init__(
            _("The register changed since %(month)s was compiled (%(differences)s); compile the month again.")
            % {"month": month, "differences": names},
            field="month",
        )
        self.differences = found


class NotApproved(Refusal):
    """The edition is not approved by a second person yet."""

    code = "not_approved"


class AlreadyPublished(Refusal):
    """The month is published, and there is no newer edition to publish."""

    code = "already_published"


class NotFromRegister(Refusal):
    """The published edition is imported history: the register did not make it."""

    code = "not_from_register"


@dataclass(frozen=True)
class Draft:
    """What compiling gave: the edition, its checks, and the void registrations left out."""

    edition: Edition
    figures: MonthFigures
    checks: Sequence[Check]
    void_references: Sequence[str]


@dataclass(frozen=True)
class Verification:
    """A published edition against the register as it stands now, and against its own digest."""

    edition: Edition
    differences: Sequence[Difference]
    is_intact: bool

    @property
    def holds(self) -> bool:
        """Whether the register still gives the published figures."""
        return self.is_intact and not self.differences


@transaction.atomic
def compile_month(*, month: Month, actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Count a month into a draft edition, with the complaints behind every cell.

    A person who compiles adopts the draft; what a job or a nameless command compiled is nobody's.
    Compiling again replaces the draft, its adoption too. ``now`` is an aware moment.

    Raises ``FutureMonth``, ``AlreadyApproved``, ``ReasonMissing``, ``WithoutData`` and, for a
    person who is no publisher, ``NotAllowed``.
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
    figures = compiled(counting.count(month, dated_basis().of(month)))
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
def approve(*, month: Month, actor: Actor, now: datetime) -> Edition:
    """Approve an adopted draft, as another person than who adopted it.

    Raises ``NoEdition``, ``NotAdopted``, ``AlreadyApproved``, ``SamePerson``, ``FutureMonth`` for a
    month that has not ended, ``CountedTooEarly``, ``DoesNotAddUp``, ``ChangedSince`` where the register
    gives other figures by now, and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    edition = _in_the_making(month)
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
    failing = [check for check in editions.checks_of(edition) if not check.holds]
    if failing:
        raise DoesNotAddUp(failing)
    drafted = figures_of(edition)
    changed = differences(drafted, compiled(counting.count(month, drafted.basis)))
    if changed:
        raise ChangedSince(month, changed)
    edition.status, edition.approved_by, edition.approved_at = EditionStatus.APPROVED, person, now
    edition.save(update_fields=["status", "approved_by", "approved_at"])
    editions.tell("approve", edition, actor=actor, now=now, was=EditionStatus.ADOPTED)
    return edition


@transaction.atomic
def publish(*, month: Month, actor: Actor, now: datetime) -> Edition:
    """Publish what was approved (Awb 9:12a); from then on it never changes.

    Raises ``NoEdition``, ``AlreadyPublished``, ``NotApproved`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    edition = _in_the_making(month)
    if edition.status != EditionStatus.APPROVED:
        raise NotApproved(_("%(month)s is not approved by a second person yet.") % {"month": month}, field="month")
    edition.status, edition.published_by, edition.published_at = EditionStatus.PUBLISHED, person, now
    edition.save(update_fields=["status", "published_by", "published_at"])
    editions.tell("publish", edition, actor=actor, now=now, was=EditionStatus.APPROVED, reason=edition.reason)
    return edition


def verify(*, month: Month) -> Verification:
    """Recount the register by the basis of the published edition and compare.

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
    published = figures_of(edition)
    recounted = compiled(counting.count(month, published.basis))
    return Verification(edition, differences(published, recounted), digest(published) == edition.sha256)


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
        compiled_at=now,
        adopted_by=actor.user,
        adopted_at=now if actor.user else None,
    )
    require_usable(edition)
    edition.save()
    counting.keep_members(edition, month)
    editions.tell("compile", edition, actor=actor, now=now, was=was, reason=reason)
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
