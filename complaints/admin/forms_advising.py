"""Forms of the advisory procedure (Awb 9:13 to 9:16): who advises, and the advice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.admin.forms_closing import VERDICTS
from complaints.services import advising
from complaints.vocabulary import AdviserKind, Verdict
from complaints.workflow import Action


class ChargeForm(ActForm):
    """Who handles and advises."""

    action = Action.CHARGE_COMMITTEE
    title = _("Charge an adviser")
    lead = _("A person or a committee hears, and advises the body on the complaint.")
    article = "Awb 9:14"
    success = _("It is recorded who advises.")

    adviser_kind = fields.radio(_("Who advises"), AdviserKind.choices, initial=AdviserKind.COMMITTEE)
    adviser = fields.asked(fields.line(_("Name")))

    def first_values(self) -> dict[str, Any]:
        """Who advises now."""
        complaint = self.doing.complaint
        return {"adviser_kind": complaint.adviser_kind or AdviserKind.COMMITTEE, "adviser": complaint.adviser}

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        advising.charge(**doing.as_arguments(), **self.arguments())


class AdviceForm(ActForm):
    """The report with the advice."""

    action = Action.RECEIVE_ADVICE
    title = _("Report and advice received")
    lead = _("What the committee advises, and where its report is kept.")
    article = "Awb 9:15 lid 4"
    success = _("The advice is recorded.")
    starts_today = ("received_on",)

    received_on = fields.day(_("Received on"))
    advised = fields.radio(_("Advised verdict"), VERDICTS)
    detail = fields.asked(fields.text(_("Report and advice")))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        arguments = self.arguments()
        arguments["advised"] = Verdict(arguments["advised"])
        advising.receive_advice(**doing.as_arguments(), **arguments)
