"""What can be chosen around the work list: handlers, units, and the views that somebody has or is offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from complaints import access
from complaints.models import Unit, User, WorkView
from complaints.vocabulary import Role


@dataclass(frozen=True)
class Views:
    """The saved views of a person, and those that others share with a unit of his; by name."""

    own: Sequence[WorkView]
    shared: Sequence[WorkView]


def handlers() -> Sequence[tuple[str, str]]:
    """Who handles complaints, by surname: username and name."""
    return [(user.username, str(user)) for user in _handlers()]


def handlers_by_key() -> Sequence[tuple[str, str]]:
    """The same by key, to assign to."""
    return [(str(user.pk), str(user)) for user in _handlers()]


def units() -> Sequence[tuple[str, str]]:
    """The active units, by name: code and name."""
    return list(Unit.objects.filter(is_active=True).order_by("name", "code").values_list("code", "name"))


def units_of(user: User) -> Sequence[tuple[str, str]]:
    """The units with which somebody can share a view, by name: key and name."""
    found = Unit.objects.filter(is_active=True).order_by("name", "code")
    granted = set(access.grants_of(user).values_list("unit_id", flat=True))
    if None not in granted:
        found = found.filter(pk__in=granted)
    return [(str(unit.pk), unit.name) for unit in found]


def views_of(user: User) -> Views:
    """The views of this person, his own apart."""
    grants = access.grants_of(user).filter(Q(unit__isnull=True) | Q(unit=OuterRef("unit")))
    offered = Q(Exists(grants), unit__isnull=False)
    found = WorkView.objects.filter(Q(owner=user) | offered).select_related("owner", "unit")
    views = list(found.order_by("name", "pk"))
    return Views(
        own=[view for view in views if view.owner_id == user.pk],
        shared=[view for view in views if view.owner_id != user.pk],
    )


def _handlers() -> Sequence[User]:
    granted = User.objects.filter(is_active=True, role_grants__role__in=[Role.HANDLER, Role.COORDINATOR])
    return list(granted.distinct().order_by("last_name", "first_name", "username"))
