"""The trail: one row per act in the system, appended by the services, refused any change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.vocabulary import Origin


class Event(models.Model):
    """Who did what, when, from where, with old and new values (BIO2 8.15.01).

    ``changes`` maps a field to ``[old, new]``; ``version`` is that of the complaint after the act.
    The table has one more column that no code writes, ``xact``: the transaction that wrote the row.
    The database refuses at commit a change of a complaint whose transaction wrote no event about it.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("complaint")
    )
    action = models.CharField(_("action"), max_length=40)
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    origin = models.CharField(_("through"), max_length=10, choices=Origin.choices)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        default_permissions = ()
        indexes = [models.Index(name="event_of_complaint", fields=["complaint", "id"])]
        constraints = [
            models.CheckConstraint(name="event_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(name="event_has_action", condition=~Q(action="")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class JobRun(models.Model):
    """One run of a job: when it began and ended, what it counted, or how it failed."""

    job = models.CharField(_("job"), max_length=60)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    failure = models.CharField(_("failure"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")
        default_permissions = ()
        indexes = [
            models.Index(name="job_run_newest", fields=["job", "-started_at"]),
            # Every screen of the desk asks for the newest of each, out of all that are kept.
            models.Index(
                name="job_run_succeeded",
                fields=["job", "-started_at", "-id"],
                condition=Q(ended_at__isnull=False, failure=""),
            ),
            models.Index(
                name="job_run_in_trouble",
                fields=["job", "-started_at", "-id"],
                condition=Q(ended_at__isnull=True) | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M}"
