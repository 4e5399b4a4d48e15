"""Forms that add people and parts to a complaint that is registered already."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.models import Unit, User
from complaints.models.parties import V_NUMBER
from complaints.services import people
from complaints.vocabulary import PartyRole
from complaints.workflow import Action


class AddPartyForm(ActForm):
    """One more complainant, representative or person affected."""

    action = Action.EDIT
    title = _("Add a party")
    submit = _("Add")
    success = _("The party is added.")

    role = fields.choice(_("Role"), PartyRole.choices)
    name = fields.line(_("Name"))
    address = fields.text(_("Address"), rows=3, longest=500, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    email_agreed_on = fields.day(_("Agreed to e-mail on"), required=False, help_text=_("Without it: by post (2:8)."))
    phone = fields.line(_("Telephone"), longest=40, required=False)
    v_number = forms.RegexField(
        V_NUMBER,
        label=_("V-number"),
        required=False,
        error_messages={"invalid": _("A V-number has ten digits.")},
        strip=True,
    )
    bsn = fields.bsn()

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        fields.drop_bsn_without_basis(self)

    def carry_out(self, doing: Doing) -> None:
        """Add it."""
        arguments = self.arguments()
        arguments["role"] = PartyRole(arguments["role"])
        people.add_party(**doing.as_arguments(), **arguments)


class AddPersonForm(ActForm):
    """One more person whose conduct it concerns (Awb 9:7)."""

    action = Action.EDIT
    title = _("Add a person complained about")
    lead = _("Whose conduct it concerns does not see the complaint and cannot handle it.")
    article = "Awb 9:7"
    submit = _("Add")
    success = _("The person complained about is added.")

    name = fields.line(_("Name"), required=False)
    job_title = fields.line(_("Job title"), longest=120, required=False)
    unit_id = forms.ModelChoiceField(
        Unit.objects.filter(is_active=True).order_by("name", "pk"), label=_("Unit"), required=False, empty_label="—"
    )
    user = forms.ModelChoiceField(
        User.objects.order_by("last_name", "username"),
        label=_("Is this a user here?"),
        required=False,
        empty_label=_("No"),
    )

    def carry_out(self, doing: Doing) -> None:
        """Add him."""
        arguments: dict[str, Any] = self.arguments()
        unit = arguments.pop("unit_id")
        people.add_person_complained_about(**doing.as_arguments(), **arguments, unit_id=unit.pk if unit else None)


class InvolvedForm(ActForm):
    """Somebody who was involved in the conduct, himself included (Awb 9:7)."""

    action = Action.EDIT
    title = _("Somebody was involved")
    lead = _("Who was involved in the conduct does not handle the complaint, nor decide or sign.")
    article = "Awb 9:7"
    success = _("The involvement is recorded.")

    user = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("last_name", "username"),
        label=_("Who"),
        empty_label=_("Choose one"),
    )
    reason = fields.line(_("How"), required=False)

    def first_values(self) -> dict[str, Any]:
        """Who declares it, mostly."""
        return {"user": self.doing.actor.user}

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        people.record_involvement(**doing.as_arguments(), **self.arguments())


class AddPartForm(ActForm):
    """One more part: one conduct, answered separately."""

    action = Action.EDIT
    title = _("Add a part")
    lead = _("Each part is one conduct, with a finding and a verdict of its own.")
    submit = _("Add")
    success = _("The part is added.")

    conduct = fields.text(_("Conduct"), rows=3)

    def carry_out(self, doing: Doing) -> None:
        """Add it."""
        people.add_part(**doing.as_arguments(), **self.arguments())
