"""The published table as open data: DCAT-AP-NL 3.0 in JSON-LD, for data.overheid.nl and who harvests like it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from complaints.law import local_day
from complaints.queries.editions import Entry, Series
from complaints.renderings import addresses
from complaints.renderings.files import OFFERED, content, format_of
from complaints.renderings.labels import month_name

CONTENT_TYPE: Final = "application/ld+json"
Node = dict[str, Any]

#: The lists of the EU from which DCAT-AP-NL takes its values.
_EU: Final = "http://publications.europa.eu/resource/authority"
_MEDIA: Final = "http://www.iana.org/assignments/media-types"
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TITLE: Final = gettext_noop("Handling of complaints")
_ABOUT: Final = gettext_noop("What people complained about, and what became of their complaints.")
_SPOKEN: Final = {"nl": f"{_EU}/language/NLD", "en": f"{_EU}/language/ENG"}
_THEMES: Final = (f"{_EU}/data-theme/GOVE", f"{_EU}/data-theme/JUST")
#: Files that are so quick to write that their size is told.
_MEASURED: Final = frozenset({"csv", "json"})


def catalogue(series: Series) -> bytes:
    """The catalogue with its data set: all months as files, and every edition at its own address."""
    root = addresses.absolute(addresses.root("nl"))
    days = [local_day(entry.edition.published_at) for entry in _all(series) if entry.edition.published_at]
    dataset = _dataset(series, root, days)
    document = {
        "@context": _CONTEXT,
        "@graph": [
            _catalogue(root, days),
            dataset | {"dcat:distribution": [*_files(series, max(days)), *_editions(series)]},
            _agent(root),
            _contact(root),
            {"@id": addresses.absolute(addresses.schema()), "@type": "dct:Standard"},
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _described(root: str, days: list[date]) -> Node:
    """What catalogue and data set both say."""
    return {
        "dct:title": _both(_TITLE),
        "dct:description": _both(_ABOUT),
        "dct:publisher": _of(_publisher(root)),
        "dct:creator": _of(_publisher(root)),
        "dcat:contactPoint": _of(f"{root}#contact"),
        "dct:language": [_of(each) for each in _SPOKEN.values()],
        "dct:issued": _day(min(days)),
        "dct:modified": _day(max(days)),
    }


def _catalogue(root: str, days: list[date]) -> Node:
    return {
        "@id": f"{root}#catalogus",
        "@type": "dcat:Catalog",
        **_described(root, days),
        "dct:license": _of(_licence()),
        "foaf:homepage": {"@id": root, "@type": "foaf:Document"},
        "dcat:themeTaxonomy": _of(f"{_EU}/data-theme"),
        "dcat:dataset": _of(f"{root}#dataset"),
    }


def _dataset(series: Series, root: str, days: list[date]) -> Node:
    months = sorted(entry.month for entry in series.entries)
    period = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(months[0].first_day),
        "dcat:endDate": _day(date.fromordinal(months[-1].end.toordinal() - 1)),
    }
    return {
        "@id": f"{root}#dataset",
        "@type": "dcat:Dataset",
        **_described(root, days),
        "dct:identifier": {"@value": f"{root}#dataset", "@type": "xsd:anyURI"},
        "dct:accessRights": _of(f"{_EU}/access-right/PUBLIC"),
        "dcat:theme": [_of(theme) for theme in _THEMES],
        "dct:accrualPeriodicity": _of(f"{_EU}/frequency/MONTHLY"),
        "dct:spatial": _of(f"{_EU}/country/NLD"),
        "dct:temporal": period,
        "dcat:landingPage": {"@id": root, "@type": "foaf:Document"},
        "dct:conformsTo": _of(addresses.absolute(addresses.schema())),
    }


def _agent(root: str) -> Node:
    return {
        "@id": _publisher(root),
        "@type": "foaf:Agent",
        "foaf:name": {"@value": settings.BODY_NAME, "@language": "nl"},
    }


def _contact(root: str) -> Node:
    return {
        "@id": f"{root}#contact",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": {"@value": settings.BODY_NAME, "@language": "nl"},
        "vcard:hasEmail": _of(f"mailto:{settings.BODY_CONTACT}"),
        "vcard:hasURL": _of(root),
    }


def _files(series: Series, modified: date) -> Iterator[Node]:
    """All months: the two files for programs, and what the page offers in each language."""
    for extension in ("json", "csv"):
        path = addresses.data_file(extension)
        size = len(content(series, extension=extension, language="nl", name="data"))
        yield _distribution(path, extension, "nl", _both(_TITLE), modified) | {"dcat:byteSize": _size(size)}
    for language in addresses.LANGUAGES:
        for extension in OFFERED:
            path = addresses.table_file(language, extension)
            yield _distribution(path, extension, language, _one(_TITLE, language), modified)


def _editions(series: Series) -> Iterator[Node]:
    """Each edition as it was published; it never changes."""
    for entry in _all(series):
        edition = entry.edition
        path = addresses.edition_file("nl", entry.month, edition.number, "csv")
        with translation.override("nl"):
            named = _("%(month)s, edition %(number)s") % {"month": month_name(entry.month), "number": edition.number}
        day = local_day(edition.published_at or edition.compiled_at)
        yield _distribution(path, "csv", "nl", {"@value": named, "@language": "nl"}, day)


def _distribution(path: str, extension: str, language: str, title: object, modified: date) -> Node:
    address = addresses.absolute(path)
    media = format_of(extension).content_type.partition(";")[0]
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dct:description": _one(_ABOUT, language),
        "dcat:accessURL": _of(address),
        "dcat:downloadURL": _of(address),
        "dct:license": _of(_licence()),
        "dct:format": _of(f"{_EU}/file-type/{extension.upper()}"),
        "dcat:mediaType": _of(f"{_MEDIA}/{media}"),
        "dct:language": _of(_SPOKEN[language]),
        "dct:modified": _day(modified),
    }


def _all(series: Series) -> Iterator[Entry]:
    for shown in series.entries:
        yield from shown.with_earlier


def _publisher(root: str) -> str:
    return settings.BODY_URI or f"{root}#organisatie"


def _licence() -> str:
    return f"{_EU}/licence/CC0"


def _of(address: str) -> Node:
    return {"@id": address}


def _day(day: date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _size(number: int) -> Node:
    return {"@value": str(number), "@type": "xsd:nonNegativeInteger"}


def _both(message: str) -> list[Node]:
    return [_one(message, language) for language in addresses.LANGUAGES]


def _one(message: str, language: str) -> Node:
    with translation.override(language):
        return {"@value": _(message), "@language": language}
