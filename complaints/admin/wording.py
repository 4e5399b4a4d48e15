"""How a last day is said on screen: in words, with an icon and a tone, never by colour alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.record.alerts import MET
from complaints.vocabulary import OffsetUnit, Status, Superseded

#: Policy of the screen: from so many days before its last day a term is called soon.
SOON_DAYS = 7


@dataclass(frozen=True)
class Remaining:
    """What is left of a term: the words, and the names of its tone and its icon."""

    tone: str
    icon: str
    words: str


def remaining(last_day: date | None, *, today: date) -> Remaining:
    """Say how many days are left until the last day, or have passed since."""
    if last_day is None:
        return Remaining("none", "none", _("no term"))
    days = (last_day - today).days
    if days < 0:
        return Remaining(
            "late", "overdue", ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
        )
    if days == 0:
        return Remaining("soon", "today", _("last day today"))
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return Remaining("soon", "soon", left) if days <= SOON_DAYS else Remaining("fine", "ample", left)


def met(met_on: date, *, last_day: date) -> Remaining:
    """Say that a duty was done: in time, or how many days after its last day."""
    days = (met_on - last_day).days
    if days <= 0:
        return Remaining("met", "met", _("done in time"))
    late = ngettext("done %(days)s day late", "done %(days)s days late", days) % {"days": days}
    return Remaining("late", "overdue", late)


def called_off(code: str) -> str:
    """Why an alert asks nothing of anybody any more: a duty done, or a code of ``Superseded`` or ``Status``."""
    words = {**dict(Superseded.choices), **dict(Status.choices), MET: _("the duty was done")}
    return str(words.get(code, code))


def offset(number: int, unit: OffsetUnit) -> str:
    """How far from the last day a rung of the ladder lies."""
    if unit is OffsetUnit.HOURS:
        words = ngettext("%(number)s hour", "%(number)s hours", abs(number))
    elif unit is OffsetUnit.WORKING_DAYS:
        words = ngettext("%(number)s working day", "%(number)s working days", abs(number))
    else:
        words = ngettext("%(number)s day", "%(number)s days", abs(number))
    if number == 0:
        return _("at the moment itself") if unit is OffsetUnit.HOURS else _("on the last day")
    how_far = words % {"number": abs(number)}
    return (_("%(how_far)s before") if number < 0 else _("%(how_far)s after")) % {"how_far": how_far}
