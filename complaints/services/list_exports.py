"""The work list as a file: every row, and who took it is told to the trail."""

from datetime import datetime
from typing import IO

from django.db import transaction

from complaints.access import Actor
from complaints.law import local_day
from complaints.models import Event
from complaints.queries import worklist
from complaints.queries.worklist import Days, Filters
from complaints.queries.worklist_order import Sort
from complaints.record import trail
from complaints.record.checking import require_printable
from complaints.renderings.list_files import FORMATS

#: An address that holds filters, in characters.
_LONGEST_QUERY = 1000


@transaction.atomic
def export(
    *,
    actor: Actor,
    now: datetime,
    days: Days,
    filters: Filters,
    sort: Sort,
    query: str,
    file_format: str,
    out: IO[bytes],
) -> Event:
    """Write all that the list shows into a file of one of ``FORMATS``, and give the event that says so.

    ``query`` is how the address says the filters, for the trail. Raises ``Unusable`` for one too long.
    """
    require_printable(query, field="query", longest=_LONGEST_QUERY, is_long=False)
    rows = worklist.every_row(actor=actor, filters=filters, days=days, sort=sort)
    written = FORMATS[file_format].write(out, rows, local_day(now))
    return trail.append(
        action="list_exported",
        actor=actor,
        now=now,
        changes={"format": [None, file_format], "filters": [None, query], "rows": [None, written]},
    )
