"""Template tags of the desk: icons, terms in words, fields of forms."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from complaints.admin import wording
from complaints.models import Act, Alert
from complaints.models.acts import ACT_WORDS
from complaints.record.lawful import OWN_REASONS
from complaints.vocabulary import ActKind, Norm

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; it only repeats what words beside it say."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("desk/icons.svg"),
        name,
    )


@register.inclusion_tag("desk/term.html")
def days_left(last_day: date | None, today: date) -> dict[str, Any]:
    """What is left of a term that runs."""
    return {"remaining": wording.remaining(last_day, today=today)}


@register.inclusion_tag("desk/term.html")
def done(met_on: date, last_day: date) -> dict[str, Any]:
    """How a duty was done that is done."""
    return {"remaining": wording.met(met_on, last_day=last_day)}


@register.filter(expects_localtime=True)
def day(value: date | None, written: str) -> str:
    """A day or moment as written, with the short names of months as the language spells them."""
    if value is None:
        return ""
    is_dutch = (get_language() or "").startswith("nl")
    return str(date_format(value, written.replace("M", "b") if is_dutch else written))


@register.filter
def called_off(alert: Alert) -> str:
    """Why an alert asks nothing of anybody any more, in words."""
    return wording.called_off(alert.cancelled_reason)


@register.filter
def reason(value: str) -> str:
    """A reason as somebody typed it, or the law's own for an act without effect in the reader's language."""
    return gettext(value) if value in OWN_REASONS else value


@register.filter
def code_label(act: Act) -> str:
    """What the code of an act means: which answer, way, ground or verdict; of some it says nothing to a reader."""
    words = ACT_WORDS.get(ActKind(act.kind))
    return str(words(act.code).label) if words is not None and act.code else ""


@register.filter
def without_article(label: str) -> str:
    """The name of a term without the article behind it, where room is short."""
    return str(label).partition(" (")[0]


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a field is one box to tick, with its label behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: str) -> str:
    """The address of this page with some parameters changed; a page's place in the list is left out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for place in ("after", "before"):
        query.pop(place, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def marked(line: str, words: Iterable[str]) -> SafeString:
    """A line of a letter, with what was filled in from the register marked."""
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return format_html("{}", line)
    pieces = re.split("(" + "|".join(re.escape(word) for word in longest_first) + ")", line)
    shown = (
        format_html('<mark class="filled-in">{}</mark>', piece) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )
    return format_html_join("", "{}", ((piece,) for piece in shown))


@register.filter
def norm_labels(norms: Iterable[str]) -> str:
    """Norms of proper conduct in words."""
    return ", ".join(str(Norm(norm).label).lower() for norm in norms)
