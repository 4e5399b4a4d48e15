"""An edition against the register as it stands: by figure, and complaint by complaint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q, Sum
from psycopg import sql

from complaints.figures.destroyed import Destroyed, with_destroyed
from complaints.figures.hiding import hide
from complaints.figures.months import Month
from complaints.figures.proof import Difference, differences, further_differences
from complaints.figures.table import MonthFigures, compiled
from complaints.models import Edition, EditionAcknowledgement
from complaints.queries import month as counting
from complaints.queries import month_statements as statements
from complaints.queries.editions import figures_of
from complaints.vocabulary import CountingBasis

#: What a complaint is in a cell: its weight and its days (none but of what was judged), or nothing.
Held = tuple[int, int | None] | None

#: Cells that differ, with the complaint. An edition of before knows fewer cells, and no days.
_CHANGES: Final = sql.SQL("""
    WITH held AS (
        SELECT cell, complaint_id, sum(weight) AS weight, max(days) AS days
        FROM complaints_editionmember WHERE edition_id = %(edition)s AND complaint_id IS NOT NULL
        GROUP BY cell, complaint_id
    ), found AS (
        SELECT cell, complaint_id, sum(weight) AS weight, max(days) FILTER (WHERE %(with_further)s) AS days
        FROM ({cells}) AS member
        WHERE %(with_further)s OR cell LIKE 'received.%%' OR cell LIKE 'judged.%%'
            OR cell IN ('partly_justified', 'within_six_weeks', 'within_term')
        GROUP BY cell, complaint_id
    )
    SELECT complaint_id, reference, cell, held.weight, held.days, found.weight, found.days
    FROM held FULL JOIN found USING (cell, complaint_id)
    JOIN complaints_complaint ON complaints_complaint.id = complaint_id
    WHERE (held.weight, held.days) IS DISTINCT FROM (found.weight, found.days)
    ORDER BY reference, cell
""").format(cells=statements.CELLS)


@dataclass(frozen=True)
class Change:
    """A complaint that the register counts otherwise than the edition did, by cell: then and now."""

    complaint_id: int
    reference: str
    cells: Mapping[str, tuple[Held, Held]]
    acknowledged: EditionAcknowledgement | None = None

    def as_record(self) -> dict[str, Any]:
        """The cells as an acknowledgement keeps them."""
        return {
            cell: [None if held is None else list(held) for held in pair] for cell, pair in sorted(self.cells.items())
        }


def recounted(edition: Edition) -> MonthFigures:
    """The figures of the edition's month as the register has them now, with as little shown as the edition shows."""
    return hide(counted(edition), below=figures_of(edition).below)


def counted(edition: Edition) -> MonthFigures:
    """The same by the edition's own basis, destroyed cases included, and with everything shown."""
    month, basis = Month.of(edition.month), CountingBasis(edition.counting_basis)
    return compiled(with_destroyed(counting.count(month, basis), _destroyed(edition)))


def differing(edition: Edition) -> tuple[Difference, ...]:
    """Every figure of the edition that the register no longer gives."""
    published, now = figures_of(edition), recounted(edition)
    return (*differences(published, now), *further_differences(published, now))


def changes(edition: Edition) -> Sequence[Change]:
    """The complaints that cause a difference, in order of reference, each with what was acknowledged of it."""
    by_complaint: dict[tuple[int, str], dict[str, tuple[Held, Held]]] = {}
    parameters = {
        **counting.parameters(Month.of(edition.month), CountingBasis(edition.counting_basis)),
        "edition": edition.pk,
        "with_further": figures_of(edition).further is not None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, parameters)
        for complaint, reference, cell, *then_and_now in cursor.fetchall():
            pair = _held(*then_and_now[:2]), _held(*then_and_now[2:])
            by_complaint.setdefault((complaint, reference), {})[cell] = pair
    known = _acknowledged(edition)
    found = [Change(complaint, reference, cells) for (complaint, reference), cells in by_complaint.items()]
    return [Change(each.complaint_id, each.reference, each.cells, _of(each, known)) for each in found]


def _of(change: Change, known: Mapping[int, EditionAcknowledgement]) -> EditionAcknowledgement | None:
    """What was acknowledged last of the complaint, where it is this very change."""
    last = known.get(change.complaint_id)
    return last if last is not None and last.cells == change.as_record() else None


def _acknowledged(edition: Edition) -> dict[int, EditionAcknowledgement]:
    rows = edition.acknowledgements.select_related("acknowledged_by").order_by("id")
    return {row.complaint_id: row for row in rows}


def _destroyed(edition: Edition) -> Destroyed:
    """What the edition counted of complaints that are no longer there."""
    gone = edition.members.filter(complaint=None)
    judged = gone.filter(Q(cell__startswith="judged.") & Q(days__isnull=False))
    return Destroyed(
        cells=dict(gone.values_list("cell").annotate(weight=Sum("weight"))),
        days=dict(judged.values_list("days").annotate(weight=Sum("weight"))),
    )


def _held(weight: int | None, days: int | None) -> Held:
    return None if weight is None else (int(weight), days)
