"""Addresses that stay: the page, each month, each edition, and their files, per language."""

from typing import Final

from django.urls import URLPattern, path, register_converter

from complaints.figures.months import Month
from complaints.public import calendar, views

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


register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")

#: Where each language lives, and what its file of all months is called.
PLACES: Final = {"nl": ("klachtenbehandeling/", "tabel"), "en": ("en/complaints-handling/", "table")}


def _addresses(language: str) -> list[URLPattern]:
    root, table = PLACES[language]
    told = {"language": language}
    one = f"{root}<month:month>/<number:number>"
    return [
        path(root, views.page, told, name=f"{language}-page"),
        path(f"{root}{table}.<slug:extension>", views.table_file, told, name=f"{language}-table"),
        path(f"{root}<month:month>/", views.month_page, told, name=f"{language}-month"),
        path(f"{one}/", views.edition_page, told, name=f"{language}-edition"),
        path(f"{one}.<slug:extension>", views.edition_file, told, name=f"{language}-edition-file"),
    ]


urlpatterns = [
    *_addresses("nl"),
    *_addresses("en"),
    path("calendar/<slug:token>.ics", calendar.show, name="calendar"),
]
