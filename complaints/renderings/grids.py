"""The tables of a series as cells in words: what was received, and what came of it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from complaints.figures.table import CATEGORIES
from complaints.queries.editions import Entry, Series
from complaints.renderings.labels import DASH, cell, heads, shown
from complaints.renderings.paper import Grid


def received_cells(entry: Entry) -> tuple[str, ...]:
    """A row of the published table as it is printed: the month, the seven cells, the total."""
    figures = entry.figures
    numbers = (*(figures.received[category] for category in CATEGORIES), figures.total)
    return (entry.month.short, *map(cell, numbers))


def received(series: Series) -> Grid:
    """The published table; a total that its cells do not make has its mark."""
    rows = [[*received_cells(entry)] for entry in series.entries]
    for row, entry in zip(rows, series.entries, strict=True):
        if entry.misfit:
            row[-1] += "*"
    return Grid(_("Complaints received, by month and category"), heads(), rows)


def outcomes(series: Series) -> Grid | None:
    """Verdicts, terms and means of every month of which they are known; none where they are of none."""
    rows = [outcome_cells(entry) for entry in series.entries if entry.figures.judged is not None]
    return Grid(_("What came of it: complaints judged in the month"), outcome_heads(), rows) if rows else None


def outcome_heads() -> tuple[str, ...]:
    """The heads of the table of outcomes."""
    return (
        *(_("Month"), _("Judged"), _("Justified"), _("Unjustified"), _("The rest")),
        *(_("Within six weeks"), _("Within the lawful term"), _("Days, mean")),
    )


def outcome_cells(entry: Entry) -> tuple[str, ...]:
    """What was judged in a month: counts with their shares, and the mean."""
    figures = entry.figures
    return (
        entry.month.short,
        cell(figures.judged),
        with_share(figures.judged, figures.justified, figures.justified_pct),
        with_share(figures.judged, figures.unjustified, figures.unjustified_pct),
        with_share(figures.judged, figures.other_outcome, figures.other_outcome_pct),
        with_share(figures.judged, figures.within_six_weeks, figures.within_six_weeks_pct),
        with_share(figures.judged, figures.within_term, figures.within_term_pct),
        number_format(figures.mean_days, 1) if figures.mean_days is not None else DASH,
    )


def with_share(judged: int | None, count: int | None, share: int | None) -> str:
    """A count with its percentage: 290 (62%); a dash where nothing was judged."""
    if not judged:
        return DASH
    return shown(count) if share is None else f"{shown(count)} ({share}%)"
