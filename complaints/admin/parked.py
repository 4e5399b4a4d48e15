"""Mails that were not taken: what they were about, why, and one more try."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.admin import frame
from complaints.admin.actors import LADDER_KEEPERS, actor_of, has_role
from complaints.queries.bell import parked_mails
from complaints.services import alerts
from complaints.workflow import Refusal


def show(request: HttpRequest) -> HttpResponse:
    """What is parked, newest first; those that are ticked go once more in the next run."""
    if not has_role(request, LADDER_KEEPERS):
        raise PermissionDenied
    if request.method == "POST":
        _send_again(
            request, [int(chosen) for chosen in request.POST.getlist("mail") if chosen.isdecimal() and len(chosen) < 19]
        )
        return HttpResponseRedirect(reverse("admin:parked"))
    return frame.render(
        request,
        "desk/parked.html",
        title=_("Mails that were not taken"),
        subtitle=_("Refused for good, or five times for the time being. Mend the cause, and send them again."),
        rows=parked_mails(),
    )


def _send_again(request: HttpRequest, chosen: list[int]) -> None:
    again = 0
    for delivery_id in chosen:
        try:
            alerts.try_again(delivery_id=delivery_id, actor=actor_of(request), now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            again += 1
    if again:
        said = ngettext("%(number)s mail goes again shortly.", "%(number)s mails go again shortly.", again)
        messages.success(request, said % {"number": again})
    elif not chosen:
        messages.error(request, _("Tick which mails go again."))
