"""The application's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from complaints import checks

__all__ = ["ComplaintsConfig", "checks"]


class ComplaintsConfig(AppConfig):
    """Complaints (klachten) from receipt to the published table."""

    name = "complaints"
    verbose_name = _("Complaints")
