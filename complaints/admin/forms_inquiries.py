"""Forms of inquiries: ask a unit, record its answer, let the question drop."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, NumberedForm
from complaints.models import Complaint, Unit
from complaints.services import inquiries
from complaints.workflow import Action


class AskInquiryForm(ActForm):
    """A question to a unit."""

    action = Action.ASK_INQUIRY
    title = _("Ask a unit")
    lead = _("A request for facts, with the day by which you want the answer.")
    submit = _("Ask")
    success = _("The inquiry is recorded.")
    starts_today = ("asked_on",)

    unit_id = fields.choice(_("Unit"), [])
    asked_of = fields.line(_("Asked of"), required=False)
    question = fields.text(_("Question"))
    asked_on = fields.day(_("Asked on"))
    reply_by = fields.day(_("Answer asked by"))

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        field = self.fields["unit_id"]
        if isinstance(field, forms.ChoiceField):
            active = Unit.objects.filter(is_active=True).order_by("name", "pk")
            field.choices = [(str(unit.pk), unit.name) for unit in active]

    def carry_out(self, doing: Doing) -> None:
        """Ask it."""
        arguments = self.arguments()
        arguments["unit_id"] = int(arguments["unit_id"])
        inquiries.ask(**doing.as_arguments(), **arguments)


class _OnAnInquiry(NumberedForm):
    """An act on one of the inquiries that are still open."""

    action = Action.ANSWER_INQUIRY

    number = fields.choice(_("Inquiry"), [])

    def rows(self, complaint: Complaint) -> Iterable[tuple[int, str]]:
        """The inquiries that are open, by unit and question."""
        found = complaint.inquiries.filter(answered_on=None, dropped_on=None).select_related("unit").order_by("number")
        return [(row.number, f"{row.unit}: {row.question[:60]}") for row in found]


class AnswerInquiryForm(_OnAnInquiry):
    """The answer of the unit."""

    title = _("Answer to an inquiry")
    lead = _("Record what the unit answered.")
    success = _("The answer is recorded.")
    starts_today = ("answered_on",)

    answered_on = fields.day(_("Answered on"))
    text = fields.text(_("Answer"))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        inquiries.answer(**doing.as_arguments(), **self.arguments())


class DropInquiryForm(_OnAnInquiry):
    """An answer that is not needed any more."""

    title = _("Drop an inquiry")
    lead = _("The answer is not needed any more; nobody is reminded of it.")
    submit = _("Drop")
    success = _("The inquiry is dropped.")

    reason = fields.line(_("Reason"), longest=500, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Drop it."""
        inquiries.drop(**doing.as_arguments(), **self.arguments())
