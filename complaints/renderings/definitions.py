"""What each column counts, with numerator and denominator, in the language in force."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from complaints.figures.table import CATEGORIES, COLUMNS
from complaints.renderings.labels import category_name

#: Numerator and denominator of shares and means, by column.
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "justified_pct": ("justified", "judged"),
    "unjustified_pct": ("unjustified", "judged"),
    "other_outcome_pct": ("other_outcome", "judged"),
    "within_six_weeks_pct": ("within_six_weeks", "judged"),
    "within_term_pct": ("within_term", "judged"),
    "mean_days": ("days", "judged"),
    "mean_weeks": ("days / 7", "judged"),
}


def definitions() -> dict[str, dict[str, str]]:
    """By column: its definition, and for shares and means what is divided by what."""
    found: dict[str, dict[str, str]] = {}
    for column in (*COLUMNS, "edition", "origin", "note"):
        found[column] = {"definition": _definition(column)}
        if column in _FRACTIONS:
            numerator, denominator = _FRACTIONS[column]
            found[column] |= {"numerator": numerator, "denominator": denominator}
    return found


def _definition(column: str) -> str:
    if column in CATEGORIES:
        return _(
            "Complaints and interventions of which the receipt falls in the month, by their present category: "
            "%(category)s."
        ) % {"category": category_name(column)}
    share = _("Whole percentage of judged, half up.")
    return {
        "month": _("Calendar month, in Europe/Amsterdam."),
        "counting_basis": _("What one is: a complaint, or everybody who complains in it."),
        "total": _("All complaints and interventions of which the receipt falls in the month."),
        "judged": _("Complaints (not interventions) closed in the month, whatever the outcome and whenever received."),
        "justified": _("Judged complaints with the verdict justified, partly justified included."),
        "justified_pct": share,
        "unjustified": _("Judged complaints with the verdict unjustified."),
        "unjustified_pct": share + " " + _("Without other outcomes it takes the remainder to 100."),
        "other_outcome": _("Judged complaints without a verdict, for example withdrawn, forwarded or not taken up."),
        "other_outcome_pct": _("What is left of 100 after the two verdicts; 0 where there is none."),
        "within_six_weeks": _(
            "Of judged: closed on or before the last day of six weeks after receipt, whatever the procedure "
            "or extension."
        ),
        "within_six_weeks_pct": share,
        "within_term": _(
            "Of judged: closed on or before the lawful last day, with committee, extension and agreed delay; "
            "not taken up: within four weeks."
        ),
        "within_term_pct": share,
        "mean_days": _("Mean of closing date minus receipt date over judged, one decimal, half up."),
        "mean_weeks": _("The unrounded mean in days over seven, whole, half up."),
        "edition": _("Number of the edition; a correction is a higher number."),
        "origin": _("Counted from the register, or imported as published earlier."),
        "note": _("What must be said about the month."),
    }[column]
