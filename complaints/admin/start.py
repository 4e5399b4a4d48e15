"""The start page: what waits for a handler, his next days, and the next complaint to take."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from complaints.admin import frame
from complaints.admin.actors import INTAKERS, actor_of, has_role, user_of
from complaints.admin.visiting import complaint_of, doing_of
from complaints.admin.worklist import days_of_now
from complaints.models import Complaint
from complaints.queries.start import MOST_ON_A_CARD, OVERDUE, SOON, start_of
from complaints.queries.worklist_waits import Waits
from complaints.services import handling, taking
from complaints.services.taking import NothingWaits
from complaints.vocabulary import Status
from complaints.workflow import Refusal


@dataclass(frozen=True)
class Card:
    """A number that leads to its list."""

    label: StrOrPromise
    icon: str
    query: str
    count: int
    tone: str = ""

    @property
    def says(self) -> str:
        """The number, as far as it was counted."""
        return f"{MOST_ON_A_CARD}+" if self.count > MOST_ON_A_CARD else str(self.count)


#: The cards in their order: what is counted, what it is called, its icon, and the address of its list.
_CARDS: tuple[tuple[str, StrOrPromise, str, str], ...] = (
    (OVERDUE, gettext_lazy("Overdue"), "overdue", "who=mine&due=overdue"),
    (SOON, gettext_lazy("Due within 5 working days"), "soon", "who=mine&due=soon"),
    (Waits.NEW, gettext_lazy("New for me"), "inbox", "waits=new"),
    (Waits.ARRIVED, gettext_lazy("An answer or document arrived"), "mail", "waits=arrived"),
    (Waits.TO_READ, gettext_lazy("To read as second person"), "book", "waits=to_read"),
    (Waits.HEARING, gettext_lazy("Hearing this week"), "committee", "waits=hearing"),
    (Waits.COMMITMENT, gettext_lazy("Commitments due"), "note", "waits=commitment"),
)
_TONES = {OVERDUE: "late", SOON: "soon"}


def show(request: HttpRequest) -> HttpResponse:
    """The start page of who handles complaints."""
    days = days_of_now()
    start = start_of(actor_of(request), days=days)
    cards = [
        Card(label, icon, query, start.counts[name], _TONES.get(name, "") if start.counts[name] else "")
        for name, label, icon, query in _CARDS
        if name != Waits.TO_READ or start.reads_letters
    ]
    return frame.render(
        request,
        "desk/start.html",
        title=_greeting(request),
        cards=cards,
        free=Card("", "", "who=unassigned", start.counts["free"]),
        start=start,
        today=days.today,
    )


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent complaint that waits, and read it before saying that one was not involved."""
    if not has_role(request, INTAKERS):
        raise PermissionDenied
    try:
        complaint = taking.take_next(actor=actor_of(request), now=timezone.now())
    except NothingWaits as refusal:
        messages.info(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:begin", args=[complaint.pk]))


def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """What the complaint says and about whom; then begin with it, or give it back (Awb 9:7)."""
    complaint = complaint_of(request, pk)
    if request.method == "POST":
        return _begun(request, complaint)
    if complaint.handler_id != user_of(request).pk or not complaint.is_open:
        return HttpResponseRedirect(reverse("admin:case", args=[pk]))
    return _reading(request, complaint)


def _reading(request: HttpRequest, complaint: Complaint, status: int = 200) -> HttpResponse:
    return frame.render(
        request,
        "desk/begin.html",
        status,
        title=complaint.reference,
        complaint=complaint,
        parties=complaint.parties.order_by("pk"),
        persons=complaint.persons_complained_about.order_by("pk"),
        parts=complaint.parts.order_by("number"),
        today=timezone.localdate(),
    )


def _begun(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    doing = doing_of(request, complaint)
    case: dict[str, Any] = {"complaint_id": complaint.pk, "version": None, "actor": doing.actor, "now": doing.now}
    try:
        if request.POST.get("involved") == "yes":
            taking.give_back(**case)
            messages.success(request, _("You gave %(reference)s back.") % {"reference": complaint.reference})
            return HttpResponseRedirect(reverse("admin:index"))
        if complaint.status == Status.REGISTERED:
            handling.take_up(**case, happened_on=doing.today, not_involved=True)
        else:
            taking.declare_not_involved(**case)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:case", args=[complaint.pk]))
    messages.success(request, _("You have taken up the complaint."))
    return HttpResponseRedirect(reverse("admin:case", args=[complaint.pk]))


def _greeting(request: HttpRequest) -> str:
    hour = timezone.localtime().hour
    name = user_of(request).first_name or str(user_of(request))
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    return (_("Good afternoon, %(name)s") if hour < 18 else _("Good evening, %(name)s")) % {"name": name}
