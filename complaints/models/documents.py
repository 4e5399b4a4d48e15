"""Documents: the papers of a case, each a row about a file in the storage."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.acts import Act
from complaints.models.complaint import Complaint
from complaints.vocabulary import DocumentKind, DocumentSource, ScanState


class Document(models.Model):
    """A paper of a case (stuk): what it is, who it came from, and the file that holds it.

    ``number`` counts within the complaint. ``name`` is as it was given, shown and never used as a
    path; ``media_type`` was found in the content; ``size`` is in bytes; ``sha256`` is of the file
    that ``kept_as`` names in the storage. A trigger lets nobody change these. One that was taken
    out stays as a row, and nobody opens it any more.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="documents", verbose_name=_("complaint"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind.choices)
    source = models.CharField(_("came from"), max_length=12, choices=DocumentSource.choices)
    received_on = models.DateField(_("received on"))
    act = models.ForeignKey(
        Act, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("belongs to")
    )
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    kept_as = models.CharField(_("kept as"), max_length=120)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    scan = models.CharField(_("virus scan"), max_length=10, choices=ScanState.choices)
    virus = models.CharField(_("virus"), max_length=200, blank=True)
    taken_out_at = models.DateTimeField(_("taken out at"), null=True, blank=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken out by"),
    )
    taken_out_reason = models.CharField(_("why it was taken out"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        default_permissions = ()
        indexes = [
            models.Index(name="document_to_scan", fields=["id"], condition=Q(scan=ScanState.WAITING)),
        ]
        constraints = [
            models.UniqueConstraint(name="document_number_once", fields=["complaint", "number"]),
            models.UniqueConstraint(
                name="document_content_once", fields=["complaint", "sha256"], condition=Q(taken_out_at__isnull=True)
            ),
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=DocumentKind.values)),
            models.CheckConstraint(name="document_source_known", condition=Q(source__in=DocumentSource.values)),
            models.CheckConstraint(name="document_scan_known", condition=Q(scan__in=ScanState.values)),
            models.CheckConstraint(
                name="document_has_name_and_file",
                condition=~Q(name="") & ~Q(kept_as="") & Q(sha256__regex="^[0-9a-f]{64}$", size__gte=1),
                violation_error_message=_("A document has a name and a file."),
            ),
            models.CheckConstraint(
                name="document_virus_iff_infected",
                condition=Q(scan=ScanState.INFECTED) & ~Q(virus="") | ~Q(scan=ScanState.INFECTED) & Q(virus=""),
                violation_error_message=_("A document in which a virus was found names it."),
            ),
            models.CheckConstraint(
                name="document_taken_out_by_somebody",
                condition=Q(taken_out_at__isnull=True, taken_out_by__isnull=True, taken_out_reason="")
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False) & ~Q(taken_out_reason=""),
                violation_error_message=_("Taking a document out has a person and a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def opens(self) -> bool:
        """Whether somebody may open it: it is not taken out, and no scanner has doubts."""
        return self.taken_out_at is None and self.scan in (ScanState.CLEAN, ScanState.UNSCANNED)
