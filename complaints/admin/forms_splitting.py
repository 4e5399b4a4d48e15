"""The form of splitting: another complaint from the same letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.admin.forms_corrections import COMPLAINT_CATEGORIES
from complaints.models import Complaint, Unit
from complaints.services import intake
from complaints.services.intake import Intake, PartyEntry
from complaints.vocabulary import Category, Channel, Form, Language, PartyRole
from complaints.workflow import Action


class SplitForm(ActForm):
    """What of the letter is a complaint of its own: another category, complainant or unit."""

    action = Action.SPLIT
    title = _("Split")
    lead = _(
        "One letter becomes several complaints only where the category, the complainant or the unit differs. "
        "Else it has several parts."
    )
    submit = _("Register the new complaint")
    success = _("The new complaint is registered; it is linked to this one.")
    field_of = {"parties-0-name": "complainant", "unit_id": "unit"}

    category = fields.choice(_("Category"), COMPLAINT_CATEGORIES)
    unit = forms.ModelChoiceField(
        Unit.objects.filter(is_active=True).order_by("name", "pk"),
        label=_("Unit"),
        required=False,
        empty_label=_("None yet"),
    )
    complainant = fields.line(_("Complainant"))
    description = fields.text(_("What the complaint is about"), rows=6)

    def first_values(self) -> dict[str, Any]:
        """As the first one has it."""
        complaint = self.doing.complaint
        first = _complainants(complaint).first()
        return {
            "category": complaint.category,
            "unit": complaint.unit_id,
            "complainant": first.name if first else "",
        }

    def carry_out(self, doing: Doing) -> None:
        """Register it: same receipt, same way, same representative."""
        values, first = self.cleaned_data, doing.complaint
        intake.register(
            actor=doing.actor,
            now=doing.now,
            intake=Intake(
                received_on=first.received_on,
                received_at=first.received_at,
                category=Category(values["category"]),
                form=Form(first.form),
                channel=Channel(first.channel),
                language=Language(first.language),
                unit_id=values["unit"].pk if values["unit"] else None,
                procedure_kind=first.procedure_kind,
                description=values["description"],
                parties=_parties(first, values["complainant"]),
                split_from_id=first.pk,
            ),
        )


def _complainants(complaint: Complaint) -> Any:
    return complaint.parties.filter(role=PartyRole.COMPLAINANT).order_by("pk")


def _parties(complaint: Complaint, name: str) -> list[PartyEntry]:
    """The complainant by name, with his data where he is known; and who acts for him."""
    known = _complainants(complaint).filter(name=name).first()
    others = complaint.parties.exclude(role=PartyRole.COMPLAINANT).order_by("pk")
    entries = [_entry(party) for party in others]
    return [_entry(known) if known else PartyEntry(name=name), *entries]


def _entry(party: Any) -> PartyEntry:
    names = PartyEntry.__dataclass_fields__
    return PartyEntry(**{name: getattr(party, name) for name in names})
