"""Forms of commitments: promise, keep, break."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, NumberedForm
from complaints.models import Complaint, User
from complaints.services import commitments
from complaints.vocabulary import CommitmentState
from complaints.workflow import Action


class PromiseForm(ActForm):
    """A promise to the complainant (Awb 9:5)."""

    action = Action.PROMISE
    title = _("Make a commitment")
    lead = _("A promise to the complainant. It is watched until it is kept, after the closing too.")
    article = "Awb 9:5"
    success = _("The commitment is recorded.")
    starts_today = ("made_on",)

    text = fields.text(_("What was promised"), rows=3)
    made_on = fields.day(_("Made on"))
    due_on = fields.day(_("Due on"))
    owner_id = fields.choice(_("Owner"), [], required=False)
    owner_name = fields.line(_("Or somebody else, by name"), required=False)

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        field = self.fields["owner_id"]
        if isinstance(field, forms.ChoiceField):
            people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
            field.choices = [("", _("Somebody else")), *((str(user.pk), str(user)) for user in people)]

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        arguments = self.arguments()
        chosen = arguments["owner_id"]
        arguments["owner_id"] = int(chosen) if chosen else None
        commitments.promise(**doing.as_arguments(), **arguments)


class _OnACommitment(NumberedForm):
    """An act on one of the commitments that are still to be kept."""

    article = "Awb 9:5"

    number = fields.choice(_("Commitment"), [])

    def rows(self, complaint: Complaint) -> Iterable[tuple[int, str]]:
        """The commitments that are open, by what was promised."""
        found = complaint.commitments.filter(state=CommitmentState.OPEN).order_by("number")
        return [(row.number, row.text[:60]) for row in found]


class KeepForm(_OnACommitment):
    """A commitment that was kept."""

    action = Action.KEEP_COMMITMENT
    title = _("Commitment kept")
    success = _("The commitment is kept.")
    starts_today = ("kept_on",)

    kept_on = fields.day(_("Kept on"))
    remark = fields.text(_("Remark"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        commitments.keep(**doing.as_arguments(), **self.arguments())


class BreakForm(_OnACommitment):
    """A commitment that is not kept."""

    action = Action.BREAK_COMMITMENT
    title = _("Commitment not kept")
    lead = _("A complaint that was closed as settled is reopened by this.")
    success = _("The commitment is recorded as broken.")
    starts_today = ("broken_on",)

    broken_on = fields.day(_("Broken on"))
    remark = fields.text(_("Why it is not kept"), rows=2, longest=500)

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        commitments.break_off(**doing.as_arguments(), **self.arguments())
