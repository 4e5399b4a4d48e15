"""The acts that the desk offers, in the order and groups in which its buttons stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import forms_closing, forms_corrections, forms_handling, forms_people, forms_terms
from complaints.admin.forms_acts import ActForm
from complaints.models import Complaint
from complaints.vocabulary import Status
from complaints.workflow import Action


@dataclass(frozen=True)
class Group:
    """Buttons that belong together; ``acts`` maps the name in the address to the form."""

    label: StrOrPromise
    acts: Mapping[str, type[ActForm]]


GROUPS: Sequence[Group] = (
    Group(
        _("Handling"),
        {
            "acknowledge": forms_handling.AcknowledgeForm,
            "take-up": forms_handling.TakeUpForm,
            "assign": forms_handling.AssignForm,
            "copied": forms_handling.CopiedForm,
            "hearing-offered": forms_handling.HearingOfferedForm,
            "judge": forms_closing.JudgeForm,
            "close": forms_closing.CloseForm,
            "answer": forms_closing.AnswerForm,
        },
    ),
    Group(_("Note"), {"note": forms_handling.NoteForm}),
    Group(_("Term"), {"extend": forms_terms.ExtendForm, "consent": forms_terms.ConsentForm}),
    Group(
        _("End otherwise"),
        {
            "settle": forms_closing.SettleForm,
            "withdraw": forms_closing.WithdrawForm,
            "forward": forms_closing.ForwardForm,
            "decline": forms_closing.DeclineForm,
            "route": forms_closing.RouteForm,
        },
    ),
    Group(
        _("Correct"),
        {
            "edit": forms_corrections.EditForm,
            "add-party": forms_people.AddPartyForm,
            "add-person": forms_people.AddPersonForm,
            "add-part": forms_people.AddPartForm,
            "recategorise": forms_corrections.RecategoriseForm,
            "correct-receipt": forms_terms.CorrectReceiptForm,
            "reopen": forms_corrections.ReopenForm,
            "void": forms_corrections.VoidForm,
        },
    ),
)

FORMS: Mapping[str, type[ActForm]] = {slug: form for group in GROUPS for slug, form in group.acts.items()}


@dataclass(frozen=True)
class Button:
    """One act on offer: where it leads, what it says, and whether it is the next step."""

    slug: str
    label: StrOrPromise
    is_next: bool


def offered(
    complaint: Complaint, open_acts: frozenset[Action], *, is_acknowledged: bool
) -> list[tuple[Group, list[Button]]]:
    """The buttons of this complaint for somebody to whom these acts are open, group by group."""
    next_step = _next_step(complaint, is_acknowledged=is_acknowledged)
    found = []
    for group in GROUPS:
        buttons = [
            Button(slug, form.title, slug == next_step) for slug, form in group.acts.items() if form.action in open_acts
        ]
        if buttons:
            found.append((group, buttons))
    return found


def _next_step(complaint: Complaint, *, is_acknowledged: bool) -> str:
    if complaint.is_intervention:
        return "answer"
    if not is_acknowledged and complaint.is_open:
        return "acknowledge"
    return {
        Status.REGISTERED: "take-up",
        Status.IN_HANDLING: "judge",
        Status.READY_TO_SEND: "close",
    }.get(Status(complaint.status), "")
