"""What the pages around a complaint share: the complaint that somebody may see, who does what now, a download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from complaints.admin.actors import actor_of
from complaints.admin.forms_acts import Doing
from complaints.channels.pdf import NotPrintable
from complaints.models import Complaint
from complaints.queries.case import visible_complaint


def complaint_of(request: HttpRequest, pk: int) -> Complaint:
    """The complaint, or 404 where it does not exist for who asks."""
    complaint = visible_complaint(actor_of(request), pk)
    if complaint is None:
        raise Http404(_("This complaint does not exist, or you may not see it."))
    return complaint


def doing_of(request: HttpRequest, complaint: Complaint) -> Doing:
    """Who acts on it, now."""
    return Doing(complaint, actor_of(request), timezone.now(), timezone.localdate())


def download(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser saves and never shows in our own place."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def unprintable(error: NotPrintable) -> str:
    """What is said of characters that no typeface has."""
    return _("“%(text)s” cannot be printed: no typeface has it.") % {"text": error.text}
