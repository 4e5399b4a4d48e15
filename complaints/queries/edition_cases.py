"""From a figure to the cases: the complaints behind a cell as counted then, and what of a month asks for a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, Sum

from complaints import access
from complaints.access import Actor
from complaints.figures.further import CELLS
from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES, OTHER_REASONS
from complaints.models import Complaint, Edition, EditionMember
from complaints.vocabulary import Category, OtherReason, Status, Verdict

#: How many lines of a list are shown at a time.
PAGE_SIZE: Final = 50
#: A column of the table that several cells make.
_MADE_OF: Final = {
    **{category: (f"received.{category}",) for category in CATEGORIES},
    "total": tuple(f"received.{category}" for category in CATEGORIES),
    "justified": (f"judged.{Verdict.JUSTIFIED.value}",),
    "unjustified": (f"judged.{Verdict.UNJUSTIFIED.value}",),
    "other_outcome": tuple(f"judged.{reason}" for reason in OTHER_REASONS),
    **{f"other_outcome.{reason}": (f"judged.{reason}",) for reason in OTHER_REASONS},
    "judged": tuple(f"judged.{key}" for key in (Verdict.JUSTIFIED.value, Verdict.UNJUSTIFIED.value, *OTHER_REASONS)),
    "partly_justified": ("partly_justified",),
    "within_six_weeks": ("within_six_weeks",),
    "within_term": ("within_term",),
    **{cell: (cell,) for cell in CELLS},
}


@dataclass(frozen=True)
class Cases:
    """The complaints behind a figure: those on this page, the key of the next (None: there is none),
    and how many are behind it in all, may not be seen by who asks, and are no longer kept.
    """

    members: Sequence[EditionMember]
    after: int | None
    count: int
    weight: int
    unseen: int
    destroyed: int


@dataclass(frozen=True)
class Remark:
    """Something about a month that is no error: how many, and the complaints of it that may be seen."""

    name: str
    count: int
    complaints: Sequence[Complaint]


def is_figure(name: str) -> bool:
    """Whether a figure of this name has complaints behind it."""
    return name in _MADE_OF


def cases_behind(edition: Edition, figure: str, *, actor: Actor, after: int = 0) -> Cases:
    """The complaints behind a figure of an edition as counted then, for who may see them, page by page."""
    members = EditionMember.objects.filter(edition=edition, cell__in=_MADE_OF[figure])
    seen = members.filter(complaint__in=access.visible_to(actor))
    totals = members.aggregate(count=Count("*"), weight=Sum("weight"), kept=Count("complaint"))
    page = list(seen.filter(pk__gt=after).select_related("complaint").order_by("pk")[: PAGE_SIZE + 1])
    more = len(page) > PAGE_SIZE
    return Cases(
        members=page[:PAGE_SIZE],
        after=page[PAGE_SIZE - 1].pk if more else None,
        count=totals["count"],
        weight=totals["weight"] or 0,
        unseen=totals["kept"] - seen.count(),
        destroyed=totals["count"] - totals["kept"],
    )


def remarks_on(month: Month, *, actor: Actor) -> Sequence[Remark]:
    """What of a month asks for a look: void registrations, and complaints without something that is counted."""
    received = Q(received_on__gte=month.first_day, received_on__lt=month.end)
    judged = Q(status=Status.CLOSED, closed_on__gte=month.first_day, closed_on__lt=month.end)
    counted = ~Q(status=Status.VOID) & ~Q(category=Category.OMBUDSMAN) & (received | judged)
    found = (
        ("void", Q(status=Status.VOID) & received),
        ("without_unit", counted & Q(unit=None)),
        ("without_kind", counted & Q(procedure_kind="")),
        ("without_ground", judged & Q(other_reason=OtherReason.DECLINED, decline_ground="")),
    )
    return [remark for name, which in found if (remark := _remark(name, which, actor)).count]


def _remark(name: str, which: Q, actor: Actor) -> Remark:
    seen = access.visible_to(actor).filter(which).order_by("reference")
    return Remark(name, Complaint.objects.filter(which).count(), list(seen[:PAGE_SIZE]))
