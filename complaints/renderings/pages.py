"""The public pages: the newest edition of every month, and each edition on a page of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.figures.months import Month
from complaints.figures.table import CATEGORIES, COLUMNS, MonthFigures
from complaints.law import local_day
from complaints.models import AnnualReport, Edition
from complaints.queries.editions import Entry, Series
from complaints.renderings import addresses, annual, charts, explanation, further, grids
from complaints.renderings.definitions import definitions
from complaints.renderings.files import OFFERED, offered_name
from complaints.renderings.labels import category_name, column_name, heads, month_name, sentence, shown
from complaints.renderings.place import ICON, SHEETS, Place

#: More months than this make a page heavy; the files have them all.
MOST_MONTHS: Final = 36
#: The editions that a page lists; every one keeps its address.
MOST_EDITIONS: Final = 40


@dataclass(frozen=True)
class Tile:
    """One figure of the newest month, with what it was before where that may be compared."""

    figure: str
    name: str
    before: Sequence[str]


def front_page(series: Series, reports: Sequence[AnnualReport], *, language: str, place: Place) -> bytes:
    """Everything that is published, newest first; also where that is nothing yet."""
    shown = Series(entries=series.entries[:MOST_MONTHS], missing=())
    with translation.override(language):
        context = _around(language, place, addresses.root(language), addresses.root(_other(language)))
        context |= {"edition": None, "editions": _editions(series, language, place)}
        context |= {
            "reports": [
                (annual.title(each), place.to(addresses.report_page(language, each.year, each.number)))
                for each in reports
            ]
        }
        if shown.entries:
            context |= _figures(shown) | {
                "left_out": len(series.entries) - len(shown.entries),
                "downloads": _downloads(place, lambda ending: addresses.table_file(language, ending)),
                "data": {"json": place.to(addresses.data_file("json")), "csv": place.to(addresses.data_file("csv"))},
            }
        return render_to_string("public/page.html", context).encode()


def edition_page(entry: Entry, *, newest: Edition | None, language: str, place: Place) -> bytes:
    """One edition; ``newest`` is the one that holds now, to which a replaced edition points."""
    edition, month = entry.edition, entry.month
    key = (month, edition.number)
    with translation.override(language):
        here, there = (addresses.edition_page(each, *key) for each in (language, _other(language)))
        context = _around(language, place, here, there) | _figures(Series(entries=[entry], missing=()))
        context |= {
            "edition": edition,
            "newer": newest and newest != edition and place.to(addresses.edition_page(language, month, newest.number)),
            "downloads": _downloads(place, lambda ending: addresses.edition_file(language, *key, ending)),
            "editions": _editions(Series(entries=[entry], missing=()), language, place),
        }
        return render_to_string("public/page.html", context).encode()


def report_page(report: AnnualReport, *, newest: AnnualReport | None, language: str, place: Place) -> bytes:
    """The annual report of a year; ``newest`` is the one that holds now."""
    key = (report.year, report.number)
    with translation.override(language):
        here, there = (addresses.report_page(each, *key) for each in (language, _other(language)))
        context = _around(language, place, here, there) | {"paper": annual.paper(report), "newest": report}
        context |= {
            "newer": newest
            and newest != report
            and place.to(addresses.report_page(language, newest.year, newest.number)),
            "pdf": place.to(addresses.report_file(language, *key, addresses.REPORT_PDF)),
            "register": place.to(addresses.report_file(language, *key, addresses.REPORT_REGISTER)),
        }
        return render_to_string("public/report.html", context).encode()


def _around(language: str, place: Place, here: str, there: str) -> dict[str, Any]:
    """What every page has: its two languages, its body, its ways out."""
    return {
        "language": language,
        "other": _other(language),
        "body": settings.BODY_NAME,
        "address": settings.BODY_ADDRESS,
        "contact": settings.BODY_CONTACT,
        "icon": place.asset(ICON),
        "sheets": [place.asset(name) for name in SHEETS],
        "home": place.to(addresses.root(language)),
        "there": place.to(there),
        "canonical": addresses.absolute(here),
        "alternate": addresses.absolute(there),
        "feed": place.to(addresses.feed(language)),
        "catalogue": place.to(addresses.catalogue()),
        "schema": place.to(addresses.schema()),
    }


def _figures(series: Series) -> dict[str, Any]:
    """What a page shows of months: figures, words, tables, pictures."""
    newest = series.entries[0]
    return {
        "newest": newest,
        "month": month_name(newest.month),
        "updated": max(local_day(entry.edition.published_at or entry.edition.compiled_at) for entry in series.entries),
        "marks": explanation.marks(series),
        "tiles": list(_tiles(newest, {entry.month: entry.figures for entry in series.entries})),
        "words": explanation.in_words(newest.figures),
        "beside": explanation.beside(series),
        "breaks": [text for _month, text in explanation.breaks_in(series)],
        "heads": heads(),
        "rows": [
            {"month": entry.month, "cells": grids.received_cells(entry), "misfit": entry.misfit}
            for entry in series.entries
        ],
        "outcomes": grids.outcomes(series),
        "further": further.grids(newest.figures),
        "further_definitions": list(further.definitions().values()) if newest.figures.further else (),
        "categories": charts.by_category(newest),
        "received": charts.received(series),
        "verdicts": charts.verdicts(series),
        "in_time": charts.in_time(series),
        "definitions": list(_definitions()),
    }


def _tiles(newest: Entry, known: Mapping[Month, MonthFigures]) -> Iterator[Tile]:
    figures = newest.figures
    compared = [known[month] for month in (figures.month.previous, figures.month.plus(-12)) if month in known]
    compared = [each for each in compared if each.basis is figures.basis]
    yield Tile(str(figures.total), _("received"), [_was(each, str(each.total)) for each in compared])
    if not figures.judged:
        return
    judged = [each for each in compared if each.judged]
    yield Tile(
        f"{shown(figures.within_six_weeks_pct)}%",
        _("handled within six weeks"),
        [_was(each, f"{shown(each.within_six_weeks_pct)}%") for each in judged],
    )
    yield Tile(
        shown(figures.mean_weeks), _("weeks on average"), [_was(each, shown(each.mean_weeks)) for each in judged]
    )
    yield Tile(
        f"{shown(figures.justified_pct)}%",
        _("of %(judged)s judged: justified") % {"judged": figures.judged},
        [_was(each, f"{shown(each.justified_pct)}%") for each in judged],
    )


def _was(figures: MonthFigures, text: str) -> str:
    return f"{month_name(figures.month)}: {text}"


def _definitions() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each figure and what it counts; the categories, which are counted alike, as one."""
    known = definitions()
    counted = {**{column: column_name(column) for column in COLUMNS}, "days": _("days"), "days / 7": _("days / 7")}
    for column in COLUMNS:
        if column == CATEGORIES[0]:
            yield ", ".join(category_name(each) for each in CATEGORIES), {"definition": _by_category()}
        if column in CATEGORIES:
            continue
        name, found = counted[column], known[column]
        if "numerator" in found:
            parts = {part: counted[found[part]] for part in ("numerator", "denominator")}
            found = found | parts
        yield sentence(name), found


def _by_category() -> str:
    return _("Complaints and interventions of which the receipt falls in the month, each by its present category.")


def _downloads(place: Place, address: Any) -> list[dict[str, str]]:
    found = []
    for extension in OFFERED:
        name, what = offered_name(extension)
        found.append({"name": name, "what": what, "link": place.to(address(extension))})
    return found


def _editions(series: Series, language: str, place: Place) -> list[tuple[Edition, str, str]]:
    """The newest editions of the months shown, each with its name and its address."""
    found = []
    for entry in (each for newest in series.entries for each in newest.with_earlier):
        address = addresses.edition_page(language, entry.month, entry.edition.number)
        found.append((entry.edition, month_name(entry.month), place.to(address)))
    return found[:MOST_EDITIONS]


def _other(language: str) -> str:
    return {"nl": "en", "en": "nl"}[language]
