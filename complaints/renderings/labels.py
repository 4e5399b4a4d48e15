"""What months, columns and reasons are called, in the language in force."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES
from complaints.vocabulary import Category, CountingBasis, OtherReason

#: What stands where there is none.
DASH = "-"
#: What stands where there is one that is too small to be shown.
HIDDEN = "x"


def month_name(month: Month) -> str:
    """The month in words: ``mei 2023``."""
    return date_format(month.first_day, "F Y")


def category_name(category: str) -> str:
    """The head of a category's column."""
    return str(Category(category).label)


def reason_name(reason: str) -> str:
    """Why there is no verdict, as the published page words it."""
    return str(OtherReason(reason).label)


def basis_name(basis: CountingBasis) -> str:
    """What one is in the table."""
    return str(basis.label)


def heads() -> tuple[str, ...]:
    """The heads of the published table."""
    return (_("Month"), *(category_name(category) for category in CATEGORIES), _("Total"))


def cell(number: int | None) -> str:
    """A number of the published table, a dash for none, a cross for one too small to be shown."""
    return shown(number) if number != 0 else DASH


def shown(number: int | None) -> str:
    """A number as it stands; a cross for one too small to be shown, or that would betray one."""
    return HIDDEN if number is None else str(number)


def sentence(words: str) -> str:
    """Words as the beginning of a sentence, or of a cell."""
    return words[:1].upper() + words[1:]


def column_name(column: str) -> str:
    """What a column, or a reason of the rest, is called in a sentence."""
    if column in CATEGORIES:
        return category_name(column)
    if column.startswith("other_outcome."):
        return reason_name(column.removeprefix("other_outcome."))
    return {
        "month": _("month"),
        "counting_basis": _("counting basis"),
        "total": _("total"),
        "judged": _("judged"),
        "justified": _("justified"),
        "justified_pct": _("justified, percentage"),
        "partly_justified": _("partly justified"),
        "unjustified": _("unjustified"),
        "unjustified_pct": _("unjustified, percentage"),
        "other_outcome": _("other outcomes"),
        "other_outcome_pct": _("other outcomes, percentage"),
        "within_six_weeks": _("within six weeks"),
        "within_six_weeks_pct": _("within six weeks, percentage"),
        "within_term": _("within the lawful term"),
        "within_term_pct": _("within the lawful term, percentage"),
        "mean_days": _("mean in days"),
        "mean_weeks": _("mean in weeks"),
        "edition": _("edition"),
        "origin": _("origin"),
        "note": _("note"),
    }[column]
