"""The work list: what is to be done, by last day; and a look at one complaint without leaving it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.admin import frame
from complaints.admin.actors import CASE_WORKERS, INTAKERS, actor_of, has_role, user_of
from complaints.admin.forms_bulk import BULK_FORMS, MOST_AT_ONCE
from complaints.admin.forms_worklist import DUES, WHOSE, FilterForm, WideFilterForm, form_of, key_of, text_of
from complaints.admin.visiting import complaint_of
from complaints.queries import worklist
from complaints.queries.worklist import ALL, MOST_COUNTED, Days, Filters, Page
from complaints.queries.worklist_choices import views_of
from complaints.queries.worklist_order import Sort
from complaints.record import calendar
from complaints.renderings.list_files import FORMATS
from complaints.vocabulary import ListColumn

#: The columns of who chose none.
USUAL_COLUMNS = (
    ListColumn.COMPLAINANT,
    ListColumn.CATEGORY,
    ListColumn.STATUS,
    ListColumn.HANDLER,
    ListColumn.RECEIVED,
)
#: Within so many working days a last day is near.
SOON_WORKING_DAYS = 5


def days_of_now() -> Days:
    """Today, and how far "within five working days" reaches."""
    today = timezone.localdate()
    return Days(today, calendar.current().add_working_days(today, SOON_WORKING_DAYS))


def columns_of(request: HttpRequest) -> list[ListColumn]:
    """The columns that this person chose, or the usual ones."""
    return [ListColumn(column) for column in user_of(request).list_columns or USUAL_COLUMNS]


def show(request: HttpRequest) -> HttpResponse:
    """The list, narrowed, sorted and paged as its address says."""
    form = form_of(request.GET)
    filters, sort, days = form.filters(), form.sorted_by(), days_of_now()
    page = worklist.page(
        actor=actor_of(request),
        filters=filters,
        days=days,
        sort=sort,
        after=key_of(request, "after"),
        before=key_of(request, "before"),
    )
    return frame.render(
        request,
        "desk/worklist.html",
        title=_("Work list"),
        subtitle=_subtitle(filters, sort),
        form=form,
        filters=filters,
        page=page,
        count=_count(page),
        before=text_of(page.before),
        after=text_of(page.after),
        today=days.today,
        is_narrowed=filters.narrows,
        chips=form.chips(),
        whose=WHOSE,
        dues=DUES,
        columns=columns_of(request),
        sorts=_sorts(filters, sort),
        views=views_of(user_of(request)),
        view=request.GET.get("view", ""),
        formats=tuple(FORMATS),
        can_act=has_role(request, INTAKERS),
        bulk_acts=[(slug, form.label) for slug, form in BULK_FORMS.items()],
        most_at_once=MOST_AT_ONCE,
        sees_cases=has_role(request, CASE_WORKERS),
        may_register=has_role(request, INTAKERS),
    )


def more_filters(request: HttpRequest) -> HttpResponse:
    """All filters on one page; what is chosen comes back as the address of the list."""
    return frame.render(
        request,
        "desk/worklist_filters.html",
        title=_("Filters"),
        form=WideFilterForm(
            initial={name: value for name, value in request.GET.items() if name in FilterForm().fields}
        ),
    )


def glance(request: HttpRequest, pk: int) -> HttpResponse:
    """What one complaint says, beside the list."""
    complaint = complaint_of(request, pk)
    return frame.render(
        request,
        "desk/worklist_glance_part.html"
        if request.headers.get("HX-Request") == "true"
        else "desk/worklist_glance.html",
        title=complaint.reference,
        complaint=complaint,
        parties=complaint.parties.order_by("pk"),
        persons=complaint.persons_complained_about.order_by("pk"),
        parts=complaint.parts.order_by("number"),
        today=timezone.localdate(),
    )


def _subtitle(filters: Filters, sort: Sort) -> str:
    if sort is Sort.RECEIVED:
        return _("Oldest first")
    if sort is Sort.LAST_DAY_LATEST:
        return _("Latest last day first")
    if sort is Sort.LAST_DAY or (sort is Sort.USUAL and filters.shows_open_work):
        return _("Most urgent first")
    return _("Everything, ended too, newest first") if filters.status == ALL else _("Newest first")


def _count(page: Page) -> str:
    if page.count is None:
        return _("more than %(count)s complaints") % {"count": MOST_COUNTED}
    return ngettext("%(count)s complaint", "%(count)s complaints", page.count) % {"count": page.count}


def _sorts(filters: Filters, sort: Sort) -> dict[str, tuple[str, str]]:
    """For each head that sorts: what a click on it asks, and how it is sorted now ("" not by it)."""
    now = sort or (Sort.LAST_DAY if filters.shows_open_work else Sort.RECEIVED_NEWEST)
    return {
        "last_day": _head(now, Sort.LAST_DAY, Sort.LAST_DAY_LATEST),
        "received": _head(now, Sort.RECEIVED, Sort.RECEIVED_NEWEST),
    }


def _head(now: Sort, rises: Sort, falls: Sort) -> tuple[str, str]:
    if now is rises:
        return falls.value, "ascending"
    return rises.value, "descending" if now is falls else ""
