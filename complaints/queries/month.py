"""What the register says about a month: its counts, and the complaints behind every cell.

*Received*: complaints and interventions whose receipt falls in the month, by their present
category. *Judged*: complaints (no interventions) closed in the month, whatever the outcome. Void
registrations count nowhere. Where the month counts complainants, every number is weighted by them.

The conditions repeat those of the two covering indexes word for word, so that a month is answered
from the index alone; one statement reads one moment of the register.
"""

from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Sum
from psycopg import sql

from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.figures.table import OTHER_REASONS, Counts, MonthFigures
from complaints.models import Complaint, Edition
from complaints.vocabulary import CountingBasis, Status, Verdict

RECEIVED: Final = "received"
JUDGED: Final = "judged"

_RECEIVED: Final = sql.SQL("""
    SELECT id, category, CASE WHEN %(by_complainants)s THEN complainants ELSE 1 END AS weight
    FROM complaints_complaint
    WHERE NOT status = 'void' AND received_on >= %(first)s AND received_on < %(end)s
""")
_JUDGED: Final = sql.SQL("""
    SELECT id, CASE WHEN %(by_complainants)s THEN complainants ELSE 1 END AS weight,
        CASE verdict WHEN 'other' THEN other_reason ELSE verdict END AS outcome, partly,
        closed_on <= six_weeks_on AS within_six_weeks,
        closed_on <= lawful_last_day AS within_term,
        closed_on - received_on AS days
    FROM complaints_complaint
    WHERE status = 'closed' AND NOT category = 'ombudsman'
        AND closed_on >= %(first)s AND closed_on < %(end)s
""")

#: The figures, each with the whole that it must add up to (the row without a key).
_COUNT: Final = sql.SQL("""
    SELECT 'received', category, sum(weight), 0, 0, 0, 0
    FROM ({received}) AS received GROUP BY GROUPING SETS ((category), ())
    UNION ALL
    SELECT 'judged', outcome, sum(weight),
        sum(weight) FILTER (WHERE partly),
        sum(weight) FILTER (WHERE within_six_weeks),
        sum(weight) FILTER (WHERE within_term),
        sum(weight * days)
    FROM ({judged}) AS judged GROUP BY GROUPING SETS ((outcome), ())
""").format(received=_RECEIVED, judged=_JUDGED)

#: One row for each complaint in each cell.
_KEEP: Final = sql.SQL("""
    WITH received AS ({received}), judged AS ({judged}), cell AS (
        SELECT 'received.' || category AS name, id, weight FROM received
        UNION ALL SELECT 'judged.' || outcome, id, weight FROM judged
        UNION ALL SELECT 'partly_justified', id, weight FROM judged WHERE partly
        UNION ALL SELECT 'within_six_weeks', id, weight FROM judged WHERE within_six_weeks
        UNION ALL SELECT 'within_term', id, weight FROM judged WHERE within_term
    )
    INSERT INTO complaints_editionmember (edition_id, cell, complaint_id, weight)
    SELECT %(edition)s, name, id, weight FROM cell
""").format(received=_RECEIVED, judged=_JUDGED)


def count(month: Month, basis: CountingBasis) -> Counts:
    """Count a month by that unit, in one statement."""
    groups: dict[tuple[str, str | None], tuple[int, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _parameters(month, basis))
        for population, key, *numbers in cursor.fetchall():
            groups[population, key] = tuple(int(number or 0) for number in numbers)
    judged, partly, six_weeks, term, days = groups[JUDGED, None]
    return Counts(
        month=month,
        basis=basis,
        received={key: numbers[0] for (population, key), numbers in groups.items() if population == RECEIVED and key},
        received_total=groups[RECEIVED, None][0],
        judged=judged,
        justified=groups.get((JUDGED, Verdict.JUSTIFIED), (0,))[0],
        partly_justified=partly,
        unjustified=groups.get((JUDGED, Verdict.UNJUSTIFIED), (0,))[0],
        other_reasons={reason: groups.get((JUDGED, reason), (0,))[0] for reason in OTHER_REASONS},
        within_six_weeks=six_weeks,
        within_term=term,
        handling_days=days,
    )


def keep_members(edition: Edition, month: Month) -> None:
    """Write the complaints behind every cell of an edition, in the transaction of the caller.

    Cells: ``received.<category>``, ``judged.<verdict or reason>``, ``partly_justified``,
    ``within_six_weeks`` and ``within_term``.
    """
    basis = CountingBasis(edition.counting_basis)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {**_parameters(month, basis), "edition": edition.pk})


def member_checks(edition: Edition, figures: MonthFigures) -> tuple[Check, ...]:
    """Whether the complaints behind the cells make the figures: each cell that does not, else the whole."""
    stated = _cells(figures)
    held = dict(edition.members.values_list("cell").annotate(weight=Sum("weight")))
    checks = [Check(f"members.{cell}", stated.get(cell, 0), held.get(cell, 0)) for cell in sorted({*stated, *held})]
    failing = tuple(check for check in checks if not check.holds)
    return failing or (Check("members", sum(stated.values()), sum(held.values())),)


def void_references(month: Month) -> tuple[str, ...]:
    """The duplicates and errors among what came in that month: counted nowhere, listed in the draft's checks."""
    received = Complaint.objects.filter(received_on__gte=month.first_day, received_on__lt=month.end)
    return tuple(received.filter(status=Status.VOID).order_by("reference").values_list("reference", flat=True))


def _cells(figures: MonthFigures) -> dict[str, int]:
    """What each cell must hold according to the figures; empty ones left out."""
    cells = {f"{RECEIVED}.{category}": number for category, number in figures.received.items()}
    cells |= {f"{JUDGED}.{reason}": number for reason, number in (figures.other_reasons or {}).items()}
    cells |= {
        f"{JUDGED}.{Verdict.JUSTIFIED.value}": figures.justified or 0,
        f"{JUDGED}.{Verdict.UNJUSTIFIED.value}": figures.unjustified or 0,
        "partly_justified": figures.partly_justified or 0,
        "within_six_weeks": figures.within_six_weeks or 0,
        "within_term": figures.within_term or 0,
    }
    return {cell: number for cell, number in cells.items() if number}


def _parameters(month: Month, basis: CountingBasis) -> dict[str, date | bool | int]:
    return {
        "first": month.first_day,
        "end": month.end,
        "by_complainants": basis is CountingBasis.COMPLAINANTS,
    }
