"""Documents at the desk: add files, look at one, open it, take it out, print the file of a case."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.admin import frame, uploads
from complaints.admin.forms_documents import AddForm, DocumentForm, PrintForm, TakeOutForm, TieForm
from complaints.admin.visiting import complaint_of, doing_of, download, unprintable
from complaints.channels.pdf import NotPrintable
from complaints.documents.formats import of_media_type
from complaints.models import Complaint, Document
from complaints.queries.case import open_acts
from complaints.services import documents
from complaints.services.documents import NoSuchDocument, NotOpen, TurnedAway
from complaints.workflow import Action

#: Step in the form -> the form.
STEPS: Mapping[str, type[DocumentForm]] = {"tie": TieForm, "take_out": TakeOutForm}


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take files in: those that are fine stay, and each that is not is named with what is wrong."""
    doing = doing_of(request, complaint_of(request, pk))
    if request.method != "POST":
        return _adding(request, doing.complaint, AddForm(doing=doing))
    form = AddForm(request.POST, request.FILES, doing=doing)
    away = list(uploads.stopped(request))
    all_stopped = bool(away) and not request.FILES
    done = not all_stopped and form.succeeds()
    if form.added:
        said = ngettext("%(count)s document was added.", "%(count)s documents were added.", len(form.added))
        messages.success(request, said % {"count": len(form.added)})
    away += form.away
    if done and not away:
        return HttpResponseRedirect(reverse("admin:case", args=[pk]))
    return _adding(request, doing.complaint, form, away)


def _adding(request: HttpRequest, complaint: Complaint, form: AddForm, away: Sequence[TurnedAway] = ()) -> HttpResponse:
    return frame.render(
        request,
        "desk/document_new.html",
        422 if away or form.errors else 200,
        title=form.title,
        complaint=complaint,
        form=form,
        away=away,
        most=settings.DOCUMENT_MOST_BYTES,
        is_open=Action.DOCUMENT in open_acts(form.doing.actor, complaint),
    )


def show(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One document: what is known of it, and what can be done with it."""
    complaint = complaint_of(request, pk)
    document = _document(complaint, number)
    doing = doing_of(request, complaint)
    may = Action.DOCUMENT in open_acts(doing.actor, complaint) and document.taken_out_at is None
    forms = {step: form(doing=doing, document=document) for step, form in STEPS.items()} if may else {}
    status = 200
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step not in STEPS:
            raise Http404(_("There is no such step."))
        tried = STEPS[step](request.POST, doing=doing, document=document)
        if tried.succeeds():
            messages.success(request, str(tried.success))
            return HttpResponseRedirect(reverse("admin:document", args=[pk, number]))
        forms[step], status = tried, 409 if tried.conflict else 422
    return frame.render(
        request,
        "desk/document.html",
        status,
        title=document.name,
        complaint=complaint,
        document=document,
        type=of_media_type(document.media_type).label,
        forms=forms.items(),
    )


def file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of a document, always as a download; who opened it is told to the trail."""
    doing = doing_of(request, complaint_of(request, pk))
    try:
        document, content = documents.read(complaint_id=pk, actor=doing.actor, now=doing.now, number=number)
    except NoSuchDocument as error:
        raise Http404(str(error)) from error
    except NotOpen as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:document", args=[pk, number]))
    except FileNotFoundError:
        messages.error(request, _("The file of this document is gone from the storage; tell the administrator."))
        return HttpResponseRedirect(reverse("admin:document", args=[pk, number]))
    answer = FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def print_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a case as one PDF (9:31): choose what goes in and who is blacked out."""
    doing = doing_of(request, complaint_of(request, pk))
    form = PrintForm(request.POST or None, doing=doing)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = documents.print_file(complaint_id=pk, actor=doing.actor, now=doing.now, bundle=form.bundle())
        except NotPrintable as error:
            refused = unprintable(error)
        except FileNotFoundError:
            refused = _("A file of this case is gone from the storage; tell the administrator.")
        else:
            return download(made, f"{doing.complaint.reference}.pdf")
    return frame.render(
        request,
        "desk/case_file.html",
        422 if refused or form.errors else 200,
        title=_("Print the file of the case"),
        complaint=doing.complaint,
        form=form,
        refused=refused,
    )


def _document(complaint: Complaint, number: int) -> Document:
    known = complaint.documents.select_related("added_by", "taken_out_by", "act")
    document = known.filter(number=number).first()
    if document is None:
        raise Http404(_("This complaint has no document %(number)s.") % {"number": number})
    return document
