"""The form of a moment of contact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.services import contacts
from complaints.vocabulary import ContactKind
from complaints.workflow import Action


class ContactForm(ActForm):
    """Who spoke with whom, and what was agreed."""

    action = Action.CONTACT
    title = _("Record a contact")
    lead = _("What was said and agreed. It cannot be changed afterwards.")
    success = _("The contact is recorded.")
    starts_today = ("happened_on",)

    kind = fields.radio(_("How"), ContactKind.choices, initial=ContactKind.PHONE)
    happened_on = fields.day(_("On"))
    with_whom = fields.line(_("With whom"))
    with_complainant = forms.BooleanField(
        label=_("This is the complainant or the representative"), required=False, initial=True
    )
    text = fields.text(_("What was said"))
    agreement = fields.text(_("What was agreed"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        arguments = self.arguments()
        arguments["kind"] = ContactKind(arguments["kind"])
        contacts.record(**doing.as_arguments(), **arguments)
