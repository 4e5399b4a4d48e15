"""The published table as sheets of typed cells: dates, whole numbers, shares of one decimal, texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from complaints.figures.further import CELLS, VALUES
from complaints.queries.editions import Entry, Series
from complaints.renderings import further
from complaints.renderings.cell_names import cell_name
from complaints.renderings.definitions import definitions
from complaints.renderings.explanation import breaks_in, marks, title
from complaints.renderings.labels import basis_name, column_name, month_name, sentence
from complaints.renderings.table_csv import CSV_COLUMNS, row
from complaints.renderings.table_json import LICENCE, published_at, sha256

Cell = date | int | Decimal | str | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its heads, its rows, and how many characters wide each column is."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]


def sheets(series: Series) -> tuple[Sheet, ...]:
    """The table, what each column counts, and what the file is: in the language in force."""
    beside = _further(series)
    return (_table(series), _definitions(), *([beside] if beside else []), _about(series))


def _table(series: Series) -> Sheet:
    heads = [sentence(column_name(column)) for column in CSV_COLUMNS]
    widths = [max(10, min(len(head), 18) + 2) for head in heads[:-1]]
    return Sheet(_("Table"), heads, [_cells(entry) for entry in series.entries], [*widths, 60])


def _cells(entry: Entry) -> list[Cell]:
    cells: dict[str, Cell] = dict(row(entry))  # type: ignore[arg-type]  # the values of a row are cells
    figures = entry.figures
    cells |= {"month": figures.month.first_day, "counting_basis": basis_name(figures.basis)}
    return [*(cells | {"origin": str(figures.origin.label)}).values()]


def _definitions() -> Sheet:
    known = definitions()
    rows: list[list[Cell]] = [
        [
            sentence(column_name(column)),
            known[column]["definition"],
            known[column].get("numerator"),
            known[column].get("denominator"),
            column,
        ]
        for column in CSV_COLUMNS
    ]
    heads = [_("Column"), _("Definition"), _("Numerator"), _("Denominator"), _("Name in CSV and JSON")]
    return Sheet(_("Definitions"), heads, rows, [30, 90, 20, 14, 24])


def _further(series: Series) -> Sheet | None:
    """The figures beside the table, a line for each, a column for each month; None where no month has any."""
    told = {
        entry.month: further.named_numbers(entry.figures.further) for entry in series.entries if entry.figures.further
    }
    if not told:
        return None
    rows = [
        [sentence(cell_name(name)), *(numbers[name] for numbers in told.values()), name] for name in (*CELLS, *VALUES)
    ]
    heads = [_("Figure"), *(month_name(month) for month in told), _("Name in JSON")]
    return Sheet(_("Further figures"), heads, rows, [58, *[14] * len(told), 34])  # type: ignore[arg-type]  # numbers


def _about(series: Series) -> Sheet:
    newest = series.entries[0].edition
    rows: list[list[Cell]] = [
        [_("Title"), title(series)],
        [_("Publisher"), settings.BODY_NAME],
        [_("Licence"), LICENCE],
        [_("Edition"), newest.number],
        [_("Published"), published_at(newest)],
        [_("SHA-256 of the figures"), sha256(series)],
    ]
    rows += [[_("Note"), mark] for mark in marks(series)]
    rows += [[_("Break in the series"), text] for _month, text in breaks_in(series)]
    return Sheet(_("About"), [_("Property"), _("Value")], rows, [28, 110])
