"""Which rungs of the alert ladder can be: asked by its form, by its service, and kept by the database."""

from django.utils.translation import gettext_lazy as _

from complaints.models import Rung
from complaints.record.checking import Unusable, require_usable
from complaints.vocabulary import AlertRole, ClockKind, OffsetUnit

#: How far from the last day a rung lies at most, and how seldom it comes back.
FURTHEST, SELDOMEST = 60, 90


def require_possible(rung: Rung) -> None:
    """Refuse with ``Unusable``, naming the field, a rung that cannot be."""
    require_usable(rung)
    if rung.clock_kind == ClockKind.OMBUDSMAN_YEAR:
        raise Unusable(_("The year of the ombudsman asks nothing of the body, and rings no bell."), field="clock_kind")
    if abs(rung.offset) > FURTHEST:
        raise Unusable(_("At most %(most)s before or after.") % {"most": FURTHEST}, field="number")
    if rung.unit == OffsetUnit.HOURS and rung.clock_kind != ClockKind.OMBUDSMAN_REPLY:
        raise Unusable(_("Only the ombudsman sets an hour; count in days here."), field="unit")
    if rung.repeat_days is not None and rung.unit == OffsetUnit.HOURS:
        raise Unusable(_("A rung in hours comes once."), field="repeat_days")
    if rung.repeat_days is not None and not 1 <= rung.repeat_days <= SELDOMEST:
        raise Unusable(_("Give a number of days from 1 to %(most)s.") % {"most": SELDOMEST}, field="repeat_days")
    if not rung.roles or not set(rung.roles) <= set(AlertRole.values):
        raise Unusable(_("Say to whom it goes."), field="roles")
