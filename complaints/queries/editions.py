"""Editions as faces and services read them: which is the newest, what it says, what it replaced."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from complaints.figures.months import DatedBasis, Month
from complaints.figures.proof import Difference, Misfit, differences, from_record, misfit
from complaints.figures.table import MonthFigures
from complaints.models import Edition
from complaints.vocabulary import EditionStatus


@dataclass(frozen=True)
class Entry:
    """An edition with its figures, and the published edition of the same month that came before it."""

    edition: Edition
    figures: MonthFigures
    earlier: "Entry | None" = None

    @property
    def month(self) -> Month:
        """The month of the figures."""
        return self.figures.month

    @property
    def is_published(self) -> bool:
        """Whether the outside may see it without saying that it is a draft."""
        return self.edition.status == EditionStatus.PUBLISHED

    @property
    def misfit(self) -> Misfit | None:
        """Set where the cells do not make the total."""
        return misfit(self.figures)

    @property
    def with_earlier(self) -> Iterator["Entry"]:
        """This edition and those of the same month that came before it, newest first."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.earlier

    @property
    def corrections(self) -> tuple[Difference, ...]:
        """What reads otherwise than in the edition before; what was not known then is no correction."""
        found = differences(self.earlier.figures, self.figures) if self.earlier else ()
        return tuple(difference for difference in found if None not in (difference.before, difference.after))


@dataclass(frozen=True)
class Series:
    """Months side by side, newest first, and the months asked for that have no edition."""

    entries: Sequence[Entry]
    missing: Sequence[Month]


def dated_basis() -> DatedBasis:
    """Which unit each month counts, by the setting ``COUNTING_BASIS``."""
    return DatedBasis(settings.COUNTING_BASIS)


def figures_of(edition: Edition) -> MonthFigures:
    """The figures as they were frozen."""
    return from_record(edition.figures)


def newest_published(month: Month) -> Edition | None:
    """The edition of the month that holds now."""
    return Edition.objects.published().filter(month=month.first_day).order_by("-number").first()


def published_before(edition: Edition) -> Edition | None:
    """The published edition of the same month that this one replaces."""
    earlier = Edition.objects.published().filter(month=edition.month, number__lt=edition.number)
    return earlier.order_by("-number").first()


def published_earlier(edition: Edition, *, most: int) -> Sequence[Edition]:
    """The editions that hold of the months before, the nearest first."""
    earlier = Edition.objects.published().filter(month__lt=edition.month).order_by("-month", "-number")
    return list(earlier.distinct("month")[:most])


def neighbours(edition: Edition) -> tuple[Entry | None, Entry | None]:
    """The month before and the same month a year before: the published edition of each that holds, or none."""
    month = Month.of(edition.month)
    found = series(month.previous, months=12)
    return (_of_month(found, month.previous), _of_month(found, month.plus(-12)))


def entry_of(edition: Edition) -> Entry:
    """One edition with what it replaced."""
    earlier = published_before(edition)
    return Entry(edition, figures_of(edition), Entry(earlier, figures_of(earlier)) if earlier else None)


def series(last: Month, *, months: int, drafts: bool = False) -> Series:
    """The newest published edition of ``last`` and of the months before it, ``months`` in all.

    With ``drafts`` an edition in the making goes before the published one of its month.
    """
    asked = last.plus(1 - months).through(last)
    chosen = Edition.objects.filter(month__gte=asked[0].first_day, month__lte=last.first_day)
    if not drafts:
        chosen = chosen.published()
    entries = _entries(chosen.order_by("month", "number"))
    return Series(
        entries=[entries[month] for month in reversed(asked) if month in entries],
        missing=[month for month in reversed(asked) if month not in entries],
    )


def all_published() -> Series:
    """Every month of which anything was published, newest first."""
    entries = _entries(Edition.objects.published().order_by("month", "number"))
    return Series(entries=[entries[month] for month in sorted(entries, reverse=True)], missing=())


def _of_month(found: Series, month: Month) -> Entry | None:
    return next((entry for entry in found.entries if entry.month == month), None)


def _entries(oldest_first: Iterable[Edition]) -> dict[Month, Entry]:
    """The last edition of each month, each behind the one before it."""
    entries: dict[Month, Entry] = {}
    for edition in oldest_first:
        figures = figures_of(edition)
        before = entries.get(figures.month)
        entries[figures.month] = Entry(edition, figures, before)
    return entries
