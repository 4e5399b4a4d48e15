"""System checks: what the code relies on, each with an id that never changes.

====================  ==================================================================
complaints.E001       PostgreSQL is older than 17, or not reached (where a database is checked)
complaints.E002       the time zone is not Europe/Amsterdam: statutory days would shift
complaints.E003       the file of ``EQUATED_DAYS_FILE`` cannot be used
complaints.E004       ``LETTERS_READ_BY_TWO`` names a letter that does not exist
complaints.I001       the royal decrees on rest days are known for a short while only
====================  ==================================================================
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import DatabaseError, NotSupportedError, connections
from django.utils import timezone

from complaints.law import UnreadableDecrees, calendar_with
from complaints.vocabulary import LetterKind

#: As the status page counts it: about eighteen months before the last day that the decrees cover.
NEAR: Final = timedelta(days=550)


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


@register()
def decrees_are_known(**_: Any) -> list[CheckMessage]:
    """Atw 3 lid 3: the equated days can be read, and reach far enough; too short a reach fails nothing."""
    try:
        horizon = calendar_with(settings.EQUATED_DAYS_FILE).horizon
    except UnreadableDecrees as error:
        return [Error(str(error), id="complaints.E003")]
    if timezone.localdate() + NEAR < horizon:
        return []
    return [Info(f"Equated days are known up to {horizon}: look for a new decree.", id="complaints.I001")]


@register()
def letters_are_known(**_: Any) -> list[CheckMessage]:
    """A setting that names a letter wrongly would let it leave unread."""
    return [
        Error(
            f"LETTERS_READ_BY_TWO: {name!r} is no letter; write of {', '.join(LetterKind.values)}.",
            id="complaints.E004",
        )
        for name in settings.LETTERS_READ_BY_TWO
        if name not in LetterKind.values
    ]
