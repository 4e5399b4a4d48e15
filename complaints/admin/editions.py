"""The figures: editions of the months, and the steps from a draft to the published table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from complaints.access import Actor
from complaints.admin import frame
from complaints.admin.actors import FIGURE_READERS, actor_of, has_role, user_of
from complaints.admin.forms_editions import CompileForm
from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.models import Edition
from complaints.queries.editions import Entry, entry_of, figures_of
from complaints.record.editions import checks_of
from complaints.services import publication
from complaints.vocabulary import Category, EditionOrigin, EditionStatus, Role
from complaints.workflow import Refusal

#: How many editions a page of the list shows.
PER_PAGE = 60


@dataclass(frozen=True)
class Step:
    """A step that an edition in the making can take, and its service."""

    label: StrOrPromise
    done: StrOrPromise
    status: EditionStatus
    carry_out: Callable[..., Edition]


#: What must add up, in words.
CHECKED: Mapping[str, StrOrPromise] = {
    "cells_equal_total": gettext_lazy("the categories make the total"),
    "verdicts_equal_judged": gettext_lazy("the verdicts make what was judged"),
    "percentages_equal_hundred": gettext_lazy("the percentages make a hundred"),
    "members": gettext_lazy("as many complaints behind the cells as the cells say"),
}

STEPS: Mapping[str, Step] = {
    "adopt": Step(
        gettext_lazy("Adopt"), gettext_lazy("You answer for these figures."), EditionStatus.DRAFT, publication.adopt
    ),
    "approve": Step(
        gettext_lazy("Approve"), gettext_lazy("The figures are approved."), EditionStatus.ADOPTED, publication.approve
    ),
    "publish": Step(
        gettext_lazy("Publish"),
        gettext_lazy("The figures are published; from now on they never change."),
        EditionStatus.APPROVED,
        publication.publish,
    ),
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
    """One edition: its figures, its checks, who answered for it, and the step that is next."""
    _require_reader(request)
    edition = _edition(pk)
    entry = entry_of(edition)
    return frame.render(
        request,
        "desk/edition.html",
        title=_("Figures of %(month)s") % {"month": entry.month.short},
        edition=edition,
        entry=entry,
        figures=entry.figures,
        cells=[(category, entry.figures.received[category]) for category in Category],
        checks=[(CHECKED.get(check.name, check.name), check) for check in _checks(edition)],
        steps=_steps(request, edition),
        waits_for_another=_waits_for_another(request, edition),
    )


@require_POST
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Adopt, approve or publish."""
    _require_reader(request)
    edition = _edition(pk)
    taken = STEPS.get(step)
    if taken is None:
        raise Http404(_("There is no such step."))
    try:
        _take(taken, edition, actor_of(request), timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(taken.done))
    return HttpResponseRedirect(reverse("admin:edition", args=[pk]))


def _take(step: Step, edition: Edition, actor: Actor, now: datetime) -> None:
    step.carry_out(month=Month.of(edition.month), actor=actor, now=now)


def _list(request: HttpRequest, form: CompileForm, status: int = 200) -> HttpResponse:
    newest = Edition.objects.select_related("adopted_by", "approved_by").order_by("-month", "-number")
    return frame.render(
        request,
        "desk/editions.html",
        status,
        title=_("Figures"),
        subtitle=_("A month is compiled, adopted by one, approved by another and then published for good."),
        entries=[Entry(edition, figures_of(edition)) for edition in newest[:PER_PAGE]],
        form=form,
        may_publish=has_role(request, [Role.PUBLISHER]),
    )


def _checks(edition: Edition) -> Sequence[Check]:
    """What must add up; imported history is kept as it was published, and only flagged."""
    return checks_of(edition) if edition.origin == EditionOrigin.REGISTER else ()


def _steps(request: HttpRequest, edition: Edition) -> list[tuple[str, Step]]:
    if not has_role(request, [Role.PUBLISHER]) or _waits_for_another(request, edition):
        return []
    return [(name, step) for name, step in STEPS.items() if step.status == edition.status]


def _waits_for_another(request: HttpRequest, edition: Edition) -> bool:
    """Four eyes: who adopted the figures does not approve them."""
    return edition.status == EditionStatus.ADOPTED and edition.adopted_by_id == user_of(request).pk


def _require_reader(request: HttpRequest) -> None:
    if not has_role(request, FIGURE_READERS):
        raise PermissionDenied


def _edition(pk: int) -> Edition:
    people = ("adopted_by", "approved_by", "published_by")
    edition = Edition.objects.select_related(*people).filter(pk=pk).first()
    if edition is None:
        raise Http404(_("There is no such edition."))
    return edition
