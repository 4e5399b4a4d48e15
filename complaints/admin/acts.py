"""The acts that the desk offers, in the order and groups in which its buttons stand."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import (
    forms_advising,
    forms_applications,
    forms_closing,
    forms_commitments,
    forms_completing,
    forms_contacts,
    forms_corrections,
    forms_elsewhere,
    forms_handling,
    forms_hearing,
    forms_inquiries,
    forms_people,
    forms_rounds,
    forms_splitting,
    forms_terms,
)
from complaints.admin.forms_acts import ActForm
from complaints.checklist import Item
from complaints.models import Complaint
from complaints.vocabulary import Duty
from complaints.workflow import Action


@dataclass(frozen=True)
class Group:
    """Buttons that belong together; ``acts`` maps the name in the address to the form.

    ``is_folded``: what is seldom done opens by a click.
    """

    label: StrOrPromise
    acts: Mapping[str, type[ActForm]]
    is_folded: bool = False


GROUPS: Sequence[Group] = (
    Group(
        _("Handling"),
        {
            "acknowledge": forms_handling.AcknowledgeForm,
            "ask-completion": forms_completing.AskCompletionForm,
            "completed": forms_completing.CompleteForm,
            "take-up": forms_handling.TakeUpForm,
            "assign": forms_handling.AssignForm,
            "copied": forms_handling.CopiedForm,
            "charge-adviser": forms_advising.ChargeForm,
            "advice": forms_advising.AdviceForm,
            "application": forms_applications.ApplicationForm,
            "judge": forms_closing.JudgeForm,
            "close": forms_closing.CloseForm,
            "close-in-spite": forms_closing.CloseInSpiteForm,
        },
    ),
    Group(
        _("Ombudsman"),
        {
            "round": forms_rounds.OpenRoundForm,
            "round-moved": forms_rounds.MoveRoundForm,
            "round-answered": forms_rounds.AnswerRoundForm,
            "answer": forms_closing.AnswerForm,
            "recommendation": forms_rounds.RecommendationForm,
            "recommendation-followed": forms_rounds.FollowForm,
        },
    ),
    Group(
        _("Hearing"),
        {
            "offer-hearing": forms_hearing.OfferForm,
            "hearing-answer": forms_hearing.AnswerHearingForm,
            "heard": forms_hearing.HearForm,
            "hearing-report": forms_hearing.ReportForm,
            "waive-hearing": forms_hearing.WaiveForm,
        },
    ),
    Group(
        _("Around it"),
        {
            "contact": forms_contacts.ContactForm,
            "note": forms_handling.NoteForm,
            "ask-inquiry": forms_inquiries.AskInquiryForm,
            "answer-inquiry": forms_inquiries.AnswerInquiryForm,
            "drop-inquiry": forms_inquiries.DropInquiryForm,
            "commitment": forms_commitments.PromiseForm,
            "commitment-kept": forms_commitments.KeepForm,
            "commitment-broken": forms_commitments.BreakForm,
        },
    ),
    Group(
        _("Term"),
        {
            "extend": forms_terms.ExtendForm,
            "tell-extension": forms_terms.TellExtensionForm,
            "consent": forms_terms.ConsentForm,
        },
    ),
    Group(
        _("End otherwise"),
        {
            "settle": forms_closing.SettleForm,
            "withdraw": forms_closing.WithdrawForm,
            "forward": forms_elsewhere.ForwardForm,
            "decline": forms_elsewhere.DeclineForm,
            "route": forms_elsewhere.RouteForm,
        },
        is_folded=True,
    ),
    Group(
        _("Correct"),
        {
            "edit": forms_corrections.EditForm,
            "add-party": forms_people.AddPartyForm,
            "add-person": forms_people.AddPersonForm,
            "involved": forms_people.InvolvedForm,
            "add-part": forms_people.AddPartForm,
            "split": forms_splitting.SplitForm,
            "link-repeat": forms_corrections.LinkRepeatForm,
            "recategorise": forms_corrections.RecategoriseForm,
            "correct-receipt": forms_terms.CorrectReceiptForm,
            "reopen": forms_corrections.ReopenForm,
            "void": forms_corrections.VoidForm,
        },
        is_folded=True,
    ),
)

FORMS: Mapping[str, type[ActForm]] = {slug: form for group in GROUPS for slug, form in group.acts.items()}


@dataclass(frozen=True)
class Button:
    """One act on offer: where it leads, what it says, whether it comes next, what was left there, and by when."""

    slug: str
    label: StrOrPromise
    is_next: bool
    has_draft: bool = False
    last_day: date | None = None


#: Which act does a duty.
_DOES: Mapping[Duty, str] = {
    Duty.ACKNOWLEDGEMENT: "acknowledge",
    Duty.NAME_COMMITTEE: "acknowledge",
    Duty.TAKE_UP: "take-up",
    Duty.COPY: "copied",
    Duty.OFFER_COMPLAINANT: "offer-hearing",
    Duty.HEAR_COMPLAINANT: "heard",
    Duty.OFFER_PERSON: "offer-hearing",
    Duty.HEAR_PERSON: "heard",
    Duty.REPORT: "hearing-report",
    Duty.ADVICE: "advice",
    Duty.TELL_EXTENSION: "tell-extension",
    Duty.JUDGMENT: "judge",
    Duty.ANSWER: "close",
}


@dataclass(frozen=True)
class ToDo:
    """A duty on the page, and the act by which this person can do it now ("" where he cannot)."""

    item: Item
    slug: str


def offered(
    complaint: Complaint, open_acts: frozenset[Action], duties: Sequence[ToDo], drafted: Container[str] = ()
) -> list[tuple[Group, list[Button]]]:
    """The buttons of this complaint for somebody to whom these acts are open, group by group."""
    next_step = _next_step(complaint, open_acts, duties)
    found = []
    for group in GROUPS:
        buttons = [
            Button(slug, form.title, slug == next_step, slug in drafted)
            for slug, form in group.acts.items()
            if form.action in open_acts
        ]
        if buttons:
            found.append((group, buttons))
    return found


def next_steps(
    complaint: Complaint, open_acts: frozenset[Action], duties: Sequence[ToDo], drafted: Container[str] = ()
) -> list[Button]:
    """The acts that the law's checklist asks for now, each once, the first one first."""
    last_days: dict[str, date | None] = {}
    for duty in duties:
        if duty.slug:
            last_days.setdefault(duty.slug, duty.item.last_day)
    first = _next_step(complaint, open_acts, duties)
    if first and FORMS[first].action in open_acts:
        last_days.setdefault(first, None)
    return [
        Button(slug, FORMS[slug].title, slug == first, slug in drafted, last_day)
        for slug, last_day in last_days.items()
    ]


def to_do(open_acts: frozenset[Action], duties: Sequence[Item]) -> list[ToDo]:
    """The checklist, each duty that is due with the act that does it."""
    return [ToDo(item, _slug(item, open_acts)) for item in duties]


def _slug(item: Item, open_acts: frozenset[Action]) -> str:
    slug = _DOES[item.duty]
    return slug if item.is_open and FORMS[slug].action in open_acts else ""


def _next_step(complaint: Complaint, open_acts: frozenset[Action], duties: Sequence[ToDo]) -> str:
    """The act of the first duty that is due and can be done; an intervention is answered."""
    if complaint.is_intervention:
        return "answer" if Action.ANSWER in open_acts else "round-answered"
    return next((duty.slug for duty in duties if duty.slug), "")
