"""The JSON Schema of the published table as JSON: what every program may count on."""

import json
from typing import Final

from complaints.figures.further import CELLS, VALUES
from complaints.figures.table import OTHER_REASONS
from complaints.renderings.addresses import absolute, schema
from complaints.renderings.table_csv import CSV_COLUMNS
from complaints.vocabulary import CountingBasis, EditionOrigin, EditionStatus

CONTENT_TYPE: Final = "application/schema+json"
_COUNT: Final[dict[str, object]] = {"type": "integer", "minimum": 0}
_MONTH: Final[dict[str, object]] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
_DIGEST: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MOMENT: Final = {"type": ["string", "null"], "format": "date-time"}
_TEXT: Final = {"type": "string"}
_TEXT_OR_NOTHING: Final[dict[str, object]] = {"type": ["string", "null"]}
_SHARE: Final[dict[str, object]] = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
_COUNT_OR_NOTHING: Final[dict[str, object]] = {"type": ["integer", "null"], "minimum": 0}


def render() -> bytes:
    """Draft 2020-12, the same for both languages."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": absolute(schema()),
        "title": "Handling of complaints, by month",
        "description": "null is not known; for shares and means, that nothing was judged; or too small to be shown.",
        "type": "object",
        "required": ["meta", "months", "outcomes", "further"],
        "properties": {
            "meta": _object(_meta()),
            "months": {"type": "array", "minItems": 1, "items": _closed({name: _column(name) for name in CSV_COLUMNS})},
            "outcomes": {"type": "array", "items": _object(_outcomes())},
            "further": {"type": "array", "items": _object(_further())},
        },
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _column(name: str) -> dict[str, object]:
    if name == "total":
        return _COUNT
    if name.endswith("_pct"):
        return _SHARE
    kinds: dict[str, dict[str, object]] = {
        "month": _MONTH,
        "counting_basis": {"enum": CountingBasis.values},
        "mean_days": {"type": ["number", "null"], "minimum": 0},
        "edition": {"type": "integer", "minimum": 1},
        "origin": {"enum": EditionOrigin.values},
        "note": _TEXT_OR_NOTHING,
    }
    return kinds.get(name, _COUNT_OR_NOTHING)


def _meta() -> dict[str, object]:
    edition = {
        "month": _MONTH,
        "edition": {"type": "integer", "minimum": 1},
        "status": {"enum": EditionStatus.values},
        "origin": {"enum": EditionOrigin.values},
        "published_at": _MOMENT,
        "reason": _TEXT_OR_NOTHING,
        "sha256": _DIGEST,
    }
    fraction = {"type": "object", "required": ["definition"], "additionalProperties": _TEXT}
    return {
        "title": _TEXT,
        "publisher": _TEXT,
        "licence": {"type": "string", "format": "uri"},
        "language": {"enum": ["nl", "en"]},
        "demonstration": {"type": "boolean"},
        "edition": {"type": "integer", "minimum": 1},
        "published_at": _MOMENT,
        "sha256": _DIGEST,
        "editions": {"type": "array", "items": _object(edition)},
        "notes": {"type": "array", "items": _object({"month": _MONTH, "note": _TEXT})},
        "breaks": {"type": "array", "items": _object({"month": _MONTH, "text": _TEXT})},
        "definitions": {"type": "object", "required": [*CSV_COLUMNS], "additionalProperties": fraction},
        "further": {"type": "object", "additionalProperties": _TEXT},
    }


def _outcomes() -> dict[str, object]:
    return {
        "month": _MONTH,
        "partly_justified": _COUNT_OR_NOTHING,
        "other_outcome": _object(dict.fromkeys(OTHER_REASONS, _COUNT_OR_NOTHING)),
    }


def _further() -> dict[str, object]:
    cells: dict[str, object] = dict.fromkeys(CELLS, _COUNT_OR_NOTHING)
    values: dict[str, object] = dict.fromkeys(VALUES, _SHARE)
    return {"month": _MONTH} | cells | values | {"median_days": {"type": ["number", "null"], "minimum": 0}}


def _object(properties: dict[str, object]) -> dict[str, object]:
    """Everything named is there; more may come."""
    return {"type": "object", "required": [*properties], "properties": properties}


def _closed(properties: dict[str, object]) -> dict[str, object]:
    return _object(properties) | {"additionalProperties": False}
