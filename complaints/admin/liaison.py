"""The liaison's week: the screen of who answers the ombudsman."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.admin import frame
from complaints.admin.actors import LIAISONS, actor_of, has_role
from complaints.queries.liaison import awaited


def show(request: HttpRequest) -> HttpResponse:
    """What the ombudsman waits for, overdue and in the coming week."""
    if not has_role(request, LIAISONS):
        raise PermissionDenied
    today = timezone.localdate()
    return frame.render(
        request,
        "desk/liaison.html",
        title=_("Ombudsman"),
        subtitle=_("What he waits for: overdue, and in the coming week."),
        rows=awaited(actor_of(request), today=today),
        today=today,
    )
