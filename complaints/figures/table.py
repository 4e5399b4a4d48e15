"""From the counts of a month to the row that is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from complaints.figures.further import Further, FurtherCounts, arranged
from complaints.figures.months import Month
from complaints.figures.rounding import half_up, percentage
from complaints.vocabulary import Category, CountingBasis, EditionOrigin, OtherReason

#: The seven columns, in the order of the published page.
CATEGORIES: Final = tuple(category.value for category in Category)
#: What lies under the rest (overige uitkomsten).
OTHER_REASONS: Final = tuple(reason.value for reason in OtherReason)
#: The columns that follow from figures alone; ``edition`` and ``note`` are of the edition.
COLUMNS: Final = (
    "month",
    "counting_basis",
    *CATEGORIES,
    "total",
    "judged",
    "justified",
    "justified_pct",
    "unjustified",
    "unjustified_pct",
    "other_outcome",
    "other_outcome_pct",
    "within_six_weeks",
    "within_six_weeks_pct",
    "within_term",
    "within_term_pct",
    "mean_days",
    "mean_weeks",
)
_WHOLE: Final = 100
_DAYS_A_WEEK: Final = 7
_TENTHS: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What the register answers for one month, each number weighted by the month's basis.

    ``received`` by category and ``other_reasons`` by reason may leave out what is zero.
    ``received_total`` and ``judged`` are counted by themselves, not added up, so that the cells and
    the verdicts can be checked against them. ``partly_justified`` is part of ``justified``.
    ``handling_days`` is the sum of closing date minus receipt date over what was judged. ``further``
    are the counts beside the table, where they were asked for.
    """

    month: Month
    basis: CountingBasis
    received: Mapping[str, int] = field(default_factory=dict)
    received_total: int = 0
    judged: int = 0
    justified: int = 0
    partly_justified: int = 0
    unjustified: int = 0
    other_reasons: Mapping[str, int] = field(default_factory=dict)
    within_six_weeks: int = 0
    within_term: int = 0
    handling_days: int = 0
    further: FurtherCounts | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthFigures:
    """One row of the published table. ``None`` is *not known*, as in imported history, or,
    for shares and means, that nothing was judged in the month; or, where ``hidden`` names it, a
    number too small to be shown, or one by which such a number could be found: the smallest number
    shown is ``below``. ``further`` is what stands beside the table; editions of before have none.
    """

    month: Month
    basis: CountingBasis
    origin: EditionOrigin
    received: Mapping[str, int | None]
    total: int
    judged: int | None = None
    justified: int | None = None
    partly_justified: int | None = None
    justified_pct: int | None = None
    unjustified: int | None = None
    unjustified_pct: int | None = None
    other_outcome: int | None = None
    other_outcome_pct: int | None = None
    other_reasons: Mapping[str, int | None] | None = None
    within_six_weeks: int | None = None
    within_six_weeks_pct: int | None = None
    within_term: int | None = None
    within_term_pct: int | None = None
    mean_days: Decimal | None = None
    mean_weeks: int | None = None
    further: Further | None = None
    hidden: tuple[str, ...] = ()
    below: int = 0

    @property
    def cells_sum(self) -> int:
        """What the cells that are shown add up to, whatever the stated total says."""
        return sum(self.received[category] or 0 for category in CATEGORIES)

    @property
    def is_without_data(self) -> bool:
        """Nothing was received and nothing judged: no row to publish."""
        return not (self.cells_sum or self.total or self.judged)

    def columns(self) -> dict[str, str | int | Decimal | None]:
        """The row by the names of ``COLUMNS``, in their order."""
        row: dict[str, str | int | Decimal | None] = {
            "month": str(self.month),
            "counting_basis": self.basis.value,
            **{category: self.received[category] for category in CATEGORIES},
        }
        row.update((name, getattr(self, name)) for name in COLUMNS if name not in row)
        return row


def verdict_percentages(*, justified: int, unjustified: int, other: int) -> tuple[int, int, int]:
    """The three shares of what was judged, which always make one hundred.

    The published convention: the last group takes what rounding leaves (29 of 465 is 6.24%,
    published as 7). Where that group is empty it stays 0 and *unjustified* takes the remainder.
    """
    judged = justified + unjustified + other
    justified_pct = percentage(justified, judged)
    if other == 0:
        return justified_pct, _WHOLE - justified_pct, 0
    unjustified_pct = percentage(unjustified, judged)
    return justified_pct, unjustified_pct, _WHOLE - justified_pct - unjustified_pct


def compiled(counts: Counts) -> MonthFigures:
    """The row of a month that the register counted.

    Shares are of ``judged``; means over ``judged``: days with one decimal, weeks from the
    unrounded mean, both half up. A month in which nothing was judged has none of these.
    """
    received = {category: counts.received.get(category, 0) for category in CATEGORIES}
    reasons = {reason: counts.other_reasons.get(reason, 0) for reason in OTHER_REASONS}
    other = sum(reasons.values())
    judged, days = counts.judged, counts.handling_days
    shares: tuple[int | None, int | None, int | None] = (None, None, None)
    if counts.justified + counts.unjustified + other:
        shares = verdict_percentages(justified=counts.justified, unjustified=counts.unjustified, other=other)
    return MonthFigures(
        month=counts.month,
        basis=counts.basis,
        origin=EditionOrigin.REGISTER,
        received=received,
        total=counts.received_total,
        judged=judged,
        justified=counts.justified,
        partly_justified=counts.partly_justified,
        justified_pct=shares[0],
        unjustified=counts.unjustified,
        unjustified_pct=shares[1],
        other_outcome=other,
        other_outcome_pct=shares[2],
        other_reasons=reasons,
        within_six_weeks=counts.within_six_weeks,
        within_six_weeks_pct=percentage(counts.within_six_weeks, judged) if judged else None,
        within_term=counts.within_term,
        within_term_pct=percentage(counts.within_term, judged) if judged else None,
        mean_days=mean_days(days, judged) if judged else None,
        mean_weeks=half_up(days, judged * _DAYS_A_WEEK) if judged else None,
        further=_beside(counts),
    )


def mean_days(days: int, judged: int) -> Decimal:
    """The mean with one decimal, half up: 28.0 stays 28.0."""
    return Decimal(half_up(days * _TENTHS, judged)).scaleb(-1)


def _beside(counts: Counts) -> Further | None:
    if counts.further is None:
        return None
    return arranged(counts.further, justified=counts.justified, unjustified=counts.unjustified)
