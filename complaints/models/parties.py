"""People in a case: who complains, for whom, who acts for them, and whom it concerns."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.people import Unit
from complaints.vocabulary import PartyRole

V_NUMBER = r"^[0-9]{10}$"
BSN = r"^[0-9]{9}$"


class Party(models.Model):
    """A complainant (klager), representative (gemachtigde) or person affected.

    ``email_agreed_on`` is the day on which this person agreed to electronic mail (Awb 2:8); without
    it the body writes on paper. ``address_confirmed_on`` is the day on which the address was last known
    to be right: people move between shelters. The V-number is ten digits, kept as text: leading zeros count. The
    BSN is kept only where a setting names the legal basis.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="parties", verbose_name=_("complaint"))
    role = models.CharField(_("role"), max_length=14, choices=PartyRole.choices, default=PartyRole.COMPLAINANT)
    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("address"), max_length=500, blank=True)
    address_confirmed_on = models.DateField(_("address confirmed on"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_agreed_on = models.DateField(_("agreed to e-mail on"), null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    v_number = models.CharField(
        _("V-number"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(V_NUMBER, _("A V-number has ten digits."))],
    )
    bsn = models.CharField(
        _("BSN"),
        max_length=9,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(BSN, _("A BSN has nine digits."))],
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [
            models.Index(name="party_by_v_number", fields=["v_number"], condition=~Q(v_number="")),
            models.Index(name="party_by_name", fields=["name"], opclasses=["text_pattern_ops"]),
            # Hints at the same person, whatever the capitals: read with every page of a complaint.
            models.Index(Upper("name"), name="party_by_name_in_capitals"),
            models.Index(Upper("email"), name="party_by_email_in_capitals"),
        ]
        constraints = [
            models.CheckConstraint(name="party_role_known", condition=Q(role__in=PartyRole.values)),
            models.CheckConstraint(
                name="party_has_name", condition=~Q(name=""), violation_error_message=_("A party has a name.")
            ),
            models.CheckConstraint(
                name="party_v_number_has_ten_digits",
                condition=Q(v_number="") | Q(v_number__regex=V_NUMBER),
                violation_error_message=_("A V-number has ten digits."),
            ),
            models.CheckConstraint(
                name="party_bsn_has_nine_digits",
                condition=Q(bsn="") | Q(bsn__regex=BSN) & ~Q(bsn="000000000"),
                violation_error_message=_("A BSN has nine digits."),
            ),
            models.CheckConstraint(
                name="party_agreed_to_an_address",
                condition=Q(email_agreed_on__isnull=True) | ~Q(email=""),
                violation_error_message=_("Who agrees to e-mail gives an e-mail address (2:8)."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonComplainedAbout(models.Model):
    """Whose conduct the complaint concerns (beklaagde). He may not handle it (Awb 9:7).

    A trigger keeps the handler from being one of these, from both sides.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="persons_complained_about", verbose_name=_("complaint")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complained_about_in",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("person complained about")
        verbose_name_plural = _("persons complained about")
        constraints = [
            models.CheckConstraint(
                name="person_complained_about_is_identified",
                condition=~Q(name="") | ~Q(job_title="") | Q(user__isnull=False),
                violation_error_message=_("Give a name, a job title or a user."),
            ),
            models.UniqueConstraint(
                name="person_complained_about_once",
                fields=["complaint", "user"],
                condition=Q(user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.job_title or str(self.user)


class Involvement(models.Model):
    """A user who was involved in the conduct and so may not handle it (betrokkenheid, Awb 9:7)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="involvements", verbose_name=_("complaint"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="involved_in", verbose_name=_("user")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [models.UniqueConstraint(name="involvement_once", fields=["complaint", "user"])]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.user}"
