"""Letters: their templates, each letter from draft to sent, and the acts that it did by leaving."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.acts import Act
from complaints.models.complaint import Complaint
from complaints.models.parties import Party
from complaints.vocabulary import DeliveryStatus, Language, LetterKind, LetterSide, LetterState, Method

_MADE = Q(state__in=[LetterState.FIXED, LetterState.SENT, LetterState.RETURNED])
_LEFT = Q(state__in=[LetterState.SENT, LetterState.RETURNED])


class LetterTemplate(models.Model):
    """One version of the body's own template of a letter (sjabloon); appended, the newest counts.

    Version 0 is the one that is shipped and is no row. ``text`` is as ``complaints.letters`` reads it.
    """

    kind = models.CharField(_("letter"), max_length=16, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="letter_template_version_once", fields=["kind", "language", "version"]),
            models.CheckConstraint(name="letter_template_kind_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(name="letter_template_language_known", condition=Q(language__in=Language.values)),
            models.CheckConstraint(
                name="letter_template_has_text",
                condition=~Q(text=""),
                violation_error_message=_("A template has a text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language}), {self.version}"


class LetterBlock(models.Model):
    """One version of a text block (tekstblok) that a writer can insert; appended, the newest counts.

    A block whose newest version has no text is not offered any more.
    """

    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))

    class Meta:
        verbose_name = _("text block")
        verbose_name_plural = _("text blocks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="letter_block_version_once", fields=["language", "name", "version"]),
            models.CheckConstraint(name="letter_block_language_known", condition=Q(language__in=Language.values)),
            models.CheckConstraint(
                name="letter_block_has_name",
                condition=~Q(name=""),
                violation_error_message=_("A text block has a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language}), {self.version}"


class Letter(models.Model):
    """One letter to one addressee (brief): drafted, fixed as a PDF, sent on a local day, perhaps come back.

    ``number`` counts within the complaint. ``by_day``, ``weeks``, ``reason``, ``code`` and
    ``destination`` are what its act needs besides its text. Once it is fixed a trigger lets nobody
    change what it says: ``sha256`` is of the file that ``kept_as`` names in the storage.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="letters", verbose_name=_("complaint"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("letter"), max_length=16, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    side = models.CharField(_("goes to"), max_length=12, choices=LetterSide.choices)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("party")
    )
    recipient = models.CharField(_("addressee"), max_length=200)
    address = models.TextField(_("address"), max_length=500, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    template_version = models.PositiveSmallIntegerField(_("version of the template"))

    by_day = models.DateField(_("day that it sets"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    reason = models.TextField(_("reason"), blank=True)
    code = models.CharField(_("which"), max_length=16, blank=True)
    destination = models.CharField(_("sent on to"), max_length=200, blank=True)

    state = models.CharField(_("state"), max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by")
    )
    fixed_on = models.DateField(_("date of the letter"), null=True, blank=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fixed by")
    )
    kept_as = models.CharField(_("kept as"), max_length=120, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=Method.choices, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    returned_on = models.DateField(_("came back on"), null=True, blank=True)
    return_reason = models.CharField(_("why it came back"), max_length=300, blank=True)
    again_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="again", verbose_name=_("second sending of")
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        indexes = [
            # The post tray: what is fixed and waits.
            models.Index(name="letter_to_send", fields=["fixed_on", "id"], condition=Q(state=LetterState.FIXED)),
            # What is being written, for whoever reads it as the second person.
            models.Index(name="letter_in_draft", fields=["complaint"], condition=Q(state=LetterState.DRAFT)),
        ]
        constraints = [
            models.UniqueConstraint(name="letter_number_once", fields=["complaint", "number"]),
            models.CheckConstraint(name="letter_kind_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(name="letter_language_known", condition=Q(language__in=Language.values)),
            models.CheckConstraint(name="letter_side_known", condition=Q(side__in=LetterSide.values)),
            models.CheckConstraint(name="letter_state_known", condition=Q(state__in=LetterState.values)),
            models.CheckConstraint(name="letter_method_known", condition=Q(method__in=["", *Method.values])),
            models.CheckConstraint(
                name="letter_has_addressee_and_text",
                condition=~Q(recipient="") & ~Q(subject="") & ~Q(body=""),
                violation_error_message=_("A letter has an addressee, a subject and a text."),
            ),
            models.CheckConstraint(
                name="letter_fixed_iff_made",
                condition=~Q(state=LetterState.DRAFT)
                & Q(fixed_on__isnull=False, sha256__regex="^[0-9a-f]{64}$")
                & ~Q(kept_as="")
                | ~_MADE & Q(fixed_on__isnull=True, kept_as="", sha256=""),
                violation_error_message=_("A letter that is fixed has its file, and no other has."),
            ),
            models.CheckConstraint(
                name="letter_sent_iff_day",
                condition=_LEFT & Q(sent_on__isnull=False) & ~Q(method="") | ~_LEFT & Q(sent_on__isnull=True),
                violation_error_message=_("A letter that left has its day and its way."),
            ),
            models.CheckConstraint(
                name="letter_returned_iff_day",
                condition=Q(state=LetterState.RETURNED, returned_on__isnull=False)
                | ~Q(state=LetterState.RETURNED) & Q(returned_on__isnull=True, return_reason=""),
                violation_error_message=_("A letter that came back has its day."),
            ),
            models.CheckConstraint(
                name="letter_read_by_another",
                condition=Q(read_by__isnull=True, read_at__isnull=True)
                | Q(read_by__isnull=False, read_at__isnull=False) & ~Q(read_by=models.F("drafted_by")),
                violation_error_message=_("Who wrote a letter is not its second reader."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} / {self.number}"

    @property
    def reference(self) -> str:
        """By which the body and who gets it name the letter (ons kenmerk)."""
        return f"{self.complaint.reference}-{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether its text can still be changed."""
        return self.state == LetterState.DRAFT


class LetterText(models.Model):
    """How the text of a draft stood before somebody changed it; appended, for whoever compares."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="earlier_texts", verbose_name=_("letter"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced at"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("earlier text of a letter")
        verbose_name_plural = _("earlier texts of letters")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter}: {self.replaced_at}"


class LetterMail(models.Model):
    """A letter that leaves by e-mail (bericht): asked by somebody, sent by a job, marked.

    ``message_id`` stays the same on every try, so that a mail program shows a second copy once. A
    letter has one that is pending at most.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="mails", verbose_name=_("letter"))
    to = models.EmailField(_("to"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    message_id = models.CharField(_("message id"), max_length=120, unique=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter by e-mail")
        verbose_name_plural = _("letters by e-mail")
        default_permissions = ()
        indexes = [
            models.Index(name="letter_mail_due", fields=["try_at", "id"], condition=Q(status=DeliveryStatus.PENDING)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="letter_mail_waits_once", fields=["letter"], condition=Q(status=DeliveryStatus.PENDING)
            ),
            models.CheckConstraint(name="letter_mail_status_known", condition=Q(status__in=DeliveryStatus.values)),
            models.CheckConstraint(
                name="letter_mail_sent_has_a_moment",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.to}"


class LetterAct(models.Model):
    """An act that a letter did by leaving: of a letter that came back it counts no more (Awb 2:11)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="acts_done", verbose_name=_("letter"))
    act = models.OneToOneField(Act, models.PROTECT, related_name="by_letter", verbose_name=_("act"))

    class Meta:
        verbose_name = _("act of a letter")
        verbose_name_plural = _("acts of letters")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter}: {self.act}"
