"""The filters of the work list, as they stand in its address."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.queries.worklist import ALL, OPEN, Due, Filters, Key, Who
from complaints.vocabulary import Category, Status


class FilterForm(forms.Form):
    """Search, category and status; whose work and what is due are links beside it."""

    q = fields.line(_("Reference or name"), longest=200, required=False)
    category = fields.choice(_("Category"), Category.choices, empty=_("All categories"), required=False)
    status = fields.choice(
        _("Status"), [*Status.choices, (ALL, _("All, ended too"))], empty=_("All open"), required=False
    )
    who = forms.ChoiceField(choices=[(who.value, who.value) for who in Who], required=False, widget=forms.HiddenInput)
    due = forms.ChoiceField(choices=[(due.value, due.value) for due in Due], required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def filters(self) -> Filters:
        """What the list is narrowed to; what cannot be read narrows nothing.

        Who looks for a reference or a name wants it found wherever it is: without a status chosen,
        what has ended is searched too.
        """
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        search = " ".join(values.get("q", "").split())
        status = values.get("status", "")
        return Filters(
            who=Who(values.get("who", "")),
            due=Due(values.get("due", "")),
            category=Category(values["category"]) if values.get("category") else None,
            status=status or (ALL if search and not values.get("due") else OPEN),
            search=search,
        )


def key_of(request: HttpRequest, name: str) -> Key | None:
    """Where a page starts, from the address; None where nothing (readable) stands there."""
    day_text, separator, pk_text = request.GET.get(name, "").partition("_")
    if not separator or not pk_text.isascii() or not pk_text.isdigit() or len(pk_text) > 18:
        return None
    try:
        day = date.fromisoformat(day_text) if day_text else None
    except ValueError:
        return None
    return Key(day, int(pk_text))


def text_of(key: Key | None) -> str:
    """A key as it stands in an address."""
    return "" if key is None else f"{key.day.isoformat() if key.day else ''}_{key.pk}"
