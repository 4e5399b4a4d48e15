"""Migrate as the owner of the database, then give the application's user its rights.

Two database users from the start: the owner (``MIGRATE_DATABASE_URL``) makes tables, the
application's user (``DATABASE_URL``) has no more rights than ``complaints.models.rights`` lists.
Where only one is configured, this is Django's own command.
"""

from typing import Any, Final

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections, transaction

from complaints.models import rights

OWNER: Final = "owner"


class Command(migrate.Command):
    """Django's command, on the owner's connection by default, followed by the grants."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        if OWNER in connections.settings:
            parser.set_defaults(database=OWNER)

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        changes = not (options["plan"] or options["check_unapplied"])
        if changes and options["database"] == OWNER:
            self._grant()

    def _grant(self) -> None:
        """Give the application's user its rights, all at once; doing it again changes nothing."""
        role = str(connections.settings["default"]["USER"])
        if role == connections.settings[OWNER]["USER"]:
            return
        owner = connections[OWNER]
        with transaction.atomic(using=OWNER), owner.cursor() as cursor:
            for statement in rights.grants(role):
                cursor.execute(statement)
