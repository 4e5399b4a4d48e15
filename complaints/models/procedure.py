"""What goes on around a complaint: contacts, inquiries, commitments, the application it is about.

Each has a number within its complaint, so that a clock can be about it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.people import Unit
from complaints.vocabulary import CommitmentState, ContactKind, TermUnit


class Contact(models.Model):
    """A moment of contact (contactmoment): who spoke with whom, when, and what was agreed. Never edited."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="contacts", verbose_name=_("complaint"))
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    happened_on = models.DateField(_("day"))
    with_whom = models.CharField(_("with whom"), max_length=200)
    with_complainant = models.BooleanField(_("with the complainant or representative"), default=True)
    text = models.TextField(_("what was said"))
    agreement = models.TextField(_("what was agreed"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(name="contact_kind_known", condition=Q(kind__in=ContactKind.values)),
            models.CheckConstraint(
                name="contact_has_text",
                condition=~Q(text="") & ~Q(with_whom=""),
                violation_error_message=_("Say with whom it was and what was said."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.get_kind_display()} {self.happened_on}"


class Inquiry(models.Model):
    """A request for facts to a unit (interne uitvraag), with the day by which the answer is asked."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="inquiries", verbose_name=_("complaint"))
    number = models.PositiveSmallIntegerField(_("number"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inquiries", verbose_name=_("unit"))
    asked_of = models.CharField(_("asked of"), max_length=200, blank=True)
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("asked on"))
    reply_by = models.DateField(_("answer asked by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        constraints = [
            models.UniqueConstraint(name="inquiry_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(
                name="inquiry_has_question",
                condition=~Q(question=""),
                violation_error_message=_("An inquiry asks something."),
            ),
            models.CheckConstraint(
                name="inquiry_answer_after_question",
                condition=Q(reply_by__gte=F("asked_on"))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on"))),
                violation_error_message=_("An inquiry is not answered before it was asked."),
            ),
            models.CheckConstraint(
                name="inquiry_answered_iff_text",
                condition=Q(answered_on__isnull=True, answer="")
                | Q(answered_on__isnull=False, dropped_on__isnull=True) & ~Q(answer=""),
                violation_error_message=_("An answer has its day and its text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the answer is still waited for."""
        return self.answered_on is None and self.dropped_on is None


class Commitment(models.Model):
    """A promise made to the complainant (toezegging, Awb 9:5), with its owner and the day it is due."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="commitments", verbose_name=_("complaint"))
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what was promised"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("owner"),
    )
    owner_name = models.CharField(_("name of the owner"), max_length=200, blank=True)
    made_on = models.DateField(_("made on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    ended_on = models.DateField(_("kept or broken on"), null=True, blank=True)
    remark = models.TextField(_("how"), blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        indexes = [
            models.Index(name="commitment_open", fields=["due_on", "id"], condition=Q(state=CommitmentState.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(name="commitment_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(name="commitment_state_known", condition=Q(state__in=CommitmentState.values)),
            models.CheckConstraint(
                name="commitment_has_text_and_owner",
                condition=~Q(text="") & (Q(owner__isnull=False) | ~Q(owner_name="")),
                violation_error_message=_("A commitment says what was promised, and who keeps it."),
            ),
            models.CheckConstraint(
                name="commitment_due_after_made",
                condition=Q(due_on__gte=F("made_on")),
                violation_error_message=_("A commitment is not due before it was made."),
            ),
            models.CheckConstraint(
                name="commitment_ended_iff_not_open",
                condition=Q(state=CommitmentState.OPEN, ended_on__isnull=True)
                | ~Q(state=CommitmentState.OPEN) & Q(ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"

    @property
    def kept_by(self) -> str:
        """The name of who keeps it."""
        return self.owner_name or str(self.owner)


class Application(models.Model):
    """The application (aanvraag) whose processing time is complained about: its dates and its term.

    ``term`` counts in ``unit``; ``extended`` is by how much the term was prolonged (Awb 4:14), in
    the same unit; ``paused_days`` for how many calendar days it stood still (Awb 4:15).
    """

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="application", verbose_name=_("complaint"))
    applied_on = models.DateField(_("applied on"))
    term = models.PositiveSmallIntegerField(_("term to decide"))
    unit = models.CharField(_("counted in"), max_length=6, choices=TermUnit.choices, default=TermUnit.MONTHS)
    extended = models.PositiveSmallIntegerField(_("extended by"), default=0)
    paused_days = models.PositiveSmallIntegerField(_("days that the term stood still"), default=0)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(name="application_unit_known", condition=Q(unit__in=TermUnit.values)),
            models.CheckConstraint(
                name="application_has_a_term",
                condition=Q(term__gte=1, term__lte=260),
                violation_error_message=_("The term to decide is at least one week or month."),
            ),
            models.CheckConstraint(
                name="application_decided_after_applied",
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("applied_on")),
                violation_error_message=_("A decision is not from before the application."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.applied_on}"


class PartnerBody(models.Model):
    """A body to which complaints are forwarded (doorzenden, Awb 2:3): the directory of partners."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    competent_for = models.CharField(_("competent for"), max_length=300, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("partner body")
        verbose_name_plural = _("partner bodies")
        constraints = [
            models.CheckConstraint(
                name="partner_body_has_name",
                condition=~Q(name=""),
                violation_error_message=_("A partner body has a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
