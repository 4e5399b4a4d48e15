"""What the cells of a month and the numbers beside them are called, in the language in force."""

from django.utils.translation import gettext as _

from complaints.figures.further import JUDGED_CATEGORIES, UNKNOWN
from complaints.renderings.labels import category_name, column_name, reason_name
from complaints.vocabulary import DeclineGround, OtherReason, ProcedureKind, Verdict


def cell_name(name: str) -> str:
    """What a cell of an edition, a column of the table or a number beside it is called."""
    group, _dot, key = name.partition(".")
    if group == "verdict":
        category, _dot, verdict = key.partition(".")
        return f"{category_name(category)}: {_verdict(verdict)}"
    if group == "kind":
        return _("kind of procedure not known") if key == UNKNOWN else str(ProcedureKind(key).label)
    if group == "ground":
        return _("ground not known") if key == UNKNOWN else str(DeclineGround(key).label)
    if group in ("received", "judged") and key:
        return _of_table(key)
    return {**_beside(), **_values()}.get(name) or column_name(name)


def verdict_rows() -> tuple[tuple[str, str], ...]:
    """The categories that can have a verdict, each with its name."""
    return tuple((category, category_name(category)) for category in JUDGED_CATEGORIES)


def _of_table(key: str) -> str:
    if key in OtherReason.values:
        return reason_name(key)
    if key in (Verdict.JUSTIFIED, Verdict.UNJUSTIFIED):
        return _verdict(key)
    return category_name(key)


def _verdict(verdict: str) -> str:
    return str(Verdict(verdict).label)


def _beside() -> dict[str, str]:
    return {
        "cohort.received": _("received two months before"),
        "cohort.within_six_weeks": _("of these closed within six weeks"),
        "cohort.within_term": _("of these closed within the lawful term"),
        "cohort.running": _("of these open, and within the lawful term"),
        "stock.open_at_start": _("open at the start of the month"),
        "stock.received": _("came in"),
        "stock.reopened": _("reopened"),
        "stock.closed": _("closed"),
        "stock.void": _("declared void"),
        "stock.open_at_end": _("open at the end of the month"),
        "over_term": _("of these over their term"),
        "interventions.due": _("questions of the ombudsman to be answered in the month"),
        "interventions.in_time": _("answered by his date"),
    }


def _values() -> dict[str, str]:
    return {
        "median_days": _("median in days"),
        "justified_on_merits_pct": _("justified, of what was judged on the merits, percentage"),
        "unjustified_on_merits_pct": _("unjustified, of what was judged on the merits, percentage"),
        "cohort_six_weeks_pct": _("received two months before: within six weeks, percentage"),
        "cohort_term_pct": _("received two months before: within the lawful term, percentage"),
        "interventions_pct": _("answered by his date, percentage"),
    }
