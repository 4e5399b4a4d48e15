"""Drafts behind the forms: kept while somebody types, put back when he comes again, wiped when it is done."""

from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from complaints.admin.actors import actor_of
from complaints.models import Draft
from complaints.services import drafts
from complaints.workflow import Refusal

AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)

#: What a form sends that nobody typed.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


def kept(request: HttpRequest, complaint_id: int | None, act: str) -> HttpResponse:
    """Keep what was typed so far; the answer says by its status alone whether that went well."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_TYPED}
    try:
        drafts.keep(actor=actor_of(request), now=timezone.now(), complaint_id=complaint_id, act=act, fields=fields)
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def wipe(request: HttpRequest, complaint_id: int | None, act: str) -> None:
    """Wipe a draft: it was sent, or is let go."""
    drafts.drop(actor=actor_of(request), complaint_id=complaint_id, act=act)


def typed(draft: Draft) -> QueryDict:
    """A draft as its form would send it."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, values)
    return data


def unjudged(form: AnyForm) -> AnyForm:
    """A form that shows what was typed in it, and says nothing about it yet."""
    form.full_clean()
    form.errors.clear()
    return form
