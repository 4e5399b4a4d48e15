"""The form of the application whose processing time is complained about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.models import Application
from complaints.services import applications
from complaints.vocabulary import TermUnit
from complaints.workflow import Action


class ApplicationForm(ActForm):
    """The dates and the term of the application (Awb 4:13)."""

    action = Action.SET_APPLICATION
    title = _("The application")
    lead = _("From its dates and its term a verdict is proposed; you decide.")
    article = "Awb 4:13"
    submit = _("Record the application")
    success = _("The application is recorded.")

    applied_on = fields.day(_("Applied on"))
    term = forms.IntegerField(label=_("Term to decide"), min_value=1, max_value=applications.LONGEST_TERM)
    unit = fields.radio(_("Counted in"), TermUnit.choices, initial=TermUnit.MONTHS)
    extended = forms.IntegerField(
        label=_("Extended by"), min_value=0, required=False, help_text=_("In the same unit (Awb 4:14).")
    )
    paused_days = forms.IntegerField(
        label=_("Days that the term stood still"), min_value=0, required=False, help_text=_("Calendar days (Awb 4:15).")
    )
    decided_on = fields.day(_("Decided on"), required=False, help_text=_("Leave empty where there is no decision."))

    def first_values(self) -> dict[str, Any]:
        """The application as it stands."""
        names = ("applied_on", "term", "unit", "extended", "paused_days", "decided_on")
        return Application.objects.filter(complaint=self.doing.complaint).values(*names).first() or {}

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        arguments = self.arguments()
        arguments["unit"] = TermUnit(arguments["unit"])
        arguments["extended"] = arguments["extended"] or 0
        arguments["paused_days"] = arguments["paused_days"] or 0
        applications.set_application(**doing.as_arguments(), **arguments)
