"""Forms of acts on many complaints at once: each asks what its service needs, and one reason for all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints import bulk
from complaints.access import Actor
from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import method, with_method
from complaints.queries.worklist_choices import handlers_by_key
from complaints.record.trail import LONGEST_REASON

#: The most complaints on which one act is done at a time.
MOST_AT_ONCE: Final = 500


class BulkForm(forms.Form):
    """One act: ``label`` is its button in the list."""

    slug: ClassVar[str]
    label: ClassVar[StrOrPromise]
    title: ClassVar[StrOrPromise]
    #: The most complaints at a time.
    most: ClassVar[int] = MOST_AT_ONCE

    use_required_attribute = False

    def act(self, *, actor: Actor, now: datetime) -> bulk.OneAct:
        """The act with what the form says, to be done on each."""
        raise TypeError(f"{type(self).__name__} does nothing for {actor} at {now}.")


class BulkAssignForm(BulkForm):
    """Assigning to one handler."""

    slug = "assign"
    label = _("Assign")
    title = _("Assign these complaints")

    handler_id = fields.choice(_("Handler"), [], empty=_("Choose one"))
    reason = fields.line(_("Reason"), longest=LONGEST_REASON)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["handler_id"] = fields.choice(_("Handler"), handlers_by_key(), empty=_("Choose one"))

    def act(self, *, actor: Actor, now: datetime) -> bulk.OneAct:
        """Assign each."""
        values = self.cleaned_data
        return bulk.assigning(actor=actor, now=now, handler_id=int(values["handler_id"]), reason=values["reason"])


class BulkReleaseForm(BulkForm):
    """Releasing: nobody handles them for now."""

    slug = "release"
    label = _("Release")
    title = _("Release these complaints")

    reason = fields.line(_("Reason"), longest=LONGEST_REASON)

    def act(self, *, actor: Actor, now: datetime) -> bulk.OneAct:
        """Release each."""
        return bulk.assigning(actor=actor, now=now, handler_id=None, reason=self.cleaned_data["reason"])


class BulkExtendForm(BulkForm):
    """Extending the term of each (Awb 9:11 lid 2), of which the notices left on one day."""

    slug = "extend"
    label = _("Extend")
    title = _("Extend the term of these complaints")

    weeks = forms.TypedChoiceField(
        label=_("By how many weeks"),
        choices=[(str(weeks), str(weeks)) for weeks in range(1, 5)],
        coerce=int,
        initial="4",
        widget=forms.RadioSelect,
    )
    notified_on = fields.day(_("Complainant told on"))
    method = method()
    reason = fields.text(_("Reason"), rows=3, longest=LONGEST_REASON)

    def act(self, *, actor: Actor, now: datetime) -> bulk.OneAct:
        """Extend each."""
        return bulk.extending(actor=actor, now=now, **with_method(self.cleaned_data))


class BulkPrintForm(BulkForm):
    """Printing the facts of each as one PDF."""

    slug = "print"
    label = _("Print")
    title = _("Print these complaints")
    most = 100

    reason = fields.line(_("Reason"), longest=LONGEST_REASON)


BULK_FORMS: Mapping[str, type[BulkForm]] = {
    form.slug: form for form in (BulkAssignForm, BulkReleaseForm, BulkExtendForm, BulkPrintForm)
}
