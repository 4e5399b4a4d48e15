"""Who sits at the desk: the person who signed in, as an actor, with his roles."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from complaints import access
from complaints.access import Actor
from complaints.models import User
from complaints.vocabulary import Origin, Role

#: Whose work is cases: only they have a work list.
CASE_WORKERS = frozenset(
    {Role.HANDLER, Role.COORDINATOR, Role.LIAISON, Role.AUDITOR, Role.PRIVACY_OFFICER, Role.MANAGER}
)
#: Who may enter a complaint.
INTAKERS = frozenset({Role.HANDLER, Role.COORDINATOR})
#: Who edits the templates of letters.
COORDINATORS = frozenset({Role.COORDINATOR})
#: Who answers the ombudsman.
LIAISONS = frozenset({Role.LIAISON, Role.COORDINATOR})
#: Who sees figures before they are published.
FIGURE_READERS = frozenset({Role.COORDINATOR, Role.PUBLISHER, Role.AUDITOR})
#: Who looks after users and the machinery.
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
#: Who sets when alerts go out.
LADDER_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})

_KEPT = "desk_roles"
Row = TypeVar("Row", bound=models.Model)


def user_of(request: HttpRequest) -> User:
    """The person who signed in; the site lets nobody else come this far."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("Nobody is signed in.")
    return user


def actor_of(request: HttpRequest) -> Actor:
    """The person who signed in, acting through the desk; his roles are read with him, once per request."""
    roles_of(request)
    return Actor(user_of(request), Origin.DESK)


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """His roles, in whichever unit; asked of the database once per request."""
    kept = vars(request)
    if _KEPT not in kept:
        user = user_of(request)
        models.prefetch_related_objects([user], "role_grants")
        kept[_KEPT] = frozenset(role for role, _unit in access.reaches_of(user))
    roles: frozenset[Role] = kept[_KEPT]
    return roles


def has_role(request: HttpRequest, roles: Iterable[Role]) -> bool:
    """Tell whether he has one of these roles."""
    return not roles_of(request).isdisjoint(roles)


class RoleRights:
    """Rights on a screen of the stock admin by role; Django's model permissions are not asked.

    Nothing is ever deleted here: what was used stays, and what is not used any more is switched off.
    """

    readers: ClassVar[frozenset[Role]] = ADMINISTRATORS
    writers: ClassVar[frozenset[Role]] = frozenset()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and has_role(request, self.readers | self.writers)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.readers | self.writers)

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return has_role(request, self.writers)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.writers)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeskModelAdmin(RoleRights, admin.ModelAdmin[Row]):
    """A screen of the stock admin, under the rights of a role."""
