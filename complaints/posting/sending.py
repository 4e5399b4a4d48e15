"""A letter leaves, and by that the act is done for which the law asks it.

Each letter calls the service of its act and then ``letters.leave``, in one transaction, so that no
letter is sent without its act and no act is done without its letter. The day on which it left is
the day that counts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, visible_to
from complaints.models import Letter
from complaints.record.addressees import has_moved
from complaints.record.letter_words import deviates
from complaints.services import closing, completing, declining, forwarding, handling, hearing, letters, terms
from complaints.services.letters import NoSuchLetter, NotInThisState
from complaints.vocabulary import (
    ActKind,
    DeclineGround,
    LetterKind,
    LetterSide,
    LetterState,
    Method,
    Procedure,
    RouteKind,
    Side,
)
from complaints.workflow import Refusal

_SIDES = {LetterSide.COMPLAINANT: Side.COMPLAINANT, LetterSide.PERSON: Side.PERSON}


class Moved(Refusal):
    """Who gets the letter lives elsewhere by now than the letter says."""

    code = "moved"


class NotAgreed(Refusal):
    """The body writes electronically only to who agreed to it."""

    code = "not_agreed"
    article = "Awb 2:8"


@dataclass(frozen=True)
class Leaving:
    """One letter that leaves: by whom it is recorded and when, on which local day it left, and how."""

    letter: Letter
    actor: Actor
    now: datetime
    on: date
    method: Method

    @property
    def case(self) -> dict[str, Any]:
        """The arguments that every service on a complaint takes."""
        return {"complaint_id": self.letter.complaint_id, "version": None, "actor": self.actor, "now": self.now}

    @property
    def side(self) -> Side:
        """Whose side the addressee is on."""
        return _SIDES[LetterSide(self.letter.side)]


@dataclass(frozen=True)
class Kept:
    """A letter of a batch that did not leave, and why."""

    letter: Letter
    refusal: Refusal


@transaction.atomic
def send(*, complaint_id: int, actor: Actor, now: datetime, number: int, sent_on: date, method: Method) -> Letter:
    """Record that a fixed letter left (verzenden) and do its act, as of that local day.

    Raises :class:`Moved`, :class:`NotAgreed`, ``NoSuchLetter``, ``NotInThisState``, ``WrongDay``, and
    what the service of the act refuses; then the letter stays where it is.
    """
    letter = letter_to_send(complaint_id, actor, number)
    require_reaches(letter, method)
    leaving = Leaving(letter, actor, now, sent_on, method)
    before = set(letter.complaint.acts.values_list("pk", flat=True))
    _DOES.get(LetterKind(letter.kind), _nothing)(leaving)
    return letters.leave(
        complaint_id=complaint_id,
        actor=actor,
        now=now,
        number=number,
        sent_on=sent_on,
        method=method,
        acts=list(letter.complaint.acts.exclude(pk__in=before).order_by("id")),
    )


def send_batch(
    chosen: Iterable[Letter], *, actor: Actor, now: datetime, sent_on: date, method: Method
) -> tuple[list[Letter], list[Kept]]:
    """Record that a batch left on a local day: what was sent, and what stays behind with its refusal.

    Each letter is a transaction of its own; one that is refused holds up no other.
    """
    sent, kept = [], []
    for letter in chosen:
        try:
            sent.append(
                send(
                    complaint_id=letter.complaint_id,
                    actor=actor,
                    now=now,
                    number=letter.number,
                    sent_on=sent_on,
                    method=method,
                )
            )
        except Refusal as refusal:
            kept.append(Kept(letter, refusal))
    return sent, kept


def letter_to_send(complaint_id: int, actor: Actor, number: int) -> Letter:
    """Give a fixed letter with its complaint locked: what the act appends is then its own.

    Raises ``NoSuchLetter`` and ``NotInThisState``.
    """
    seen = visible_to(actor).filter(pk=complaint_id).select_for_update(of=("self",), no_key=True).first()
    letter = seen.letters.select_related("complaint", "party").filter(number=number).first() if seen else None
    if letter is None:
        raise NoSuchLetter(_("This complaint has no letter %(number)s.") % {"number": number})
    if letter.state != LetterState.FIXED:
        raise NotInThisState(_("Only a letter that was fixed is sent."))
    return letter


def require_reaches(letter: Letter, method: Method) -> None:
    """Refuse with :class:`Moved` or :class:`NotAgreed` a way by which this letter does not reach its addressee."""
    if letter.party is None:
        return
    if method == Method.LETTER and has_moved(letter.party, letter.address):
        raise Moved(
            _("The address of %(name)s was changed since; write the letter again.") % {"name": letter.recipient}
        )
    if method in (Method.EMAIL, Method.PORTAL) and letter.party.email_agreed_on is None:
        raise NotAgreed(_("%(name)s did not agree to electronic mail.") % {"name": letter.recipient}, field="method")


def _acknowledge(leaving: Leaving) -> None:
    """Awb 9:6, and 9:15 lid 1 where somebody advises; with a day for an answer it offers a hearing too."""
    handling.acknowledge(
        **leaving.case,
        happened_on=leaving.on,
        method=leaving.method,
        addressee=leaving.letter.recipient,
        names_adviser=leaving.letter.complaint.procedure == Procedure.COMMITTEE,
    )
    _offer_if_a_day_is_set(leaving)


def _ask_completion(leaving: Leaving) -> None:
    letter = leaving.letter
    completing.ask_completion(
        **leaving.case,
        asked_on=leaving.on,
        method=leaving.method,
        missing=letter.reason,
        reply_by=letter.by_day or leaving.on,
    )


def _copy(leaving: Leaving) -> None:
    handling.record_act(
        **leaving.case,
        kind=ActKind.COPIED,
        happened_on=leaving.on,
        method=leaving.method,
        addressee=leaving.letter.recipient,
    )
    _offer_if_a_day_is_set(leaving)


def _offer_if_a_day_is_set(leaving: Leaving) -> None:
    if leaving.letter.by_day is not None:
        _offer(leaving)


def _offer(leaving: Leaving) -> None:
    hearing.offer(
        **leaving.case,
        side=leaving.side,
        happened_on=leaving.on,
        method=leaving.method,
        reply_by=leaving.letter.by_day,
    )


def _extend(leaving: Leaving) -> None:
    """Awb 9:11 lid 2: to the complainant it extends; to the person complained about it tells so."""
    if leaving.side is Side.PERSON:
        terms.tell_extension(**leaving.case, told_on=leaving.on, method=leaving.method)
        return
    terms.extend(
        **leaving.case,
        weeks=leaving.letter.weeks or 0,
        notified_on=leaving.on,
        method=leaving.method,
        reason=leaving.letter.reason,
    )


def _decline(leaving: Leaving) -> None:
    declining.decline(
        **leaving.case,
        ground=DeclineGround(leaving.letter.code),
        sent_on=leaving.on,
        method=leaving.method,
        reason=leaving.letter.reason,
        follow_up_on=leaving.letter.by_day,
    )


def _forward(leaving: Leaving) -> None:
    forwarding.forward(
        **leaving.case,
        forwarded_on=leaving.on,
        to=leaving.letter.destination,
        method=leaving.method,
        detail=leaving.letter.reason,
    )


def _route(leaving: Leaving) -> None:
    forwarding.route(
        **leaving.case,
        routed_on=leaving.on,
        to=leaving.letter.destination,
        kind=RouteKind(leaving.letter.code),
        method=leaving.method,
        detail=leaving.letter.reason,
    )


def _close(leaving: Leaving) -> None:
    """Awb 9:12; where the judgment deviates the letter says that the advice is enclosed (9:16)."""
    encloses = deviates(leaving.letter.complaint)
    closing.close(**leaving.case, sent_on=leaving.on, method=leaving.method, advice_enclosed=encloses)


def _nothing(_leaving: Leaving) -> None:
    """A letter that only tells: its act was done before, or is another's."""


_DOES: Mapping[LetterKind, Callable[[Leaving], object]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledge,
    LetterKind.COMPLETION: _ask_completion,
    LetterKind.COPY: _copy,
    LetterKind.INVITATION: _offer,
    LetterKind.EXTENSION: _extend,
    LetterKind.DECLINED: _decline,
    LetterKind.FORWARDED: _forward,
    LetterKind.ROUTED: _route,
    LetterKind.CLOSING: _close,
}
