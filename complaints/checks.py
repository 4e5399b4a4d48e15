"""System checks: what the code relies on, each with an id that never changes.

====================  ==================================================================
complaints.E001       PostgreSQL is older than 17, or not reached (where a database is checked)
complaints.E002       the time zone is not Europe/Amsterdam: statutory days would shift
====================  ==================================================================
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, NotSupportedError, connections


@register(Tags.database)
def database_is_new_enough(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The builtin C.UTF-8 collation, on which every order of text rests, came with PostgreSQL 17."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            connections[alias].ensure_connection()
        except (DatabaseError, NotSupportedError) as error:
            reason = str(error).strip().splitlines()[0]
            found.append(Error(f"Database {alias!r}: {reason}", id="complaints.E001"))
    return found


@register()
def law_counts_in_amsterdam(**_: Any) -> list[CheckMessage]:
    """A receipt at 23:30 and one at 00:30 are a day apart, in Amsterdam and nowhere else."""
    if settings.TIME_ZONE == "Europe/Amsterdam" and settings.USE_TZ:
        return []
    return [Error("TIME_ZONE must be Europe/Amsterdam, with USE_TZ.", id="complaints.E002")]
