"""Forms of what is not handled here: declined, forwarded, or no complaint at all."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, happened, method, with_method
from complaints.models import PartnerBody
from complaints.services import declining, forwarding
from complaints.vocabulary import DeclineGround, RouteKind
from complaints.workflow import Action


class ForwardForm(ActForm):
    """Sent on to the competent body, the sender told at the same time (Awb 2:3)."""

    action = Action.FORWARD
    title = _("Forward to another body")
    lead = _("It goes to the body that is competent, and the sender is told at the same time.")
    article = "Awb 2:3"
    submit = _("Close as forwarded")
    success = _("The complaint is closed as forwarded.")
    starts_today = ("forwarded_on", "told_on")

    partner_id = fields.choice(_("To which body"), [], required=False)
    to = fields.asked(fields.line(_("Or another body, by name")))
    forwarded_on = fields.day(_("Sent on, on"))
    told_on = fields.day(_("Sender told on"), required=False)
    method = method()
    detail = fields.text(_("Remark"), rows=2, required=False)
    happened = happened()

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        field = self.fields["partner_id"]
        if isinstance(field, forms.ChoiceField):
            partners = PartnerBody.objects.filter(is_active=True).order_by("name")
            field.choices = [("", _("Another body")), *((str(body.pk), _with_competence(body)) for body in partners)]

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        arguments = with_method(self.arguments())
        chosen = arguments["partner_id"]
        arguments["partner_id"] = int(chosen) if chosen else None
        forwarding.forward(**doing.as_arguments(), **arguments)


class DeclineForm(ActForm):
    """Not taken up (Awb 9:8), by a notice within four weeks of receipt."""

    action = Action.DECLINE
    title = _("Not take up")
    lead = _("A power, not a duty. The notice names the ombudsman, and leaves within four weeks of receipt.")
    article = "Awb 9:8"
    submit = _("Close as not taken up")
    success = _("The complaint is closed as not taken up.")
    starts_today = ("sent_on",)

    ground = fields.choice(_("Ground"), DeclineGround.choices, empty=_("Choose a ground"))
    reason = fields.asked(fields.text(_("Reason"), rows=4))
    sent_on = fields.day(_("Notice sent on"))
    method = method()
    follow_up_on = fields.day(
        _("Criminal case looked at again on"),
        required=False,
        help_text=_("For ground (f) alone: then the complaint revives."),
    )

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        arguments = with_method(self.arguments())
        arguments["ground"] = DeclineGround(arguments["ground"])
        declining.decline(**doing.as_arguments(), **arguments)


class RouteForm(ActForm):
    """No complaint after all: a question, an objection, a notice of default."""

    action = Action.ROUTE
    title = _("Not a complaint")
    submit = _("Close as not a complaint")
    success = _("The entry is closed as not a complaint.")
    starts_today = ("routed_on",)

    kind = fields.radio(_("What it is"), RouteKind.choices)
    routed_on = fields.day(_("Sent there on"))
    to = fields.asked(fields.line(_("To whom")))
    method = method()
    detail = fields.text(_("Remark"), rows=2, required=False)

    @property
    def warning(self) -> str:
        """Of a notice of default the own term runs already: since when."""
        return _(
            "It goes where it belongs. A notice of default is sent there the same day: "
            "its own term of two weeks runs since %(day)s (Awb 4:17)."
        ) % {"day": date_format(self.doing.complaint.received_on, "j F Y")}

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        forwarding.route(**doing.as_arguments(), **with_method(self.arguments()))


def _with_competence(body: PartnerBody) -> str:
    return f"{body.name} ({body.competent_for})" if body.competent_for else body.name
