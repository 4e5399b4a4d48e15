"""The trail in words: what was done, and each value as it was and became, as a person reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.models import Complaint, Event

#: What the services call their acts, said as done.
DONE: Mapping[str, StrOrPromise] = {
    "register": gettext_lazy("Registered"),
    "import": gettext_lazy("Imported"),
    "acknowledge": gettext_lazy("Acknowledgement recorded"),
    "assign": gettext_lazy("Assigned"),
    "take_up": gettext_lazy("Taken up"),
    "recategorise": gettext_lazy("Category changed"),
    "correct_receipt": gettext_lazy("Receipt corrected"),
    "record": gettext_lazy("Act recorded"),
    "ask_completion": gettext_lazy("Completion asked"),
    "complete": gettext_lazy("Completed"),
    "offer_hearing": gettext_lazy("Hearing offered"),
    "answer_hearing": gettext_lazy("Answer to the offer recorded"),
    "hear": gettext_lazy("Hearing recorded"),
    "report_hearing": gettext_lazy("Report of the hearing recorded"),
    "waive_hearing": gettext_lazy("Hearing waived"),
    "charge_committee": gettext_lazy("Adviser charged"),
    "receive_advice": gettext_lazy("Advice received"),
    "contact": gettext_lazy("Contact recorded"),
    "ask_inquiry": gettext_lazy("Inquiry asked"),
    "answer_inquiry": gettext_lazy("Inquiry ended"),
    "promise": gettext_lazy("Commitment made"),
    "keep_commitment": gettext_lazy("Commitment kept"),
    "break_commitment": gettext_lazy("Commitment broken"),
    "set_application": gettext_lazy("Application recorded"),
    "tell_extension": gettext_lazy("Extension told"),
    "close_in_spite": gettext_lazy("Closed in spite of a missing duty"),
    "open_round": gettext_lazy("Question of the ombudsman recorded"),
    "move_round": gettext_lazy("New date agreed with the ombudsman"),
    "answer_round": gettext_lazy("Question of the ombudsman answered"),
    "recommendation": gettext_lazy("Recommendation recorded"),
    "extend": gettext_lazy("Extension recorded"),
    "consent": gettext_lazy("Consent recorded"),
    "judge": gettext_lazy("Judged"),
    "close": gettext_lazy("Closed"),
    "settle": gettext_lazy("Closed as settled"),
    "withdraw": gettext_lazy("Closed as withdrawn"),
    "forward": gettext_lazy("Closed as forwarded"),
    "decline": gettext_lazy("Closed as not taken up"),
    "route": gettext_lazy("Closed as not a complaint"),
    "answer": gettext_lazy("Ombudsman answered"),
    "void": gettext_lazy("Declared void"),
    "reopen": gettext_lazy("Reopened"),
    "letter": gettext_lazy("Letter"),
    "document": gettext_lazy("Document"),
    "document_read": gettext_lazy("Document opened"),
    "file_printed": gettext_lazy("File of the case printed"),
    "list_exported": gettext_lazy("List exported"),
    "letter_block": gettext_lazy("Text block saved"),
    "letter_template": gettext_lazy("Template of a letter saved"),
    "edit": gettext_lazy("Edited"),
    "note": gettext_lazy("Note written"),
}

#: What an act tells besides the columns of the complaint.
_ALSO: Mapping[str, StrOrPromise] = {
    "acknowledged_on": gettext_lazy("acknowledgement sent on"),
    "copied": gettext_lazy("copy sent on"),
    "letter_drafted": gettext_lazy("drafted"),
    "letter_changed": gettext_lazy("draft changed"),
    "letter_read": gettext_lazy("read by a second person"),
    "letter_fixed": gettext_lazy("fixed"),
    "letter_dropped": gettext_lazy("dropped"),
    "letter_sent": gettext_lazy("sent"),
    "letter_returned": gettext_lazy("came back"),
    "address_confirmed": gettext_lazy("address confirmed"),
    "document_added": gettext_lazy("added"),
    "document_opened": gettext_lazy("opened"),
    "document_tied": gettext_lazy("belongs to"),
    "document_taken_out": gettext_lazy("taken out"),
    "document_infected": gettext_lazy("virus found in"),
    "file_documents": gettext_lazy("documents"),
    "file_letters": gettext_lazy("letters"),
    "file_blacked_out": gettext_lazy("blacked out"),
    "hearing_offered": gettext_lazy("hearing offered on"),
    "completion_asked": gettext_lazy("completion asked on"),
    "completed": gettext_lazy("completed on"),
    "hearing_answered": gettext_lazy("answer to the offer on"),
    "heard": gettext_lazy("heard on"),
    "hearing_reported": gettext_lazy("report made on"),
    "hearing_waived": gettext_lazy("hearing waived on"),
    "advised": gettext_lazy("advice received on"),
    "advice_enclosed": gettext_lazy("advice enclosed"),
    "extension_noticed": gettext_lazy("extension told on"),
    "contact": gettext_lazy("contact on"),
    "inquiry": gettext_lazy("inquiry"),
    "answered_on": gettext_lazy("answered on"),
    "dropped_on": gettext_lazy("dropped on"),
    "commitment": gettext_lazy("commitment"),
    "kept_on": gettext_lazy("kept on"),
    "broken_on": gettext_lazy("broken on"),
    "applied_on": gettext_lazy("applied on"),
    "term": gettext_lazy("term to decide"),
    "extended": gettext_lazy("extended by"),
    "paused_days": gettext_lazy("days that the term stood still"),
    "decided_on": gettext_lazy("decided on"),
    "defect": gettext_lazy("missing"),
    "follow_up_on": gettext_lazy("looked at again on"),
    "round": gettext_lazy("question"),
    "answer_by": gettext_lazy("answer by"),
    "recommendation": gettext_lazy("recommendation"),
    "following": gettext_lazy("followed"),
    "extension_weeks": gettext_lazy("weeks of extension"),
    "consent_until": gettext_lazy("agreed until"),
    "not_involved": gettext_lazy("declared not to be involved"),
    "involved": gettext_lazy("was involved"),
    "part": gettext_lazy("part"),
}
#: These hold keys of rows, which say nothing to a reader; the act itself tells what happened.
_SILENT = frozenset({"note", "party", "person_complained_about"})

LONGEST_VALUE = 240


@dataclass(frozen=True)
class Change:
    """One value before and after, in words; ``field`` is the name of the column."""

    field: str
    label: str
    old: str
    new: str


def label_of(action: str) -> str:
    """What was done, in the reader's language; an act that is not known by its code."""
    return str(DONE.get(action, action.replace("_", " ")))


def changes_of(event: Event) -> list[Change]:
    """The values that an event changed."""
    found = []
    for field, values in event.changes.items():
        if field in _SILENT or not isinstance(values, list) or len(values) != 2:
            continue
        old, new = (_in_words(field, value) for value in values)
        found.append(Change(field, _label(field), old, new))
    return found


def _label(field: str) -> str:
    if field in _ALSO:
        return str(_ALSO[field])
    try:
        return str(getattr(Complaint._meta.get_field(field), "verbose_name", field))
    except FieldDoesNotExist:
        return field.replace("_", " ")


def _in_words(field: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return _choice(field, str(value)) or _day(str(value)) or _moment(str(value)) or _shortened(str(value))


def _choice(field: str, value: str) -> str:
    try:
        choices = getattr(Complaint._meta.get_field(field), "flatchoices", [])
    except FieldDoesNotExist:
        return ""
    return str(dict(choices).get(value, ""))


def _day(value: str) -> str:
    if len(value) != 10:
        return ""
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return ""


def _moment(value: str) -> str:
    """A moment as it is stored, in the words and the time of the Netherlands."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return date_format(timezone.localtime(moment), "j F Y H:i") if moment.tzinfo else ""


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE].rstrip() + " …"
