"""The complaint on one page, and the small forms of its acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from complaints import law
from complaints.admin import drafts, frame, trail
from complaints.admin.actors import actor_of
from complaints.admin.acts import FORMS, next_steps, offered, to_do
from complaints.admin.case_term import Bar, bar_of
from complaints.admin.case_timeline import timeline_of
from complaints.admin.forms_acts import ActForm, Doing
from complaints.admin.forms_completing import ASKED_FOR
from complaints.models import Clock, Complaint, Draft, Event
from complaints.queries.bell import of_complaint
from complaints.queries.case import case_file, open_acts, visible_complaint
from complaints.queries.completeness import lacking
from complaints.queries.drafts import draft_of, drafted_acts
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
    drafted = drafted_acts(actor, pk)
    steps = next_steps(case.complaint, case.open_acts, duties, drafted)
    today = timezone.localdate()
    return frame.render(
        request,
        "desk/case.html",
        title=case.complaint.reference,
        case=case,
        complaint=case.complaint,
        steps=steps,
        step_slugs={step.slug for step in steps},
        groups=offered(case.complaint, case.open_acts, duties, drafted),
        duties=duties,
        can_write=Action.LETTER in case.open_acts,
        can_add=Action.DOCUMENT in case.open_acts,
        idle_duties=[duty for duty in duties if duty.item.state is DutyState.NOT_APPLICABLE],
        proposal=proposal_of(case.complaint) if case.complaint.is_open else None,
        similar=similar_to(case.complaint, actor),
        lacking=[ASKED_FOR[each] for each in lacking(case.complaint)] if case.complaint.is_open else [],
        main_term=_term(main) if main else None,
        bar=_bar(main, today) if main else None,
        other_terms=[_term(clock) for clock in case.other_clocks],
        earlier_terms=[_term(clock) for clock in case.earlier_clocks],
        timeline=timeline_of(case, kind=request.GET.get("show", ""), whole="whole" in request.GET),
        alerts=of_complaint(case.complaint),
        today=today,
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
            drafts.wipe(request, pk, slug)
            return _done(request, complaint, form)
        return _form(request, complaint, slug, form, status=409 if form.conflict else 422)
    return _opened(request, doing, slug)


@require_POST
def draft(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Keep what somebody typed so far in the form of an act; or let it go, and begin anew."""
    actor = actor_of(request)
    complaint = visible_complaint(actor, pk)
    if complaint is None or slug not in FORMS:
        raise Http404(_("This complaint does not exist, or you may not see it."))
    if "drop" not in request.POST:
        return drafts.kept(request, pk, slug)
    drafts.wipe(request, pk, slug)
    if _in_place(request):
        return _opened(request, Doing(complaint, actor, timezone.now(), timezone.localdate()), slug)
    return HttpResponseRedirect(reverse("admin:act", args=[pk, slug]))


def _opened(request: HttpRequest, doing: Doing, slug: str) -> HttpResponse:
    """The form of an act as somebody begins with it, or as he left it."""
    kind, complaint = FORMS[slug], doing.complaint
    if kind.action not in open_acts(doing.actor, complaint):
        return _form(request, complaint, slug, None, status=409)
    left = draft_of(doing.actor, complaint.pk, slug)
    form = drafts.unjudged(kind(drafts.typed(left), doing=doing)) if left else kind(doing=doing)
    return _form(request, complaint, slug, form, left=left)


def _done(request: HttpRequest, complaint: Complaint, form: ActForm) -> HttpResponse:
    messages.success(request, str(form.success))
    page = reverse("admin:case", args=[complaint.pk])
    return HttpResponseClientRedirect(page) if _in_place(request) else HttpResponseRedirect(page)


def _form(
    request: HttpRequest,
    complaint: Complaint,
    slug: str,
    form: ActForm | None,
    *,
    status: int = 200,
    left: Draft | None = None,
) -> HttpResponse:
    return frame.render(
        request,
        "desk/act_form.html" if _in_place(request) else "desk/act.html",
        status,
        title=form.title if form else _("This cannot be done now"),
        complaint=complaint,
        form=form,
        slug=slug,
        left=left,
        answered=status != HTTPStatus.OK,
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


def _bar(clock: Clock, today: date) -> Bar:
    return bar_of(clock, law.steps_from_json(clock.basis), today=today)


def _told(event: Event) -> Told:
    return Told(event, trail.label_of(event.action), trail.changes_of(event))
