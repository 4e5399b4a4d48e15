"""What the CSV holds, for machines: CSV on the Web metadata (W3C, tabular data model)."""

import json
from typing import Final

from django.conf import settings
from django.utils.translation import get_language

from complaints.queries.editions import Series
from complaints.renderings.addresses import table_name
from complaints.renderings.definitions import definitions
from complaints.renderings.explanation import title
from complaints.renderings.labels import column_name
from complaints.renderings.table_csv import CSV_COLUMNS
from complaints.renderings.table_json import LICENCE
from complaints.vocabulary import CountingBasis, EditionOrigin

#: What stands in a column that holds no whole number.
_KINDS: Final[dict[str, object]] = {
    "month": "gYearMonth",
    "counting_basis": {"base": "string", "format": "|".join(CountingBasis.values)},
    "origin": {"base": "string", "format": "|".join(EditionOrigin.values)},
    "note": "string",
    "mean_days": "decimal",
}
_KNOWN: Final = frozenset({"month", "counting_basis", "total", "edition", "origin"})


def render(series: Series) -> bytes:
    """The description of the CSV beside which it lies, in the language in force."""
    return describe(series, table=f"{table_name(get_language() or 'nl')}.csv")


def describe(series: Series, *, table: str) -> bytes:
    """The description of a CSV of this name or address."""
    known = definitions()
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": get_language()}],
        "url": table,
        "dc:title": title(series),
        "dc:publisher": settings.BODY_NAME,
        "dc:license": {"@id": LICENCE},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "primaryKey": "month",
            "columns": [_column(name, known[name]["definition"]) for name in CSV_COLUMNS],
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _column(name: str, definition: str) -> dict[str, object]:
    least = {"base": "integer", "minimum": "0"}
    return {
        "name": name,
        "titles": {"und": [name], get_language() or "nl": [column_name(name)]},
        "dc:description": definition,
        "datatype": _KINDS.get(name, least),
        "required": name in _KNOWN,
    }
