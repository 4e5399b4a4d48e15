"""Deadline alerts: what the ladder says, what was raised, to whom it went, and who is absent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.clocks import Clock
from complaints.vocabulary import AlertChannel, AlertRole, ClockKind, DeliveryStatus, OffsetUnit


class Rung(models.Model):
    """A rung of the ladder of a kind of clock: so many days from its last day (before is negative).

    Counted in hours it lies so many from the last moment. With ``repeat_days`` the rung comes back
    that often until the duty is met. ``since`` is the moment from which it holds (empty: always):
    what it would have said before is recorded as passed over. ``roles`` are codes of ``AlertRole``.
    """

    clock_kind = models.CharField(_("clock"), max_length=20, choices=ClockKind.choices)
    code = models.SlugField(_("code"), max_length=30)
    offset = models.SmallIntegerField(
        _("from the last day"), validators=[MinValueValidator(-60), MaxValueValidator(60)]
    )
    unit = models.CharField(_("counted in"), max_length=15, choices=OffsetUnit.choices)
    repeat_days = models.PositiveSmallIntegerField(_("again every … days"), null=True, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=AlertRole.choices), verbose_name=_("goes to"))
    since = models.DateTimeField(_("holds since"), null=True, blank=True)

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
            models.CheckConstraint(
                name="rung_by_the_hour_comes_once", condition=~Q(unit=OffsetUnit.HOURS) | Q(repeat_days__isnull=True)
            ),
            models.CheckConstraint(
                name="rung_goes_to_somebody",
                condition=Q(roles__len__gte=1) & Q(roles__contained_by=AlertRole.values),
            ),
            models.CheckConstraint(name="rung_within_reach", condition=Q(offset__gte=-60, offset__lte=60)),
        ]

    def __str__(self) -> str:
        return f"{self.clock_kind}: {self.code}"


class Alert(models.Model):
    """A rung that came due for one version of a clock: raised once, in the database.

    The row is its own outbox: ``dispatched_at`` empty means that nobody has been told yet.
    ``due_on`` is the true day of the rung (Europe/Amsterdam), also when it was raised later;
    ``due_at`` its moment, for a rung by the hour. ``passed_over`` marks a rung that was long past when
    its clock was made: recorded, not sent. It is cancelled when its duty is met or its clock is
    superseded, told or not: ``cancelled_reason`` is "met", a code of ``Superseded`` or of ``Status``.
    """

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alerts", verbose_name=_("clock"))
    rung = models.CharField(_("rung"), max_length=30)
    occurrence = models.PositiveSmallIntegerField(_("occurrence"), default=1)
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("goes to"), default=list)
    due_on = models.DateField(_("due on"))
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
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


class Digest(models.Model):
    """One mail with all that can wait until somebody's next working morning (verzamelmail).

    Nobody has two that wait, so that after any number of days without a run one mail goes out. The
    alerts in it are the deliveries that point to it; they are sent when it is.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    message_id = models.CharField(_("message id"), max_length=120, unique=True)
    made_at = models.DateTimeField(_("made at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="digest_one_waits_per_recipient",
                fields=["recipient"],
                condition=Q(status=DeliveryStatus.PENDING),
            ),
            models.CheckConstraint(name="digest_status_known", condition=Q(status__in=DeliveryStatus.values)),
            models.CheckConstraint(
                name="digest_sent_has_a_moment",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="digest_to_send", fields=["try_at", "id"], condition=Q(status=DeliveryStatus.PENDING)),
            models.Index(name="digest_parked", fields=["id"], condition=Q(status=DeliveryStatus.PARKED)),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} → {self.recipient}"


class Delivery(models.Model):
    """One alert for one recipient along one channel: claimed, sent, marked.

    ``message_id`` stays the same on every try, so that a mail program shows a second copy once; on
    the bell there is none, and it is sent by being there. ``told_as`` says as what he is told. One
    that waits for a morning belongs to a ``digest``. ``seen_at``: when he saw it on the bell.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="deliveries", verbose_name=_("alert"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    told_as = models.CharField(_("told as"), max_length=20, choices=AlertRole.choices, default=AlertRole.HANDLER)
    channel = models.CharField(_("channel"), max_length=10, choices=AlertChannel.choices, default=AlertChannel.EMAIL)
    digest = models.ForeignKey(
        Digest, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("digest")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    message_id = models.CharField(_("message id"), max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="delivery_once_per_recipient_and_channel", fields=["alert", "recipient", "channel"]
            ),
            models.UniqueConstraint(
                name="delivery_message_id_once", fields=["message_id"], condition=~Q(message_id="")
            ),
            models.CheckConstraint(name="delivery_status_known", condition=Q(status__in=DeliveryStatus.values)),
            models.CheckConstraint(name="delivery_told_as_known", condition=Q(told_as__in=AlertRole.values)),
            models.CheckConstraint(
                name="delivery_by_mail_has_a_message_id",
                condition=Q(channel=AlertChannel.EMAIL) & ~Q(message_id="")
                | Q(channel=AlertChannel.BELL, message_id=""),
            ),
            models.CheckConstraint(
                name="delivery_sent_has_a_moment",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="delivery_to_send",
                fields=["try_at", "id"],
                condition=Q(status=DeliveryStatus.PENDING, digest__isnull=True),
            ),
            # Monitors count them every minute, and there should be none.
            models.Index(name="delivery_parked", fields=["id"], condition=Q(status=DeliveryStatus.PARKED)),
            # Every screen counts what somebody has not seen.
            models.Index(
                name="delivery_unseen",
                fields=["recipient"],
                condition=Q(channel=AlertChannel.BELL, status=DeliveryStatus.SENT, seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert} → {self.recipient}"
