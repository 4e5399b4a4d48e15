"""Intake: register a complaint, on one page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.admin import frame
from complaints.admin.actors import INTAKERS, actor_of, has_role
from complaints.admin.forms_intake import (
    MOST_ROWS,
    ComplaintForm,
    InterventionForm,
    PartRows,
    PartyRows,
    PersonRows,
    filled,
    intake_of,
)
from complaints.models import Complaint
from complaints.queries.similar import similar_to
from complaints.services import intake
from complaints.vocabulary import Role
from complaints.workflow import Refusal

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

    @property
    def has_errors(self) -> bool:
        """Whether anything is marked."""
        forms_here: list[forms.Form] = [self.complaint, self.intervention]
        return any(form.errors for form in forms_here) or any(
            any(row.errors) for row in self.rows.values() if row.is_bound
        )


def register(request: HttpRequest) -> HttpResponse:
    """The page of intake; a button adds a row without losing what was typed."""
    if not has_role(request, INTAKERS | {Role.LIAISON}):
        raise PermissionDenied
    now = timezone.now()
    if request.method != "POST":
        return _page(request, _empty(now))
    typed = _typed(request.POST)
    if "more" in request.POST:
        return _page(request, _with_one_more(request))
    if typed.is_valid():
        try:
            return _registered(request, _carried_out(request, typed, now))
        except Refusal as refusal:
            typed.refuse(refusal)
    return _page(request, typed, status=422)


def _carried_out(request: HttpRequest, typed: Typed, now: datetime) -> list[Complaint]:
    """Register what was typed: one complaint, or one for each of the clients named."""
    rows = typed.rows
    entry = intake_of(typed.complaint, rows["parties"], rows["persons"], rows["parts"], typed.intervention)
    clients = typed.complaint.cleaned_data["clients"]
    actor = actor_of(request)
    if clients:
        return intake.register_each(actor=actor, now=now, intake=entry, clients=clients)
    return [intake.register(actor=actor, now=now, intake=entry)]


def _registered(request: HttpRequest, complaints: list[Complaint]) -> HttpResponse:
    """Say under which number, and whether something like it was registered before."""
    first = complaints[0]
    if len(complaints) > 1:
        numbers = {"number": len(complaints), "first": first.reference, "last": complaints[-1].reference}
        messages.success(request, _("%(number)s complaints registered: %(first)s to %(last)s.") % numbers)
        return HttpResponseRedirect(reverse("admin:worklist"))
    messages.success(request, _("Registered as %(reference)s.") % {"reference": first.reference})
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
    typed = _typed(data)
    for form in (typed.complaint, typed.intervention, *(row for rows in typed.rows.values() for row in rows.forms)):
        form.full_clean()
        form.errors.clear()
    return typed


def _page(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponse:
    return frame.render(
        request,
        "desk/intake.html",
        status,
        title=_("New complaint"),
        subtitle=_("What is not known yet can be added later; the terms run from receipt."),
        typed=typed,
        form=typed.complaint,
    )
