"""Calendar feeds: a private address at which a calendar program reads last days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.people import Unit


class Feed(models.Model):
    """A feed (agenda): what its owner handles, or (``unit``) the unit that he coordinates.

    The token in its address was shown once, when it was made; kept is its SHA-256. It shows what its
    owner may see at the moment of reading. An owner has one that counts, of himself and of each unit.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds", verbose_name=_("whose"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="feed_keeps_a_digest",
                condition=Q(token_sha256__regex="^[0-9a-f]{64}$"),  # noqa: S106 - a pattern, no password
            ),
            models.CheckConstraint(
                name="feed_revoked_after_it_was_made",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
            ),
            models.UniqueConstraint(
                name="feed_one_that_counts",
                fields=["owner", "unit"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.unit or ''}"
