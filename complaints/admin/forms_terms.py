"""Forms of the terms: extend, consent, correct the receipt."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, happened, local_moment, method, with_method
from complaints.services import terms
from complaints.workflow import Action


class ExtendForm(ActForm):
    """Extending the term (Awb 9:11 lid 2)."""

    action = Action.EXTEND
    title = _("Extend the term")
    lead = _("Once, by at most four weeks, told in writing to the complainant and the person complained about.")
    article = "Awb 9:11 lid 2"
    submit = _("Extend")
    success = _("The extension is recorded.")
    starts_today = ("notified_on", "person_told_on")

    weeks = forms.TypedChoiceField(
        label=_("By how many weeks"),
        choices=[(str(weeks), str(weeks)) for weeks in range(1, 5)],
        coerce=int,
        initial="4",
        widget=forms.RadioSelect,
    )
    notified_on = fields.day(_("Complainant told on"))
    person_told_on = fields.day(_("Person complained about told on"), required=False)
    method = method()
    reason = fields.asked(fields.text(_("Reason"), rows=3))
    happened = happened()

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        if not doing.complaint.persons_complained_about.exists():
            del self.fields["person_told_on"]

    def carry_out(self, doing: Doing) -> None:
        """Extend it."""
        terms.extend(**doing.as_arguments(), **with_method(self.arguments()))


class TellExtensionForm(ActForm):
    """The second notice of an extension (Awb 9:11 lid 2)."""

    action = Action.TELL_EXTENSION
    title = _("Extension told to the person complained about")
    lead = _("The extension is told in writing to the person complained about as well.")
    article = "Awb 9:11 lid 2"
    success = _("The notice is recorded.")
    starts_today = ("told_on",)

    told_on = fields.day(_("Told on"))
    method = method()

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        terms.tell_extension(**doing.as_arguments(), **with_method(self.arguments()))


class ConsentForm(ActForm):
    """The complainant's written consent to further delay (Awb 9:11 lid 3)."""

    action = Action.CONSENT
    title = _("Agreed to further delay")
    lead = _("The complainant agrees in writing to a later last day. It never moves to a next working day.")
    article = "Awb 9:11 lid 3"
    submit = _("Record the consent")
    success = _("The consent is recorded.")
    starts_today = ("given_on",)

    until = fields.day(_("Agreed until"))
    given_on = fields.day(_("Agreed on"))
    document = fields.asked(fields.line(_("Where the document is kept")))
    happened = happened()

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        terms.consent(**doing.as_arguments(), **self.arguments())


class CorrectReceiptForm(ActForm):
    """Correcting the day or hour of receipt."""

    action = Action.CORRECT_RECEIPT
    title = _("Correct the receipt")
    lead = _("Every term that runs from receipt gets a new version; the earlier ones stay readable.")
    submit = _("Correct")
    success = _("The receipt is corrected.")

    received_on = fields.day(_("Received on"))
    received_time = fields.clock_time(_("At"), required=False, help_text=_("Leave empty where the hour is not known."))
    reason = fields.line(_("Why it is corrected"), longest=500)

    def first_values(self) -> dict[str, Any]:
        """The receipt as it stands."""
        complaint = self.doing.complaint
        at = complaint.received_at
        return {
            "received_on": complaint.received_on,
            "received_time": timezone.localtime(at).time().replace(microsecond=0) if at else None,
        }

    def carry_out(self, doing: Doing) -> None:
        """Correct it."""
        values = self.cleaned_data
        terms.correct_receipt(
            **doing.as_arguments(),
            received_at=local_moment(values["received_on"], values["received_time"]),
            received_on=values["received_on"],
            reason=values["reason"],
        )
