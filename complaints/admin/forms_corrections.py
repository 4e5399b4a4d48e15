"""Forms of corrections: edit, recategorise, void, reopen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.models import Unit
from complaints.services import corrections, linking
from complaints.vocabulary import Category, Channel, Language, ProcedureKind, Regime
from complaints.workflow import Action

COMPLAINT_CATEGORIES = [(value, label) for value, label in Category.choices if value != Category.OMBUDSMAN]
MOST_COMPLAINANTS = 10_000


def labels_of(typed: str) -> list[str]:
    """Labels from a line with commas, each once, in the order in which they were typed."""
    return list(dict.fromkeys(label for label in (part.strip() for part in typed.split(",")) if label))


class EditForm(ActForm):
    """What is written down about a complaint; nothing here moves a date."""

    action = Action.EDIT
    title = _("Edit")
    lead = _("What is written down about the complaint. Nothing here moves a term.")
    submit = _("Keep the changes")
    success = _("The changes are kept.")

    description = fields.text(_("Description"), rows=8, required=False)
    conduct_from = fields.day(_("Conduct from"), required=False)
    conduct_until = fields.day(_("Conduct until"), required=False)
    conduct_continues = forms.BooleanField(label=_("The conduct continues"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("None yet"))
    procedure_kind = fields.choice(_("Kind of procedure"), ProcedureKind.choices, empty=_("Not known"), required=False)
    labels = fields.line(_("Labels"), help_text=_("Several with commas between them."), required=False)
    channel = fields.choice(_("Channel"), Channel.choices)
    language = fields.choice(_("Language"), Language.choices)
    regime = fields.choice(_("Regime"), Regime.choices)
    complainants = forms.IntegerField(label=_("Number of complainants"), min_value=1, max_value=MOST_COMPLAINANTS)

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        for name, field in self.fields.items():
            # What stood there goes along, so that only what this person changed is written.
            field.show_hidden_initial = name != "version"
        units = self.fields["unit"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = Unit.objects.filter(is_active=True).order_by("name", "pk")

    def first_values(self) -> dict[str, Any]:
        """Everything as it stands."""
        complaint = self.doing.complaint
        values = {name: getattr(complaint, name) for name in corrections.EDITABLE}
        return values | {"labels": ", ".join(complaint.labels), "unit": complaint.unit_id}

    def carry_out(self, doing: Doing) -> None:
        """Keep what this person changed, and only that."""
        changes = {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}
        if "labels" in changes:
            changes["labels"] = labels_of(changes["labels"])
        corrections.edit(**doing.as_arguments(), changes=changes)


class RecategoriseForm(ActForm):
    """Another category; no term moves."""

    action = Action.RECATEGORISE
    title = _("Change the category")
    lead = _("The category decides in which column the complaint is counted. No term moves.")
    submit = _("Change")
    success = _("The category is changed.")

    category = fields.choice(_("Category"), COMPLAINT_CATEGORIES)
    reason = fields.line(_("Why it changes"), longest=500)

    def first_values(self) -> dict[str, Any]:
        """The category as it stands."""
        return {"category": self.doing.complaint.category}

    def carry_out(self, doing: Doing) -> None:
        """Change it."""
        corrections.recategorise(
            **doing.as_arguments(),
            category=Category(self.cleaned_data["category"]),
            reason=self.cleaned_data["reason"],
        )


class LinkRepeatForm(ActForm):
    """An earlier complaint that this one repeats."""

    action = Action.LINK_REPEAT
    title = _("Link as a repeat")
    lead = _("It stays a complaint of its own. Leave empty to unlink it.")
    submit = _("Link")
    success = _("The link is recorded.")

    repeats = fields.line(_("Repeat of"), longest=40, required=False, help_text=_("The reference of the earlier one."))

    def first_values(self) -> dict[str, Any]:
        """The complaint that it repeats now."""
        return {"repeats": self.doing.complaint.repeats.reference if self.doing.complaint.repeats else ""}

    def carry_out(self, doing: Doing) -> None:
        """Link it."""
        linking.link_repeat(**doing.as_arguments(), **self.arguments())


class VoidForm(ActForm):
    """A duplicate or an error: never counted."""

    action = Action.VOID
    title = _("Declare void")
    lead = _("A duplicate, or registered by mistake. It stays readable and is counted nowhere.")
    submit = _("Declare void")
    success = _("The registration is void.")

    reason = fields.line(_("Reason"), longest=500)
    duplicate_of = fields.line(
        _("Duplicate of"), longest=40, required=False, help_text=_("The reference of the original, if it is one.")
    )

    def carry_out(self, doing: Doing) -> None:
        """Declare it void."""
        corrections.void(**doing.as_arguments(), **self.arguments())


class ReopenForm(ActForm):
    """A closed complaint is handled again."""

    action = Action.REOPEN
    title = _("Reopen")
    lead = _("The handling term runs again from first receipt. The complaint is counted once, at its last closing.")
    submit = _("Reopen")
    success = _("The complaint is open again.")
    starts_today = ("reopened_on",)

    reopened_on = fields.day(_("Reopened on"))
    reason = fields.line(_("Reason"), longest=500)

    def carry_out(self, doing: Doing) -> None:
        """Reopen it."""
        corrections.reopen(**doing.as_arguments(), **self.arguments())
