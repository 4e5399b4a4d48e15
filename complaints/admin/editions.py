"""The figures: editions of the months, and the steps from a draft to the published table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from complaints import access
from complaints.admin import frame
from complaints.admin.actors import FIGURE_READERS, actor_of, has_role
from complaints.admin.edition_lines import groups, matrix, verdict_heads
from complaints.admin.edition_steps import STEPS, form_of, steps_of, waits_for_another
from complaints.admin.forms_editions import CompileForm, ResolveForm
from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.figures.weight import asks_for_edition
from complaints.models import Edition, JobRun
from complaints.queries.edition_cases import cases_behind, is_figure, remarks_on
from complaints.queries.editions import Entry, entry_of, figures_of, neighbours
from complaints.record.editions import checks_of
from complaints.renderings.cell_names import cell_name
from complaints.services import publication
from complaints.vocabulary import EditionOrigin, EditionStatus, Role
from complaints.workflow import Refusal

#: How many editions a page of the list shows.
PER_PAGE = 60

#: What must hold, in words.
CHECKED: Mapping[str, StrOrPromise] = {
    "cells_equal_total": gettext_lazy("the categories make the total"),
    "verdicts_equal_judged": gettext_lazy("the verdicts make what was judged"),
    "percentages_equal_hundred": gettext_lazy("the percentages make a hundred"),
    "categories_equal_judged": gettext_lazy("the verdicts by category make what was judged"),
    "kinds_equal_judged": gettext_lazy("the kinds of procedure make what was judged"),
    "grounds_equal_declined": gettext_lazy("the grounds make what was not taken up"),
    "stock_carries_over": gettext_lazy("what was open, came and went makes what is open"),
    "members": gettext_lazy("as many complaints behind the cells as the cells say"),
}
#: What asks for a look, in words.
REMARKS: Mapping[str, StrOrPromise] = {
    "void": gettext_lazy("Void registrations, counted nowhere"),
    "without_unit": gettext_lazy("Complaints without a unit"),
    "without_kind": gettext_lazy("Complaints without a kind of procedure"),
    "without_ground": gettext_lazy("Not taken up, without a ground"),
}


def show(request: HttpRequest) -> HttpResponse:
    """The editions, newest month first, and the form that compiles a month."""
    _require_reader(request)
    return _list(request, CompileForm(initial={"month": str(Month.of(timezone.localdate()).plus(-1))}))


def compile_month(request: HttpRequest) -> HttpResponse:
    """Count a month into a draft."""
    _require_reader(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:editions"))
    form = CompileForm(request.POST)
    if form.is_valid():
        try:
            draft = publication.compile_month(
                month=form.cleaned_data["month"],
                actor=actor_of(request),
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%(month)s is compiled into a draft.") % {"month": draft.edition})
            return HttpResponseRedirect(reverse("admin:edition", args=[draft.edition.pk]))
    return _list(request, form, status=422)


def show_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition: its figures beside other months, its checks, who answered for it, and the steps that are next."""
    _require_reader(request)
    return _one(request, _edition(pk))


@require_POST
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Adopt, annotate, approve, set the hour, publish, acknowledge; what is refused stands beside its field."""
    _require_reader(request)
    edition = _edition(pk)
    taken = STEPS.get(step)
    if taken is None:
        raise Http404(_("There is no such step."))
    form = form_of(step, edition, request.POST)
    page = _verification if step == "acknowledge" else _one
    if form is not None and not form.is_valid():
        return page(request, edition, {step: form}, status=422)
    try:
        taken.take(edition, actor=actor_of(request), now=timezone.now(), typed=_typed(form))
    except Refusal as refusal:
        if form is not None and refusal.field in form.fields and step in steps_of(request, edition):
            form.add_error(refusal.field, str(refusal))
            return page(request, edition, {step: form}, status=422)
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(taken.done))
        if step == "resolve":
            return HttpResponseRedirect(reverse("admin:editions"))
    name = "admin:edition_verify" if step == "acknowledge" else "admin:edition"
    return HttpResponseRedirect(reverse(name, args=[pk]))


def _typed(form: forms.Form | None) -> Mapping[str, Any]:
    """What the service of a step is given."""
    if isinstance(form, ResolveForm):
        return form.typed
    return form.cleaned_data if form else {}


def show_cases(request: HttpRequest, pk: int, figure: str) -> HttpResponse:
    """The complaints behind a figure as counted then, for who may see them."""
    _require_reader(request)
    edition = _edition(pk)
    after = request.GET.get("after", "0")
    if not is_figure(figure) or not (after.isascii() and after.isdigit() and len(after) < 19):
        raise Http404(_("There is no such figure."))
    month = Month.of(edition.month)
    return frame.render(
        request,
        "desk/edition_cases.html",
        title=f"{month.short}: {cell_name(figure)}",
        edition=edition,
        figure=figure,
        cases=cases_behind(edition, figure, actor=actor_of(request), after=int(after)),
    )


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """A published edition against the register as it stands now."""
    _require_reader(request)
    return _verification(request, _edition(pk))


def _one(
    request: HttpRequest, edition: Edition, typed: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    entry, actor = entry_of(edition), actor_of(request)
    before, year_before = neighbours(edition)
    beside = [each.figures if each else None for each in (before, year_before)]
    steps = steps_of(request, edition)
    in_the_making = edition.status != EditionStatus.PUBLISHED
    found = _checks(edition)
    asked = {name for name, step in steps.items() if step.form is not None and name != "acknowledge"}
    if all(check.holds for check in found):
        asked -= {"approve"}  # nothing to overrule: a button will do
    return frame.render(
        request,
        "desk/edition.html",
        status,
        title=_("Figures of %(month)s") % {"month": entry.month.short},
        edition=edition,
        entry=entry,
        figures=entry.figures,
        groups=groups(entry.figures, beside),
        matrix=matrix(entry.figures),
        verdict_heads=verdict_heads(),
        beside=[(month, each) for month, each in zip(_months_beside(entry.month), beside, strict=True)],
        other_basis=any(each is not None and each.basis is not entry.figures.basis for each in beside),
        checks=[(_worded(check), check) for check in found],
        remarks=[(REMARKS[each.name], each) for each in remarks_on(entry.month, actor=actor)] if in_the_making else (),
        steps=[(name, step) for name, step in steps.items() if step.is_main and name not in asked],
        forms=[
            (name, step, (typed or {}).get(name) or form_of(name, edition))
            for name, step in steps.items()
            if name in asked
        ],
        waits_for_another=waits_for_another(request, edition),
        can_be_verified=not in_the_making and edition.origin == EditionOrigin.REGISTER,
    )


def _verification(
    request: HttpRequest, edition: Edition, typed: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    try:
        found = publication.verify(month=Month.of(edition.month))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:edition", args=[edition.pk]))
    visible = set(
        access.visible_to(actor_of(request))
        .filter(pk__in=[change.complaint_id for change in found.changes])
        .values_list("pk", flat=True)
    )
    weight: dict[str, Any] = {"cell": settings.CORRECTION_CELL, "share": settings.CORRECTION_SHARE}
    return frame.render(
        request,
        "desk/edition_verify.html",
        status,
        title=_("%(month)s against the register") % {"month": Month.of(edition.month).short},
        edition=found.edition,
        found=found,
        differences=[(cell_name(each.column), each) for each in found.differences],
        new=[(change, change.complaint_id in visible, _cells(change)) for change in found.new],
        known=[(change, change.complaint_id in visible) for change in found.changes if change.acknowledged],
        asks_for_edition=asks_for_edition(found.differences, **weight),
        form=(typed or {}).get("acknowledge") or form_of("acknowledge", edition),
        may_acknowledge="acknowledge" in steps_of(request, found.edition),
    )


def _cells(change: Any) -> list[str]:
    """The cells in which a complaint counts otherwise, in words."""
    return [f"{cell_name(cell)} {_sign(*pair)}" for cell, pair in sorted(change.cells.items())]


def _sign(then: object, now: object) -> str:
    if then is None:
        return "+"
    return "\N{MINUS SIGN}" if now is None else "±"


def _months_beside(month: Month) -> tuple[Month, Month]:
    return month.previous, month.plus(-12)


def _worded(check: Check) -> StrOrPromise:
    """What a check is about."""
    group, _dot, name = check.name.partition(".")
    if group == "jump":
        return _("%(figure)s jumps: the months before had %(mean)s on average") % {
            "figure": cell_name(name),
            "mean": check.stated,
        }
    if name:
        return _("complaints behind: %(figure)s") % {"figure": cell_name(name)}
    return CHECKED.get(check.name, check.name)


def _list(request: HttpRequest, form: CompileForm, status: int = 200) -> HttpResponse:
    newest = Edition.objects.select_related("adopted_by", "approved_by").order_by("-month", "-number")
    entries = [Entry(edition, figures_of(edition)) for edition in newest[:PER_PAGE]]
    return frame.render(
        request,
        "desk/editions.html",
        status,
        title=_("Figures"),
        subtitle=_("A month is compiled, adopted by one, approved by another and then published for good."),
        entries=entries,
        differing=_differing(),
        form=form,
        may_publish=has_role(request, [Role.PUBLISHER]),
    )


def _differing() -> Sequence[str]:
    """The months that no longer held when the monthly job last looked."""
    looked = JobRun.objects.filter(job=publication.VERIFY, counts__has_key=publication.LOOKED_AT)
    run = looked.order_by("-started_at").first()
    return sorted(run.counts.keys() - {publication.LOOKED_AT}) if run else ()


def _checks(edition: Edition) -> Sequence[Check]:
    """What must hold; imported history is kept as it was published, and only flagged."""
    return checks_of(edition) if edition.origin == EditionOrigin.REGISTER else ()


def _require_reader(request: HttpRequest) -> None:
    if not has_role(request, FIGURE_READERS):
        raise PermissionDenied


def _edition(pk: int) -> Edition:
    people = ("adopted_by", "approved_by", "published_by", "planned_by")
    edition = Edition.objects.select_related(*people).filter(pk=pk).first()
    if edition is None:
        raise Http404(_("There is no such edition."))
    return edition
