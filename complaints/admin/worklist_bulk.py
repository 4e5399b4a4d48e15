"""Acts on many complaints of the list: chosen, foretold row by row, done, and answered row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from complaints import bulk
from complaints.admin import frame
from complaints.admin.actors import INTAKERS, actor_of, has_role
from complaints.admin.forms_bulk import BULK_FORMS, MOST_AT_ONCE, BulkForm, BulkPrintForm
from complaints.admin.forms_worklist import form_of
from complaints.admin.visiting import download, unprintable
from complaints.admin.worklist import days_of_now
from complaints.bulk import Chosen, Outcome
from complaints.channels.pdf import NotPrintable
from complaints.queries import worklist
from complaints.queries.worklist import Row
from complaints.workflow import Refusal


@dataclass(frozen=True)
class Line:
    """One of the chosen, and what it answers: nothing yet, "" for yes, or why not."""

    row: Row
    refusal: Refusal | None


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """From the list to the form, from the form to the preview, from the preview to the result."""
    kind = BULK_FORMS.get(request.POST.get("act", ""))
    if kind is None:
        raise Http404(_("There is no such step."))
    if not has_role(request, INTAKERS):
        raise PermissionDenied
    step = request.POST.get("step", "")
    chosen = _read(request.POST.get("frozen", "").split(",")) if step else _chosen(request)
    if not chosen or len(chosen) > kind.most:
        messages.warning(request, _none() if not chosen else _too_many(kind))
        return HttpResponseRedirect(_list(request))
    form = kind(request.POST) if step else kind(initial={"notified_on": timezone.localdate()})
    if step == "form" or not step or not form.is_valid():
        return _asked(request, form, chosen, 422 if step not in ("", "form") else 200)
    if isinstance(form, BulkPrintForm):
        return _print(request, form, chosen)
    doing = form.act(actor=actor_of(request), now=timezone.now())
    if step == "preview":
        return _foretold(request, form, chosen, bulk.try_out(doing, chosen))
    return _done(request, form, chosen, bulk.carry_out(doing, chosen))


def _asked(request: HttpRequest, form: BulkForm, chosen: Sequence[Chosen], status: int) -> HttpResponse:
    """The form, with what was chosen below it."""
    lines = [Line(row, None) for row in _rows(request, chosen)]
    return _screen(request, form, chosen, lines, "form", status)


def _foretold(
    request: HttpRequest, form: BulkForm, chosen: Sequence[Chosen], outcomes: Sequence[Outcome]
) -> HttpResponse:
    """What each will answer; only those that can be done go on."""
    can = {outcome.pk for outcome in outcomes if outcome.refusal is None}
    lines = _lines(request, chosen, outcomes)
    return _screen(request, form, [one for one in chosen if one.pk in can], lines, "preview")


def _done(request: HttpRequest, form: BulkForm, chosen: Sequence[Chosen], outcomes: Sequence[Outcome]) -> HttpResponse:
    return _screen(request, form, chosen, _lines(request, chosen, outcomes), "done")


def _screen(
    request: HttpRequest, form: BulkForm, chosen: Sequence[Chosen], lines: Sequence[Line], step: str, status: int = 200
) -> HttpResponse:
    refused = [line for line in lines if line.refusal is not None]
    return frame.render(
        request,
        "desk/worklist_bulk.html",
        status,
        title=form.title,
        form=form,
        step=step,
        lines=[*refused, *(line for line in lines if line.refusal is None)],
        frozen=",".join(f"{one.pk}:{one.version}" for one in chosen),
        query=request.POST.get("query", ""),
        back=_list(request),
        prints=isinstance(form, BulkPrintForm),
        fine=_fine(step, len(lines) - len(refused)),
        refused=_refused(step, len(refused)),
        count=len(chosen),
        today=timezone.localdate(),
    )


def _print(request: HttpRequest, form: BulkForm, chosen: Sequence[Chosen]) -> HttpResponse:
    named = {
        row.complaint.pk: (row.complaint.reference, str(row.complaint.get_category_display()))
        for row in _rows(request, chosen)
    }
    try:
        made = bulk.printed(
            chosen,
            [named.get(one.pk, ("—", "—")) for one in chosen],
            actor=actor_of(request),
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
    except NotPrintable as error:
        form.add_error(None, unprintable(error))
        return _asked(request, form, chosen, 422)
    name = _("work list").replace(" ", "-")
    return download(made, f"{name}-{timezone.localdate()}.pdf")


def _chosen(request: HttpRequest) -> list[Chosen]:
    """What was ticked, or all that the list shows; of either at most one more than can be done at once."""
    if "all" not in request.POST:
        return _read(request.POST.getlist("chosen"))
    filters = form_of(QueryDict(request.POST.get("query", "")))
    return [
        Chosen(pk, version)
        for pk, version in worklist.keys(
            actor=actor_of(request),
            filters=filters.filters(),
            days=days_of_now(),
            sort=filters.sorted_by(),
            most=MOST_AT_ONCE,
        )
    ]


def _read(written: Sequence[str]) -> list[Chosen]:
    """Keys with the versions that were seen, once each; what cannot be read was not chosen."""
    found = {}
    for one in written:
        pk, _separator, version = one.partition(":")
        if all(number.isascii() and number.isdigit() and len(number) < 18 for number in (pk, version)):
            found[int(pk)] = Chosen(int(pk), int(version))
    return list(found.values())


def _rows(request: HttpRequest, chosen: Sequence[Chosen]) -> Sequence[Row]:
    return worklist.rows_of(actor=actor_of(request), pks=[one.pk for one in chosen])


def _lines(request: HttpRequest, chosen: Sequence[Chosen], outcomes: Sequence[Outcome]) -> list[Line]:
    answers = {outcome.pk: outcome.refusal for outcome in outcomes}
    return [Line(row, answers[row.complaint.pk]) for row in _rows(request, chosen)]


def _list(request: HttpRequest) -> str:
    query = QueryDict(request.POST.get("query", "")).urlencode()
    return reverse("admin:worklist") + (f"?{query}" if query else "")


def _none() -> str:
    return _("Choose complaints first: tick them in the list.")


def _too_many(kind: type[BulkForm]) -> str:
    return _("This is done on at most %(most)s complaints at a time; choose fewer.") % {"most": kind.most}


def _fine(step: str, count: int) -> str:
    if step == "done":
        return ngettext("Done on %(count)s complaint.", "Done on %(count)s complaints.", count) % {"count": count}
    return ngettext("%(count)s complaint can be done.", "%(count)s complaints can be done.", count) % {"count": count}


def _refused(step: str, count: int) -> str:
    if not count:
        return ""
    if step == "done":
        return ngettext("%(count)s was refused.", "%(count)s were refused.", count) % {"count": count}
    return ngettext("%(count)s is refused and left out.", "%(count)s are refused and left out.", count) % {
        "count": count
    }
