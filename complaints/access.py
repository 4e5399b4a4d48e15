"""Who may see and do what: the one place that decides.

Every queryset that a face shows starts at :func:`visible_to`; every service asks :func:`require`.
Roles come from :class:`~complaints.models.RoleGrant`, in one unit or in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Intervention, Involvement, PersonComplainedAbout, RoleGrant, User
from complaints.models.complaint import ComplaintQuerySet
from complaints.vocabulary import Category, Origin, Role
from complaints.workflow import Action, Refusal

#: Roles whose work is complaints, for the units that their grant names.
CASE_ROLES = frozenset({Role.HANDLER, Role.COORDINATOR, Role.AUDITOR, Role.PRIVACY_OFFICER, Role.MANAGER})

_HANDLERS = frozenset({Role.HANDLER, Role.COORDINATOR})
_COORDINATORS = frozenset({Role.COORDINATOR})
_LIAISONS = frozenset({Role.LIAISON, Role.COORDINATOR})

#: Which roles may do which act.
MAY: Mapping[Action, frozenset[Role]] = dict.fromkeys(Action, _HANDLERS) | {
    Action.VOID: _COORDINATORS,
    Action.REOPEN: _COORDINATORS,
    Action.CLOSE_IN_SPITE: _COORDINATORS,
    Action.CHARGE_COMMITTEE: _COORDINATORS,
    Action.OPEN_ROUND: _LIAISONS,
    Action.MOVE_ROUND: _LIAISONS,
    Action.ANSWER_ROUND: _LIAISONS,
    Action.ANSWER: _LIAISONS,
    Action.RECOMMENDATION: _LIAISONS,
    Action.CONTACT: _HANDLERS | _LIAISONS,
    Action.ASK_INQUIRY: _HANDLERS | _LIAISONS,
    Action.ANSWER_INQUIRY: _HANDLERS | _LIAISONS,
    Action.LETTER: _HANDLERS | _LIAISONS,
    Action.DOCUMENT: _HANDLERS | _LIAISONS,
    Action.NOTE: _HANDLERS | _LIAISONS,
}


class NotAllowed(Refusal):
    """The role of who asks does not cover this act or this complaint."""

    code = "not_allowed"


@dataclass(frozen=True)
class Actor:
    """Who acts, and through which face: a user, or (``user`` None) the system itself."""

    user: User | None
    origin: Origin

    @property
    def is_system(self) -> bool:
        """Whether a job acts, not a person."""
        return self.user is None


def grants_of(user: User) -> QuerySet[RoleGrant]:
    """The roles that count: none for who is deactivated."""
    if not user.is_active:
        return RoleGrant.objects.none()
    return RoleGrant.objects.filter(user=user)


def reaches_of(user: User) -> list[tuple[Role, int | None]]:
    """The same as pairs of role and unit; what was read of this very object already is not read again."""
    if not user.is_active:
        return []
    return [(Role(grant.role), grant.unit_id) for grant in user.role_grants.all()]


def person(actor: Actor) -> User:
    """Who acts, where only a person can; refuse the system with :class:`NotAllowed`."""
    if actor.user is None:
        raise NotAllowed(_("Only a person does this."))
    return actor.user


def has_role(user: User, *roles: Role) -> bool:
    """Tell whether the user has one of these roles, in whichever unit."""
    return grants_of(user).filter(role__in=roles).exists()


def has_role_in(user: User, unit_id: int | None, role: Role) -> bool:
    """Tell whether the user has this role for complaints of this unit (None: of no unit yet)."""
    return _granted(user, frozenset({role}), unit_id).exists()


def visible_to(actor: Actor) -> ComplaintQuerySet:
    """The complaints that the actor may see: those of his units, never one about himself."""
    if actor.user is None:
        return Complaint.objects.all()
    seen = Q(pk__in=[])
    for role, unit_id in reaches_of(actor.user):
        seen |= _reach(role, unit_id)
    return _not_about(Complaint.objects.filter(seen), actor.user)


def assignable_to(user: User) -> ComplaintQuerySet:
    """The complaints that the user could handle: of his units, not about him, and he was not involved (Awb 9:7)."""
    reach = Q(pk__in=[])
    for role, unit_id in reaches_of(user):
        if role in _HANDLERS:
            reach |= _reach(role, unit_id)
    involved = Involvement.objects.filter(complaint=OuterRef("pk"), user=user)
    return _not_about(Complaint.objects.filter(reach), user).filter(~Exists(involved))


def units_of(actor: Actor) -> frozenset[int] | None:
    """Give the units outside which the actor sees nothing but what has none; None: units do not cut his sight.

    For a search that wants to look at less. It never takes the place of :func:`visible_to`.
    """
    if actor.user is None:
        return None
    units = set[int]()
    for role, unit_id in reaches_of(actor.user):
        if role not in CASE_ROLES | {Role.LIAISON}:
            continue
        if unit_id is None or role is Role.LIAISON:
            return None
        units.add(unit_id)
    return frozenset(units)


def may(actor: Actor, action: Action, complaint: Complaint) -> bool:
    """Tell whether the actor may do this act on this complaint; the status is not asked here."""
    if actor.user is None:
        return True
    return _granted(actor.user, MAY[action], complaint.unit_id).exists() and not is_about(complaint, actor.user)


def acts_of(actor: Actor, complaint: Complaint) -> frozenset[Action]:
    """The acts that the actor may do on this complaint, all at once; the status is not asked here."""
    if actor.user is None:
        return frozenset(Action)
    if is_about(complaint, actor.user):
        return frozenset()
    roles = set(_granted(actor.user, frozenset(Role), complaint.unit_id).values_list("role", flat=True))
    return frozenset(action for action in Action if MAY[action] & roles)


def require(actor: Actor, action: Action, complaint: Complaint) -> None:
    """Refuse with :class:`NotAllowed` what the actor may not do."""
    if not may(actor, action, complaint):
        raise NotAllowed(_("Your role does not cover this act on this complaint."))


def handles_for(user: User, *, unit_id: int | None) -> bool:
    """Tell whether complaints of this unit (None: of no unit yet) can be assigned to the user."""
    return _granted(user, _HANDLERS, unit_id).exists()


def may_register(user: User, *, unit_id: int | None, category: Category) -> bool:
    """Tell whether the user may register a complaint of this unit, or an intervention."""
    roles = _LIAISONS | _HANDLERS if category == Category.OMBUDSMAN else _HANDLERS
    return _granted(user, roles, unit_id).exists()


def may_enter_absence(user: User, person: User) -> bool:
    """Tell whether the user may say when this person is away: himself, his coordinator, an administrator."""
    if user.pk == person.pk:
        return user.is_active
    return has_role(user, Role.ADMINISTRATOR) or _share_a_unit(grants_of(user).filter(role=Role.COORDINATOR), person)


def shares_work(user: User, person: User) -> bool:
    """Tell whether the user handles or coordinates in a unit in which this person works."""
    return _share_a_unit(grants_of(user).filter(role__in=_HANDLERS | {Role.LIAISON}), person)


def _share_a_unit(grants: QuerySet[RoleGrant], person: User) -> bool:
    units = list(RoleGrant.objects.filter(user=person).values_list("unit", flat=True))
    if not units:
        return False
    return (grants if None in units else grants.filter(Q(unit=None) | Q(unit__in=units))).exists()


def is_about(complaint: Complaint, user: User) -> bool:
    """Tell whether the complaint is about the conduct of this user (Awb 9:7)."""
    return PersonComplainedAbout.objects.filter(complaint=complaint, user=user).exists()


def _granted(user: User, roles: frozenset[Role], unit_id: int | None) -> QuerySet[RoleGrant]:
    granted = grants_of(user).filter(role__in=roles)
    return granted if unit_id is None else granted.filter(Q(unit_id__isnull=True) | Q(unit_id=unit_id))


def _reach(role: Role, unit_id: int | None) -> Q:
    if role is Role.LIAISON:
        about = Intervention.objects.filter(about=OuterRef("pk"))
        return Q(category=Category.OMBUDSMAN) | Q(Exists(about))
    if role not in CASE_ROLES:
        return Q(pk__in=[])
    if unit_id is None:
        return Q(pk__isnull=False)
    return Q(unit_id=unit_id) | Q(unit_id__isnull=True)


def _not_about(complaints: ComplaintQuerySet, user: User) -> ComplaintQuerySet:
    about = PersonComplainedAbout.objects.filter(complaint=OuterRef("pk"), user=user)
    return complaints.filter(~Exists(about))


def kept_units(user: User, *roles: Role) -> frozenset[int | None]:
    """The units in which the user has one of these roles; None among them means all units."""
    return frozenset(grants_of(user).filter(role__in=roles).values_list("unit_id", flat=True))


def keeps(user: User, unit_id: int | None, *roles: Role) -> bool:
    """Tell whether the user has one of these roles for all that is of this unit (None: of all units)."""
    return not kept_units(user, *roles).isdisjoint({None, unit_id})
