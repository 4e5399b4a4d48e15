"""What every screen of the desk has around it: navigation, language, the mark of a demonstration."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import watch
from complaints.admin.actors import (
    CASE_WORKERS,
    COORDINATORS,
    FIGURE_READERS,
    INTAKERS,
    LADDER_KEEPERS,
    LIAISONS,
    actor_of,
    roles_of,
)
from complaints.queries.bell import unseen
from complaints.vocabulary import Role


@dataclass(frozen=True)
class Door:
    """A place in the navigation, and who finds it there."""

    label: StrOrPromise
    view: str
    inside: tuple[str, ...]
    roles: frozenset[Role]
    arguments: tuple[str, ...] = ()


#: The pages of one complaint.
AROUND_A_CASE = ("case", "act", "letter", "letter_new", "document", "document_new", "case_file")

#: The pages around the work list.
AROUND_THE_LIST = (
    "worklist",
    "worklist_filters",
    "worklist_columns",
    "worklist_views",
    "worklist_bulk",
    "glance",
    "begin",
)

DOORS = (
    Door(_("Start"), "index", ("index",), INTAKERS),
    Door(_("Work list"), "worklist", (*AROUND_THE_LIST, *AROUND_A_CASE), CASE_WORKERS),
    Door(_("New complaint"), "register", ("register",), INTAKERS),
    Door(_("Post"), "post", ("post",), INTAKERS | LIAISONS),
    Door(_("Letters"), "letter_templates", ("letter_templates", "letter_template", "letter_block"), COORDINATORS),
    Door(_("Ombudsman"), "liaison", ("liaison",), LIAISONS),
    Door(_("Figures"), "editions", ("editions", "edition"), FIGURE_READERS),
    Door(
        _("Administration"),
        "app_list",
        ("complaints_", "app_list", "parked", "mails", "mail", "webhook_", "webhooks", "webhook"),
        LADDER_KEEPERS,
        ("complaints",),
    ),
)


def around(request: HttpRequest) -> dict[str, Any]:
    """What the templates of the frame need, for somebody who signed in or not."""
    return {
        "body_name": settings.BODY_NAME,
        "has_permission": request.user.is_active,
        "is_demo": settings.DEMO,
        "doors": _doors(request) if request.user.is_authenticated else [],
        # Asked by the frame alone, once: what is shown in place has none.
        "watch": partial(watch.told_to, request) if request.user.is_authenticated else None,
        "unseen_alerts": unseen(actor_of(request)) if request.user.is_authenticated else 0,
        "searches": _searches(request),
    }


def render(request: HttpRequest, template: str, status: int = 200, **context: Any) -> TemplateResponse:
    """A screen of our own within the frame."""
    return TemplateResponse(request, template, around(request) | context, status=status)


def home_of(request: HttpRequest) -> str:
    """Where somebody starts: the first door that opens for him."""
    roles = roles_of(request)
    for door in DOORS:
        if roles & door.roles and door.roles != INTAKERS:
            return reverse(f"admin:{door.view}", args=door.arguments)
    return reverse("admin:worklist")


def _searches(request: HttpRequest) -> bool:
    """Whether the frame has a box to search in: for who works on cases, but where a page has its own."""
    is_here = request.resolver_match is not None and request.resolver_match.url_name == "search"
    return request.user.is_authenticated and not is_here and not CASE_WORKERS.isdisjoint(roles_of(request))


def _doors(request: HttpRequest) -> list[dict[str, Any]]:
    roles = roles_of(request)
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {
            "label": door.label,
            "url": reverse(f"admin:{door.view}", args=door.arguments),
            "is_here": any(
                here == name or (name.endswith("_") and (here or "").startswith(name)) for name in door.inside
            ),
        }
        for door in DOORS
        if roles & door.roles
    ]
