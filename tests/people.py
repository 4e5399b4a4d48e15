"""The people of the tests: invented, and the same everywhere.

Anna handles, Bram coordinates, Chris publishes, Dewi approves, Eva is the ombudsman's liaison, Fleur
audits, Gijs administers, Hanna handles in another unit, and Ilse left.
"""

from complaints.access import Actor
from complaints.models import RoleGrant, Unit, User
from complaints.vocabulary import Origin, Role

#: The system itself, as a job acts.
SYSTEM = Actor(user=None, origin=Origin.TASK)


def unit(code: str = "north", name: str = "Regio Noord") -> Unit:
    """Give the unit with this code."""
    return Unit.objects.get_or_create(code=code, defaults={"name": name})[0]


def person(username: str, *roles: Role, first_name: str, last_name: str, of: Unit | None = None) -> User:
    """Give the user of this name with these roles, in one unit or in all."""
    user, made = User.objects.get_or_create(
        username=username,
        defaults={
            "first_name": first_name,
            "last_name": last_name,
            "email": f"{username}@body.example",
            "is_staff": True,
            "mails": "single",  # at once; what waits for a morning has tests of its own
        },
    )
    if made:
        RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role, unit=of) for role in roles])
    return user


def anna() -> User:
    """Anna de Wit handles complaints in all units."""
    return person("anna", Role.HANDLER, first_name="Anna", last_name="de Wit")


def bram() -> User:
    """Bram Bakker coordinates all units."""
    return person("bram", Role.COORDINATOR, first_name="Bram", last_name="Bakker")


def chris() -> User:
    """Chris Peters prepares the published figures."""
    return person("chris", Role.PUBLISHER, first_name="Chris", last_name="Peters")


def dewi() -> User:
    """Dewi Kartika approves the published figures."""
    return person("dewi", Role.PUBLISHER, first_name="Dewi", last_name="Kartika")


def eva() -> User:
    """Eva Mol is the liaison with the ombudsman."""
    return person("eva", Role.LIAISON, first_name="Eva", last_name="Mol")


def fleur() -> User:
    """Fleur Smit audits."""
    return person("fleur", Role.AUDITOR, first_name="Fleur", last_name="Smit")


def gijs() -> User:
    """Gijs Vos administers users and units, and sees no case."""
    return person("gijs", Role.ADMINISTRATOR, first_name="Gijs", last_name="Vos")


def hanna() -> User:
    """Hanna Jansen handles complaints of the unit South alone."""
    return person("hanna", Role.HANDLER, first_name="Hanna", last_name="Jansen", of=unit("south", "Regio Zuid"))


def ilse() -> User:
    """Ilse Kok handled complaints and left: her account is not active."""
    user = person("ilse", Role.HANDLER, first_name="Ilse", last_name="Kok")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    return user


def at_desk(user: User) -> Actor:
    """Give the user as he acts at the desk."""
    return Actor(user=user, origin=Origin.DESK)
