"""Who is away, and of whom somebody may say so."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints import access
from complaints.models import Absence, RoleGrant, User
from complaints.vocabulary import Role


def may_be_entered(user: User) -> QuerySet[User]:
    """Whose absence this user may enter: his own; that of his units; as an administrator everyone's."""
    grants = access.grants_of(user)
    if grants.filter(role=Role.ADMINISTRATOR).exists():
        return _by_name(User.objects.filter(is_active=True))
    units = list(grants.filter(role=Role.COORDINATOR).values_list("unit", flat=True))
    works = RoleGrant.objects.filter(user=OuterRef("pk"))
    if None not in units:
        works = works.filter(Q(unit=None) | Q(unit__in=units)) if units else works.none()
    return _by_name(User.objects.filter(Q(pk=user.pk) | Q(Exists(works)), is_active=True))


def may_stand_in() -> QuerySet[User]:
    """Who can get the alerts of another; whether it fits the two is for the service to say."""
    able = RoleGrant.objects.filter(user=OuterRef("pk"), role__in=[Role.HANDLER, Role.COORDINATOR, Role.LIAISON])
    return _by_name(User.objects.filter(Exists(able), is_active=True))


def to_come(user: User, *, today: date) -> QuerySet[Absence]:
    """The absences that hold on or after a local day, of whom this user may enter one."""
    standing = Absence.objects.standing().filter(Q(last_on=None) | Q(last_on__gte=today))
    seen = standing.filter(person__in=may_be_entered(user).order_by())
    return seen.select_related("person", "substitute").order_by("first_on", "person__last_name", "pk")


def _by_name(people: QuerySet[User]) -> QuerySet[User]:
    return people.order_by("last_name", "first_name", "pk")
