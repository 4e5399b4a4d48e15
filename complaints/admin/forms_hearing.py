"""Forms of the hearing: offer it, record the answer, hear, report, refrain from it (Awb 9:10)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, happened, method, with_method
from complaints.services import hearing
from complaints.vocabulary import HearingAnswer, HearingMode, Side, WaiverGround
from complaints.workflow import Action


def _side(label: Any) -> forms.ChoiceField:
    return fields.radio(label, Side.choices, initial=Side.COMPLAINANT)


class _OfASide(ActForm):
    """An act of or to one of two sides; where nobody is complained about by name there is one."""

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        if not doing.complaint.persons_complained_about.exists():
            del self.fields["side"]

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments, the side as the vocabulary has it."""
        arguments = super().arguments()
        return arguments | {"side": Side(arguments.get("side") or Side.COMPLAINANT)}


class OfferForm(_OfASide):
    """The opportunity to be heard, for one side."""

    action = Action.OFFER_HEARING
    title = _("Offer a hearing")
    lead = _("The complainant and the person complained about each get the opportunity to be heard.")
    article = "Awb 9:10 lid 1"
    success = _("The offer of a hearing is recorded.")
    starts_today = ("happened_on",)

    side = _side(_("To whom"))
    happened_on = fields.day(_("Offered on"))
    method = method()
    reply_by = fields.day(
        _("Answer asked by"), required=False, help_text=_("Only after such a day does silence mean anything.")
    )
    detail = fields.text(_("Remark"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        hearing.offer(**doing.as_arguments(), **with_method(self.arguments()))


class AnswerHearingForm(_OfASide):
    """What a side answered to the offer."""

    action = Action.ANSWER_HEARING
    title = _("Answer to the offer of a hearing")
    lead = _("What was answered, or that no answer came within the term that was set.")
    article = "Awb 9:10 lid 2"
    success = _("The answer is recorded.")
    starts_today = ("happened_on",)

    side = _side(_("From whom"))
    answer = fields.radio(_("Answer"), HearingAnswer.choices)
    happened_on = fields.day(_("Answered on"))
    detail = fields.text(_("What was said"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        hearing.record_answer(**doing.as_arguments(), **self.arguments())


class HearForm(_OfASide):
    """That a side was heard."""

    action = Action.HEAR
    title = _("Heard")
    lead = _("Who was heard, when and how. A report of it is made.")
    article = "Awb 9:10"
    success = _("The hearing is recorded.")
    starts_today = ("happened_on",)

    side = _side(_("Who was heard"))
    mode = fields.radio(_("How"), HearingMode.choices, initial=HearingMode.IN_PERSON)
    happened_on = fields.day(_("Heard on"))
    detail = fields.text(_("Who was there"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        hearing.hear(**doing.as_arguments(), **self.arguments())


class ReportForm(ActForm):
    """The report of a hearing."""

    action = Action.REPORT_HEARING
    title = _("Report of the hearing")
    lead = _("What was said at the hearing, or where the report is kept.")
    article = "Awb 9:10 lid 3"
    success = _("The report is recorded.")
    starts_today = ("happened_on",)

    happened_on = fields.day(_("Made on"))
    detail = fields.asked(fields.text(_("Report")))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        hearing.report(**doing.as_arguments(), **self.arguments())


class WaiveForm(ActForm):
    """Refraining from hearing the complainant."""

    action = Action.WAIVE_HEARING
    title = _("Refrain from hearing")
    lead = _(
        "The complainant need not be heard on one of three grounds; they do not hold for the person complained about."
    )
    article = "Awb 9:10 lid 2"
    success = _("It is recorded that the complainant is not heard.")
    starts_today = ("happened_on",)

    ground = fields.radio(_("Ground"), WaiverGround.choices)
    happened_on = fields.day(_("Decided on"))
    reason = fields.asked(fields.text(_("Reason"), rows=3, longest=500))
    happened = happened()

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        hearing.waive(**doing.as_arguments(), **self.arguments())
