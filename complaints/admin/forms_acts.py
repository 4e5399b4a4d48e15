"""What the forms of acts share: the version that was read, the service behind it, its refusals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.access import Actor
from complaints.admin import forms_fields as fields
from complaints.models import Complaint
from complaints.record.case import ChangedMeanwhile
from complaints.vocabulary import Method
from complaints.workflow import Action, Refusal


@dataclass(frozen=True)
class Doing:
    """Who acts on which complaint, when, and which version of it he had read."""

    complaint: Complaint
    actor: Actor
    now: datetime
    today: date
    version: int | None = None

    def as_arguments(self) -> dict[str, Any]:
        """The arguments that every service on a complaint takes."""
        return {
            "complaint_id": self.complaint.pk,
            "version": self.version,
            "actor": self.actor,
            "now": self.now,
        }


class ActForm(forms.Form):
    """One act: its fields are the arguments of its service, so a refusal finds its field by name.

    ``field_of`` says where a refusal stands whose field has another name in the form.
    """

    action: ClassVar[Action]
    title: StrOrPromise
    lead: ClassVar[StrOrPromise] = ""
    article: str = ""
    submit: ClassVar[StrOrPromise] = _("Record")
    success: ClassVar[StrOrPromise] = _("Recorded.")
    starts_today: ClassVar[tuple[str, ...]] = ()
    field_of: ClassVar[Mapping[str, str]] = {}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        self.doing = doing
        initial: dict[str, Any] = dict.fromkeys(self.starts_today, doing.today)
        initial["version"] = doing.complaint.version
        super().__init__(data, initial=initial | self.first_values())
        self.conflict: ChangedMeanwhile | None = None

    @property
    def keeps_draft(self) -> bool:
        """Whether it holds a text that somebody would not like to type twice."""
        return any(isinstance(field.widget, forms.Textarea) for field in self.fields.values())

    @property
    def warning(self) -> StrOrPromise:
        """What whoever opens the form must know first, "" where there is nothing."""
        return ""

    def first_values(self) -> dict[str, Any]:
        """What stands in the fields at first, besides today."""
        return {}

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments, from the fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def carry_out(self, doing: Doing) -> None:
        """Call the service of this act; every form has its own."""
        raise TypeError(f"{type(self).__name__} does nothing on {doing.complaint}.")

    def succeeds(self) -> bool:
        """Do the act; False where the form or the service refuses, which then stands beside its field."""
        if not self.is_valid():
            return False
        doing = Doing(
            self.doing.complaint, self.doing.actor, self.doing.now, self.doing.today, self.cleaned_data["version"]
        )
        try:
            self.carry_out(doing)
        except ChangedMeanwhile as conflict:
            self.conflict = conflict
            self._take_over_version(conflict)
            return False
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    def _take_over_version(self, conflict: ChangedMeanwhile) -> None:
        """Let the next try count as made by who has now seen what changed; what he typed stays.

        The complaint was read before it was locked, so the version is that of the last change shown.
        """
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed["version"] = str(conflict.events[-1].version)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it is about, with its article."""
        field = self.field_of.get(refusal.field, refusal.field)
        known = field in self.fields and not self.fields[field].widget.is_hidden
        self.add_error(field if known else None, str(refusal))


class NumberedForm(ActForm):
    """An act on one of several rows of a complaint, chosen by its number: a field ``number`` of the form.

    Where there is one row it is chosen; of several, a person chooses and the form does not.
    """

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        field = self.fields["number"]
        if isinstance(field, forms.ChoiceField):
            found = [(str(number), f"{number}. {words}") for number, words in self.rows(doing.complaint)]
            field.choices = found if len(found) == 1 else [("", _("Choose one")), *found]

    def rows(self, complaint: Complaint) -> Iterable[tuple[int, str]]:
        """The number of each row that can be chosen, and the words that tell it from the others."""
        raise TypeError(f"{type(self).__name__} says not what can be chosen of {complaint}.")

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments, the number as one."""
        arguments = super().arguments()
        return arguments | {"number": int(arguments["number"])}


HOW = _("How")


def method(label: StrOrPromise = HOW) -> forms.ChoiceField:
    """How it was done."""
    return fields.radio(label, Method.choices, initial=Method.LETTER)


def happened() -> forms.BooleanField:
    """Whether it happened already and is kept as a fact, whatever the law makes of it."""
    return forms.BooleanField(
        label=_("This has already happened: record it as a fact"),
        required=False,
        help_text=_("What has no legal effect is kept, marked so, and moves no term."),
    )


def with_method(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the way as the vocabulary has it."""
    return {**arguments, "method": Method(arguments["method"])}


def local_moment(day: Any, at: Any) -> datetime | None:
    """A day and a time of the Netherlands as one moment; None where the time is not known."""
    return None if at is None else timezone.make_aware(datetime.combine(day, at))
