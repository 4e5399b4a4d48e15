"""The work list: what is to be done, by last day."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.admin import frame
from complaints.admin.actors import CASE_WORKERS, INTAKERS, actor_of, has_role
from complaints.admin.forms_worklist import FilterForm, key_of, text_of
from complaints.queries import worklist
from complaints.queries.worklist import ALL, OPEN, Due, Filters, Who
from complaints.vocabulary import OPEN_STATUSES, Status


def show(request: HttpRequest) -> HttpResponse:
    """The list, narrowed and paged as its address says."""
    form = FilterForm(request.GET or None) if request.GET else FilterForm({})
    filters = form.filters()
    today = timezone.localdate()
    page = worklist.page(
        actor=actor_of(request),
        filters=filters,
        today=today,
        after=key_of(request, "after"),
        before=key_of(request, "before"),
    )
    return frame.render(
        request,
        "desk/worklist.html",
        title=_("Work list"),
        subtitle=_subtitle(filters),
        form=form,
        filters=filters,
        page=page,
        before=text_of(page.before),
        after=text_of(page.after),
        today=today,
        ended=filters.status not in (OPEN, *OPEN_STATUSES),
        is_narrowed=filters != Filters(),
        chips=_chips(filters, form),
        whose=[(Who.ANYONE, _("Everyone")), (Who.MINE, _("Mine")), (Who.UNASSIGNED, _("Unassigned"))],
        dues=[(Due.ANY, _("Any day")), (Due.WEEK, _("Due this week")), (Due.OVERDUE, _("Overdue"))],
        sees_cases=has_role(request, CASE_WORKERS),
        may_register=has_role(request, INTAKERS),
    )


def _subtitle(filters: Filters) -> str:
    if filters.status == ALL:
        return _("Everything, ended too, newest first")
    if filters.status in (Status.CLOSED, Status.VOID):
        return _("Newest first")
    return _("Most urgent first")


def _chips(filters: Filters, form: FilterForm) -> list[tuple[str, str]]:
    """What is filtered, each as the name of its parameter and the words for it."""
    chips = []
    if filters.search:
        chips.append(("q", f"“{filters.search}”"))
    if filters.category:
        chips.append(("category", str(filters.category.label)))
    if form.data.get("status") and filters.status != OPEN:
        chips.append(("status", str(dict(form.fields["status"].choices)[filters.status])))  # type: ignore[attr-defined]  # a ChoiceField
    return chips
