"""Templates of letters at the desk: all of them, and one beside its placeholders and a letter made of it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import access
from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import COORDINATORS, actor_of, has_role, user_of
from complaints.letters.glossary import CONDITIONS, PLACEHOLDERS
from complaints.letters.kinds import added_by_law
from complaints.letters.page import Block, blocks
from complaints.models import Complaint, LetterTemplate
from complaints.record.letter_templates import blocks_in, newest, newest_block
from complaints.services import letter_templates
from complaints.vocabulary import Language, LetterKind
from complaints.workflow import Refusal


class TemplateForm(forms.Form):
    """The text of a template, and the complaint of the preview."""

    text = fields.text(gettext_lazy("Template"), rows=30)
    reference = fields.line(gettext_lazy("Complaint of the preview"), longest=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False


class BlockForm(forms.Form):
    """A text block: its name, its language, its text."""

    language = fields.radio(gettext_lazy("Language"), Language.choices)
    name = fields.line(gettext_lazy("Name"), longest=80)
    text = fields.text(
        gettext_lazy("Text"),
        rows=12,
        required=False,
        help_text=gettext_lazy("Without a text the block is not offered any more."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False


def show_all(request: HttpRequest) -> HttpResponse:
    """Every kind in both languages, with the version that counts."""
    _require_coordinator(request)
    rows = [(kind, [(language, newest(kind, language)[1]) for language in Language]) for kind in LetterKind]
    text_blocks = [(language, blocks_in(language)) for language in Language]
    return frame.render(
        request, "desk/letter_templates.html", title=_("Templates of letters"), rows=rows, text_blocks=text_blocks
    )


def edit_block(request: HttpRequest) -> HttpResponse:
    """One text block, named in the address, or a new one."""
    _require_coordinator(request)
    name, language = request.GET.get("name", ""), request.GET.get("language", Language.DUTCH)
    block = newest_block(Language(language), name) if language in Language.values else None
    first = {"name": name, "language": language, "text": block.text if block else "", "version": 0}
    form = BlockForm(request.POST or None, initial=first | ({"version": block.version} if block else {}))
    if request.method == "POST" and form.is_valid() and _saves_block(request, form):
        messages.success(request, _("The text block is saved."))
        return HttpResponseRedirect(reverse("admin:letter_templates"))
    return frame.render(
        request, "desk/letter_block.html", 422 if form.errors else 200, title=name or _("New text block"), form=form
    )


def _saves_block(request: HttpRequest, form: BlockForm) -> bool:
    given = form.cleaned_data
    try:
        letter_templates.save_block(
            actor=actor_of(request),
            now=timezone.now(),
            language=Language(given["language"]),
            name=given["name"],
            text=given["text"],
            read_version=given["version"],
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def edit(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """One template: save it as a new version, or see first what a letter would say."""
    _require_coordinator(request)
    if kind not in LetterKind.values or language not in Language.values:
        raise Http404(_("There is no such letter."))
    which, tongue = LetterKind(kind), Language(language)
    text, version = newest(which, tongue)
    form = TemplateForm(request.POST or None, initial={"text": text, "version": version})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "save" in request.POST and _saves(request, form, which, tongue):
            messages.success(request, _("The template is saved; from now on letters are drafted from it."))
            return HttpResponseRedirect(reverse("admin:letter_template", args=[kind, language]))
    shown = _preview(request, form, which, tongue, text)
    return frame.render(
        request,
        "desk/letter_template.html",
        422 if form.errors else 200,
        title=f"{which.label} · {tongue.label}",
        form=form,
        version=version,
        subject=shown[0],
        blocks=shown[1],
        filled_in=(),
        placeholders=PLACEHOLDERS.items(),
        conditions=CONDITIONS.items(),
        earlier=LetterTemplate.objects.filter(kind=which, language=tongue)
        .select_related("made_by")
        .order_by("-version"),
    )


def _saves(request: HttpRequest, form: TemplateForm, kind: LetterKind, language: Language) -> bool:
    given = form.cleaned_data
    try:
        letter_templates.save(
            actor=actor_of(request),
            now=timezone.now(),
            kind=kind,
            language=language,
            text=given["text"],
            read_version=given["version"],
        )
    except Refusal as refusal:
        form.add_error("text" if refusal.field == "text" else None, str(refusal))
        return False
    return True


def _preview(
    request: HttpRequest, form: TemplateForm, kind: LetterKind, language: Language, text: str
) -> tuple[str, tuple[Block, ...]]:
    """The letter that the text makes of a complaint; empty where there is none, or the text is no template."""
    reference = str(form.data.get("reference", "")).strip()
    complaint = _complaint(request, kind, reference)
    if complaint is None:
        if reference:
            form.add_error("reference", _("This complaint does not exist, or you may not see it."))
        return "", ()
    try:
        draft = letter_templates.preview(
            complaint=complaint,
            kind=kind,
            language=language,
            text=text,
            reader=user_of(request),
            today=timezone.localdate(),
        )
    except Refusal as refusal:
        if "text" not in form.errors:
            form.add_error("text", str(refusal))
        return "", ()
    return draft.subject, (*blocks(draft.body), *blocks(added_by_law(kind, language)))


def _complaint(request: HttpRequest, kind: LetterKind, reference: str) -> Complaint | None:
    seen = access.visible_to(actor_of(request)).select_related("handler")
    if reference:
        return seen.filter(reference=reference).first()
    fitting = seen.interventions() if kind is LetterKind.OMBUDSMAN else seen.complaints()
    judged = fitting.exclude(judgment="") if kind is LetterKind.CLOSING else fitting
    return judged.order_by("-id").first() or fitting.order_by("-id").first()


def _require_coordinator(request: HttpRequest) -> None:
    if not has_role(request, COORDINATORS):
        raise PermissionDenied
