"""Deadline alerts: what the ladder says, what was raised, and to whom it went."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.clocks import Clock
from complaints.vocabulary import ClockKind, DeliveryStatus, OffsetUnit, Role


class Rung(models.Model):
    """A rung of the ladder of a kind of clock: so many days from its last day (before is negative).

    With ``repeat_days`` the rung comes back that often until the duty is met.
    """

    clock_kind = models.CharField(_("clock"), max_length=20, choices=ClockKind.choices)
    code = models.SlugField(_("code"), max_length=30)
    offset = models.SmallIntegerField(
        _("days from the last day"), validators=[MinValueValidator(-60), MaxValueValidator(60)]
    )
    unit = models.CharField(_("counted in"), max_length=15, choices=OffsetUnit.choices)
    repeat_days = models.PositiveSmallIntegerField(_("again every … days"), null=True, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), verbose_name=_("goes to"))

    class Meta:
        verbose_name = _("rung of the alert ladder")
        verbose_name_plural = _("rungs of the alert ladder")
        constraints = [
            models.UniqueConstraint(name="rung_code_once", fields=["clock_kind", "code"]),
            models.CheckConstraint(name="rung_clock_kind_known", condition=Q(clock_kind__in=ClockKind.values)),
            models.CheckConstraint(name="rung_unit_known", condition=Q(unit__in=OffsetUnit.values)),
            models.CheckConstraint(
                name="rung_repeats_by_days", condition=Q(repeat_days__isnull=True) | Q(repeat_days__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_kind}: {self.code}"


class Alert(models.Model):
    """A rung that came due for one version of a clock: raised once, in the database.

    The row is its own outbox: ``dispatched_at`` empty means that nobody has been told yet.
    ``due_on`` is the true day of the rung, also when it was raised later. ``passed_over`` marks a
    rung that was long past when its clock was made: recorded, not sent.
    """

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alerts", verbose_name=_("clock"))
    rung = models.CharField(_("rung"), max_length=30)
    occurrence = models.PositiveSmallIntegerField(_("occurrence"), default=1)
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("goes to"), default=list)
    due_on = models.DateField(_("due on"))
    raised_at = models.DateTimeField(_("raised at"))
    passed_over = models.BooleanField(_("passed over"), default=False)
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="alert_once_per_clock_rung_and_occurrence", fields=["clock", "rung", "occurrence"]
            )
        ]
        indexes = [
            models.Index(
                name="alert_to_dispatch",
                fields=["id"],
                condition=Q(dispatched_at__isnull=True, cancelled_at__isnull=True, passed_over=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.rung}"


class Delivery(models.Model):
    """One alert for one recipient along one channel: claimed, sent, marked.

    ``message_id`` stays the same on every try, so that a mail program shows a second copy once.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="deliveries", verbose_name=_("alert"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=10, default="email")
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    message_id = models.CharField(_("message id"), max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="delivery_once_per_recipient_and_channel", fields=["alert", "recipient", "channel"]
            ),
            models.CheckConstraint(name="delivery_status_known", condition=Q(status__in=DeliveryStatus.values)),
            models.CheckConstraint(
                name="delivery_sent_has_a_moment",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="delivery_to_send", fields=["try_at", "id"], condition=Q(status=DeliveryStatus.PENDING)),
            # Monitors count them every minute, and there should be none.
            models.Index(name="delivery_parked", fields=["id"], condition=Q(status=DeliveryStatus.PARKED)),
        ]

    def __str__(self) -> str:
        return f"{self.alert} → {self.recipient}"
