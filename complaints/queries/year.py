"""What the register says about a year, in complaints whatever the months counted; and its register of 9:12a.

Everything is counted as the register stands: a complaint is received once, and closed once, on the day of
its last closing. So open at the start + received - closed = open at the end, whatever was reopened.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, ExtractQuarter

from complaints.figures.further import median
from complaints.figures.months import Month
from complaints.models import (
    Act,
    AnnualReport,
    Commitment,
    Complaint,
    Defect,
    Edition,
    Recommendation,
    ReleasedSummary,
    Round,
)
from complaints.queries.editions import figures_of
from complaints.vocabulary import ActKind, Category, Form, Status, Verdict

#: Where a complaint belongs to no unit.
NO_UNIT: Final = ""
#: What the register of 9:12a tells of a complaint.
REGISTER: Final = ("quarter", "category", "directorate", "outcome", "in_time", "summary")
INTERVENTION: Final = "intervention"
_YEARS_BEFORE: Final = 2

Numbers = dict[str, int]


def count(year: int) -> dict[str, Any]:
    """The figures of a year as plain words and numbers, fit for JSON."""
    judged = _judged(year)
    took = judged.order_by().values_list(F("closed_on") - F("received_on")).annotate(n=_ALL)
    taken = {span.days: number for span, number in took}
    middle = median(taken)
    return {
        "year": year,
        "received": _received_groups(year),
        "stock": _stock(year),
        "judged": _judged_groups(judged),
        "days": sum(days * number for days, number in taken.items()),
        "median_days": None if middle is None else str(middle),
        "acts": _acts(year),
        "ombudsman": _ombudsman(year),
        "defects": _grouped(Defect.objects.filter(complaint__in=judged), "duty"),
        "commitments": _grouped(Commitment.objects.filter(made_on__year=year), "state"),
        "months": _months(year),
        "earlier": [_earlier(year - back) for back in range(1, _YEARS_BEFORE + 1)],
    }


def register(year: int) -> list[dict[str, Any]]:
    """The written complaints received in a year (Awb 9:12a), without anything that leads to a person.

    Sorted by what they say, so that their order tells nothing either.
    """
    newest = ReleasedSummary.objects.filter(complaint=OuterRef("pk")).order_by("-released_at", "-pk")
    rows = (
        _received(year)
        .filter(form=Form.WRITTEN)
        .exclude(category=Category.OMBUDSMAN)
        .annotate(
            quarter=ExtractQuarter("received_on"),
            directorate=Coalesce("unit__name", Value(NO_UNIT)),
            outcome=_OUTCOME,
            in_time=_IN_TIME,
            summary=Coalesce(Subquery(newest.values("text")[:1]), Value(""), output_field=TextField()),
        )
        .order_by(*REGISTER)
    )
    return [dict(row) for row in rows.values(*REGISTER)]


def is_without_data(figures: Mapping[str, Any]) -> bool:
    """Nothing was received and nothing judged."""
    return not (figures["judged"]["total"] or sum(figures["received"]["form"].values()))


_ALL: Final = Count("*")
_OUTCOME: Final = Case(
    When(verdict=Verdict.OTHER, then=F("other_reason")),
    When(~Q(verdict=""), then=F("verdict")),
    default=Value("open"),
    output_field=CharField(),
)
_IN_TIME: Final = Case(
    When(closed_on__isnull=True, then=Value("open")),
    When(closed_on__lte=F("lawful_last_day"), then=Value("yes")),
    default=Value("no"),
    output_field=CharField(),
)


def _received(year: int) -> QuerySet[Complaint]:
    return Complaint.objects.exclude(status=Status.VOID).filter(received_on__year=year)


def _judged(year: int) -> QuerySet[Complaint]:
    closed = Complaint.objects.filter(status=Status.CLOSED, closed_on__year=year)
    return closed.exclude(category=Category.OMBUDSMAN)


def _grouped(rows: QuerySet[Any], *names: str) -> Numbers:
    found = rows.order_by().values_list(*names).annotate(n=_ALL).order_by(*names)
    return {".".join(map(str, key)): number for *key, number in found}


def _received_groups(year: int) -> dict[str, Numbers]:
    received = _received(year)
    complaints = received.exclude(category=Category.OMBUDSMAN)
    forms = _grouped(complaints, "form")
    interventions = received.filter(category=Category.OMBUDSMAN).count()
    return {
        "form": {**{form: forms.get(form, 0) for form in Form.values}, INTERVENTION: interventions},
        "category": _grouped(received, "category"),
        "channel": _grouped(complaints, "channel"),
        "unit": _grouped(complaints.annotate(name=Coalesce("unit__name", Value(NO_UNIT))), "name"),
    }


def _stock(year: int) -> Numbers:
    """Complaints only: interventions have no clock and are not carried over."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    complaints = Complaint.objects.exclude(status=Status.VOID).exclude(category=Category.OMBUDSMAN)
    numbers: Numbers = complaints.aggregate(
        open_at_start=Count("pk", filter=Q(received_on__lt=first) & _still_open(first)),
        received=Count("pk", filter=Q(received_on__gte=first, received_on__lt=end)),
        closed=Count("pk", filter=Q(closed_on__gte=first, closed_on__lt=end)),
        open_at_end=Count("pk", filter=Q(received_on__lt=end) & _still_open(end)),
        over_term=Count("pk", filter=Q(received_on__lt=end, lawful_last_day__lt=end) & _still_open(end)),
    )
    return numbers


def _still_open(day: date) -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gte=day)


def _judged_groups(judged: QuerySet[Complaint]) -> dict[str, Any]:
    return {
        "total": judged.count(),
        "partly": judged.filter(partly=True).count(),
        "outcome": _grouped(judged.annotate(outcome=_OUTCOME), "outcome"),
        "category": _grouped(judged, "category", "verdict"),
        "ground": _grouped(judged.exclude(decline_ground=""), "decline_ground"),
        "within_six_weeks": judged.filter(closed_on__lte=F("six_weeks_on")).count(),
        "within_term": judged.filter(closed_on__lte=F("lawful_last_day")).count(),
    }


def _acts(year: int) -> Numbers:
    """Extensions and agreed delays that have legal effect, and what was reopened."""
    done = Act.objects.standing().filter(happened_on__year=year, has_effect=True)
    return {
        "extended": done.filter(kind=ActKind.EXTENDED).count(),
        "agreed": done.filter(consent__isnull=False).count(),
        "reopened": done.filter(kind=ActKind.REOPENED).count(),
    }


def _ombudsman(year: int) -> dict[str, Any]:
    asked = Round.objects.filter(answer_by__year=year)
    given = Recommendation.objects.filter(received_on__year=year)
    return {
        "questions": asked.count(),
        "answered_in_time": asked.filter(answered_on__lte=F("answer_by__date")).count(),
        "recommendations": given.count(),
        "following": _grouped(given, "following"),
    }


def _months(year: int) -> list[dict[str, Any]]:
    """The months as they were published: the newest edition of each, by number and digest."""
    published = Edition.objects.published().filter(month__year=year).order_by("month", "number")
    newest = {edition.month: edition for edition in published}
    return [_month(edition) for edition in newest.values()]


def _month(edition: Edition) -> dict[str, Any]:
    figures = figures_of(edition)
    return {
        "month": str(figures.month),
        "edition": edition.number,
        "sha256": edition.sha256,
        "basis": figures.basis.value,
        "total": figures.total,
        "judged": figures.judged,
        **_counted(figures.month),
    }


def _counted(month: Month) -> Numbers:
    """What the register gives for that month by now, in complaints."""
    received = Complaint.objects.exclude(status=Status.VOID)
    closed = Complaint.objects.filter(status=Status.CLOSED).exclude(category=Category.OMBUDSMAN)
    return {
        "counted_total": received.filter(received_on__gte=month.first_day, received_on__lt=month.end).count(),
        "counted_judged": closed.filter(closed_on__gte=month.first_day, closed_on__lt=month.end).count(),
    }


def _earlier(year: int) -> Numbers:
    judged = _judged(year)
    return {
        "year": year,
        "received": _received(year).count(),
        "judged": judged.count(),
        "justified": judged.filter(verdict=Verdict.JUSTIFIED).count(),
        "within_six_weeks": judged.filter(closed_on__lte=F("six_weeks_on")).count(),
        "within_term": judged.filter(closed_on__lte=F("lawful_last_day")).count(),
    }


def newest_reports() -> list[AnnualReport]:
    """The published report that holds of every year, newest year first."""
    published = AnnualReport.objects.filter(published_at__isnull=False).order_by("year", "number")
    newest = {report.year: report for report in published.defer("register")}
    return [newest[year] for year in sorted(newest, reverse=True)]


def every_report() -> list[AnnualReport]:
    """Every published report, those that were replaced too, oldest first."""
    return list(AnnualReport.objects.filter(published_at__isnull=False).order_by("year", "number"))
