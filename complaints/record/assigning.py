"""Who may handle a complaint (Awb 9:7): asked at intake, at assignment and at take-up alike."""

from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.models import Complaint, Involvement, User
from complaints.workflow import Refusal


class NotAssignable(Refusal):
    """This user may not handle this complaint: involved (Awb 9:7), no handler here, or not active."""

    code = "not_assignable"


def require_assignable(complaint: Complaint, user_id: int, *, field: str = "handler") -> User:
    """Give the user when he may handle the complaint; else refuse with :class:`NotAssignable`."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not access.handles_for(user, unit_id=complaint.unit_id):
        raise NotAssignable(_("This user does not handle complaints here."), field=field)
    if access.is_about(complaint, user):
        raise NotAssignable(
            _("The complaint is about this person, who may not handle it."), field=field, article="Awb 9:7"
        )
    require_not_involved(complaint, user, field=field)
    return user


def require_not_involved(complaint: Complaint, user: User, *, field: str = "") -> None:
    """Refuse with :class:`NotAssignable` who was involved in the conduct: to handle, decide or sign."""
    if Involvement.objects.filter(complaint=complaint, user=user).exists():
        raise NotAssignable(
            _("This person was involved in the conduct and may not handle it."), field=field, article="Awb 9:7"
        )
