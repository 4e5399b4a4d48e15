"""What is particular to an intervention of the ombudsman: its rounds, his reports and recommendations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.vocabulary import Category, Following, Method


class Intervention(models.Model):
    """What an intervention of the ombudsman says (interventie NO, Awb 9:23, l)."""

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, related_name="intervention", verbose_name=_("register entry")
    )
    ombudsman_reference = models.CharField(_("reference of the ombudsman"), max_length=60, blank=True)
    officer = models.CharField(_("officer of the ombudsman"), max_length=120, blank=True)
    subject = models.CharField(_("subject"), max_length=20, choices=Category.choices, blank=True)
    about = models.ForeignKey(
        Complaint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions_about",
        verbose_name=_("our complaint"),
    )

    class Meta:
        verbose_name = _("intervention of the ombudsman")
        verbose_name_plural = _("interventions of the ombudsman")
        constraints = [
            models.CheckConstraint(
                name="intervention_subject_known",
                condition=Q(subject__in=["", *Category.values]) & ~Q(subject=Category.OMBUDSMAN),
                violation_error_message=_("The subject is one of the other categories."),
            )
        ]

    def __str__(self) -> str:
        return self.ombudsman_reference or str(self.complaint)


class Round(models.Model):
    """One round of question and answer with the ombudsman (ronde), to the date and hour that he set.

    ``answer_by`` is the moment that counts now; earlier ones are versions of the round's clock.
    ``is_binding``: documents asked under Awb 9:31.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="rounds", verbose_name=_("intervention"))
    number = models.PositiveSmallIntegerField(_("number"))
    question = models.TextField(_("what he asks"))
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    is_binding = models.BooleanField(_("documents asked under 9:31"), default=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=Method.choices, blank=True)
    answer = models.TextField(_("our answer"), blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        indexes = [
            # The liaison's week: what is still to be answered, by its hour.
            models.Index(name="round_to_answer", fields=["answer_by"], condition=Q(answered_on__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(name="round_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(
                name="round_has_question",
                condition=~Q(question=""),
                violation_error_message=_("A round says what the ombudsman asks."),
            ),
            models.CheckConstraint(name="round_method_known", condition=Q(method__in=["", *Method.values])),
            models.CheckConstraint(
                name="round_answered_iff_text",
                condition=Q(answered_on__isnull=True, answer="") | Q(answered_on__gte=F("asked_on")) & ~Q(answer=""),
                violation_error_message=_("An answer has its day and its text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"


class Recommendation(models.Model):
    """A recommendation in a report of the ombudsman (aanbeveling), and what the body does with it (Awb 9:36 lid 4)."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="recommendations", verbose_name=_("intervention")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    report = models.CharField(_("report"), max_length=120)
    received_on = models.DateField(_("received on"))
    text = models.TextField(_("recommendation"))
    following = models.CharField(_("followed"), max_length=12, choices=Following.choices, blank=True)
    response = models.TextField(_("our response"), blank=True)
    responded_on = models.DateField(_("responded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(name="recommendation_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(
                name="recommendation_has_report_and_text",
                condition=~Q(report="") & ~Q(text=""),
                violation_error_message=_("A recommendation stands in a report and has a text."),
            ),
            models.CheckConstraint(
                name="recommendation_responded_iff_following",
                condition=Q(responded_on__isnull=True, following="")
                | Q(responded_on__isnull=False, following__in=Following.values),
            ),
            models.CheckConstraint(
                name="recommendation_not_followed_has_reason",
                condition=~Q(following__in=[Following.NOT_FOLLOWED, Following.PARTLY]) | ~Q(response=""),
                violation_error_message=_("What is not followed has a reason (9:36(4))."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"
