"""The published table as a PDF: figures in words, both tables, the pictures, what is counted."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.figures.table import COLUMNS
from complaints.law import local_day
from complaints.queries.editions import Series
from complaints.renderings import charts, further, grids
from complaints.renderings.definitions import definitions
from complaints.renderings.explanation import beside, in_words, marks, title
from complaints.renderings.labels import column_name, month_name, sentence
from complaints.renderings.paper import Grid, Paper, Section
from complaints.renderings.printed import printed


def render(series: Series) -> bytes:
    """PDF/A-2a and PDF/UA-1, in the language in force."""
    return printed(paper(series))


def paper(series: Series) -> Paper:
    """The document as its parts."""
    newest = series.entries[0].figures
    day = day_of(series)
    return Paper(
        title=title(series),
        lead=_("What people complained about, and what became of their complaints."),
        day=day,
        marks=marks(series),
        sections=[
            *in_words(newest),
            _received(series),
            *_outcomes(series),
            *_further(series),
            *beside(series),
            _definitions(),
        ],
        foot=f"{settings.BODY_NAME} · {date_format(day, 'j F Y')}",
    )


def day_of(series: Series) -> date:
    """The day of the newest among the editions: of its publication, of its count where it is a draft."""
    moments = [entry.edition.published_at or entry.edition.compiled_at for entry in series.entries]
    return local_day(max(moments))


def _received(series: Series) -> Section:
    picture = charts.received(series) or charts.by_category(series.entries[0])
    return Section(_("The table"), grid=grids.received(series), pictures=[picture] if picture else [])


def _outcomes(series: Series) -> list[Section]:
    grid = grids.outcomes(series)
    if grid is None:
        return []
    pictures = [picture for picture in (charts.verdicts(series), charts.in_time(series)) if picture]
    return [Section(_("Outcomes and terms"), grid=grid, pictures=pictures)]


def _further(series: Series) -> list[Section]:
    """What stands beside the table, of the newest month alone."""
    found = further.grids(series.entries[0].figures)
    heading = _("Further figures of %(month)s") % {"month": month_name(series.entries[0].month)}
    return [Section(heading if grid is found[0] else "", grid=grid) for grid in found]


def _definitions() -> Section:
    known = definitions()
    rows = [(sentence(column_name(column)), known[column]["definition"]) for column in COLUMNS]
    return Section(_("What is counted"), grid=Grid(_("Each figure and its definition"), _heads(), rows, words=True))


def _heads() -> tuple[str, str]:
    return (_("Figure"), _("Definition"))
