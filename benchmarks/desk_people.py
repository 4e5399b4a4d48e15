"""The units and the handlers of :mod:`benchmarks.desk`, made within the application."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks.desk_rows import HANDLERS, UNITS  # noqa: E402 - the application comes up first
from complaints.models import RoleGrant, Unit, User  # noqa: E402
from complaints.vocabulary import Role  # noqa: E402


def make() -> None:
    """Units in turn have handlers; each handler works for one unit."""
    units = [Unit.objects.create(code=f"unit-{n}", name=f"Eenheid {n}") for n in range(1, UNITS + 1)]
    for n in range(1, HANDLERS + 1):
        user = User.objects.create(username=f"handler-{n}", first_name="Behandelaar", last_name=str(n))
        RoleGrant.objects.create(user=user, role=Role.HANDLER, unit=units[n % UNITS])


if __name__ == "__main__":
    make()
