"""The year: its report, frozen like an edition, and the summaries that somebody released for its register."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint


class AnnualReport(models.Model):
    """The annual report (jaarverslag) of a calendar year, with the register of Awb 9:12a.

    ``figures`` are plain counts of complaints, ``register`` the rows of the register without anything
    that leads to a person. Published by another than who prepared it; then a trigger refuses any change.
    A correction is a new number with a reason.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("edition"))
    figures = models.JSONField(_("figures"))
    register = models.JSONField(_("register of the complaints (9:12a)"))
    lessons = models.TextField(_("lessons and measures"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the figures"), max_length=64)
    reason = models.TextField(_("reason of the correction"), blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="annual_report_number_once", fields=["year", "number"]),
            models.UniqueConstraint(
                name="annual_report_one_in_the_making", fields=["year"], condition=Q(published_at__isnull=True)
            ),
            models.CheckConstraint(name="annual_report_has_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="annual_report_published_by_another",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(published_by=F("prepared_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} / {self.number}"


class ReleasedSummary(models.Model):
    """What the register of 9:12a tells of a complaint in words, as a person released it; the newest holds."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="released_summaries", verbose_name=_("complaint")
    )
    text = models.TextField(_("summary"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(_("released at"))

    class Meta:
        verbose_name = _("released summary")
        verbose_name_plural = _("released summaries")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="released_summary_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text
