"""The forms of the figures: compiling a month, its note, approving it, its hour, what changed since."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.figures.history import LARGEST
from complaints.figures.months import Month, NotAMonth
from complaints.figures.table import MonthFigures
from complaints.vocabulary import Category


class CompileForm(forms.Form):
    """Which month, and why anew where it is published already."""

    use_required_attribute = False

    month = forms.CharField(
        label=_("Month"), max_length=7, help_text=_("As 2026-05."), widget=forms.TextInput(attrs={"size": 8})
    )
    reason = fields.line(
        _("Reason of the correction"),
        longest=500,
        required=False,
        help_text=_("Only where this month has been published already."),
    )

    def clean_month(self) -> Month:
        """The month that was meant."""
        try:
            return Month.parse(str(self.cleaned_data["month"]).strip())
        except NotAMonth as error:
            raise ValidationError(_("Write the month as 2026-05.")) from error


class NoteForm(forms.Form):
    """What is published with the month."""

    use_required_attribute = False

    note = fields.text(
        _("Note with this month"),
        rows=3,
        longest=2000,
        required=False,
        help_text=_("It is published with the figures."),
    )


class ApproveForm(forms.Form):
    """Why a month is approved in spite of a check that fails."""

    use_required_attribute = False

    overrule_reason = fields.text(
        _("Why it is published in spite of a check that fails"),
        rows=2,
        longest=2000,
        required=False,
        help_text=_("Only where a check fails. It is published with the figures."),
    )


class PlanForm(forms.Form):
    """When what was approved is published by itself."""

    use_required_attribute = False

    publish_at = forms.DateTimeField(
        label=_("To be published at"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
        help_text=_("Empty: you publish it yourself."),
    )


class AcknowledgeForm(forms.Form):
    """Why a complaint lawfully counts otherwise by now."""

    use_required_attribute = False

    reference = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    reason = fields.asked(
        fields.line(
            _("Why it counts otherwise by now"), longest=500, help_text=_("For example: recategorised, reopened.")
        )
    )


class ResolveForm(forms.Form):
    """What a row that does not add up should have been: its numbers as published, to be corrected."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, figures: MonthFigures) -> None:
        super().__init__(data)
        published = {**figures.received, "total": figures.total}
        for name, number in published.items():
            label = Category(name).label if name in Category.values else _("Total")
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=LARGEST, initial=number)
        self.fields["reason"] = fields.asked(fields.line(_("How you know what it should have been"), longest=500))

    @property
    def typed(self) -> dict[str, Any]:
        """What the service is given."""
        numbers = {name: number for name, number in self.cleaned_data.items() if name != "reason"}
        return {"numbers": numbers, "reason": self.cleaned_data["reason"]}
