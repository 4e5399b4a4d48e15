"""Webhooks: which other systems are told of alerts, and what became of each message."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.alerts import Alert
from complaints.models.people import Unit
from complaints.vocabulary import DeliveryStatus


class Webhook(models.Model):
    """A subscription (abonnement): alerts of one unit, or of all, go to an address of another system.

    ``sealed_secret`` is what signs them, encrypted; it was shown once, when it was made.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    url = models.CharField(_("address"), max_length=500)
    sealed_secret = models.CharField(_("secret"), max_length=300, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="webhook_goes_over_https", condition=Q(url__startswith="https://")),
            models.CheckConstraint(name="webhook_has_secret", condition=~Q(sealed_secret="")),
            models.UniqueConstraint(name="webhook_once_per_unit", fields=["unit", "url"], nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.url


class WebhookMessage(models.Model):
    """One alert for one webhook: claimed, sent, marked.

    ``message_id`` stays the same on every try, so that the other system knows a second copy.
    """

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="messages", verbose_name=_("webhook"))
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="webhook_messages", verbose_name=_("alert"))
    message_id = models.CharField(_("message id"), max_length=60, unique=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("message of a webhook")
        verbose_name_plural = _("messages of webhooks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="webhook_message_once_per_alert", fields=["webhook", "alert"]),
            models.CheckConstraint(name="webhook_message_status_known", condition=Q(status__in=DeliveryStatus.values)),
            models.CheckConstraint(
                name="webhook_message_sent_has_a_moment",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="webhook_message_to_send",
                fields=["-attempts", "try_at", "id"],
                condition=Q(status=DeliveryStatus.PENDING),
            ),
            models.Index(name="webhook_message_parked", fields=["webhook"], condition=Q(status=DeliveryStatus.PARKED)),
            models.Index(name="webhook_message_newest", fields=["webhook", "-id"]),
        ]

    def __str__(self) -> str:
        return self.message_id
