"""The form that compiles a month."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.figures.months import Month, NotAMonth


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
