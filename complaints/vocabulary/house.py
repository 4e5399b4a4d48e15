"""Words of the house: roles, faces, editions, alerts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a user may be (rollen), per unit or for all units."""

    HANDLER = "handler", _("Handler")  # klachtbehandelaar
    COORDINATOR = "coordinator", _("Coordinator")  # klachtencoördinator
    PUBLISHER = "publisher", _("Publisher")
    LIAISON = "liaison", _("Ombudsman liaison")
    AUDITOR = "auditor", _("Auditor")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    MANAGER = "manager", _("Manager")  # leidinggevende
    ADMINISTRATOR = "administrator", _("Administrator")


class Origin(TextChoices):
    """Through which face something was done (herkomst)."""

    DESK = "desk", _("Desk")
    API = "api", _("API")
    COMMAND = "command", _("Command")
    TASK = "task", _("Task")
    IMPORT = "import", _("Import")


class EditionStatus(TextChoices):
    """How far a month's figures have come (editie)."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class EditionOrigin(TextChoices):
    """Where a month's figures come from."""

    REGISTER = "register", _("Counted from the register")
    IMPORTED = "imported", _("Imported as published")


class CountingBasis(TextChoices):
    """What the table counts (telgrondslag); the published series changed it in March 2023."""

    COMPLAINTS = "complaints", _("Complaints")
    COMPLAINANTS = "complainants", _("Complainants")


class OffsetUnit(TextChoices):
    """In what a rung of the alert ladder counts: days from the last day, hours from the last moment."""

    CALENDAR_DAYS = "calendar_days", _("Calendar days")
    WORKING_DAYS = "working_days", _("Working days")
    HOURS = "hours", _("Hours")


class AlertRole(TextChoices):
    """As what somebody is told of an alert (hoedanigheid); a rung of the ladder names them.

    ``handler`` is the handler of the complaint, or while he is absent his substitute; ``substitute``
    is that substitute alone, for a rung that does not name the handler.
    """

    HANDLER = "handler", _("Handler")  # klachtbehandelaar
    SUBSTITUTE = "substitute", _("Substitute of an absent handler")  # waarnemer
    COORDINATOR = "coordinator", _("Coordinator of the unit")  # klachtencoördinator
    LIAISON = "liaison", _("Ombudsman liaison")
    MANAGER = "manager", _("Manager of the unit")  # leidinggevende
    ADMINISTRATOR = "administrator", _("Administrator")


class AlertChannel(TextChoices):
    """Along which way an alert reaches somebody (kanaal)."""

    EMAIL = "email", _("E-mail")
    BELL = "bell", _("Bell on the desk")  # belletje


class MailStyle(TextChoices):
    """How somebody wants his alerts by e-mail."""

    DIGEST = "digest", _("One mail on working mornings; what is urgent at once")  # verzamelmail
    SINGLE = "single", _("A mail for each alert, at once")


class DeliveryStatus(TextChoices):
    """What became of one alert for one recipient."""

    PENDING = "pending", _("Waiting")
    SENT = "sent", _("Sent")
    PARKED = "parked", _("Parked")
    CANCELLED = "cancelled", _("Cancelled")
