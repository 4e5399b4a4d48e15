"""What is written down about a complaint must be possible: its unit, its conduct, what it refers to."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint, Unit, User
from complaints.record.checking import Unusable


def require_unit(unit_id: int | None, *, field: str) -> None:
    """Refuse with ``Unusable`` a unit that does not exist or is not active any more."""
    if unit_id is not None and not Unit.objects.filter(pk=unit_id, is_active=True).exists():
        raise Unusable(_("This unit does not exist, or not any more."), field=field)


def require_user(user_id: int | None, *, field: str) -> None:
    """Refuse with ``Unusable`` a user who does not exist; one who left may be named."""
    if user_id is not None and not User.objects.filter(pk=user_id).exists():
        raise Unusable(_("This user does not exist."), field=field)


def require_seen(complaint_id: int | None, *, actor: Actor, field: str) -> None:
    """Refuse with ``Unusable`` a reference to a complaint that does not exist for this actor."""
    if complaint_id is not None and not access.visible_to(actor).filter(pk=complaint_id).exists():
        raise Unusable(_("This complaint does not exist, or you may not see it."), field=field)


def require_conduct(complaint: Complaint, *, today: date) -> None:
    """Refuse with ``Unusable`` conduct that has not happened yet, or that ends before it began.

    ``today`` is the day in Amsterdam. Conduct that goes on is said so, not given a day to come.
    """
    for field in ("conduct_from", "conduct_until"):
        day = getattr(complaint, field)
        if isinstance(day, date) and day > today:
            raise Unusable(_("The conduct lies in the future."), field=field)
