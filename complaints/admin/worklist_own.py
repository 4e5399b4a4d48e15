"""How somebody keeps the work list: its columns, its saved views, and the list as a file."""

from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import CASE_WORKERS, actor_of, has_role, user_of
from complaints.admin.forms_worklist import form_of
from complaints.admin.worklist import columns_of, days_of_now
from complaints.models import WorkView
from complaints.queries.worklist_choices import units_of, views_of
from complaints.renderings.list_files import FORMATS
from complaints.services import list_exports, work_views
from complaints.vocabulary import ListColumn
from complaints.workflow import Refusal


class ColumnsForm(forms.Form):
    """Which columns the list has."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=ListColumn.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("The reference and the last day always stand there. Choose none for the usual ones."),
    )


class ViewForm(forms.Form):
    """A view under a name, of one's own or for a unit."""

    name = fields.line(gettext_lazy("Name"), longest=80)
    unit_id = fields.choice(gettext_lazy("Share with"), [], required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit_id"] = fields.choice(
            _("Share with"),
            units,
            empty=_("Nobody: for me, and who has its link"),
            required=False,
        )


def columns(request: HttpRequest) -> HttpResponse:
    """Choose the columns; they are kept with the person."""
    _require_case_worker(request)
    typed = request.POST if request.method == "POST" else None
    form = ColumnsForm(typed, initial={"columns": columns_of(request)})
    if form.is_valid():
        chosen = [ListColumn(column) for column in form.cleaned_data["columns"]]
        work_views.choose_columns(actor=actor_of(request), columns=chosen)
        return HttpResponseRedirect(_list(request.GET.urlencode()))
    return frame.render(
        request,
        "desk/worklist_columns.html",
        422 if form.errors else 200,
        title=_("Columns of the list"),
        form=form,
    )


def views(request: HttpRequest) -> HttpResponse:
    """The views of a person: save the list as it is now, share it, remove one."""
    _require_case_worker(request)
    user = user_of(request)
    query = form_of(request.GET).address()
    form = ViewForm(request.POST or None, initial={"query": query}, units=units_of(user))
    if request.method == "POST":
        if request.POST.get("remove"):
            return _removed(request)
        saved = _saved(request, form)
        if saved is not None:
            messages.success(request, _("The view is saved."))
            return HttpResponseRedirect(reverse("admin:worklist_views"))
    return frame.render(
        request,
        "desk/worklist_views.html",
        422 if form.errors else 200,
        title=_("Views of the list"),
        form=form,
        chips=form_of(QueryDict(form["query"].value() or "")).chips_with_all(),
        views=views_of(user),
        site=settings.SITE_URL.rstrip("/"),
    )


def view(request: HttpRequest, key: str) -> HttpResponse:
    """Follow the link of a view: the list with its filters, and the eyes of who looks."""
    _require_case_worker(request)
    found = WorkView.objects.filter(key=key).first()
    if found is None:
        raise Http404(_("This view does not exist any more."))
    query = QueryDict(found.query, mutable=True)
    query["view"] = found.key
    return HttpResponseRedirect(_list(query.urlencode()))


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as it is narrowed and sorted, all of it, as a file."""
    _require_case_worker(request)
    name = request.POST.get("format", "")
    if name not in FORMATS:
        raise Http404(_("There is no such format."))
    form = form_of(QueryDict(request.POST.get("query", "")))
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    list_exports.export(
        actor=actor_of(request),
        now=timezone.now(),
        days=days_of_now(),
        filters=form.filters(),
        sort=form.sorted_by(),
        query=form.address(),
        file_format=name,
        out=file,
    )
    file.seek(0)
    called = _("work list").replace(" ", "-")
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{called}-{timezone.localdate()}.{name}",
        content_type=FORMATS[name].media_type,
    )


def _saved(request: HttpRequest, form: ViewForm) -> WorkView | None:
    if not form.is_valid():
        return None
    values = form.cleaned_data
    try:
        return work_views.save_view(
            actor=actor_of(request),
            now=timezone.now(),
            name=values["name"],
            query=form_of(QueryDict(values["query"])).address(),
            unit_id=int(values["unit_id"]) if values["unit_id"] else None,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _removed(request: HttpRequest) -> HttpResponse:
    try:
        work_views.remove_view(actor=actor_of(request), key=request.POST["remove"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view is removed."))
    return HttpResponseRedirect(reverse("admin:worklist_views"))


def _require_case_worker(request: HttpRequest) -> None:
    if not has_role(request, CASE_WORKERS):
        raise PermissionDenied


def _list(query: str) -> str:
    return reverse("admin:worklist") + (f"?{query}" if query else "")
