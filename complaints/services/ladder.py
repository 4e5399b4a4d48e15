"""The ladder: when alerts go out before and after the last day of each kind of term, and to whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.law import local_day
from complaints.models import Rung
from complaints.record import alerts, trail
from complaints.record.rungs import require_possible
from complaints.vocabulary import ClockKind, Role
from complaints.workflow import Refusal

#: What of a rung may be changed, and what of it moves its days.
FIELDS = ("offset", "unit", "repeat_days", "roles")
DAYS = frozenset({"offset", "unit", "repeat_days"})


class NoSuchRung(Refusal):
    """The rung is not there any more."""

    code = "no_such_rung"


@transaction.atomic
def lay(*, actor: Actor, now: datetime, clock_kind: ClockKind, code: str, values: Mapping[str, Any]) -> Rung:
    """Add a rung (trede) with these :data:`FIELDS`; it holds from now on, and raises nothing for days that have passed.

    Raises ``Unusable`` for what no rung can be, ``NotAllowed`` for who keeps no ladder.
    """
    _require_keeper(actor)
    rung = Rung(clock_kind=clock_kind, code=code, since=now, **{name: values[name] for name in FIELDS})
    require_possible(rung)
    rung.save()
    _settle(rung, "lay_rung", actor, now, {name: [None, values[name]] for name in FIELDS})
    return rung


@transaction.atomic
def change(*, actor: Actor, now: datetime, rung_id: int, values: Mapping[str, Any]) -> Rung:
    """Change a rung; where its days move it holds from now on. What it raised stays.

    Raises as :func:`lay`, and :class:`NoSuchRung`.
    """
    rung = _rung(actor, rung_id)
    changes = {name: [getattr(rung, name), values[name]] for name in FIELDS if getattr(rung, name) != values[name]}
    for name, (_before, after) in changes.items():
        setattr(rung, name, after)
    if moves := bool(DAYS & changes.keys()):
        rung.since = now
    require_possible(rung)
    rung.save()
    _settle(rung, "change_rung", actor, now, changes, moves=moves)
    return rung


@transaction.atomic
def remove(*, actor: Actor, now: datetime, rung_id: int) -> None:
    """Take a rung away; what it raised stays. Raises ``NotAllowed`` and :class:`NoSuchRung`."""
    rung = _rung(actor, rung_id)
    _settle(rung, "remove_rung", actor, now, {name: [getattr(rung, name), None] for name in FIELDS})
    rung.delete()


def _rung(actor: Actor, rung_id: int) -> Rung:
    _require_keeper(actor)
    rung = Rung.objects.select_for_update().filter(pk=rung_id).first()
    if rung is None:
        raise NoSuchRung(_("This rung is not there any more."))
    return rung


def _require_keeper(actor: Actor) -> None:
    if actor.user is None or not access.has_role(actor.user, Role.COORDINATOR, Role.ADMINISTRATOR):
        raise NotAllowed(_("Only a coordinator or an administrator changes when alerts go out."))


def _settle(
    rung: Rung, action: str, actor: Actor, now: datetime, changes: Mapping[str, list[Any]], *, moves: bool = True
) -> None:
    """Tell the trail, and where days moved let the next sweep look at every clock of this kind."""
    if moves:
        alerts.look_again(ClockKind(rung.clock_kind), on=local_day(now))
    said = {"clock": [None, rung.clock_kind], "code": [None, rung.code], **changes}
    trail.append(action=action, actor=actor, now=now, changes=said)
