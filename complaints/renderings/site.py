"""The public pages with all their files as a folder, to serve from anywhere: every link in it is relative."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.contrib.staticfiles import finders

from complaints.models import AnnualReport
from complaints.queries.editions import Entry, Series
from complaints.renderings import addresses, annual, catalogue, feed, pages, table_schema
from complaints.renderings.files import DOWNLOADS, content
from complaints.renderings.place import ASSETS, FONTS, ICON, SHEETS, OnDisk


def files(
    series: Series, reports: Sequence[AnnualReport], newest_reports: Sequence[AnnualReport]
) -> Iterator[tuple[str, bytes]]:
    """Every file with its path, in the order in which it may be put there: what is pointed to goes first.

    ``series`` is every published month, at least one; ``newest_reports`` are those of ``reports`` that hold.
    """
    yield from _assets()
    editions = [(entry, shown) for shown in series.entries for entry in shown.with_earlier]
    for entry, _newest in editions:
        yield from _edition_files(entry)
    for entry, newest in editions:
        yield from _edition_pages(entry, newest=newest)
    for report in reports:
        yield from _report_files(report, newest={each.year: each for each in newest_reports}[report.year])
    yield addresses.schema(), table_schema.render()
    yield from _whole_files(series)
    yield addresses.catalogue(), catalogue.catalogue(series)
    for language in addresses.LANGUAGES:
        here = addresses.root(language)
        yield OnDisk.file(here), pages.front_page(series, newest_reports, language=language, place=OnDisk(here))


def _report_files(report: AnnualReport, *, newest: AnnualReport) -> Iterator[tuple[str, bytes]]:
    key = (report.year, report.number)
    for language in addresses.LANGUAGES:
        yield addresses.report_file(language, *key, addresses.REPORT_PDF), annual.pdf(report, language=language)
        yield addresses.report_file(language, *key, addresses.REPORT_REGISTER), annual.register(report)
        here = addresses.report_page(language, *key)
        made = pages.report_page(report, newest=newest, language=language, place=OnDisk(here))
        yield OnDisk.file(here), made


def _whole_files(series: Series) -> Iterator[tuple[str, bytes]]:
    for extension in DOWNLOADS:
        yield addresses.data_file(extension), content(series, extension=extension, language="nl", name="data")
    for language in addresses.LANGUAGES:
        name = addresses.table_name(language)
        for extension in DOWNLOADS:
            made = content(series, extension=extension, language=language, name=name)
            yield addresses.table_file(language, extension), made
        yield addresses.feed(language), feed.feed(series, language=language)


def _assets() -> Iterator[tuple[str, bytes]]:
    for name in (*FONTS, ICON, *SHEETS):
        found = finders.find(name)
        if found is None:
            raise FileNotFoundError(name)
        yield f"{ASSETS}{name}", Path(found).read_bytes()


def _edition_files(entry: Entry) -> Iterator[tuple[str, bytes]]:
    series = Series(entries=[entry], missing=())
    number = entry.edition.number
    for language in addresses.LANGUAGES:
        for extension in DOWNLOADS:
            made = content(series, extension=extension, language=language, name=str(number))
            yield addresses.edition_file(language, entry.month, number, extension), made


def _edition_pages(entry: Entry, *, newest: Entry) -> Iterator[tuple[str, bytes]]:
    for language in addresses.LANGUAGES:
        here = addresses.edition_page(language, entry.month, entry.edition.number)
        made = pages.edition_page(entry, newest=newest.edition, language=language, place=OnDisk(here))
        yield OnDisk.file(here), made
        if entry is newest:
            month = addresses.month_page(language, entry.month)
            moved = pages.edition_page(entry, newest=newest.edition, language=language, place=OnDisk(month))
            yield OnDisk.file(month), moved
