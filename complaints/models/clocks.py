"""The ledger of clocks: a date never changes in place, a new version supersedes the old one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.vocabulary import ClockKind, Superseded


class ClockQuerySet(models.QuerySet["Clock"]):
    """Adjectives of the ledger."""

    def live(self) -> Self:
        """The version that counts, of each kind and subject."""
        return self.filter(superseded_at__isnull=True)

    def running(self) -> Self:
        """Live, and its duty not met yet."""
        return self.live().filter(met_on__isnull=True)


class Clock(models.Model):
    """One version of one term of one complaint (termijn).

    ``ends_on`` is the last day in time (Europe/Amsterdam); ``ends_at`` is set besides where the hour
    counts (the ombudsman's). ``basis`` holds the steps that led to the date, each with its article,
    as ``complaints.law`` writes them. ``met_on`` is the day on which the duty was done.
    ``subject`` is the number of the inquiry, commitment or round that the clock is about; 0 for the
    complaint itself. ``next_alert_on`` is the first day on which the alert ladder has something to raise,
    ``next_alert_at`` the moment on that day for a rung by the hour (empty: from its beginning).
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="clocks", verbose_name=_("complaint"))
    kind = models.CharField(_("kind"), max_length=20, choices=ClockKind.choices)
    subject = models.PositiveSmallIntegerField(_("about number"), default=0, db_default=0)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("last day"))
    ends_at = models.DateTimeField(_("last moment"), null=True, blank=True)
    basis = models.JSONField(_("basis"), default=list)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    met_on = models.DateField(_("met on"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    superseded_reason = models.CharField(_("reason"), max_length=20, choices=Superseded.choices, blank=True)
    next_alert_on = models.DateField(_("next alert on"), null=True, blank=True, editable=False)
    next_alert_at = models.DateTimeField(_("next alert at"), null=True, blank=True, editable=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        default_permissions = ()
        indexes = [
            # A sweep costs what is due, not what is open.
            models.Index(
                name="clock_due_for_alert",
                fields=["next_alert_on", "id"],
                condition=Q(superseded_at__isnull=True, met_on__isnull=True, next_alert_on__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="clock_kind_known", condition=Q(kind__in=ClockKind.values)),
            models.UniqueConstraint(name="clock_version_once", fields=["complaint", "kind", "subject", "version"]),
            models.UniqueConstraint(
                name="clock_one_live_version_per_kind",
                fields=["complaint", "kind", "subject"],
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(name="clock_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="clock_superseded_has_reason",
                condition=Q(superseded_at__isnull=True, superseded_reason="")
                | Q(superseded_at__isnull=False, superseded_reason__in=Superseded.values),
            ),
            models.CheckConstraint(
                name="clock_met_not_before_it_starts",
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.get_kind_display()} {self.ends_on}"


class CalendarDay(models.Model):
    """The calendar of ``complaints.law`` as rows, so that SQL can count working days.

    ``working_number`` is the number of working days from the first row up to and including this
    day: two working days differ by as many as lie between them.
    """

    day = models.DateField(_("day"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    working_number = models.IntegerField(_("number of working day"))

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        default_permissions = ()
        indexes = [
            models.Index(name="calendar_working_day", fields=["working_number", "day"], condition=Q(is_working=True))
        ]

    def __str__(self) -> str:
        return self.day.isoformat()
