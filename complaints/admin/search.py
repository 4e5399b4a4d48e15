"""The search page: what was typed, what was found, and where it stands in it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.admin import frame
from complaints.admin.actors import CASE_WORKERS, actor_of, has_role
from complaints.queries.search import Hit, Key
from complaints.queries.search_asking import printable
from complaints.services import searching
from complaints.services.searching import Found
from complaints.workflow import Refusal

#: In which text of a complaint a hit stands, in words.
SOURCES: Mapping[str, StrOrPromise] = {
    "party": gettext_lazy("Party"),
    "person": gettext_lazy("Complained about"),
    "ombudsman": gettext_lazy("Ombudsman"),
    "description": gettext_lazy("Description"),
    "labels": gettext_lazy("Labels"),
    "part": gettext_lazy("Part"),
    "letter": gettext_lazy("Letter"),
    "note": gettext_lazy("Note"),
    "contact": gettext_lazy("Contact"),
    "judgment": gettext_lazy("Judgment"),
    "act": gettext_lazy("Act"),
    "inquiry": gettext_lazy("Inquiry"),
    "commitment": gettext_lazy("Commitment"),
    "round": gettext_lazy("Round of the ombudsman"),
    "recommendation": gettext_lazy("Recommendation"),
    "document": gettext_lazy("Document"),
}


def show(request: HttpRequest) -> HttpResponse:
    """What the address asks for; a refusal stands beside the field, with what was typed still in it."""
    typed = request.GET.get("q")
    sees_cases = has_role(request, CASE_WORKERS)
    found, refusal = (None, "") if typed is None or not sees_cases else _found(request, typed)
    return frame.render(
        request,
        "desk/search.html",
        title=_("Search"),
        words=printable(typed or ""),
        refusal=refusal,
        found=found,
        hits=_told(found) if found else [],
        after=_text_of(found.after) if found else "",
        is_later=bool(request.GET.get("after")),
        asks_loose=bool(request.GET.get("loose")),
        sees_cases=sees_cases,
        today=timezone.localdate(),
    )


def _found(request: HttpRequest, typed: str) -> tuple[Found | None, str]:
    """What is found, or why nothing was looked for."""
    try:
        found = searching.search_for(
            actor=actor_of(request),
            now=timezone.now(),
            words=typed,
            after=_key_of(request.GET.get("after", "")),
            is_loose=bool(request.GET.get("loose")),
        )
    except Refusal as refusal:
        return None, str(refusal)
    return found, ""


def _told(found: Found) -> list[tuple[Hit, list[tuple[StrOrPromise, Sequence[tuple[str, bool]]]]]]:
    """Each hit with its fragments, their sources in words."""
    return [(hit, [(SOURCES[fragment.source], fragment.pieces) for fragment in hit.fragments]) for hit in found.hits]


def _key_of(text: str) -> Key | None:
    """Where a page starts, from the address; None where nothing (readable) stands there."""
    day_text, _separator, pk_text = text.partition("_")
    if not (pk_text.isascii() and pk_text.isdigit() and len(pk_text) <= 18):
        return None
    try:
        return Key(date.fromisoformat(day_text), int(pk_text))
    except ValueError:
        return None


def _text_of(key: Key | None) -> str:
    """A key as it stands in an address."""
    return "" if key is None else f"{key.day.isoformat()}_{key.pk}"
