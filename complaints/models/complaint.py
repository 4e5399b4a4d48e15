"""The register: one row per complaint or intervention, as it stands now.

How it came to stand so is in :mod:`complaints.models.acts` (what happened in the world),
:mod:`complaints.models.clocks` (the terms) and :mod:`complaints.models.trail` (who changed what).
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.people import Unit
from complaints.vocabulary import (
    OPEN_STATUSES,
    AdviserKind,
    Category,
    Channel,
    DeclineGround,
    Form,
    Language,
    Norm,
    OtherReason,
    Procedure,
    ProcedureKind,
    RecordOrigin,
    Regime,
    Status,
    Verdict,
)

_IS_INTERVENTION = Q(category=Category.OMBUDSMAN)
_NO_OUTCOME = Q(verdict="", other_reason="", decline_ground="", partly=False)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Adjectives of the register; they chain."""

    def open(self) -> Self:
        """Not ended in any way."""
        return self.filter(status__in=OPEN_STATUSES)

    def complaints(self) -> Self:
        """Complaints under title 9.1, no interventions."""
        return self.exclude(category=Category.OMBUDSMAN)

    def interventions(self) -> Self:
        """Interventions of the National Ombudsman."""
        return self.filter(category=Category.OMBUDSMAN)

    def counted(self) -> Self:
        """All that is no void registration."""
        return self.exclude(status=Status.VOID)


class Complaint(models.Model):
    """A complaint (klacht), or an intervention of the ombudsman where the category says so.

    Days are Europe/Amsterdam. ``received_at`` is empty where only the day of receipt is known.
    ``last_day`` is the last day to send the answer in time, as the live handling clock has it;
    ``six_weeks_on`` and ``lawful_last_day`` are what the published table counts by.
    """

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    origin = models.CharField(_("origin"), max_length=12, choices=RecordOrigin.choices, default=RecordOrigin.REGISTERED)
    version = models.PositiveIntegerField(default=1, editable=False)

    received_at = models.DateTimeField(_("moment of receipt"), null=True, blank=True)
    received_on = models.DateField(_("received on"))
    regime = models.CharField(_("regime"), max_length=10, choices=Regime.choices, default=Regime.FORMAL)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.WRITTEN)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.OTHER)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)

    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("unit")
    )
    procedure_kind = models.CharField(_("kind of procedure"), max_length=20, choices=ProcedureKind.choices, blank=True)
    labels = ArrayField(models.CharField(max_length=40), verbose_name=_("labels"), default=list, blank=True)
    description = models.TextField(_("description"), blank=True)
    conduct_from = models.DateField(_("conduct from"), null=True, blank=True)
    conduct_until = models.DateField(_("conduct until"), null=True, blank=True)
    conduct_continues = models.BooleanField(_("the conduct continues"), default=False)
    complainants = models.PositiveIntegerField(_("number of complainants"), default=1)

    procedure = models.CharField(_("procedure"), max_length=10, choices=Procedure.choices, default=Procedure.ORDINARY)
    procedure_basis = models.CharField(_("basis of the procedure (9:13)"), max_length=200, blank=True)

    adviser_kind = models.CharField(
        _("who advises (9:14)"), max_length=10, choices=AdviserKind.choices, blank=True, default="", db_default=""
    )
    adviser = models.CharField(_("name of the adviser"), max_length=200, blank=True, default="", db_default="")

    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.REGISTERED)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_complaints",
        verbose_name=_("handler"),
    )

    six_weeks_on = models.DateField(_("last day of six weeks"), null=True, editable=False)
    last_day = models.DateField(_("last day"), null=True, editable=False)
    lawful_last_day = models.DateField(_("lawful last day"), null=True, editable=False)

    findings = models.TextField(_("findings"), blank=True)
    judgment = models.TextField(_("judgment"), blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    has_no_conclusions = models.BooleanField(_("no conclusions"), default=False)
    norms = ArrayField(
        models.CharField(max_length=20, choices=Norm.choices),
        verbose_name=_("norms of proper conduct"),
        default=list,
        db_default=[],
        blank=True,
    )

    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)
    partly = models.BooleanField(_("partly justified"), default=False)
    other_reason = models.CharField(_("reason without verdict"), max_length=16, choices=OtherReason.choices, blank=True)
    decline_ground = models.CharField(
        _("ground for not handling"), max_length=16, choices=DeclineGround.choices, blank=True
    )
    forwarded_to = models.CharField(_("forwarded to"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("moment of closing"), null=True, blank=True)

    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("duplicate of")
    )
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeat of")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_into", verbose_name=_("split from")
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        default_permissions = ()
        indexes = [
            # The work list: every open complaint by its last day, for all and per handler.
            models.Index(
                name="complaint_open_by_last_day", fields=["last_day", "id"], condition=Q(status__in=OPEN_STATUSES)
            ),
            models.Index(
                name="complaint_open_by_handler",
                fields=["handler", "last_day", "id"],
                condition=Q(status__in=OPEN_STATUSES),
            ),
            # What waits for a handler, the most urgent first.
            models.Index(
                name="complaint_without_handler",
                fields=["last_day", "id"],
                condition=Q(status__in=OPEN_STATUSES, handler__isnull=True),
            ),
            GinIndex(name="complaint_open_labels", fields=["labels"], condition=Q(status__in=OPEN_STATUSES)),
            # Everything by its receipt, and the open work apart.
            models.Index(name="complaint_by_receipt", fields=["received_on", "id"]),
            models.Index(
                name="complaint_open_by_receipt", fields=["received_on", "id"], condition=Q(status__in=OPEN_STATUSES)
            ),
            # The published month, received and judged, answered from the index alone.
            models.Index(
                name="complaint_month_received",
                fields=["received_on", "category"],
                include=["id", "complainants", "closed_on", "six_weeks_on", "lawful_last_day"],
                condition=~Q(status=Status.VOID),
            ),
            models.Index(
                name="complaint_month_judged",
                fields=["closed_on", "verdict"],
                include=[
                    "id",
                    "category",
                    "procedure_kind",
                    "decline_ground",
                    "other_reason",
                    "partly",
                    "received_on",
                    "six_weeks_on",
                    "lawful_last_day",
                    "complainants",
                ],
                condition=Q(status=Status.CLOSED) & ~_IS_INTERVENTION,
            ),
        ]
        constraints = [
            models.CheckConstraint(name="complaint_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="complaint_origin_known", condition=Q(origin__in=RecordOrigin.values)),
            models.CheckConstraint(name="complaint_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="complaint_regime_known", condition=Q(regime__in=Regime.values)),
            models.CheckConstraint(name="complaint_form_known", condition=Q(form__in=Form.values)),
            models.CheckConstraint(name="complaint_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="complaint_language_known", condition=Q(language__in=Language.values)),
            models.CheckConstraint(name="complaint_procedure_known", condition=Q(procedure__in=Procedure.values)),
            models.CheckConstraint(
                name="complaint_adviser_kind_known", condition=Q(adviser_kind__in=["", *AdviserKind.values])
            ),
            models.CheckConstraint(
                name="complaint_procedure_kind_known", condition=Q(procedure_kind__in=["", *ProcedureKind.values])
            ),
            models.CheckConstraint(
                name="complaint_norms_known",
                condition=Q(norms__contained_by=Norm.values),
                violation_error_message=_("This is no norm of proper conduct that is known."),
            ),
            models.CheckConstraint(name="complaint_verdict_known", condition=Q(verdict__in=["", *Verdict.values])),
            models.CheckConstraint(
                name="complaint_other_reason_known", condition=Q(other_reason__in=["", *OtherReason.values])
            ),
            models.CheckConstraint(
                name="complaint_decline_ground_known", condition=Q(decline_ground__in=["", *DeclineGround.values])
            ),
            models.CheckConstraint(
                name="complaint_has_reference",
                condition=~Q(reference=""),
                violation_error_message=_("A complaint has a reference."),
            ),
            models.CheckConstraint(
                name="complaint_has_complainants",
                condition=Q(complainants__gte=1),
                violation_error_message=_("At least one person complains."),
            ),
            models.CheckConstraint(
                name="complaint_closed_iff_outcome_and_date",
                condition=(
                    Q(status=Status.CLOSED, closed_on__isnull=False)
                    & (Q(verdict__in=Verdict.values) | _IS_INTERVENTION)
                )
                | Q(status=Status.READY_TO_SEND, closed_on__isnull=True, verdict__in=Verdict.values)
                | (
                    Q(status__in=[Status.REGISTERED, Status.IN_HANDLING, Status.VOID], closed_on__isnull=True)
                    & _NO_OUTCOME
                ),
                violation_error_message=_("A closed complaint has an outcome and a date, and no other has."),
            ),
            models.CheckConstraint(
                name="complaint_intervention_has_no_verdict",
                condition=~_IS_INTERVENTION | _NO_OUTCOME,
                violation_error_message=_("An intervention of the ombudsman has no verdict."),
            ),
            models.CheckConstraint(
                name="complaint_without_verdict_has_reason",
                condition=(Q(verdict=Verdict.OTHER) & ~Q(other_reason=""))
                | (~Q(verdict=Verdict.OTHER) & Q(other_reason="")),
                violation_error_message=_("Without a verdict there is a reason, and only then."),
            ),
            models.CheckConstraint(
                name="complaint_declined_has_ground",
                condition=Q(decline_ground="") & ~Q(other_reason=OtherReason.DECLINED)
                | Q(other_reason=OtherReason.DECLINED) & (~Q(decline_ground="") | Q(origin=RecordOrigin.IMPORTED)),
                violation_error_message=_("What is not taken up has a ground (9:8), and only that."),
            ),
            models.CheckConstraint(
                name="complaint_partly_is_justified",
                condition=Q(partly=False) | Q(verdict=Verdict.JUSTIFIED),
                violation_error_message=_("Partly justified is a kind of justified."),
            ),
            models.CheckConstraint(
                name="complaint_closed_not_before_receipt",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                violation_error_message=_("A complaint is not closed before it was received."),
            ),
            models.CheckConstraint(
                name="complaint_conduct_ends_after_it_began",
                condition=Q(conduct_from__isnull=True)
                | Q(conduct_until__isnull=True)
                | Q(conduct_until__gte=F("conduct_from")),
                violation_error_message=_("The conduct does not end before it began."),
            ),
            models.CheckConstraint(
                name="complaint_runs_on_a_clock",
                condition=_IS_INTERVENTION & Q(six_weeks_on__isnull=True, lawful_last_day__isnull=True)
                | ~_IS_INTERVENTION
                & Q(six_weeks_on__isnull=False, last_day__isnull=False, lawful_last_day__isnull=False),
                violation_error_message=_("Every complaint has its last days; an intervention has none of title 9.1."),
            ),
            models.CheckConstraint(
                name="complaint_duplicate_is_void",
                condition=Q(duplicate_of__isnull=True) | Q(status=Status.VOID) & ~Q(duplicate_of=F("id")),
                violation_error_message=_("A duplicate is a void registration of another complaint."),
            ),
            models.CheckConstraint(
                name="complaint_split_from_another",
                condition=Q(split_from__isnull=True) | ~Q(split_from=F("id")),
                violation_error_message=_("A complaint is split from another one."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_intervention(self) -> bool:
        """Whether this is an intervention of the ombudsman (Awb 9:23), no complaint of title 9.1."""
        return self.category == Category.OMBUDSMAN

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it yet."""
        return self.status in OPEN_STATUSES


class Part(models.Model):
    """A part of a complaint (klachtonderdeel): one conduct, its own finding and verdict; not counted."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="parts", verbose_name=_("complaint"))
    number = models.PositiveSmallIntegerField(_("number"))
    conduct = models.TextField(_("conduct"))
    finding = models.TextField(_("finding"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        constraints = [
            models.UniqueConstraint(name="part_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(name="part_verdict_known", condition=Q(verdict__in=["", *Verdict.values])),
            models.CheckConstraint(
                name="part_has_conduct",
                condition=~Q(conduct=""),
                violation_error_message=_("A part says which conduct it is about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"
