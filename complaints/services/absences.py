"""Absences: somebody is away, and his alerts go to who stands in for him."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.law import local_day
from complaints.law.days import YEARS
from complaints.models import Absence, User
from complaints.record import trail
from complaints.record.checking import Unusable, require_usable
from complaints.workflow import Refusal

#: An absence may be entered so long after it began: somebody fell ill, and nobody thought of it.
LONG_AGO = timedelta(days=92)
ONE_DAY = timedelta(days=1)


class AbsentAlready(Refusal):
    """On one of these days he is absent already, by another row."""

    code = "absent_already"


class NoSuchAbsence(Refusal):
    """There is no such absence, or it was withdrawn."""

    code = "no_such_absence"


@transaction.atomic
def enter(
    *, actor: Actor, now: datetime, person: User, first_on: date, last_on: date | None, substitute: User | None
) -> Absence:
    """Enter that somebody is absent from one local day through another; ``last_on`` None: until further notice.

    ``substitute`` gets his alerts meanwhile; None: the coordinators do. Raises ``NotAllowed`` for who
    is neither himself, nor coordinates in one of his units, nor administers; ``Unusable`` for days or
    a substitute that cannot be, and :class:`AbsentAlready`.
    """
    _require_may(actor, person)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # two rows at once would both see no overlap
    _require_days(first_on, last_on, today=local_day(now))
    if substitute is not None:
        _require_stands_in(substitute, person)
    others = person.absences.standing().exclude(last_on__lt=first_on)
    if (others if last_on is None else others.filter(first_on__lte=last_on)).exists():
        raise AbsentAlready(_("%(name)s is absent already on one of these days.") % {"name": person}, field="first_on")
    absence = Absence(
        person=person,
        first_on=first_on,
        last_on=last_on,
        substitute=substitute,
        entered_at=now,
        entered_by=actor.user,
    )
    require_usable(absence)
    absence.save()
    _tell(absence, "enter_absence", actor, now, before=None)
    return absence


@transaction.atomic
def end(*, absence_id: int, actor: Actor, now: datetime) -> Absence:
    """Let an absence end: from today on he is there again. One that has not begun is withdrawn.

    Raises ``NotAllowed`` as :func:`enter`, and :class:`NoSuchAbsence` for one that is over.
    """
    today = local_day(now)
    absence = (
        Absence.objects.standing()
        .select_related("person")
        .select_for_update(of=("self",))
        .filter(pk=absence_id)
        .first()
    )
    if absence is None or (absence.last_on is not None and absence.last_on < today):
        raise NoSuchAbsence(_("This absence is over already, or was withdrawn."))
    _require_may(actor, absence.person)
    before = absence.last_on
    if absence.first_on >= today:
        absence.withdrawn_at = now
    else:
        absence.last_on = today - ONE_DAY
    absence.save(update_fields=["last_on", "withdrawn_at"])
    _tell(absence, "end_absence", actor, now, before=before)
    return absence


def _require_may(actor: Actor, person: User) -> None:
    if actor.user is None or not access.may_enter_absence(actor.user, person):
        raise NotAllowed(_("You enter your own absence, or as a coordinator that of who works in your unit."))


def _require_days(first_on: date, last_on: date | None, *, today: date) -> None:
    if first_on.year not in YEARS or first_on < today - LONG_AGO:
        raise Unusable(_("Give a first day within the last three months, or a later one."), field="first_on")
    if last_on is not None and (last_on < first_on or last_on.year not in YEARS):
        raise Unusable(_("The last day lies before the first."), field="last_on")


def _require_stands_in(substitute: User, person: User) -> None:
    if substitute.pk == person.pk:
        raise Unusable(_("Nobody stands in for himself."), field="substitute")
    if not access.shares_work(substitute, person):
        raise Unusable(
            _("%(name)s does not handle in a unit of %(person)s.") % {"name": substitute, "person": person},
            field="substitute",
        )


def _tell(absence: Absence, action: str, actor: Actor, now: datetime, *, before: date | None) -> None:
    """The trail says who is away and when, never why."""
    trail.append(
        action=action,
        actor=actor,
        now=now,
        changes={
            "person": [None, absence.person.username],
            "first_on": [None, absence.first_on.isoformat()],
            "last_on": [before and before.isoformat(), absence.last_on and absence.last_on.isoformat()],
            "substitute": [None, absence.substitute and absence.substitute.username],
            "withdrawn": [False, absence.withdrawn_at is not None],
        },
    )
