"""Published figures: an edition is a month's figures, frozen, with the complaints behind each cell."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.vocabulary import CountingBasis, EditionOrigin, EditionStatus


class EditionQuerySet(models.QuerySet["Edition"]):
    """Adjectives of editions."""

    def published(self) -> Self:
        """What the outside may see."""
        return self.filter(status=EditionStatus.PUBLISHED)


class Edition(models.Model):
    """The figures of one month (editie): drafted, adopted, approved by another, published, frozen.

    ``month`` is the first day of the month. ``figures`` and ``sha256`` are those of
    ``complaints.figures``. A correction is a new number with a reason. ``overrule_reason`` is why the
    approver approved it in spite of a check that fails; it is published with it. ``publish_at`` is the
    hour at which what was approved goes out by itself. A trigger refuses any change or removal of a
    published row.
    """

    month = models.DateField(_("month"))
    number = models.PositiveSmallIntegerField(_("edition"))
    origin = models.CharField(_("origin"), max_length=10, choices=EditionOrigin.choices)
    counting_basis = models.CharField(_("counting basis"), max_length=15, choices=CountingBasis.choices)
    status = models.CharField(_("status"), max_length=10, choices=EditionStatus.choices, default=EditionStatus.DRAFT)
    figures = models.JSONField(_("figures"))
    sha256 = models.CharField(_("SHA-256 of the figures"), max_length=64)
    reason = models.TextField(_("reason of the correction"), blank=True)
    note = models.TextField(_("note"), blank=True)
    compiled_at = models.DateTimeField(_("compiled at"))
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("adopted by")
    )
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    overrule_reason = models.TextField(_("why published in spite of a check"), blank=True, default="", db_default="")
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("planned by")
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["month", "number"]),
            models.UniqueConstraint(
                name="edition_one_in_the_making",
                fields=["month"],
                condition=~Q(status=EditionStatus.PUBLISHED),
            ),
            models.CheckConstraint(name="edition_status_known", condition=Q(status__in=EditionStatus.values)),
            models.CheckConstraint(name="edition_origin_known", condition=Q(origin__in=EditionOrigin.values)),
            models.CheckConstraint(name="edition_basis_known", condition=Q(counting_basis__in=CountingBasis.values)),
            models.CheckConstraint(name="edition_month_is_its_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="edition_has_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="edition_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("adopted_by")),
                violation_error_message=_("The approver is not the one who adopted the figures."),
            ),
            models.CheckConstraint(
                name="edition_adopted_by_someone",
                condition=Q(status=EditionStatus.DRAFT)
                | Q(origin=EditionOrigin.IMPORTED)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_approved_by_someone",
                condition=Q(status__in=[EditionStatus.DRAFT, EditionStatus.ADOPTED])
                | Q(origin=EditionOrigin.IMPORTED)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_published_has_a_moment",
                condition=Q(status=EditionStatus.PUBLISHED, published_at__isnull=False)
                | ~Q(status=EditionStatus.PUBLISHED) & Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="edition_overruled_by_the_approver",
                condition=Q(overrule_reason="") | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_planned_by_someone_when_approved",
                condition=Q(publish_at__isnull=True, planned_by__isnull=True)
                | Q(
                    publish_at__isnull=False,
                    planned_by__isnull=False,
                    status__in=[EditionStatus.APPROVED, EditionStatus.PUBLISHED],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} / {self.number}"


class EditionMember(models.Model):
    """A complaint behind a cell of an edition, as counted then.

    ``complaint`` may be emptied when its case is destroyed; the row, its cell and its ``weight``
    (1, or the number of complainants under that basis) stay, so the count stays. ``days`` is from
    receipt to closing, in the cells of what was judged.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="members", verbose_name=_("edition"))
    cell = models.CharField(_("cell"), max_length=60)
    complaint = models.ForeignKey(Complaint, models.SET_NULL, null=True, related_name="+", verbose_name=_("complaint"))
    weight = models.PositiveIntegerField(_("weight"), default=1)
    days = models.IntegerField(_("days"), null=True)

    class Meta:
        verbose_name = _("member of a cell")
        verbose_name_plural = _("members of cells")
        default_permissions = ()
        indexes = [models.Index(name="edition_member_of_cell", fields=["edition", "cell"])]

    def __str__(self) -> str:
        return f"{self.edition}: {self.cell}"


class EditionAcknowledgement(models.Model):
    """A lawful later change of a complaint that a published edition counted otherwise (erkenning).

    ``cells`` holds what the change does: cell -> [as published, as the register has it now], each the
    weight and, of what was judged, the days; null where the complaint is not in the cell.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="acknowledgements", verbose_name=_("edition"))
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+", verbose_name=_("complaint"))
    cells = models.JSONField(_("cells"))
    reason = models.TextField(_("reason"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"))
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("acknowledged by")
    )

    class Meta:
        verbose_name = _("acknowledged change")
        verbose_name_plural = _("acknowledged changes")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="edition_acknowledgement_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.complaint}"
