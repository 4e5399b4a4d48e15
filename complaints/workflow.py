"""Which act is allowed when: the whole state machine on one screen.

Faces ask :func:`allowed` what to offer, services ask :func:`require` what to allow. Pure: no
database, no clock.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.vocabulary import OPEN_STATUSES, Status


class Refusal(Exception):
    """The system says no: what is wrong, by which article, and in which field.

    ``message`` is fit for the person who asked; ``code`` is stable; ``field`` names the form
    field or column it stands beside ("" for the whole). Each kind of refusal is a subclass that
    lives beside the function that raises it.
    """

    code = "refused"
    article = ""

    def __init__(self, message: str | Promise, *, field: str = "", article: str = "") -> None:
        """Take the sentence for the person, the field it stands beside and the article."""
        super().__init__(message)
        self.message = message
        self.field = field
        self.article = article or self.article

    def __str__(self) -> str:
        """The sentence, with its article behind it."""
        return f"{self.message} ({self.article})" if self.article else str(self.message)


class NotNow(Refusal):
    """The act does not fit the status in which the complaint is."""

    code = "not_now"


class Action(StrEnum):
    """Verbs that a face can offer on a complaint; each is one service."""

    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    TAKE_UP = "take_up"
    RECATEGORISE = "recategorise"
    CORRECT_RECEIPT = "correct_receipt"
    RECORD = "record"
    ASK_COMPLETION = "ask_completion"
    COMPLETE = "complete"
    OFFER_HEARING = "offer_hearing"
    ANSWER_HEARING = "answer_hearing"
    HEAR = "hear"
    REPORT_HEARING = "report_hearing"
    WAIVE_HEARING = "waive_hearing"
    CHARGE_COMMITTEE = "charge_committee"
    RECEIVE_ADVICE = "receive_advice"
    CONTACT = "contact"
    ASK_INQUIRY = "ask_inquiry"
    ANSWER_INQUIRY = "answer_inquiry"
    PROMISE = "promise"
    KEEP_COMMITMENT = "keep_commitment"
    BREAK_COMMITMENT = "break_commitment"
    SET_APPLICATION = "set_application"
    SPLIT = "split"
    LINK_REPEAT = "link_repeat"
    EXTEND = "extend"
    TELL_EXTENSION = "tell_extension"
    CONSENT = "consent"
    JUDGE = "judge"
    CLOSE = "close"
    CLOSE_IN_SPITE = "close_in_spite"
    SETTLE = "settle"
    WITHDRAW = "withdraw"
    FORWARD = "forward"
    DECLINE = "decline"
    ROUTE = "route"
    OPEN_ROUND = "open_round"
    MOVE_ROUND = "move_round"
    ANSWER_ROUND = "answer_round"
    ANSWER = "answer"
    RECOMMENDATION = "recommendation"
    VOID = "void"
    REOPEN = "reopen"
    LETTER = "letter"
    DOCUMENT = "document"
    EDIT = "edit"
    NOTE = "note"


_OPEN = frozenset(OPEN_STATUSES)
_STARTED = frozenset({Status.IN_HANDLING, Status.READY_TO_SEND})
_ANY = frozenset(Status)

#: In which statuses an act is allowed.
ALLOWED: Mapping[Action, frozenset[Status]] = {
    Action.ACKNOWLEDGE: _OPEN,
    Action.ASSIGN: _OPEN,
    Action.TAKE_UP: frozenset({Status.REGISTERED}),
    Action.RECATEGORISE: _ANY - {Status.VOID},
    Action.CORRECT_RECEIPT: _ANY - {Status.VOID},
    Action.RECORD: _OPEN,
    Action.ASK_COMPLETION: _OPEN,
    Action.COMPLETE: _OPEN,
    Action.OFFER_HEARING: _OPEN,
    Action.ANSWER_HEARING: _OPEN,
    Action.HEAR: _OPEN,
    Action.REPORT_HEARING: _OPEN,
    Action.WAIVE_HEARING: _OPEN,
    Action.CHARGE_COMMITTEE: _OPEN,
    Action.RECEIVE_ADVICE: _OPEN,
    Action.CONTACT: _ANY - {Status.VOID},
    Action.ASK_INQUIRY: _OPEN,
    Action.ANSWER_INQUIRY: _ANY - {Status.VOID},
    Action.PROMISE: _ANY - {Status.VOID},
    Action.KEEP_COMMITMENT: _ANY - {Status.VOID},
    Action.BREAK_COMMITMENT: _ANY - {Status.VOID},
    Action.SET_APPLICATION: _OPEN,
    Action.SPLIT: _OPEN,
    Action.LINK_REPEAT: _ANY - {Status.VOID},
    Action.EXTEND: _OPEN,
    Action.TELL_EXTENSION: _OPEN,
    Action.CONSENT: _OPEN,
    Action.JUDGE: _STARTED,
    Action.CLOSE: frozenset({Status.READY_TO_SEND}),
    Action.CLOSE_IN_SPITE: frozenset({Status.READY_TO_SEND}),
    Action.SETTLE: _OPEN,
    Action.WITHDRAW: _OPEN,
    Action.FORWARD: _OPEN,
    Action.DECLINE: _OPEN,
    Action.ROUTE: _OPEN,
    Action.OPEN_ROUND: _OPEN,
    Action.MOVE_ROUND: _OPEN,
    Action.ANSWER_ROUND: _OPEN,
    Action.ANSWER: _OPEN,
    Action.RECOMMENDATION: _ANY - {Status.VOID},
    Action.VOID: _ANY - {Status.VOID},
    Action.REOPEN: frozenset({Status.CLOSED}),
    Action.LETTER: _ANY - {Status.VOID},
    Action.DOCUMENT: _ANY - {Status.VOID},
    Action.EDIT: _OPEN,
    Action.NOTE: _ANY,
}

#: Where an act leads; what is not listed leaves the status as it is.
LEADS_TO: Mapping[Action, Status] = {
    Action.TAKE_UP: Status.IN_HANDLING,
    Action.JUDGE: Status.READY_TO_SEND,
    Action.CLOSE: Status.CLOSED,
    Action.CLOSE_IN_SPITE: Status.CLOSED,
    Action.SETTLE: Status.CLOSED,
    Action.WITHDRAW: Status.CLOSED,
    Action.FORWARD: Status.CLOSED,
    Action.DECLINE: Status.CLOSED,
    Action.ROUTE: Status.CLOSED,
    Action.ANSWER: Status.CLOSED,
    Action.VOID: Status.VOID,
    Action.REOPEN: Status.IN_HANDLING,
}

#: Acts that only an intervention of the ombudsman knows.
ONLY_FOR_INTERVENTIONS = frozenset(
    {Action.ANSWER, Action.OPEN_ROUND, Action.MOVE_ROUND, Action.ANSWER_ROUND, Action.RECOMMENDATION}
)

#: An intervention of the ombudsman is answered, not judged: it knows no act of title 9.1.
FOR_INTERVENTIONS = ONLY_FOR_INTERVENTIONS | {
    Action.ASSIGN,
    Action.CORRECT_RECEIPT,
    Action.CONTACT,
    Action.ASK_INQUIRY,
    Action.ANSWER_INQUIRY,
    Action.VOID,
    Action.REOPEN,
    Action.LETTER,
    Action.DOCUMENT,
    Action.EDIT,
    Action.NOTE,
}


def allowed(action: Action, *, status: Status, intervention: bool) -> bool:
    """Tell whether an act fits a complaint in this status."""
    if action not in FOR_INTERVENTIONS if intervention else action in ONLY_FOR_INTERVENTIONS:
        return False
    return status in ALLOWED[action]


def require(action: Action, *, status: Status, intervention: bool) -> None:
    """Refuse with :class:`NotNow` an act that does not fit."""
    if allowed(action, status=status, intervention=intervention):
        return
    if intervention:
        raise NotNow(_("This act does not exist for an intervention of the ombudsman."))
    raise NotNow(_("This cannot be done while the complaint is “%(status)s”.") % {"status": Status(status).label})
