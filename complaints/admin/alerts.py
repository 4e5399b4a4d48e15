"""When people are warned, and of what they were: the ladder and the alerts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from complaints.admin.actors import LADDER_KEEPERS, DeskModelAdmin
from complaints.admin.site import desk
from complaints.models import Alert, Delivery, Rung
from complaints.vocabulary import Role


class RungForm(ModelForm[Rung]):
    """A rung, with its roles as boxes to tick."""

    roles = forms.MultipleChoiceField(label=_("Goes to"), choices=Role.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Rung
        fields = ("clock_kind", "code", "offset", "unit", "repeat_days", "roles")


@admin.register(Rung, site=desk)
class RungAdmin(DeskModelAdmin[Rung]):
    """The ladder: so many days before or after the last day of a kind of term, and to whom."""

    writers = LADDER_KEEPERS
    form = RungForm
    actions = None
    list_display = ("clock_kind", "code", "offset", "unit", "repeat_days", "goes_to")
    sortable_by = ()
    ordering = ("clock_kind", "offset", "code")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rung that is not wanted is removed; what it raised stays."""
        return self.has_change_permission(request, obj)

    @admin.display(description=_("goes to"))
    def goes_to(self, rung: Rung) -> str:
        """The roles in words."""
        return ", ".join(str(Role(role).label) for role in rung.roles)


class _ReadOnly:
    """Made by the machinery: read here, changed nowhere."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeliveryInline(_ReadOnly, admin.TabularInline[Delivery, Alert]):
    """To whom an alert went."""

    model = Delivery
    fields = ("recipient", "channel", "status", "attempts", "sent_at", "failure")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who reads the alert reads to whom it went."""
        return True


@admin.register(Alert, site=desk)
class AlertAdmin(_ReadOnly, DeskModelAdmin[Alert]):
    """What was raised: which rung of which term, when, and whether anybody was told yet."""

    readers = LADDER_KEEPERS
    actions = None
    inlines = (DeliveryInline,)
    fields = ("clock", "rung", "occurrence", "due_on", "raised_at", "passed_over", "dispatched_at", "cancelled_at")
    list_display = ("reference", "term", "rung", "due_on", "raised_at", "dispatched_at", "passed_over")
    list_filter = ("passed_over", "rung")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """With the complaint, in the same statement."""
        return super().get_queryset(request).select_related("clock__complaint")

    @admin.display(description=_("reference"))
    def reference(self, alert: Alert) -> str:
        """Which complaint; a reference says nothing about a case."""
        return alert.clock.complaint.reference

    @admin.display(description=_("term"))
    def term(self, alert: Alert) -> str:
        """Which kind of term."""
        return alert.clock.get_kind_display()
