"""Letters at the desk: choose one, write it, its page from draft to sent, its file, the post tray."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import posting
from complaints.admin import frame
from complaints.admin.actors import INTAKERS, LIAISONS, actor_of, has_role
from complaints.admin.forms_acts import Doing, with_method
from complaints.admin.forms_letters import STEPS, ChangeForm, LetterForm, ReturnForm, SendForm, TrayForm, WriteForm
from complaints.admin.visiting import complaint_of, doing_of, download, unprintable
from complaints.channels import storage
from complaints.channels.pdf import NotPrintable
from complaints.letters.kinds import SPECS
from complaints.letters.template import unfilled
from complaints.models import Complaint, Letter
from complaints.posting import mailing
from complaints.queries.case import open_acts
from complaints.queries.letters import changes_since_last, newest_mail, waiting
from complaints.record.addressees import has_moved
from complaints.record.batches import batch_of
from complaints.record.letter_templates import blocks_in, of_version
from complaints.record.letter_words import filled_in
from complaints.renderings.letter import blocks_of
from complaints.vocabulary import Language, LetterKind, LetterState
from complaints.workflow import Action

#: Who sends letters.
POSTERS = INTAKERS | LIAISONS


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a kind, say what it needs, and have it drafted."""
    complaint = complaint_of(request, pk)
    chosen = request.GET.get("kind", "")
    if chosen not in LetterKind.values:
        kinds = [kind for kind in LetterKind if SPECS[kind].is_for_interventions == complaint.is_intervention]
        return frame.render(
            request,
            "desk/letter_kinds.html",
            title=_("Write a letter"),
            complaint=complaint,
            kinds=[(kind, SPECS[kind].article) for kind in kinds],
        )
    form = WriteForm(request.POST or None, doing=doing_of(request, complaint), kind=LetterKind(chosen))
    if request.method == "POST" and form.succeeds():
        messages.success(request, str(form.success))
        return HttpResponseRedirect(reverse("admin:letter", args=[pk, form.made.number]))
    status = 200 if request.method != "POST" else 409 if form.conflict else 422
    return frame.render(request, "desk/act.html", status, title=form.title, complaint=complaint, form=form)


def show(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A letter on one page: its text beside how it will be printed, and what can be done with it now."""
    complaint = complaint_of(request, pk)
    letter = _letter(complaint, number)
    doing = doing_of(request, complaint)
    if request.method != "POST":
        return _page(request, letter, doing)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404(_("There is no such step."))
    form = step(request.POST, doing=doing, letter=letter)
    if "body" in request.POST and not isinstance(form, ChangeForm):
        # The button stands below the text: what was typed is saved before anything else is done with it.
        saved = ChangeForm(request.POST, doing=doing, letter=letter)
        if saved.has_changed() and not saved.succeeds():
            return _page(request, letter, doing, saved)
        complaint.refresh_from_db()
        letter.refresh_from_db()
        typed = request.POST.copy()
        typed["version"] = str(complaint.version)
        form = step(typed, doing=doing, letter=letter)
    if form.succeeds():
        messages.success(request, str(form.success))
        newest = complaint.letters.order_by("-number").values_list("number", flat=True)[0]
        return HttpResponseRedirect(reverse("admin:letter", args=[pk, newest if step is STEPS["again"] else number]))
    return _page(request, letter, doing_of(request, complaint), form)


def _page(request: HttpRequest, letter: Letter, doing: Doing, tried: LetterForm | None = None) -> HttpResponse:
    can_write = Action.LETTER in open_acts(doing.actor, letter.complaint)
    shown: dict[str, LetterForm | None] = {"change": None, "send": None, "returned": None}
    if can_write and letter.is_draft:
        shown["change"] = tried if isinstance(tried, ChangeForm) else ChangeForm(doing=doing, letter=letter)
    if can_write and letter.state == LetterState.FIXED:
        shown["send"] = tried if isinstance(tried, SendForm) else SendForm(doing=doing, letter=letter)
    if can_write and letter.state == LetterState.SENT:
        shown["returned"] = tried if isinstance(tried, ReturnForm) else ReturnForm(doing=doing, letter=letter)
    return frame.render(
        request,
        "desk/letter.html",
        200 if tried is None else 409 if tried.conflict else 422,
        title=letter.subject,
        letter=letter,
        complaint=letter.complaint,
        blocks=blocks_of(letter),
        filled_in=_filled_in(letter, doing) if letter.is_draft else (),
        changes=changes_since_last(letter) if letter.is_draft else (),
        text_blocks=blocks_in(Language(letter.language)) if letter.is_draft else (),
        mail=newest_mail(letter),
        has_moved=letter.party is not None and has_moved(letter.party, letter.address),
        reader_needed=letter.kind in settings.LETTERS_READ_BY_TWO,
        missing=unfilled(f"{letter.subject}\n{letter.body}") if letter.is_draft else (),
        refused=_said(tried),
        can_write=can_write,
        **shown,
    )


def _filled_in(letter: Letter, doing: Doing) -> frozenset[str]:
    """What stands in the draft because the register says so; it is marked for whoever reads it."""
    kind, language = LetterKind(letter.kind), Language(letter.language)
    text = of_version(kind, language, letter.template_version)
    return filled_in(letter, text, writer=letter.drafted_by, today=doing.today)


def _said(tried: LetterForm | None) -> list[str]:
    """What was refused and stands beside no field of the page."""
    if tried is None:
        return []
    if tried.conflict is not None:
        return [str(tried.conflict)]
    return [str(error) for name, errors in tried.errors.items() if name not in tried.fields for error in errors]


def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The file of a letter that was fixed, as a download."""
    letter = _letter(complaint_of(request, pk), number)
    if not letter.kept_as:
        raise Http404(_("This letter is not fixed yet."))
    return download(storage.content_of(letter.kept_as), f"{letter.reference}.pdf")


def tray(request: HttpRequest) -> HttpResponse:
    """The post of the day: what is fixed and waits; a batch leaves together on a day."""
    if not has_role(request, POSTERS):
        raise PermissionDenied
    actor = actor_of(request)
    waits = waiting(actor)
    today = timezone.localdate()
    form = TrayForm(request.POST or None, initial={"sent_on": today})
    ticked = set(request.POST.getlist("letter"))
    chosen = {letter.pk for letter in waits if str(letter.pk) in ticked}
    kept: list[posting.Kept] = []
    if "print" in request.POST and chosen:
        return _printed(request, [letter for letter in waits if letter.pk in chosen], today)
    if "mail" in request.POST:
        asked, kept = mailing.ask_batch(
            [letter for letter in waits if letter.pk in chosen], actor=actor, now=timezone.now()
        )
        _tell_asked(request, len(asked), chosen)
        if not kept:
            return HttpResponseRedirect(reverse("admin:post"))
        waits = waiting(actor)
    elif request.method == "POST" and form.is_valid():
        sent, kept = posting.send_batch(
            [letter for letter in waits if letter.pk in chosen],
            actor=actor,
            now=timezone.now(),
            **with_method(form.cleaned_data),
        )
        _tell(request, len(sent), chosen)
        if not kept:
            return HttpResponseRedirect(reverse("admin:post"))
        waits = waiting(actor)
    return frame.render(
        request,
        "desk/post.html",
        422 if kept or (form.errors and "mail" not in request.POST) else 200,
        title=_("Post"),
        subtitle=_("Letters that are fixed and wait to be sent."),
        rows=[
            (letter, newest_mail(letter), next((str(each.refusal) for each in kept if each.letter == letter), ""))
            for letter in waits
        ],
        can_mail=mailing.is_set_up(),
        form=form,
        chosen=chosen,
    )


def _printed(request: HttpRequest, chosen: list[Letter], today: date) -> HttpResponse:
    """The batch as one PDF; what stands in its way is said, and nothing else is lost."""
    try:
        return download(batch_of(chosen, day=today), f"post-{today}.pdf")
    except NotPrintable as error:
        messages.error(request, unprintable(error))
    except FileNotFoundError:
        messages.error(request, _("The file of one of these letters is gone from the storage; tell the administrator."))
    return HttpResponseRedirect(reverse("admin:post"))


def _tell_asked(request: HttpRequest, asked: int, chosen: set[int]) -> None:
    if not chosen:
        messages.warning(request, _("Choose the letters that leave by e-mail."))
    elif asked:
        message = ngettext(
            "%(asked)s letter leaves by e-mail within some minutes.",
            "%(asked)s letters leave by e-mail within some minutes.",
            asked,
        )
        messages.success(request, message % {"asked": asked})


def _tell(request: HttpRequest, sent: int, chosen: set[int]) -> None:
    if not chosen:
        messages.warning(request, _("Choose the letters that left."))
    elif sent:
        message = ngettext("%(sent)s letter left.", "%(sent)s letters left.", sent)
        messages.success(request, message % {"sent": sent})


def _letter(complaint: Complaint, number: int) -> Letter:
    known = complaint.letters.select_related("drafted_by", "read_by", "fixed_by", "again_of", "party")
    letter = known.filter(number=number).first()
    if letter is None:
        raise Http404(_("This complaint has no letter %(number)s.") % {"number": number})
    letter.complaint = complaint
    return letter
