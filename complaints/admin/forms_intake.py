"""The form of intake: the complaint, its people, its parts, and what an intervention says besides."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import local_moment
from complaints.admin.forms_corrections import MOST_COMPLAINANTS, labels_of
from complaints.admin.forms_documents import FilesField
from complaints.models import Unit, User
from complaints.models.parties import V_NUMBER
from complaints.services.intake import Intake, InterventionEntry, PartyEntry, PersonEntry
from complaints.vocabulary import Category, Channel, Form, Language, PartyRole, Procedure, ProcedureKind

MOST_ROWS = 50
#: What falls under a category, in one line: who registers need not know the table by heart.
EXPLAINED: Mapping[Category, StrOrPromise] = {
    Category.PROCESSING_TIME: _("Waiting for a decision takes too long."),
    Category.SERVICE: _("Reachability, information, appointments, post that went astray."),
    Category.TREATMENT: _("How somebody was spoken to or dealt with."),
    Category.POLICY: _("The rules themselves, or what another body does."),
    Category.IT: _("A website, portal or form that does not work."),
    Category.OTHER: _("Anything else: interpreters, buildings, facilities."),
    Category.OMBUDSMAN: _("A question of the National Ombudsman; no complaint of its own."),
}
#: A name, in characters.
LONGEST_NAME = 200


class ComplaintForm(forms.Form):
    """What is known of the complaint itself at receipt."""

    use_required_attribute = False

    received_on = fields.day(_("Received on"))
    received_time = fields.clock_time(_("Time"), required=False)
    channel = fields.radio(_("Channel"), Channel.choices, initial=Channel.LETTER)
    form = fields.radio(_("Form"), Form.choices, initial=Form.WRITTEN)
    category = fields.radio(_("Category"), [(category, category.label) for category in EXPLAINED])
    procedure_kind = fields.choice(_("Kind of procedure"), ProcedureKind.choices, empty=_("Not known"), required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.filter(is_active=True).order_by("name", "pk"),
        label=_("Unit"),
        required=False,
        empty_label=_("None yet"),
    )
    language = fields.radio(_("Language of the correspondence"), Language.choices, initial=Language.DUTCH)
    description = fields.text(_("What the complaint is about"), rows=5, required=False)
    conduct_from = fields.day(_("Conduct from"), required=False)
    conduct_until = fields.day(_("Conduct until"), required=False)
    conduct_continues = forms.BooleanField(label=_("The conduct continues"), required=False)
    complainants = forms.IntegerField(
        label=_("Number of complainants"), min_value=1, max_value=MOST_COMPLAINANTS, initial=1
    )
    procedure = fields.radio(
        _("Procedure"),
        Procedure.choices,
        initial=Procedure.ORDINARY,
        help_text=_("Six weeks, or ten with a committee."),
    )
    procedure_basis = fields.line(
        _("Basis of the procedure"),
        required=False,
        help_text=_("The rule or decision that sets up the committee (9:13)."),
    )
    reference = fields.line(
        _("Reference"), longest=40, required=False, help_text=_("Leave empty to take the next number.")
    )
    labels = fields.line(_("Labels"), required=False, help_text=_("Several with commas between them."))
    clients = fields.text(
        _("One complaint for each of these clients"),
        rows=4,
        required=False,
        help_text=_("One letter for several clients: a name on each line, then a semicolon and the V-number if known."),
    )

    def received_at(self) -> datetime | None:
        """The moment of receipt, where its hour is known."""
        return local_moment(self.cleaned_data["received_on"], self.cleaned_data["received_time"])

    def clean_clients(self) -> tuple[PartyEntry, ...]:
        """The clients line by line; a line that cannot be read is named by its number."""
        lines = enumerate(self.cleaned_data["clients"].splitlines(), start=1)
        return tuple(_client(number, line) for number, line in lines if line.strip())

    def clean(self) -> dict[str, Any]:
        """The conduct does not end before it began."""
        values = super().clean() or self.cleaned_data
        began, ended = values.get("conduct_from"), values.get("conduct_until")
        if began and ended and ended < began:
            self.add_error("conduct_until", _("The conduct does not end before it began."))
        return values


def _client(number: int, line: str) -> PartyEntry:
    name, _semicolon, v_number = (part.strip() for part in line.partition(";"))
    if not name or len(name) > LONGEST_NAME:
        raise forms.ValidationError(
            _("Line %(number)s: give a name of at most %(most)s characters."),
            params={"number": number, "most": LONGEST_NAME},
        )
    if v_number and not re.fullmatch(V_NUMBER, v_number):
        raise forms.ValidationError(_("Line %(number)s: a V-number has ten digits."), params={"number": number})
    return PartyEntry(name=name, v_number=v_number)


class PartyForm(forms.Form):
    """One person who takes part."""

    use_required_attribute = False

    name = fields.line(_("Name"))
    role = fields.choice(_("Role"), PartyRole.choices, initial=PartyRole.COMPLAINANT)
    phone = fields.line(_("Telephone"), longest=40, required=False)
    v_number = forms.RegexField(
        V_NUMBER,
        label=_("V-number"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("A V-number has ten digits.")},
    )
    address = fields.text(_("Address"), rows=2, longest=500, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    email_agreed_on = fields.day(_("Agreed to e-mail on"), required=False, help_text=_("Without it: by post (2:8)."))
    bsn = fields.bsn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.drop_bsn_without_basis(self)

    def has_changed(self) -> bool:
        """A row in which only the role stands is empty."""
        return any(name != "role" for name in self.changed_data)

    def entry(self) -> PartyEntry:
        """The row as the service takes it."""
        values = self.cleaned_data
        return PartyEntry(**{**values, "role": PartyRole(values["role"])})

    def as_typed(self) -> PartyEntry:
        """The row as far as it holds, while somebody is typing."""
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return PartyEntry(**{"name": "", **values, "role": PartyRole(values.get("role", PartyRole.COMPLAINANT))})


class PersonForm(forms.Form):
    """One person whose conduct it concerns."""

    use_required_attribute = False

    name = fields.line(_("Name"), required=False)
    job_title = fields.line(_("Job title"), longest=120, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.filter(is_active=True).order_by("name", "pk"), label=_("Unit"), required=False, empty_label="—"
    )
    user = forms.ModelChoiceField(
        User.objects.order_by("last_name", "first_name", "username"),
        label=_("Is this a user here?"),
        required=False,
        empty_label=_("No"),
        help_text=_("Then he does not see the complaint (9:7)."),
    )

    def entry(self) -> PersonEntry:
        """The row as the service takes it."""
        unit, user = self.cleaned_data["unit"], self.cleaned_data["user"]
        return PersonEntry(
            name=self.cleaned_data["name"],
            job_title=self.cleaned_data["job_title"],
            unit_id=unit.pk if unit else None,
            user_id=user.pk if user else None,
        )


class PartForm(forms.Form):
    """One part of the complaint."""

    use_required_attribute = False

    conduct = fields.text(_("Conduct"), rows=2)


class InterventionForm(forms.Form):
    """What an intervention of the ombudsman says; asked only with that category."""

    use_required_attribute = False

    ombudsman_reference = fields.line(_("Reference of the ombudsman"), longest=60, required=False)
    officer = fields.line(_("Officer of the ombudsman"), longest=120, required=False)
    subject = fields.choice(
        _("Subject"),
        [(value, label) for value, label in Category.choices if value != Category.OMBUDSMAN],
        empty=_("Not known"),
        required=False,
    )
    answer_day = fields.day(_("Answer asked by"), required=False)
    answer_time = fields.clock_time(_("At"), required=False)

    def entry(self) -> InterventionEntry:
        """The details as the service takes them; a day without an hour ends when the day does."""
        values = self.cleaned_data
        day, at = values["answer_day"], values["answer_time"]
        end_of_day = datetime.max.time().replace(second=0, microsecond=0)
        return InterventionEntry(
            ombudsman_reference=values["ombudsman_reference"],
            officer=values["officer"],
            subject=values["subject"],
            answer_by=timezone.make_aware(datetime.combine(day, at or end_of_day)) if day else None,
        )


class PapersForm(forms.Form):
    """What came along with the complaint."""

    use_required_attribute = False

    papers = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Choose them, or drop them here. PDF, pictures, office documents, texts and e-mails."),
    )


PartyRows = formset_factory(PartyForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
PersonRows = formset_factory(PersonForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
PartRows = formset_factory(PartForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def intake_of(
    complaint: ComplaintForm,
    parties: BaseFormSet[Any],
    persons: BaseFormSet[Any],
    parts: BaseFormSet[Any],
    intervention: InterventionForm,
) -> Intake:
    """Everything that was typed, as the service takes it; rows left empty do not count."""
    values = dict(complaint.cleaned_data)
    del values["received_time"], values["clients"]
    unit = values.pop("unit")
    category = Category(values.pop("category"))
    return Intake(
        **{
            **values,
            "category": category,
            "received_at": complaint.received_at(),
            "unit_id": unit.pk if unit else None,
            "labels": labels_of(values["labels"]),
            "parties": tuple(row.entry() for row in filled(parties)),
            "persons_complained_about": tuple(row.entry() for row in filled(persons)),
            "parts": tuple(row.cleaned_data["conduct"] for row in filled(parts)),
            "intervention": intervention.entry() if category is Category.OMBUDSMAN else None,
        }
    )


def filled(rows: BaseFormSet[Any]) -> list[Any]:
    """The rows in which something was typed."""
    return [row for row in rows.forms if row.has_changed()]
