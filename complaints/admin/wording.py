"""How a last day is said on screen: in words, with an icon and a tone, never by colour alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
