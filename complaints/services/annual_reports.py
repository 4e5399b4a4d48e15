"""The year (Awb 9:12a): its report and register, prepared by one, published by another, then never changed."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.law import local_day
from complaints.models import AnnualReport, ReleasedSummary
from complaints.queries import year as counting
from complaints.record import editions, trail
from complaints.record.checking import require_text, require_usable
from complaints.vocabulary import Role
from complaints.workflow import Refusal


class YearRuns(Refusal):
    """The year has not ended: its report would change."""

    code = "year_runs"


class YearWithoutData(Refusal):
    """Nothing was received nor judged in the year."""

    code = "year_without_data"


class CorrectionWithoutReason(Refusal):
    """A report of the year is published: a new one is a correction, which needs a reason."""

    code = "correction_without_reason"


class NoReport(Refusal):
    """The year has no report that could be published."""

    code = "no_report"


class PreparedByOneself(Refusal):
    """Four eyes: who publishes is another than who prepared."""

    code = "prepared_by_oneself"


class RegisterChanged(Refusal):
    """The register says something else by now than the report."""

    code = "register_changed"


class NoSuchComplaint(Refusal):
    """The complaint is not there, or not for whoever asks."""

    code = "no_such_complaint"


@transaction.atomic
def prepare(*, year: int, actor: Actor, now: datetime, lessons: str = "", reason: str = "") -> AnnualReport:
    """Count a year into a report, in place of one that was prepared before and not published.

    Raises ``YearRuns``, ``YearWithoutData``, ``CorrectionWithoutReason``, ``Unusable`` and, for who is no
    publisher, ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    if local_day(now).year <= year:
        raise YearRuns(_("%(year)s has not ended.") % {"year": year}, field="year")
    earlier = AnnualReport.objects.select_for_update().filter(year=year)
    published = earlier.filter(published_at__isnull=False).order_by("-number").first()
    if published is not None and not reason.strip():
        raise CorrectionWithoutReason(
            _("The report of %(year)s is published: give the reason of the correction.") % {"year": year},
            field="reason",
        )
    figures, register = counting.count(year), counting.register(year)
    if counting.is_without_data(figures):
        raise YearWithoutData(_("In %(year)s nothing was received nor judged.") % {"year": year}, field="year")
    earlier.filter(published_at__isnull=True).delete()
    report = AnnualReport(
        year=year,
        number=published.number + 1 if published else 1,
        figures=figures,
        register=register,
        lessons=lessons.strip(),
        sha256=_digest(figures, register, lessons.strip()),
        reason=reason.strip(),
        prepared_by=person,
        prepared_at=now,
    )
    require_usable(report)
    report.save()
    _tell("prepare", report, actor=actor, now=now)
    return report


@transaction.atomic
def publish(*, year: int, actor: Actor, now: datetime) -> AnnualReport:
    """Publish the report that was prepared, as another person; from then on it never changes.

    Raises ``NoReport``, ``PreparedByOneself``, ``RegisterChanged`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    report = AnnualReport.objects.select_for_update().filter(year=year, published_at__isnull=True).first()
    if report is None:
        raise NoReport(_("There is no report of %(year)s to publish; prepare it first.") % {"year": year}, field="year")
    if report.prepared_by_id == person.pk:
        raise PreparedByOneself(
            _("%(who)s prepared this report; another person publishes it.") % {"who": person}, field="by"
        )
    if _digest(counting.count(year), counting.register(year), report.lessons) != report.sha256:
        raise RegisterChanged(
            _("The register changed since the report of %(year)s was prepared; prepare it again.") % {"year": year},
            field="year",
        )
    report.published_by, report.published_at = person, now
    report.save(update_fields=["published_by", "published_at"])
    _tell("publish", report, actor=actor, now=now)
    return report


@transaction.atomic
def release_summary(*, reference: str, text: str, actor: Actor, now: datetime) -> ReleasedSummary:
    """Release what the register of 9:12a tells of a complaint in words; a later release takes its place.

    A coordinator of the complaint does this. Raises ``NoSuchComplaint``, ``Unusable`` and ``NotAllowed``.
    """
    complaint = access.visible_to(actor).filter(reference=reference).first()
    if complaint is None:
        raise NoSuchComplaint(_("There is no complaint “%(reference)s”.") % {"reference": reference}, field="reference")
    person = actor.user
    if person is None or not access.has_role_in(person, complaint.unit_id, Role.COORDINATOR):
        raise NotAllowed(_("Only a coordinator of the complaint may do this; name one."), field="by")
    require_text(text, _("Write the summary."), field="text")
    summary = ReleasedSummary(complaint=complaint, text=text.strip(), released_by=person, released_at=now)
    require_usable(summary)
    summary.save()
    trail.append(
        action="release_summary", actor=actor, now=now, complaint=complaint, changes={"summary": [None, summary.pk]}
    )
    return summary


def _digest(figures: dict[str, Any], register: list[dict[str, Any]], lessons: str) -> str:
    whole = {"figures": figures, "register": register, "lessons": lessons}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _tell(action: str, report: AnnualReport, *, actor: Actor, now: datetime) -> None:
    trail.append(
        action=f"annual_report.{action}",
        actor=actor,
        now=now,
        changes={"report": [None, str(report)], "sha256": [None, report.sha256]},
        reason=report.reason[: trail.LONGEST_REASON],
    )
