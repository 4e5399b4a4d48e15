"""Fields that the forms of the desk share: days, texts, choices, each refusing what cannot be stored."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

Text = TypeVar("Text", bound="Line")
Choices = Iterable[tuple[str, StrOrPromise]]

_UNPRINTABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST_TEXT = 200_000


def require_printable(value: str) -> None:
    """Refuse control characters, which no letter can print; new lines and tabs may stand."""
    if _UNPRINTABLE.search(value):
        raise ValidationError(_("This text holds characters that cannot be printed; remove them."))


class Line(forms.CharField):
    """A text of one line. ``is_asked``: the law asks for it, so a form does not call it optional."""

    is_asked = False


class LongText(Line):
    """A text of several lines, kept with one kind of line end whatever the browser sends."""

    def to_python(self, value: Any) -> Any:
        """The text with plain line ends."""
        found = super().to_python(value)
        return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else found


def day(label: StrOrPromise, **options: Any) -> forms.DateField:
    """A day, picked from the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)


def clock_time(label: StrOrPromise, **options: Any) -> forms.TimeField:
    """A time of the day, local."""
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **options)


def line(label: StrOrPromise, *, longest: int = 200, **options: Any) -> Line:
    """A text of one line."""
    return Line(label=label, max_length=longest, validators=[require_printable], **options)


def asked(field: Text) -> Text:
    """A text that the service asks for, by an article: the form lets it pass, but does not call it optional."""
    field.required = False
    field.is_asked = True
    return field


def text(label: StrOrPromise, *, rows: int = 4, longest: int = LONGEST_TEXT, **options: Any) -> LongText:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    options.setdefault("widget", widget)
    # The limit is told by a sentence, not by a browser that cuts off what somebody pastes.
    return LongText(label=label, validators=[require_printable, _AtMost(longest)], **options)


def choice(label: StrOrPromise, choices: Choices, *, empty: StrOrPromise | None = None, **options: Any) -> Any:
    """One of a list; with ``empty`` the first line says that none is chosen."""
    offered = [*([("", empty)] if empty is not None else []), *choices]
    return forms.ChoiceField(label=label, choices=offered, **options)


def radio(label: StrOrPromise, choices: Choices, **options: Any) -> forms.ChoiceField:
    """One of a few, all in sight."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **options)


def bsn() -> Line:
    """A citizen service number; see :func:`drop_bsn_without_basis`."""
    return line(_("BSN"), longest=9, required=False)


def drop_bsn_without_basis(form: forms.BaseForm) -> None:
    """No form asks for a citizen service number where no setting names the legal basis to keep it."""
    if not settings.BSN_LEGAL_BASIS:
        del form.fields["bsn"]


class _AtMost:
    """Refuse a text that is longer than the register keeps."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, value: str) -> None:
        if len(value) > self.longest:
            raise ValidationError(_("This text is too long: at most %(most)s characters.") % {"most": self.longest})
