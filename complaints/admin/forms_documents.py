"""Forms of documents: take files in, say where one belongs, take one out, print the file of a case."""

from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing
from complaints.models import Document
from complaints.record import case_files
from complaints.record.case_files import Bundle
from complaints.services import documents
from complaints.services.documents import Incoming, TurnedAway
from complaints.vocabulary import DocumentKind, DocumentSource
from complaints.workflow import Action


class SeveralFiles(forms.ClearableFileInput):
    """The browser's own file chooser, for several files; files can be dropped on it."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        """All files, not the last one alone."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Files, each as it came; the service looks at every one, and asks for at least one."""

    is_asked = True
    widget = SeveralFiles


class AddForm(ActForm):
    """Files of one kind, from one source, that came in on one day."""

    action = Action.DOCUMENT
    title = _("Add documents")
    submit = _("Add")
    starts_today = ("received_on",)
    field_of = {"files": "papers"}

    papers = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Choose them, or drop them here. PDF, pictures, office documents, texts and e-mails."),
    )
    kind = fields.choice(_("Kind"), DocumentKind.choices, initial=DocumentKind.ENCLOSURE)
    source = fields.choice(_("Came from"), DocumentSource.choices, initial=DocumentSource.COMPLAINANT)
    received_on = fields.day(_("Received on"))

    def __init__(self, data: Any = None, files: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        self.files = files or MultiValueDict()
        self.added: Sequence[Document] = ()
        self.away: Sequence[TurnedAway] = ()

    def carry_out(self, doing: Doing) -> None:
        """Take them in; the version is not asked, since a file changes nothing that somebody read."""
        given = self.arguments()
        files: list[UploadedFile[Any]] = given.pop("papers") or []
        self.added, self.away = documents.add(
            complaint_id=doing.complaint.pk,
            actor=doing.actor,
            now=doing.now,
            kind=DocumentKind(given.pop("kind")),
            source=DocumentSource(given.pop("source")),
            files=[Incoming(file.name or "", cast("BinaryIO", file)) for file in files],
            **given,
        )


class DocumentForm(ActForm):
    """One step of a document that is here; its service takes the document's number."""

    action = Action.DOCUMENT

    def __init__(self, data: Any = None, *, doing: Doing, document: Document) -> None:
        self.document = document
        super().__init__(data, doing=doing)

    def of_document(self, doing: Doing) -> dict[str, Any]:
        """The arguments that every service on a document takes."""
        return doing.as_arguments() | {"number": self.document.number}


class TieForm(DocumentForm):
    """To which act a document belongs."""

    title = _("Where it belongs")
    success = _("Recorded to what the document belongs.")

    act_id = forms.TypedChoiceField(label=_("Belongs to"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, doing: Doing, document: Document) -> None:
        super().__init__(data, doing=doing, document=document)
        acts = doing.complaint.acts.order_by("happened_on", "id")
        field = self.fields["act_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("the case as a whole")), *((act.pk, _said(act)) for act in acts)]

    def first_values(self) -> dict[str, Any]:
        """As it is."""
        return {"act_id": self.document.act_id or ""}

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        documents.tie(**self.of_document(doing), **self.arguments())


class TakeOutForm(DocumentForm):
    """A document that does not belong here."""

    title = _("Take out")
    lead = _("For a paper of another case. Nobody can open it any more; that it was here stays visible.")
    success = _("The document was taken out.")

    reason = fields.asked(fields.line(_("Why"), longest=300))

    def carry_out(self, doing: Doing) -> None:
        """Take it out."""
        documents.take_out(**self.of_document(doing), **self.arguments())


class PrintForm(forms.Form):
    """What goes into the file of a case, and who is blacked out."""

    letters = forms.TypedMultipleChoiceField(
        label=_("Letters"), widget=forms.CheckboxSelectMultiple, required=False, coerce=int
    )
    documents = forms.TypedMultipleChoiceField(
        label=_("Documents"), widget=forms.CheckboxSelectMultiple, required=False, coerce=int
    )
    hidden = forms.MultipleChoiceField(
        label=_("Black out"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Their names and addresses are taken out of our own texts, and documents that name them are left out. "
            "Pictures and scans cannot be searched: look at those yourself, and leave out what names them."
        ),
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        complaint = doing.complaint
        super().__init__(data)
        offered: dict[str, list[tuple[Any, str]]] = {
            "letters": [(one.number, f"{one.number}. {one.subject}") for one in case_files.letters_of(complaint)],
            "documents": [(one.number, str(one)) for one in complaint.documents.order_by("number") if one.opens],
            "hidden": [(key, name) for key, name, _words in case_files.people_of(complaint)],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
            if name != "hidden":
                field.initial = [value for value, _label in choices]
            if not choices:
                del self.fields[name]

    def bundle(self) -> Bundle:
        """What was chosen."""
        given = self.cleaned_data
        return Bundle(
            frozenset(given.get("letters", ())),
            frozenset(given.get("documents", ())),
            frozenset(given.get("hidden", ())),
        )


def _said(act: Any) -> str:
    day = date_format(act.happened_on, "j M Y") if act.happened_on else _("day not known")
    return f"{act.get_kind_display()}, {day}"
