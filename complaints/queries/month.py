"""What the register says about a month: its counts, and the complaints behind every cell.

*Received*: complaints and interventions whose receipt falls in the month, by their present
category. *Judged*: complaints (no interventions) closed in the month, whatever the outcome. Void
registrations count nowhere. Where the month counts complainants, every number is weighted by them.

What stands beside the table is counted in the same statement: see ``month_statements``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Sum

from complaints.figures.further import FurtherCounts, cohort_of
from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.figures.table import OTHER_REASONS, Counts, MonthFigures
from complaints.models import Complaint, Edition
from complaints.queries import month_statements as statements
from complaints.vocabulary import CountingBasis, Status, Verdict

RECEIVED: Final = "received"
JUDGED: Final = "judged"
#: Populations whose keys are cells beside the table.
_BESIDE: Final = ("verdict", "kind", "ground")


def count(month: Month, basis: CountingBasis) -> Counts:
    """Count a month by that unit, in one statement."""
    groups: dict[tuple[str, str | None], tuple[int, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNT, parameters(month, basis))
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
        further=_further(groups),
    )


def _further(groups: Mapping[tuple[str, str | None], tuple[int, ...]]) -> FurtherCounts:
    """What stands beside the table, from the same answer."""
    cells = {key: numbers[0] for (population, key), numbers in groups.items() if population == "cell" and key}
    cells |= {f"{name}.{key}": numbers[0] for (name, key), numbers in groups.items() if name in _BESIDE and key}
    days = {int(key): numbers[0] for (population, key), numbers in groups.items() if population == "days" and key}
    return FurtherCounts(cells=cells, days=days)


def keep_members(edition: Edition, month: Month) -> None:
    """Write the complaints behind every cell of an edition, in the transaction of the caller.

    Cells: ``received.<category>``, ``judged.<verdict or reason>`` (with the days that it took),
    ``partly_justified``, ``within_six_weeks``, ``within_term``, and those of ``figures.further``.
    """
    basis = CountingBasis(edition.counting_basis)
    with connection.cursor() as cursor:
        cursor.execute(statements.KEEP, {**parameters(month, basis), "edition": edition.pk})


def member_checks(edition: Edition, figures: MonthFigures) -> tuple[Check, ...]:
    """Whether the complaints behind the cells make the figures: each cell that does not, else the whole."""
    stated = _cells(figures)
    held = dict(edition.members.values_list("cell").annotate(weight=Sum("weight")))
    shown = sorted(cell for cell in {*stated, *held} if stated.get(cell, 0) is not None)
    checks = [Check(f"members.{cell}", stated.get(cell) or 0, held.get(cell, 0)) for cell in shown]
    failing = tuple(check for check in checks if not check.holds)
    return failing or (Check("members", sum(check.stated for check in checks), sum(check.found for check in checks)),)


def void_references(month: Month) -> tuple[str, ...]:
    """The duplicates and errors among what came in that month: counted nowhere, listed in the draft's checks."""
    received = Complaint.objects.filter(received_on__gte=month.first_day, received_on__lt=month.end)
    return tuple(received.filter(status=Status.VOID).order_by("reference").values_list("reference", flat=True))


def _cells(figures: MonthFigures) -> dict[str, int | None]:
    """What each cell must hold according to the figures; None where it is too small to be shown."""
    cells = {f"{RECEIVED}.{category}": number for category, number in figures.received.items()}
    cells |= {f"{JUDGED}.{reason}": number for reason, number in (figures.other_reasons or {}).items()}
    cells |= {
        f"{JUDGED}.{Verdict.JUSTIFIED.value}": figures.justified,
        f"{JUDGED}.{Verdict.UNJUSTIFIED.value}": figures.unjustified,
        "partly_justified": figures.partly_justified,
        "within_six_weeks": figures.within_six_weeks,
        "within_term": figures.within_term,
    }
    return cells | dict(figures.further.cells if figures.further else {})


def parameters(month: Month, basis: CountingBasis) -> dict[str, date | bool | int]:
    """What the statements of a month are asked with."""
    cohort = cohort_of(month)
    return {
        "first": month.first_day,
        "end": month.end,
        "cohort_first": cohort.first_day,
        "cohort_end": cohort.end,
        "by_complainants": basis is CountingBasis.COMPLAINANTS,
    }
