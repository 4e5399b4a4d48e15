"""One act on one complaint: lock it, ask whether this person may do this now, write, tell the trail.

Every service on an existing complaint opens a :class:`Case`, changes ``case.complaint`` and calls
``case.save()``. What it appends besides (acts, clocks) is written in the same transaction.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints import access, workflow
from complaints.access import Actor
from complaints.law import local_day
from complaints.law.days import YEARS
from complaints.models import Act, Complaint, Event
from complaints.record import assigning, search, trail
from complaints.record.checking import require_printable, require_usable
from complaints.vocabulary import ActKind, Method, Side, Status
from complaints.workflow import Action, Refusal


class UnknownComplaint(Refusal):
    """There is no such complaint for who asks: it does not exist, or he may not see it."""

    code = "unknown_complaint"


class ChangedMeanwhile(Refusal):
    """Somebody else changed the complaint since it was read; ``events`` say what."""

    code = "changed_meanwhile"

    def __init__(self, events: list[Event]) -> None:
        """Take the events that came in between."""
        who = ", ".join(sorted({str(event.actor or _("the system")) for event in events}))
        super().__init__(_("This complaint was changed in the meantime by %(who)s.") % {"who": who or _("the system")})
        self.events = events


class WrongDay(Refusal):
    """A day that cannot be: in the future, or before the complaint was received."""

    code = "wrong_day"


def require_due(day: date, *, since: date, message: Any, field: str) -> None:
    """Refuse with :class:`WrongDay` a day that somebody sets before ``since``, or beyond the years of the calendar."""
    if day < since or day.year not in YEARS:
        raise WrongDay(message, field=field)


#: Who was involved in the conduct neither decides nor signs (Awb 9:7).
_BY_THE_UNINVOLVED = frozenset({Action.JUDGE, Action.CLOSE, Action.CLOSE_IN_SPITE, Action.DECLINE})


@dataclass
class Case:
    """A locked complaint, who acts on it, and when (``now``: an aware moment)."""

    complaint: Complaint
    action: Action
    actor: Actor
    now: datetime
    before: dict[str, Any] = field(repr=False)

    @property
    def today(self) -> date:
        """The day of ``now`` in Amsterdam."""
        return local_day(self.now)

    def require_day(self, day: date, field_name: str) -> None:
        """Refuse with :class:`WrongDay` a day after today or before receipt."""
        if day > self.today:
            raise WrongDay(_("%(day)s is in the future.") % {"day": _day(day)}, field=field_name)
        if day < self.complaint.received_on:
            raise WrongDay(
                _("%(day)s is before the receipt on %(receipt)s.")
                % {"day": _day(day), "receipt": _day(self.complaint.received_on)},
                field=field_name,
            )

    def require_since_reopening(self, day: date, field_name: str) -> None:
        """Refuse with :class:`WrongDay` a day before the complaint was last reopened."""
        reopened = self.complaint.acts.filter(kind=ActKind.REOPENED).order_by("-id").first()
        if reopened and reopened.happened_on and day < reopened.happened_on:
            raise WrongDay(
                _("%(day)s is before the reopening on %(reopened)s.")
                % {"day": _day(day), "reopened": _day(reopened.happened_on)},
                field=field_name,
            )

    def add_act(
        self,
        kind: ActKind,
        happened_on: date | None,
        *,
        method: Method | str = "",
        addressee: str = "",
        detail: str = "",
        side: Side | str = "",
        code: str = "",
        reply_by: date | None = None,
        no_effect_reason: str = "",
    ) -> Act:
        """Append what happened in the world; with a reason it is kept as without legal effect."""
        act = Act(
            complaint=self.complaint,
            kind=kind,
            happened_on=happened_on,
            method=method,
            addressee=addressee,
            detail=detail,
            side=side,
            code=code,
            reply_by=reply_by,
            has_effect=not no_effect_reason,
            no_effect_reason=no_effect_reason,
            recorded_at=self.now,
            recorded_by=self.actor.user,
        )
        require_usable(act)
        act.save()
        return act

    def save(self, reason: str = "", **also: Any) -> Complaint:
        """Write what changed and append the event; ``also`` adds ``name=[old, new]`` to its changes.

        Raises ``Unusable`` for a value or a reason that does not fit, :class:`RefusedByDatabase`
        for a row that a constraint refuses.
        """
        require_printable(reason, field="reason", longest=trail.LONGEST_REASON)
        require_usable(self.complaint)
        changes = trail.changes_since(self.before, self.complaint)
        self.complaint.version += 1
        self._write(list(changes))
        trail.append(
            action=self.action,
            actor=self.actor,
            now=self.now,
            complaint=self.complaint,
            changes={**changes, **also},
            reason=reason,
        )
        search.feed([self.complaint.pk])
        return self.complaint

    def _write(self, fields: list[str]) -> None:
        try:
            self.complaint.save(update_fields=[*fields, "version"])
        except IntegrityError as error:
            raise refusal_of(error) from error


class RefusedByDatabase(Refusal):
    """A named constraint of the database refused the row."""

    code = "refused_by_database"


#: The field beside which a violated constraint is shown, where it is about one.
_FIELDS = {
    "complaint_closed_not_before_receipt": "received_on",
    "complaint_conduct_ends_after_it_began": "conduct_until",
    "complaint_has_complainants": "complainants",
}


def constraint_of(error: IntegrityError) -> str:
    """Give the name of the constraint that was violated."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def refusal_of(error: IntegrityError) -> Refusal:
    """Word a violated constraint: by its own sentence where it has one, else by its name."""
    name = constraint_of(error)
    for constraint in Complaint._meta.constraints:
        if constraint.name == name:
            return RefusedByDatabase(str(constraint.get_violation_error_message()), field=_FIELDS.get(name, ""))
    return RefusedByDatabase(_("The register refuses this: %(name)s.") % {"name": name})


def open_case(action: Action, *, complaint_id: int, version: int | None, actor: Actor, now: datetime) -> Case:
    """Lock a complaint for one act.

    ``version`` is the one the person saw, or None not to check. Raises :class:`UnknownComplaint`,
    :class:`ChangedMeanwhile`, ``access.NotAllowed``, ``NotAssignable`` (Awb 9:7) for who was
    involved and would decide or sign, and ``workflow.NotNow``.
    """
    visible = access.visible_to(actor).filter(pk=complaint_id)
    # Not against references from other rows: a duplicate or a repeat does not wait for its original.
    complaint = visible.select_for_update(of=("self",), no_key=True).first()
    if complaint is None:
        raise UnknownComplaint(_("This complaint does not exist, or you may not see it."))
    if version is not None and version != complaint.version:
        raise ChangedMeanwhile(
            list(complaint.events.filter(version__gt=version).select_related("actor").order_by("id"))
        )
    access.require(actor, action, complaint)
    if actor.user is not None and action in _BY_THE_UNINVOLVED:
        assigning.require_not_involved(complaint, actor.user)
    workflow.require(action, status=Status(complaint.status), intervention=complaint.is_intervention)
    return Case(complaint, action, actor, now, trail.snapshot(complaint))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
