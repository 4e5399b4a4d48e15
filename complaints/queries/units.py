"""The units of somebody: where he has a role."""

from complaints import access
from complaints.models import Unit, User
from complaints.vocabulary import Role


def units_of(user: User, *roles: Role) -> tuple[list[Unit], bool]:
    """The active units in which he has one of these roles, and whether he has it in all at once."""
    kept = access.kept_units(user, *roles)
    units = Unit.objects.filter(is_active=True).order_by("name", "pk")
    if None in kept:
        return list(units), True
    return [unit for unit in units if unit.pk in kept], False
