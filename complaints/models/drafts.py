"""Drafts: what somebody typed in a form that he has not sent yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint


class DraftQuerySet(models.QuerySet["Draft"]):
    """Adjectives of drafts."""

    def on(self, complaint_id: int | None) -> Self:
        """On one complaint; None: on intake, where there is none yet."""
        return self.filter(complaint__isnull=True) if complaint_id is None else self.filter(complaint_id=complaint_id)


class Draft(models.Model):
    """The fields of a form as they were typed last (concept): one per user, complaint and act.

    ``act`` is the name of the form in the address; without a complaint it is that of intake.
    ``fields`` maps a field to the values it had. Nothing counts, shows or mails it: it is his alone,
    and it is removed when the act is done.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("whose draft")
    )
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("complaint")
    )
    act = models.CharField(_("act"), max_length=40)
    fields = models.JSONField(_("fields"))
    saved_at = models.DateTimeField(_("saved at"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = ()
        indexes = [models.Index(name="draft_by_age", fields=["saved_at"])]
        constraints = [
            models.UniqueConstraint(name="draft_once", fields=["user", "complaint", "act"], nulls_distinct=False),
            models.CheckConstraint(name="draft_has_act", condition=~Q(act="")),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.act}"
