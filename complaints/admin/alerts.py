"""When people are warned, and of what they were: the ladder and the alerts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet, TextChoices
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from complaints.admin import wording
from complaints.admin.actors import LADDER_KEEPERS, DeskModelAdmin, actor_of
from complaints.admin.site import desk
from complaints.models import Alert, Delivery, Rung
from complaints.record.rungs import FURTHEST, SELDOMEST, require_possible
from complaints.services import ladder
from complaints.vocabulary import AlertRole, ClockKind, OffsetUnit
from complaints.workflow import Refusal


class Side(TextChoices):
    """On which side of the last day a rung lies."""

    BEFORE = "before", _("before the last day")
    AFTER = "after", _("after the last day")


class RungForm(ModelForm[Rung]):
    """A rung as a coordinator thinks of it: so many days before or after the last day, and to whom."""

    number = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        max_value=FURTHEST,
        help_text=_("0 is the last day itself. Hours count from the moment that the ombudsman set."),
    )
    side = forms.ChoiceField(label=_("When"), choices=Side.choices, widget=forms.RadioSelect)
    repeat_days = forms.IntegerField(
        label=_("Again every … days"),
        min_value=1,
        max_value=SELDOMEST,
        required=False,
        help_text=_("Until the duty is done. Leave empty for once."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Goes to"), choices=AlertRole.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Rung
        fields = ("clock_kind", "code", "unit", "repeat_days", "roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("number", abs(self.instance.offset or 0))
        self.initial.setdefault("side", Side.BEFORE if (self.instance.offset or 0) < 0 else Side.AFTER)

    def full_clean(self) -> None:
        """The number and its side make the offset; then the rung as a whole is asked whether it can be."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        given = self.cleaned_data
        self.instance.offset = -given["number"] if given["side"] == Side.BEFORE else given["number"]
        try:
            require_possible(self.instance)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def values(self) -> dict[str, Any]:
        """What the service of the ladder takes."""
        return {
            "offset": self.instance.offset,
            **{name: self.cleaned_data[name] for name in ("unit", "repeat_days", "roles")},
        }


@admin.register(Rung, site=desk)
class RungAdmin(DeskModelAdmin[Rung]):
    """The ladder: so many days before or after the last day of a kind of term, and to whom."""

    writers = LADDER_KEEPERS
    form = RungForm
    actions = None
    fields = ("clock_kind", "code", ("number", "unit"), "side", "repeat_days", "roles")
    list_display = ("clock_kind", "code", "when", "repeat_days", "goes_to")
    list_filter = ("clock_kind",)
    sortable_by = ()
    ordering = ("clock_kind", "offset", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a rung is called and of which term it is never changes: its alerts are known by it."""
        return ("clock_kind", "code") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rung that is not wanted is removed; what it raised stays."""
        return self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Rung, form: Any, change: bool) -> None:
        """One call of the service; the stock admin goes on with the row that it made."""
        by = {"actor": actor_of(request), "now": timezone.now(), "values": form.values()}
        if change:
            ladder.change(rung_id=obj.pk, **by)
        else:
            obj.pk = ladder.lay(clock_kind=ClockKind(obj.clock_kind), code=obj.code, **by).pk

    def delete_model(self, request: HttpRequest, obj: Rung) -> None:
        """One call of the service."""
        ladder.remove(actor=actor_of(request), now=timezone.now(), rung_id=obj.pk)

    @admin.display(description=_("when"))
    def when(self, rung: Rung) -> str:
        """The offset in words."""
        return wording.offset(rung.offset, OffsetUnit(rung.unit))

    @admin.display(description=_("goes to"))
    def goes_to(self, rung: Rung) -> str:
        """The roles in words."""
        return ", ".join(str(AlertRole(role).label) for role in rung.roles)


class _ReadOnly:
    """Made by the machinery: read here, changed nowhere."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


class StateFilter(admin.SimpleListFilter):
    """How far an alert has come."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The states, in the order of their lives."""
        return [
            ("waiting", _("nobody was told yet")),
            ("told", _("told, and not done yet")),
            ("called_off", _("called off")),
            ("passed_over", _("passed over")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alert]) -> QuerySet[Alert]:
        """Those in the state that was chosen."""
        open_ones = {"passed_over": False, "cancelled_at": None}
        chosen: dict[str | None, dict[str, Any]] = {
            "waiting": open_ones | {"dispatched_at": None},
            "told": open_ones | {"dispatched_at__isnull": False},
            "called_off": {"cancelled_at__isnull": False},
            "passed_over": {"passed_over": True},
        }
        return queryset.filter(**chosen.get(self.value(), {}))


@admin.register(Alert, site=desk)
class AlertAdmin(_ReadOnly, DeskModelAdmin[Alert]):
    """What was raised: which rung of which term, when, who was told, and what became of it."""

    readers = LADDER_KEEPERS
    actions = None
    fields = (
        "clock",
        "rung",
        "occurrence",
        "due_on",
        "due_at",
        "raised_at",
        "passed_over",
        "dispatched_at",
        "cancelled_at",
        "because",
        "deliveries",
    )
    readonly_fields = ("because", "deliveries")
    list_display = ("reference", "term", "rung", "due_on", "raised_at", "told", "cancelled_at", "because")
    list_filter = (StateFilter, "clock__kind")
    search_fields = ("clock__complaint__reference__exact",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """With the complaint, and who was told."""
        found = super().get_queryset(request).select_related("clock__complaint")
        return found.prefetch_related(Prefetch("deliveries", queryset=Delivery.objects.select_related("recipient")))

    @admin.display(description=_("reference"))
    def reference(self, alert: Alert) -> str:
        """Which complaint; a reference says nothing about a case."""
        return alert.clock.complaint.reference

    @admin.display(description=_("term"))
    def term(self, alert: Alert) -> str:
        """Which kind of term."""
        return alert.clock.get_kind_display()

    @admin.display(description=_("told"))
    def told(self, alert: Alert) -> str:
        """Who was told, each once; who saw it on the bell is marked."""
        people = {delivery.recipient: delivery.seen_at for delivery in alert.deliveries.all() if delivery.sent_at}
        return ", ".join(f"{person} ✓" if seen else str(person) for person, seen in people.items())

    @admin.display(description=_("deliveries"))
    def deliveries(self, alert: Alert) -> str:
        """To whom it went, as what and how, what became of it, and when he saw it."""
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in self._lines(alert))) or "—"

    def _lines(self, alert: Alert) -> Iterator[str]:
        for each in alert.deliveries.all():
            seen = _("seen %(moment)s") % {"moment": _moment(each.seen_at)} if each.seen_at else ""
            when = _moment(each.sent_at) if each.sent_at else each.failure
            way = (each.get_told_as_display(), each.get_channel_display(), each.get_status_display(), when, seen)
            yield f"{each.recipient}: {' · '.join(str(said) for said in way if said)}"

    @admin.display(description=_("called off because"))
    def because(self, alert: Alert) -> str:
        """Why it asks nothing any more."""
        return wording.called_off(alert.cancelled_reason)


@admin.register(Delivery, site=desk)
class DeliveryAdmin(_ReadOnly, DeskModelAdmin[Delivery]):
    """What went to whom, and what became of it."""

    readers = LADDER_KEEPERS
    actions = None
    list_display = ("reference", "recipient", "told_as", "channel", "status", "attempts", "sent_at", "failure")
    list_filter = ("status", "channel")
    search_fields = ("alert__clock__complaint__reference__exact", "recipient__username__exact")
    fields = ("alert", "recipient", "told_as", "channel", "status", "attempts", "try_at", "sent_at", "failure")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """With the complaint and the person."""
        return super().get_queryset(request).select_related("alert__clock__complaint", "recipient")

    @admin.display(description=_("reference"))
    def reference(self, delivery: Delivery) -> str:
        """Which complaint."""
        return delivery.alert.clock.complaint.reference
