"""Forms of handling: acknowledge, copy, take up, assign, note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, method, with_method
from complaints.queries.case import assignable_to
from complaints.services import handling, notes
from complaints.vocabulary import ActKind, Procedure
from complaints.workflow import Action


class AcknowledgeForm(ActForm):
    """That the acknowledgement of receipt was sent (Awb 9:6)."""

    action = Action.ACKNOWLEDGE
    title = _("Acknowledge receipt")
    lead = _("Record that the acknowledgement was sent to the complainant or the representative.")
    article = "Awb 9:6"
    success = _("The acknowledgement is recorded.")
    starts_today = ("happened_on",)

    happened_on = fields.day(_("Sent on"))
    method = method()
    addressee = fields.line(_("To whom"), required=False)
    detail = fields.text(_("Remark"), rows=2, required=False)
    names_adviser = forms.BooleanField(
        label=_("It says that a person or a committee will advise (Awb 9:15 lid 1)"), required=False
    )

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        if doing.complaint.procedure != Procedure.COMMITTEE:
            del self.fields["names_adviser"]

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        handling.acknowledge(**doing.as_arguments(), **with_method(self.arguments()))


class CopiedForm(ActForm):
    """That the person complained about got a copy (Awb 9:9)."""

    action = Action.RECORD
    title = _("Copy to the person complained about")
    lead = _("The complaint and its enclosures go to whose conduct it concerns.")
    article = "Awb 9:9"
    success = _("The copy is recorded.")
    starts_today = ("happened_on",)

    happened_on = fields.day(_("On"))
    method = method()
    addressee = fields.line(_("To whom"), required=False)
    detail = fields.text(_("Remark"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        handling.record_act(**doing.as_arguments(), kind=ActKind.COPIED, **with_method(self.arguments()))


class TakeUpForm(ActForm):
    """Taking up, with the declaration of Awb 9:7."""

    action = Action.TAKE_UP
    title = _("Take up")
    lead = _("You become the handler. Taking up meets the four weeks within which the body must say if it does not.")
    article = "Awb 9:7, 9:8 lid 3"
    submit = _("Take up")
    success = _("You have taken up the complaint.")
    starts_today = ("happened_on",)

    happened_on = fields.day(_("Taken up on"))
    not_involved = forms.BooleanField(
        label=_("I declare that I was not involved in the conduct complained about"), required=False
    )

    def carry_out(self, doing: Doing) -> None:
        """Take it up."""
        handling.take_up(**doing.as_arguments(), **self.arguments())


class AssignForm(ActForm):
    """Assigning to a handler, or releasing."""

    action = Action.ASSIGN
    title = _("Assign")
    lead = _("Who was involved in the conduct cannot be assigned.")
    article = "Awb 9:7"
    submit = _("Assign")
    success = _("The complaint is assigned.")
    field_of = {"handler": "handler_id"}

    handler_id = fields.choice(_("Handler"), [], required=False)
    reason = fields.line(_("Reason"), longest=500, required=False)

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        people = [(str(user.pk), str(user)) for user in assignable_to(doing.complaint)]
        field = self.fields["handler_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Nobody: release it")), *people]

    def first_values(self) -> dict[str, Any]:
        """Who handles it now."""
        return {"handler_id": str(self.doing.complaint.handler_id or "")}

    def carry_out(self, doing: Doing) -> None:
        """Assign it."""
        chosen = self.cleaned_data["handler_id"]
        handling.assign(
            **doing.as_arguments(), handler_id=int(chosen) if chosen else None, reason=self.cleaned_data["reason"]
        )


class NoteForm(ActForm):
    """An internal note."""

    action = Action.NOTE
    title = _("Write a note")
    lead = _("For colleagues. A note is not sent to anybody and cannot be changed afterwards.")
    submit = _("Keep this note")
    success = _("The note is kept.")

    text = fields.text(_("Note"), rows=5)

    def carry_out(self, doing: Doing) -> None:
        """Keep it; a note conflicts with nothing, so no version is asked."""
        notes.note(complaint_id=doing.complaint.pk, actor=doing.actor, now=doing.now, text=self.cleaned_data["text"])
