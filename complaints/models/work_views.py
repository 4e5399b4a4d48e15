"""Work lists that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.people import Unit


class WorkView(models.Model):
    """A saved view of the work list (bewaarde weergave): its filters and its order, as they stand in the address.

    ``key`` is how a link names it. With a ``unit`` it is offered to everybody who works for that unit.
    It opens no complaint: whoever follows the link sees what he may see.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="work_views", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    key = models.CharField(_("key"), max_length=22, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="work_views", verbose_name=_("shared with")
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="work_view_name_once",
                fields=["owner", "name"],
                violation_error_message=_("You have a view of this name already."),
            ),
            models.CheckConstraint(
                name="work_view_has_name",
                condition=~Q(name=""),
                violation_error_message=_("A saved view has a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
