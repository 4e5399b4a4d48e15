"""Forms of completion (Awb 9:4): ask for what is missing, and record that it came."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, method, with_method
from complaints.queries.completeness import Lacking, lacking
from complaints.services import completing
from complaints.workflow import Action

#: What to ask for, in the words of the letter.
ASKED_FOR: Mapping[Lacking, StrOrPromise] = {
    Lacking.NAME: _("your name"),
    Lacking.ADDRESS: _("your address"),
    Lacking.DESCRIPTION: _("what you complain about, and when it happened"),
}


class AskCompletionForm(ActForm):
    """A request for what the complaint lacks."""

    action = Action.ASK_COMPLETION
    title = _("Ask for completion")
    lead = _("Ask for what is missing. The term runs on from the first receipt.")
    article = "Awb 9:4"
    success = _("The request is recorded.")
    starts_today = ("asked_on",)

    missing = fields.asked(fields.text(_("What is missing"), rows=3))
    asked_on = fields.day(_("Asked on"))
    reply_by = fields.day(_("Answer asked by"))
    method = method()

    def first_values(self) -> dict[str, Any]:
        """What is missing as far as the register knows."""
        complaint = self.doing.complaint
        with translation.override(complaint.language):
            return {"missing": "\n".join(str(ASKED_FOR[each]) for each in lacking(complaint))}

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        completing.ask_completion(**doing.as_arguments(), **with_method(self.arguments()))


class CompleteForm(ActForm):
    """What came in upon the request."""

    action = Action.COMPLETE
    title = _("Completed")
    lead = _("What the complainant sent upon the request.")
    article = "Awb 9:4"
    success = _("The completion is recorded.")
    starts_today = ("completed_on",)

    completed_on = fields.day(_("Received on"))
    detail = fields.asked(fields.text(_("What came in"), rows=3))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        completing.complete(**doing.as_arguments(), **self.arguments())
