"""Who is absent, from when until when, and who stands in for him meanwhile."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Adjectives of absences."""

    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> Self:
        """Those that hold on a local day."""
        return self.standing().filter(Q(last_on__isnull=True) | Q(last_on__gte=day), first_on__lte=day)


class Absence(models.Model):
    """Somebody is away from one local day through another (afwezigheid); ``last_on`` empty: until further notice.

    His alerts go to ``substitute`` (waarnemer) meanwhile; without one to the coordinators. One that
    was entered by mistake is withdrawn and stays readable. Nobody is absent twice on one day.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("who is absent")
    )
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day of absence"), null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
    )
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="absence_substitute_is_another", condition=~Q(substitute=F("person")) | Q(substitute__isnull=True)
            ),
            ExclusionConstraint(
                name="absence_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            "first_on",
                            "last_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.first_on}"
