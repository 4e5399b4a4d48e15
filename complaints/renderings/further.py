"""The figures beside the table as small tables, with what each counts, in the language in force."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from complaints.figures.further import (
    CELLS,
    GROUNDS,
    JUDGED_CATEGORIES,
    KINDS,
    STOCK,
    VALUES,
    VERDICTS,
    Further,
    cohort_of,
)
from complaints.figures.table import OTHER_REASONS, MonthFigures
from complaints.renderings.cell_names import cell_name
from complaints.renderings.labels import DASH, category_name, month_name, reason_name, sentence, shown
from complaints.renderings.paper import Grid


def grids(figures: MonthFigures) -> tuple[Grid, ...]:
    """Everything beside the table of one month that is not empty."""
    found = [_reasons(figures)]
    if figures.further is not None:
        beside = figures.further
        found += [_by_category(beside), _named(beside, "ground"), _named(beside, "kind"), _stock(beside)]
        found.append(_shares(figures, beside))
    return tuple(grid for grid in found if grid.rows)


def definitions() -> dict[str, str]:
    """What each group of cells, and each number beside them, counts."""
    return {
        "verdict": _("Judged complaints by category and verdict."),
        "ground": _("Judged complaints that were not taken up, by ground (Awb 9:8)."),
        "kind": _("Judged complaints by kind of procedure."),
        "cohort": _(
            "Complaints received two months before, as they stood at the end of the month; running are those that "
            "are neither closed nor past their lawful last day."
        ),
        "stock": _(
            "Complaints as they came and went, each on its own day; open at start, received and reopened, less "
            "closed and void, make open at end."
        ),
        "over_term": _("Of what was open at the end: those whose lawful last day had passed."),
        "interventions": _(
            "Questions of the National Ombudsman of which his date fell in the month; in time where they were "
            "answered on or before that date."
        ),
        "median_days": _("The middle of closing date minus receipt date over judged, one decimal, half up."),
        "justified_on_merits_pct": _("Justified, of justified and unjustified together."),
        "unjustified_on_merits_pct": _("Unjustified, of justified and unjustified together."),
        "cohort_six_weeks_pct": _("Received two months before and closed within six weeks, of all received then."),
        "cohort_term_pct": _(
            "Received two months before and closed within the lawful term, of those received then whose term is over "
            "or that are closed."
        ),
        "interventions_pct": _("Answered in time, of the questions that were due."),
    }


def named_numbers(beside: Further) -> Mapping[str, object]:
    """Every cell and number by the name under which machines know it."""
    return {**{cell: beside.cells.get(cell) for cell in CELLS}, **{name: beside.values()[name] for name in VALUES}}


def _reasons(figures: MonthFigures) -> Grid:
    reasons = figures.other_reasons or {}
    rows = [(reason_name(name), shown(reasons[name])) for name in OTHER_REASONS if reasons.get(name, 0) != 0]
    return Grid(_("The rest, by reason"), (_("Reason"), _("Number")), rows)


def _by_category(beside: Further) -> Grid:
    cells = beside.group("verdict")
    rows = []
    for category in JUDGED_CATEGORIES:
        numbers = [cells[f"{category}.{verdict}"] for verdict in VERDICTS]
        if any(number != 0 for number in numbers):
            rows.append((category_name(category), *map(shown, numbers), _together(numbers)))
    heads = (_("Category"), _("Justified"), _("Unjustified"), _("The rest"), _("Together"))
    return Grid(_("Verdicts by category"), heads, rows)


def _named(beside: Further, group: str) -> Grid:
    cells = beside.group(group)
    captions = {
        "ground": (_("Not taken up, by ground (Awb 9:8)"), _("Ground")),
        "kind": (_("Judged, by kind of procedure"), _("Kind of procedure")),
    }
    names = GROUNDS if group == "ground" else KINDS
    rows = [(_name(f"{group}.{name}"), shown(cells[name])) for name in names if cells[name] != 0]
    caption, head = captions[group]
    return Grid(caption, (head, _("Number")), rows)


def _stock(beside: Further) -> Grid:
    cells = beside.group("stock")
    rows = [(_name(f"stock.{name}"), shown(cells[name])) for name in STOCK]
    rows.append((_name("over_term"), shown(beside.cells["over_term"])))
    return Grid(_("Open complaints: what came and what went"), (_("In the month"), _("Number")), rows)


def _shares(figures: MonthFigures, beside: Further) -> Grid:
    heads = (_("Figure"), _("Value"), _("Counted"))
    return Grid(_("Terms and shares, counted otherwise"), heads, list(_share_rows(figures, beside)))


def _share_rows(figures: MonthFigures, beside: Further) -> Iterator[tuple[str, str, str]]:
    cells, values = beside.cells, beside.values()
    cohort = {"month": month_name(cohort_of(figures.month)), "received": shown(cells["cohort.received"])}
    on_merits = _together([figures.justified, figures.unjustified])
    counted = {
        "median_days": _("of %(judged)s judged") % {"judged": figures.judged or 0},
        "justified_on_merits_pct": _("%(part)s of %(whole)s") % {"part": shown(figures.justified), "whole": on_merits},
        "unjustified_on_merits_pct": _("%(part)s of %(whole)s")
        % {"part": shown(figures.unjustified), "whole": on_merits},
        "cohort_six_weeks_pct": _("of %(received)s received in %(month)s") % cohort,
        "cohort_term_pct": _("of those received in %(month)s, %(running)s running left out")
        % (cohort | {"running": shown(cells["cohort.running"])}),
        "interventions_pct": _("%(part)s of %(whole)s")
        % {"part": shown(cells["interventions.in_time"]), "whole": shown(cells["interventions.due"])},
    }
    for name in VALUES:
        value = values[name]
        if value is not None:
            text = f"{value}%" if name.endswith("_pct") else number_format(value, 1)
            yield _name(name), text, counted[name]


def _together(numbers: Sequence[int | None]) -> str:
    known = [number for number in numbers if number is not None]
    return str(sum(known)) if len(known) == len(numbers) else DASH


def _name(cell: str) -> str:
    return sentence(cell_name(cell))
