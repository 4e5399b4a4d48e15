"""The complaint on one page, and the small forms of its acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from complaints import law
from complaints.admin import frame, trail
from complaints.admin.actors import actor_of
from complaints.admin.acts import FORMS, offered, to_do
from complaints.admin.forms_acts import ActForm, Doing
from complaints.admin.forms_completing import ASKED_FOR
from complaints.models import Clock, Complaint, Event
from complaints.queries.bell import of_complaint
from complaints.queries.case import case_file, open_acts, visible_complaint
from complaints.queries.completeness import lacking
from complaints.queries.similar import similar_to
from complaints.record.fast_lane import proposal_of
from complaints.vocabulary import DutyState, Superseded
from complaints.workflow import Action


@dataclass(frozen=True)
class Term:
    """A clock with the sentence that says why it ends where it does."""

    clock: Clock
    why: str

    @property
    def because(self) -> str:
        """Why this version no longer counts."""
        code = self.clock.superseded_reason
        return str(Superseded(code).label) if code in Superseded.values else code


@dataclass(frozen=True)
class Told:
    """An event in words."""

    event: Event
    label: str
    changes: list[trail.Change]


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one complaint."""
    actor = actor_of(request)
    case = case_file(actor, pk)
    if case is None:
        raise Http404(_("This complaint does not exist, or you may not see it."))
    main = case.main_clock
    duties = to_do(case.open_acts, case.duties)
    return frame.render(
        request,
        "desk/case.html",
        title=case.complaint.reference,
        case=case,
        complaint=case.complaint,
        groups=offered(case.complaint, case.open_acts, duties),
        duties=duties,
        can_write=Action.LETTER in case.open_acts,
        can_add=Action.DOCUMENT in case.open_acts,
        idle_duties=[duty for duty in duties if duty.item.state is DutyState.NOT_APPLICABLE],
        proposal=proposal_of(case.complaint) if case.complaint.is_open else None,
        similar=similar_to(case.complaint, actor),
        lacking=[ASKED_FOR[each] for each in lacking(case.complaint)] if case.complaint.is_open else [],
        main_term=_term(main) if main else None,
        other_terms=[_term(clock) for clock in case.other_clocks],
        earlier_terms=[_term(clock) for clock in case.earlier_clocks],
        told=[_told(event) for event in case.events],
        alerts=of_complaint(case.complaint),
        today=timezone.localdate(),
    )


def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The form of one act: by itself as a page, or in place within the page of the complaint."""
    actor = actor_of(request)
    complaint = visible_complaint(actor, pk)
    kind = FORMS.get(slug)
    if complaint is None or kind is None:
        raise Http404(_("This complaint does not exist, or you may not see it."))
    doing = Doing(complaint, actor, timezone.now(), timezone.localdate())
    if request.method == "POST":
        form = kind(request.POST, doing=doing)
        if form.succeeds():
            return _done(request, complaint, form)
        return _form(request, complaint, form, status=409 if form.conflict else 422)
    if kind.action not in open_acts(actor, complaint):
        return _form(request, complaint, None, status=409)
    return _form(request, complaint, kind(doing=doing))


def _done(request: HttpRequest, complaint: Complaint, form: ActForm) -> HttpResponse:
    messages.success(request, str(form.success))
    page = reverse("admin:case", args=[complaint.pk])
    return HttpResponseClientRedirect(page) if _in_place(request) else HttpResponseRedirect(page)


def _form(request: HttpRequest, complaint: Complaint, form: ActForm | None, status: int = 200) -> HttpResponse:
    return frame.render(
        request,
        "desk/act_form.html" if _in_place(request) else "desk/act.html",
        status,
        title=form.title if form else _("This cannot be done now"),
        complaint=complaint,
        form=form,
        conflict=_conflict(form) if form else [],
        in_place=_in_place(request),
    )


def _conflict(form: ActForm) -> list[dict[str, Any]]:
    """What somebody else changed meanwhile, beside what was typed here."""
    if form.conflict is None:
        return []
    return [
        {
            "told": _told(event),
            "rows": [(change, _typed(form, change.field)) for change in trail.changes_of(event)],
        }
        for event in form.conflict.events
    ]


def _typed(form: ActForm, name: str) -> Any:
    """What was typed in a field, or the words of what was chosen; None for what the form does not ask."""
    if name not in form.fields:
        return None
    value = form[name].value()
    choices: Iterable[tuple[Any, Any]] = getattr(form.fields[name], "choices", ())
    return next((label for code, label in choices if str(code) == str(value)), value)


def _in_place(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _term(clock: Clock) -> Term:
    language = (translation.get_language() or "nl")[:2]
    return Term(clock, law.explain(law.steps_from_json(clock.basis), language) if clock.basis else "")


def _told(event: Event) -> Told:
    return Told(event, trail.label_of(event.action), trail.changes_of(event))
