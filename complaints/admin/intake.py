"""Intake: register a complaint, on one page."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from complaints.admin import drafts, frame, uploads
from complaints.admin.actors import INTAKERS, actor_of, has_role
from complaints.admin.forms_intake import (
    MOST_ROWS,
    ComplaintForm,
    InterventionForm,
    PapersForm,
    PartRows,
    PartyRows,
    PersonRows,
    filled,
    intake_of,
)
from complaints.admin.intake_hints import Hints, hints_of
from complaints.models import Draft
from complaints.posting.receiving import Received, receive
from complaints.queries.drafts import draft_of
from complaints.queries.similar import similar_to
from complaints.services.documents import Incoming
from complaints.vocabulary import Role
from complaints.workflow import Refusal

#: Under this name the draft of intake is kept: there is no complaint yet.
ACT = "register"
#: Fields that few complaints need.
SELDOM = (
    *("unit", "procedure_kind", "conduct_from", "conduct_until", "conduct_continues", "complainants"),
    *("procedure", "procedure_basis", "reference", "labels", "clients"),
)
#: Where refusals stand that the service gives under another name.
_FIELD_OF = {"received_at": "received_on", "unit_id": "unit", "handler": "category"}


@dataclass
class Typed:
    """The forms of one page of intake, with what was typed in them."""

    complaint: ComplaintForm
    intervention: InterventionForm
    rows: dict[str, BaseFormSet[Any]]

    def is_valid(self) -> bool:
        """Whether every form holds; all are looked at, so that all errors show at once."""
        rows = [rows.is_valid() for rows in self.rows.values()]
        return all([self.complaint.is_valid(), self.intervention.is_valid(), *rows])

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it is about: ``parties-0-email``, or one of the complaint."""
        prefix, _dash, rest = refusal.field.partition("-")
        number, _dash, name = rest.partition("-")
        if prefix in self.rows and number.isdigit():
            row = filled(self.rows[prefix])[int(number)]
            row.add_error(name if name in row.fields else None, str(refusal))
            return
        field = _FIELD_OF.get(refusal.field, refusal.field)
        for form in (self.complaint, self.intervention):
            if field in form.fields:
                form.add_error(field, str(refusal))
                return
        self.complaint.add_error(None, str(refusal))

    def holds(self, name: str) -> bool:
        """Whether something was typed in these rows, or refused; then they are unfolded."""
        return any(row.errors or row.has_changed() for row in self.rows[name].forms)

    @property
    def names_persons(self) -> bool:
        """Whether a person complained about is named."""
        return self.holds("persons")

    @property
    def names_parts(self) -> bool:
        """Whether a part is named."""
        return self.holds("parts")

    @property
    def says_more(self) -> bool:
        """Whether one of the seldom fields was filled in, or refused."""
        form = self.complaint
        return any(name in form.errors or (form.is_bound and name in form.changed_data) for name in SELDOM)

    @property
    def has_errors(self) -> bool:
        """Whether anything is marked."""
        forms_here: list[forms.Form] = [self.complaint, self.intervention]
        return any(form.errors for form in forms_here) or any(
            any(row.errors) for row in self.rows.values() if row.is_bound
        )


def register(request: HttpRequest) -> HttpResponse:
    """The page of intake; a button adds a row without losing what was typed."""
    _require_intaker(request)
    now = timezone.now()
    if request.method != "POST":
        left = draft_of(actor_of(request), None, ACT)
        return _page(request, _unjudged(drafts.typed(left)) if left else _empty(now), left=left)
    if "more" in request.POST:
        return _page(request, _with_one_more(request))
    typed = _typed(request.POST)
    if typed.is_valid():
        try:
            return _received(request, _carried_out(request, typed, now))
        except Refusal as refusal:
            typed.refuse(refusal)
    return _page(request, typed, status=422)


@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """Look at what was typed so far, while it is typed."""
    _require_intaker(request)
    return frame.render(
        request,
        "desk/intake/hints.html",
        hints=_hints(request, _unjudged(request.POST)),
    )


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what somebody typed so far; or let it go, and begin anew."""
    _require_intaker(request)
    if "drop" not in request.POST:
        return drafts.kept(request, None, ACT)
    drafts.wipe(request, None, ACT)
    return HttpResponseRedirect(reverse("admin:register"))


def _require_intaker(request: HttpRequest) -> None:
    if not has_role(request, INTAKERS | {Role.LIAISON}):
        raise PermissionDenied


def _hints(request: HttpRequest, typed: Typed) -> Hints:
    return hints_of(typed.complaint, typed.rows["parties"].forms, actor_of(request), today=timezone.localdate())


def _carried_out(request: HttpRequest, typed: Typed, now: datetime) -> Received:
    """Let what was typed come in: one complaint, or one for each of the clients named."""
    rows = typed.rows
    files: list[UploadedFile[Any]] = request.FILES.getlist("papers")
    received = receive(
        actor=actor_of(request),
        now=now,
        intake_=intake_of(typed.complaint, rows["parties"], rows["persons"], rows["parts"], typed.intervention),
        clients=typed.complaint.cleaned_data["clients"],
        files=[Incoming(file.name or "", cast("BinaryIO", file)) for file in files],
        acknowledges="acknowledge" in request.POST,
    )
    received.away += uploads.stopped(request)
    return received


def _received(request: HttpRequest, received: Received) -> HttpResponse:
    """Say under which number, what else was done, and what was not."""
    drafts.wipe(request, None, ACT)
    complaints = received.complaints
    first = complaints[0]
    if len(complaints) > 1:
        numbers = {"number": len(complaints), "first": first.reference, "last": complaints[-1].reference}
        messages.success(request, _("%(number)s complaints registered: %(first)s to %(last)s.") % numbers)
    else:
        messages.success(request, _("Registered as %(reference)s.") % {"reference": first.reference})
    _tell_papers(request, received)
    if len(complaints) > 1:
        return HttpResponseRedirect(reverse("admin:worklist"))
    similar = similar_to(first, actor_of(request))
    if similar:
        messages.warning(
            request,
            ngettext(
                "There is %(number)s complaint of the same person; look whether this one repeats it.",
                "There are %(number)s complaints of the same person; look whether this one repeats one.",
                len(similar),
            )
            % {"number": len(similar)},
        )
    return HttpResponseRedirect(reverse("admin:case", args=[first.pk]))


def _tell_papers(request: HttpRequest, received: Received) -> None:
    """Tell what became of the acknowledgement and of the files."""
    if fixed := len(received.fixed):
        said = ngettext(
            "The acknowledgement lies in the post tray.", "%(number)s acknowledgements lie in the post tray.", fixed
        )
        messages.success(request, said % {"number": fixed})
    for refusal in dict.fromkeys(str(refusal) for refusal in received.in_the_way):
        messages.warning(request, _("Not everything could be done yet: %(why)s") % {"why": refusal})
    for away in received.away:
        messages.warning(request, _("Not added: %(name)s. %(why)s") % {"name": away.name, "why": away.refusal})


def _empty(now: datetime) -> Typed:
    here = timezone.localtime(now)
    return Typed(
        ComplaintForm(initial={"received_on": here.date(), "received_time": here.time()}),
        InterventionForm(prefix="intervention"),
        {
            "parties": PartyRows(prefix="parties"),
            "persons": PersonRows(prefix="persons"),
            "parts": PartRows(prefix="parts"),
        },
    )


def _typed(data: QueryDict) -> Typed:
    return Typed(
        ComplaintForm(data),
        InterventionForm(data, prefix="intervention"),
        {
            "parties": PartyRows(data, prefix="parties"),
            "persons": PersonRows(data, prefix="persons"),
            "parts": PartRows(data, prefix="parts"),
        },
    )


def _with_one_more(request: HttpRequest) -> Typed:
    """The page as it stands, with one more row of the kind that was asked for; nothing is judged yet."""
    data = request.POST.copy()
    name = f"{data.get('more', '')}-TOTAL_FORMS"
    total = data.get(name, "")
    if total.isascii() and total.isdigit() and int(total) < MOST_ROWS:
        data[name] = str(int(total) + 1)
    return _unjudged(data)


def _unjudged(data: QueryDict) -> Typed:
    """What was typed so far, about which nothing is said yet."""
    typed = _typed(data)
    for form in (typed.complaint, typed.intervention, *(row for rows in typed.rows.values() for row in rows.forms)):
        drafts.unjudged(form)
    return typed


def _page(request: HttpRequest, typed: Typed, status: int = 200, left: Draft | None = None) -> HttpResponse:
    return frame.render(
        request,
        "desk/intake.html",
        status,
        title=_("New complaint"),
        typed=typed,
        form=typed.complaint,
        papers=PapersForm(),
        left=left,
        lost_files=status != HTTPStatus.OK and bool(request.FILES),
        most=settings.DOCUMENT_MOST_BYTES,
        hints=_hints(request, typed),
    )
