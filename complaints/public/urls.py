"""Addresses that stay: the page, each month, each edition, their files and the news, per language."""

import re

from django.urls import URLPattern, path, register_converter

from complaints.figures.months import Month
from complaints.public import calendar, views
from complaints.renderings import addresses
from complaints.renderings.files import DOWNLOADS

app_name = "public"


class MonthConverter:
    """A month in an address: ``2023-05``."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        """Read the month; what is none is no address (``NotAMonth`` is a ``ValueError``)."""
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        """Write the month."""
        return str(value)


class NumberConverter:
    """The number of an edition: 1 and up, without a leading zero."""

    regex = "[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        """Read the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the number."""
        return str(value)


class EndingConverter:
    """How the name of a file ends, as far as there are such files: ``csv``, ``csv-metadata.json``."""

    regex = "|".join(re.escape(ending) for ending in DOWNLOADS)

    def to_python(self, value: str) -> str:
        """Read it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it is."""
        return value


class YearConverter(NumberConverter):
    """A year in an address: four digits."""

    regex = "[12][0-9]{3}"


register_converter(MonthConverter, "month")
register_converter(YearConverter, "year")
register_converter(NumberConverter, "number")
register_converter(EndingConverter, "ending")


def _addresses(language: str) -> list[URLPattern]:
    root = addresses.root(language)
    told = {"language": language}
    report = f"{addresses.report_folder(language)}/<year:year>/<number:number>"
    one = f"{root}<month:month>/<number:number>"
    return [
        path(root, views.page, told, name=f"{language}-page"),
        path(addresses.feed(language), views.feed_file, told, name=f"{language}-feed"),
        path(f"{root}{addresses.table_name(language)}.<ending:extension>", views.table_file, told),
        path(f"{root}<month:month>/", views.month_page, told, name=f"{language}-month"),
        path(f"{root}{report}/", views.report_page, told),
        path(f"{root}{report}.pdf", views.report_pdf, told),
        path(f"{root}{report}-register.csv", views.report_register, told),
        path(f"{one}/", views.edition_page, told, name=f"{language}-edition"),
        path(f"{one}.<ending:extension>", views.edition_file, told, name=f"{language}-edition-file"),
    ]


urlpatterns = [
    *_addresses("nl"),
    *_addresses("en"),
    path("calendar/<slug:token>.ics", calendar.show, name="calendar"),
    path(addresses.schema(), views.schema_file, name="schema"),
    path(addresses.catalogue(), views.catalogue_file, name="catalogue"),
    path(f"{addresses.root('nl')}data.<ending:extension>", views.data_file, name="data"),
]
