"""The jobs: how each stands, and what every run of them did. What to look at when something is wrong at night."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin.actors import ADMINISTRATORS, LADDER_KEEPERS, DeskModelAdmin
from complaints.admin.site import desk
from complaints.admin.tags import day
from complaints.models import JobRun
from complaints.queries.jobs import JobState, states
from complaints.vocabulary import LONGEST_RUN, Job

#: What the jobs count, in words; a count without a word here shows its code.
COUNTS: Final[Mapping[str, StrOrPromise]] = {
    "addressed": _("addressed"),
    "cancelled": _("no longer needed"),
    "clean": _("clean"),
    "clocks": _("terms looked at"),
    "complaints": _("complaints"),
    "drafts": _("drafts"),
    "dropped": _("dropped"),
    "infected": _("infected"),
    "parked": _("parked"),
    "passed_over": _("passed over"),
    "postponed": _("put off"),
    "raised": _("raised"),
    "readdressed": _("addressed anew"),
    "removed": _("removed"),
    "sent": _("sent"),
    "unaddressed": _("with nobody to go to"),
    "waiting": _("waiting"),
    "written": _("written"),
}


class Trouble(admin.SimpleListFilter):
    """Runs that went well are many; whoever looks for a fault wants the others."""

    title = _("outcome")
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, StrOrPromise]]:
        """One choice beside all."""
        return [("yes", _("failed or broken off"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[JobRun]) -> QuerySet[JobRun]:
        """Those that failed, or that were killed."""
        if self.value() != "yes":
            return queryset
        died = Q(ended_at__isnull=True, started_at__lt=timezone.now() - LONGEST_RUN)
        return queryset.filter(~Q(failure="") | died)


class OfJob(admin.SimpleListFilter):
    """The runs of one job."""

    title = _("job")
    parameter_name = "job"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, StrOrPromise]]:
        """The jobs of the timetable."""
        return [(job.value, job.label) for job in Job]

    def queryset(self, request: HttpRequest, queryset: QuerySet[JobRun]) -> QuerySet[JobRun]:
        """Of the one that was chosen."""
        return queryset.filter(job=self.value()) if self.value() else queryset


@admin.register(JobRun, site=desk)
class JobRunAdmin(DeskModelAdmin[JobRun]):
    """How the jobs stand, and below it what they did, newest first."""

    readers = ADMINISTRATORS | LADDER_KEEPERS
    actions = None
    change_list_template = "desk/jobs.html"
    list_display = ("name", "began", "took", "outcome", "counted")
    list_filter = (OfJob, Trouble)
    fields = readonly_fields = ("name", "began", "took", "outcome", "counted")
    list_per_page = 50
    show_full_result_count = False
    sortable_by = ()
    ordering = ("-started_at", "-pk")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with how each job stands above it."""
        stand = [_row(state) for state in states(now=timezone.now())]
        return super().changelist_view(request, {**(extra_context or {}), "stand": stand})

    @admin.display(description=_("job"))
    def name(self, run: JobRun) -> StrOrPromise:
        """Which job, in words where it is one of the timetable."""
        return Job(run.job).label if run.job in Job.values else run.job

    @admin.display(description=_("started at"))
    def began(self, run: JobRun) -> str:
        """When it began, to the second."""
        return day(timezone.localtime(run.started_at), "j M Y H:i:s")

    @admin.display(description=_("took"))
    def took(self, run: JobRun) -> str:
        """How long it lasted."""
        return "" if run.ended_at is None else f"{(run.ended_at - run.started_at).total_seconds():.1f}\u00a0s"

    @admin.display(description=_("outcome"))
    def outcome(self, run: JobRun) -> SafeString:
        """How it went, and why it failed."""
        if run.failure:
            return format_html('<span class="stands failing">{}</span> {}', _("failed"), run.failure)
        if run.ended_at is not None:
            return format_html('<span class="stands well">{}</span>', _("did well"))
        if _died(run, timezone.now()):
            return format_html('<span class="stands failing">{}</span>', _("broken off"))
        return format_html('<span class="stands">{}</span>', _("running"))

    @admin.display(description=_("counts"))
    def counted(self, run: JobRun) -> str:
        """What it counted, without the noughts."""
        found = " · ".join(f"{COUNTS.get(name, name)}: {count}" for name, count in run.counts.items() if count)
        did_nothing = run.ended_at is not None and not (found or run.failure)
        return str(_("nothing to do")) if did_nothing else found


def _died(run: JobRun, now: datetime) -> bool:
    return run.ended_at is None and run.started_at < now - LONGEST_RUN


def _row(state: JobState) -> dict[str, Any]:
    """How a job stands, as the table shows it."""
    if state.is_late:
        stands, word = "late", _("late")
    elif state.is_failing:
        stands, word = "failing", _("fails")
    else:
        stands, word = "well", _("well")
    return {"state": state, "stands": stands, "word": word}
