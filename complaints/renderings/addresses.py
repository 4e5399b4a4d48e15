"""Addresses that stay: where the page, each month, each edition and every file live, in both languages.

A path has no slash before it: on the web the site stands before it, in a folder of files the folder.
"""

from typing import Final

from django.conf import settings

from complaints.figures.months import Month

LANGUAGES: Final = ("nl", "en")
#: Where each language lives, what its file of all months is called, and its files of an edition.
_ROOTS: Final = {"nl": "klachtenbehandeling/", "en": "en/complaints-handling/"}
_TABLES: Final = {"nl": "tabel", "en": "table"}
_FILES: Final = {"nl": "klachten", "en": "complaints"}
_REPORTS: Final = {"nl": "jaarverslag", "en": "annual-report"}
#: How the files of an annual report end: the report to print, and the register of 9:12a.
REPORT_PDF: Final = ".pdf"
REPORT_REGISTER: Final = "-register.csv"


def root(language: str) -> str:
    """The folder of a language, and with it its page."""
    return _ROOTS[language]


def table_name(language: str) -> str:
    """What the file of all months is called, without extension."""
    return _TABLES[language]


def download_name(language: str) -> str:
    """What a file is called where it is kept, without extension."""
    return _FILES[language]


def table_file(language: str, extension: str) -> str:
    """The file of all months."""
    return f"{root(language)}{table_name(language)}.{extension}"


def month_page(language: str, month: Month) -> str:
    """The newest edition of a month."""
    return f"{root(language)}{month}/"


def edition_page(language: str, month: Month, number: int) -> str:
    """One edition."""
    return f"{root(language)}{month}/{number}/"


def edition_file(language: str, month: Month, number: int, extension: str) -> str:
    """One edition as a file."""
    return f"{root(language)}{month}/{number}.{extension}"


def data_file(extension: str) -> str:
    """All months for machines, at the address that other sites count on."""
    return f"{root('nl')}data.{extension}"


def schema() -> str:
    """What the JSON is made of."""
    return f"{root('nl')}data.schema.json"


def catalogue() -> str:
    """The description of the data for catalogues (DCAT)."""
    return f"{root('nl')}catalogus.jsonld"


def feed(language: str) -> str:
    """The news of editions."""
    return f"{root(language)}{'edities' if language == 'nl' else 'editions'}.atom"


def report_folder(language: str) -> str:
    """What the folder of annual reports is called."""
    return _REPORTS[language]


def report_page(language: str, year: int, number: int) -> str:
    """The annual report of a year."""
    return f"{root(language)}{_REPORTS[language]}/{year}/{number}/"


def report_file(language: str, year: int, number: int, ending: str) -> str:
    """The annual report as a file, or its register."""
    return f"{root(language)}{_REPORTS[language]}/{year}/{number}{ending}"


def absolute(path: str) -> str:
    """The full address of a path."""
    return f"{settings.SITE_URL.rstrip('/')}/{path}"
