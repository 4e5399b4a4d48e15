"""Closing: send the answer, or end with the complainant or with the ombudsman."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, NotAllowed
from complaints.checklist import Facts, Item, open_duties
from complaints.models import Complaint, Defect
from complaints.queries.duties import facts_of
from complaints.record import ending, parts, promising, trail
from complaints.record.case import Case, open_case
from complaints.record.checking import require_text, require_usable
from complaints.record.promising import Promise
from complaints.vocabulary import ActKind, Deviation, Method, OtherReason
from complaints.workflow import Action, Refusal


class OpenDuties(Refusal):
    """A duty that binds is not done yet; ``items`` are those of the checklist."""

    code = "open_duties"

    def __init__(self, items: Sequence[Item]) -> None:
        """Take the open items; the first gives the article."""
        names = "; ".join(f"{item.duty.label} ({item.article})" for item in items)
        super().__init__(_("Still to do: %(duties)s.") % {"duties": names}, article=items[0].article)
        self.items = items


class NothingMissing(Refusal):
    """There is no open duty to close in spite of."""

    code = "nothing_missing"


class AdviceNotEnclosed(Refusal):
    """Who deviates from an advice sends the advice along."""

    code = "advice_not_enclosed"
    article = "Awb 9:16"


class RoundsOpen(Refusal):
    """A question of the ombudsman is still unanswered."""

    code = "rounds_open"
    article = "Awb 9:31"


@transaction.atomic
def close(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    sent_on: date,
    method: Method,
    advice_enclosed: bool = False,
) -> Complaint:
    """Close a judged complaint (afhandelen): the day on which the letter of Awb 9:12 left.

    Raises :class:`OpenDuties` while a duty that binds is not done, :class:`AdviceNotEnclosed`
    where the judgment deviates from the advice, ``WrongDay``, and ``PartUnanswered`` for a part
    that was added since the judgment.
    """
    case = open_case(Action.CLOSE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    parts.require_answered(case.complaint)
    facts = facts_of(case.complaint)
    missing = open_duties(facts)
    if missing:
        raise OpenDuties(missing)
    return _send(case, facts, sent_on, method, advice_enclosed=advice_enclosed)


@transaction.atomic
def close_in_spite(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    sent_on: date,
    method: Method,
    reason: str,
    advice_enclosed: bool = False,
) -> Complaint:
    """Close a judged complaint in spite of a missing duty: no rule keeps the answer from the complainant.

    A coordinator's act; each missing duty is recorded as a defect, with his reason. Raises
    :class:`NothingMissing` where :func:`close` would do, ``NotAllowed`` for a job, and else as that.
    """
    case = open_case(Action.CLOSE_IN_SPITE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(
        reason,
        _("Say why the answer leaves in spite of what is missing."),
        field="reason",
        longest=trail.LONGEST_REASON,
    )
    if actor.user is None:
        raise NotAllowed(_("Closing in spite of a duty is a person's decision."))
    parts.require_answered(case.complaint)
    facts = facts_of(case.complaint)
    missing = open_duties(facts)
    if not missing:
        raise NothingMissing(_("No duty is open; close the complaint in the ordinary way."))
    for item in missing:
        defect = Defect(
            complaint=case.complaint, duty=item.duty, reason=reason, recorded_at=now, recorded_by=actor.user
        )
        require_usable(defect)
        defect.save()
    return _send(case, facts, sent_on, method, advice_enclosed=advice_enclosed, reason=reason, missing=missing)


@transaction.atomic
def settle(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    confirmed_on: date,
    method: Method,
    detail: str,
    promises: Sequence[Promise] = (),
) -> Complaint:
    """Close as settled to the complainant's satisfaction (naar tevredenheid afgedaan, Awb 9:5).

    ``confirmed_on`` is the day on which he said so, ``detail`` what was agreed, ``promises`` the
    commitments made with it. Raises ``WrongDay``, and ``Unusable`` as ``commitments.promise``.
    """
    case = open_case(Action.SETTLE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(detail, _("Say what was agreed with the complainant."), field="detail", article="Awb 9:5")
    numbers = [
        promising.add(case, promise, prefix=f"promises-{place}-").number for place, promise in enumerate(promises)
    ]
    also: dict[str, Any] = {"commitment": [None, numbers]} if numbers else {}
    return ending.end_without_verdict(case, OtherReason.SETTLED, confirmed_on, "confirmed_on", method, detail, **also)


@transaction.atomic
def withdraw(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    withdrawn_on: date,
    method: Method,
    detail: str = "",
) -> Complaint:
    """Close as withdrawn (ingetrokken) by the complainant's own statement, received on a day."""
    case = open_case(Action.WITHDRAW, complaint_id=complaint_id, version=version, actor=actor, now=now)
    return ending.end_without_verdict(case, OtherReason.WITHDRAWN, withdrawn_on, "withdrawn_on", method, detail)


@transaction.atomic
def answer(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    answered_on: date,
    method: Method,
    detail: str,
) -> Complaint:
    """Close an intervention: the day on which our last answer to the ombudsman left (Awb 9:31).

    Raises :class:`RoundsOpen` while a round is not answered, ``Unusable`` and ``WrongDay``.
    """
    case = open_case(Action.ANSWER, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(detail, _("Say what was answered."), field="detail")
    case.require_day(answered_on, "answered_on")
    if case.complaint.rounds.filter(answered_on=None).exists():
        raise RoundsOpen(_("A question of the ombudsman is not answered yet; record that answer first."))
    case.add_act(ActKind.ANSWERED_OMBUDSMAN, answered_on, method=method, detail=detail)
    return ending.end(case, answered_on, field="answered_on", method=method)


def _send(
    case: Case,
    facts: Facts,
    sent_on: date,
    method: Method,
    *,
    advice_enclosed: bool,
    reason: str = "",
    missing: Sequence[Item] = (),
) -> Complaint:
    """Record that the letter left; a deviation encloses the advice (Awb 9:16)."""
    judged = facts.newest(ActKind.JUDGED)
    deviates = judged is not None and judged.code == Deviation.DEVIATES
    if deviates and not advice_enclosed:
        raise AdviceNotEnclosed(
            _("The judgment deviates from the advice: enclose the advice."), field="advice_enclosed"
        )
    also: dict[str, Any] = {"advice_enclosed": [None, True]} if deviates else {}
    if missing:
        also["defect"] = [None, [str(item.duty) for item in missing]]
    return ending.end(case, sent_on, field="sent_on", method=method, detail=reason, **also)
