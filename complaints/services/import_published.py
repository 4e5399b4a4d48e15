"""Figures that the body published before this system, taken over as they stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.history import LARGEST, Problem, Unreadable, read
from complaints.figures.months import Month
from complaints.figures.proof import Misfit, as_record, digest, misfit
from complaints.figures.table import CATEGORIES, MonthFigures
from complaints.law import local_day
from complaints.models import Edition
from complaints.queries.editions import dated_basis, figures_of, newest_published
from complaints.record import editions
from complaints.record.checking import require_text
from complaints.vocabulary import EditionOrigin, EditionStatus
from complaints.workflow import Refusal

#: How somebody knows what it should have been, in characters.
LONGEST_REASON: Final = 500
#: What is wrong, and what to do; ``found`` is what stood there.
WORDS: Final[Mapping[Problem, Promise]] = {
    Problem.TOO_LARGE_A_FILE: _("The file is larger than a published table can be (%(found)s bytes); choose another."),
    Problem.ENCODING: _("Byte %(found)s is not UTF-8; save the file as CSV UTF-8."),
    Problem.MALFORMED: _("The quotes do not match (%(found)s); close every quote."),
    Problem.EMPTY: _("No table is found; give a line with the heads and a line for each month."),
    Problem.UNKNOWN_COLUMN: _("This column is not known; remove it, or name it as the published table does."),
    Problem.REPEATED_COLUMN: _("This column is there twice; remove one."),
    Problem.MISSING_COLUMN: _("This column is missing; add it."),
    Problem.RAGGED: _("This line has %(found)s cells, which is not the number of heads; give each head one cell."),
    Problem.BAD_MONTH: _("“%(found)s” is no month; write 05/23 or 2023-05."),
    Problem.REPEATED_MONTH: _("This month stands on line %(found)s already; remove one of the two."),
    Problem.NOT_A_NUMBER: _("“%(found)s” is no number; write digits only, or a dash for none."),
    Problem.NEGATIVE: _("%(found)s is less than nothing; write the number without a minus, or a dash for none."),
    Problem.TOO_LARGE: _("%(found)s is more than %(largest)s, which cannot be; correct the number."),
}


class NotATable(Refusal):
    """The file is not a published table; nothing of it was taken. ``line`` and ``field`` say where."""

    code = "not_a_table"

    def __init__(self, error: Unreadable) -> None:
        """Take what the reader found."""
        what = WORDS[error.problem] % {"found": error.found, "largest": LARGEST}
        where = _("line %(line)s") % {"line": error.line}
        if error.column:
            where = _("line %(line)s, column “%(column)s”") % {"line": error.line, "column": error.column}
        super().__init__(f"{where}: {what}", field=error.column)
        self.line = error.line


class MonthToCome(Refusal):
    """What was published lies in the past."""

    code = "month_to_come"


class NoMisfit(Refusal):
    """The month has no published history that does not add up."""

    code = "no_misfit"


class StillMisfit(Refusal):
    """The cells still do not make the total, or a number of them cannot be."""

    code = "still_misfit"


@dataclass(frozen=True)
class Imported:
    """What became of the months of a file, and which of its rows do not add up."""

    created: Sequence[Month]
    unchanged: Sequence[Month]
    kept_back: Sequence[Month]
    misfits: Sequence[Misfit]


@transaction.atomic
def import_published(*, data: bytes, actor: Actor, now: datetime) -> Imported:
    """Take over a table that was published earlier, as editions of origin *imported*.

    They are published at once, without four eyes, as they stood: a row whose cells do not make its
    total is taken with both figures, and listed. What was imported before is unchanged; other
    figures for an imported month make a new edition. A month that has an edition from the register
    is kept back: history never takes the place of an own count. All or nothing; ``now`` is an
    aware moment.

    Raises ``NotATable`` and ``MonthToCome``.
    """
    try:
        rows = read(data, basis=dated_basis())
    except Unreadable as error:
        raise NotATable(error) from error
    this_month = Month.of(local_day(now))
    for row in rows:
        if row.month > this_month:
            raise MonthToCome(_("%(month)s has not begun.") % {"month": row.month}, field="month")
    taken: dict[str, list[Month]] = {"created": [], "unchanged": [], "kept_back": []}
    for row in sorted(rows, key=lambda row: row.month):
        taken[_take(row, actor=actor, now=now)].append(row.month)
    found = [misfit(row) for row in rows]
    return Imported(**taken, misfits=[each for each in found if each is not None])


@transaction.atomic
def resolve(*, month: Month, actor: Actor, now: datetime, numbers: Mapping[str, int], reason: str) -> Edition:
    """Resolve a misfit of history (misfit oplossen): a new edition with what a person says it should have been.

    ``numbers`` are those that change, by column (``treatment``, ``total``). What was published stays
    beside it, as the edition before. Raises ``NoMisfit``, ``StillMisfit``, ``Unusable`` and ``NotAllowed``.
    """
    person = editions.require_publisher(actor)
    require_text(reason, _("Say how you know what it should have been."), field="reason", longest=LONGEST_REASON)
    editions.lock(month)
    before = newest_published(month)
    if before is None or misfit(figures_of(before)) is None:
        raise NoMisfit(_("%(month)s has no published row that does not add up.") % {"month": month}, field="month")
    figures = _resolved(figures_of(before), numbers)
    edition = Edition.objects.create(
        month=month.first_day,
        number=editions.next_number(month),
        origin=EditionOrigin.IMPORTED,
        counting_basis=figures.basis,
        status=EditionStatus.PUBLISHED,
        figures=as_record(figures),
        sha256=digest(figures),
        reason=reason.strip(),
        compiled_at=now,
        published_by=person,
        published_at=now,
    )
    editions.tell("resolve", edition, actor=actor, now=now, was=None, reason=edition.reason)
    return edition


def _resolved(published: MonthFigures, numbers: Mapping[str, int]) -> MonthFigures:
    """The row with the numbers that change, which must add up."""
    for name, number in numbers.items():
        if name not in (*CATEGORIES, "total"):
            raise StillMisfit(_("“%(name)s” is no column of the table.") % {"name": name}, field="reason")
        if not 0 <= number <= LARGEST:
            raise StillMisfit(_("Write a number from 0 to %(largest)s.") % {"largest": LARGEST}, field=name)
    received = {category: numbers.get(category, published.received[category]) for category in CATEGORIES}
    figures = replace(published, received=received, total=numbers.get("total", published.total))
    found = misfit(figures)
    if found is not None:
        raise StillMisfit(
            _("The cells now make %(sum)s, the total says %(total)s; correct one of them.")
            % {"sum": found.cells_sum, "total": found.stated_total},
            field="total",
        )
    return figures


def _take(figures: MonthFigures, *, actor: Actor, now: datetime) -> str:
    editions.lock(figures.month)
    sha256 = digest(figures)
    known = Edition.objects.filter(month=figures.month.first_day)
    if known.filter(origin=EditionOrigin.IMPORTED, sha256=sha256).exists():
        return "unchanged"
    if known.filter(origin=EditionOrigin.REGISTER).exists():
        return "kept_back"
    edition = Edition.objects.create(
        month=figures.month.first_day,
        number=editions.next_number(figures.month),
        origin=EditionOrigin.IMPORTED,
        counting_basis=figures.basis,
        status=EditionStatus.PUBLISHED,
        figures=as_record(figures),
        sha256=sha256,
        compiled_at=now,
        published_by=actor.user,
        published_at=now,
    )
    editions.tell("import", edition, actor=actor, now=now, was=None)
    return "created"
