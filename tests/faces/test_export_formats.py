"""The ten published months in every format, each opened by a reader that is not ours."""

import io
import json
import re
import warnings
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from csvw import CSVW  # type: ignore[import-untyped]  # it ships no types
from justhtml import JustHTML
from pdfminer.high_level import extract_text
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from complaints.models import Edition
from complaints.queries.editions import Entry, Series, figures_of, series
from complaints.renderings import table_schema
from complaints.renderings.exports import FORMATS, export
from tests.months import row, store
from tests.published import MAY, import_history, publish_may, ten_months

pytestmark = pytest.mark.django_db

RECEIVED = [390, 108, 6, 2, 5, 4, 1, 516]
LANGUAGES = ("nl", "en")


@pytest.fixture
def ten() -> Series:
    """The ten months."""
    return ten_months()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_keeps_to_the_schema_that_is_published(ten: Series, language: str) -> None:
    schema = json.loads(table_schema.render())
    jsonschema.Draft202012Validator.check_schema(schema)
    reader = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    document = json.loads(export(ten, name="json", language=language))
    assert list(reader.iter_errors(document)) == []
    assert [month["month"] for month in document["further"]] == ["2023-05"]
    del document["months"][0]["total"]
    assert [error.message for error in reader.iter_errors(document)] == ["'total' is a required property"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_is_what_its_metadata_say(ten: Series, tmp_path: Path, language: str) -> None:
    name = {"nl": "tabel.csv", "en": "table.csv"}[language]
    (tmp_path / name).write_bytes(export(ten, name="csv", language=language))
    (tmp_path / f"{name}-metadata.json").write_bytes(export(ten, name="csvw", language=language))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = CSVW(str(tmp_path / name), md_url=str(tmp_path / f"{name}-metadata.json"), validate=True)
        assert found.is_valid
    rows = list(found.tables[0])
    assert [month["month"] for month in rows] == [str(month) for month in reversed(MAY.plus(-9).through(MAY))]
    assert [*rows[0].values()][2:10] == RECEIVED
    assert rows[1]["judged"] is None
    broken = (tmp_path / name).read_bytes().replace(b",390,", b",driehonderd,")
    (tmp_path / name).write_bytes(broken)
    with pytest.raises((UserWarning, ValueError), match="Invalid value"):
        list(CSVW(str(tmp_path / name), md_url=str(tmp_path / f"{name}-metadata.json"), validate=True).tables[0])


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Read a workbook with a reader of its own: the sheets by their names."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("format_", ["xlsx", "ods"])
def test_a_workbook_holds_real_numbers_and_dates_with_definitions_on_the_second_sheet(
    ten: Series, format_: str
) -> None:
    dutch = sheets(export(ten, name=format_, language="nl"))
    assert list(dutch) == ["Tabel", "Definities", "Verdere cijfers", "Over dit bestand"]
    heads, newest, *older = dutch["Tabel"]
    assert heads[:3] == ["Maand", "Telgrondslag", "Behandelduur"]
    assert newest[0] == date(2023, 5, 1)
    assert newest[2:10] == RECEIVED
    assert newest[21] == 28.0
    assert older[0][10] == ""
    assert len(older) == 9
    assert [dutch["Definities"][13][0], dutch["Definities"][13][4]] == ["Terecht, percentage", "justified_pct"]
    english = sheets(export(ten, name=format_, language="en"))
    assert english["Table"][1][2:10] == RECEIVED
    assert english["Table"][0][0] == "Month"


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv"])
def test_a_note_that_looks_like_a_formula_stays_words_and_numbers_stay_numbers(format_: str) -> None:
    store([row(date(2023, 5, 3))])
    publish_may()
    found = series(MAY, months=1)
    found.entries[0].edition.note = '=HYPERLINK("https://kwaad.example")'
    content = export(found, name=format_, language="nl")
    if format_ == "csv":
        assert content.endswith(b',"\'=HYPERLINK(""https://kwaad.example"")"\r\n')
        assert b",1,0,0,0,0,0,0,1," in content
        return
    table = sheets(content)["Tabel"]
    assert (table[1][2], table[1][-1]) == (1.0, '=HYPERLINK("https://kwaad.example")')
    assert b"<f>" not in unzipped(content)
    assert b"table:formula" not in unzipped(content)


def unzipped(content: bytes) -> bytes:
    """Everything in a file of spreadsheets, one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_text_in_its_language(ten: Series, language: str) -> None:
    content = export(ten, name="pdf", language=language)
    read = PdfReader(io.BytesIO(content))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert read.metadata is not None
    title = {
        "nl": "Klachtenbehandeling, Dienst Voorbeeld: mei 2023",
        "en": "Handling of complaints, Dienst Voorbeeld: May 2023",
    }
    assert read.metadata.title == title[language]
    words = " ".join(extract_text(io.BytesIO(content)).split())
    for text in {"nl": ("290 (62%)", "Toelichting bij tabel", "05/23"), "en": ("290 (62%)", "The law", "05/23")}[
        language
    ]:
        assert text in words
    assert "2023-06-02" in str(read.xmp_metadata.xmp_create_date if read.xmp_metadata else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_valid_and_the_fragment_goes_into_a_page_of_another(ten: Series, language: str) -> None:
    document = export(ten, name="html", language=language)
    JustHTML(document, strict=True)
    fragment = export(ten, name="fragment", language=language)
    for part in (b"<html", b"<head", b"<h1", b"<!DOCTYPE", b"<script", b"style="):
        assert part not in fragment
    page = b"<!DOCTYPE html>\n<html lang=nl><title>Wij</title><h1>Wij</h1>" + fragment
    JustHTML(page, strict=True)
    assert re.findall(rb"<h([1-6])", fragment)[:2] == [b"2", b"3"]


def test_history_alone_goes_into_every_format_too() -> None:
    import_history()
    ten = series(MAY, months=10)
    for name in FORMATS:
        for language in LANGUAGES:
            assert export(ten, name=name, language=language)
    assert len(list(sheets(export(ten, name="ods", language="nl")))) == 3


def test_numbers_too_small_to_be_shown_are_a_cross_in_words_and_nothing_in_numbers() -> None:
    store([row(date(2023, 5, 3))])
    publish_may()
    edition = Edition.objects.get()
    record = edition.figures | {"below": 5, "hidden": ["processing_time"]}
    record["received"] = record["received"] | {"processing_time": None}
    edition.figures = record
    hidden = Series(entries=[Entry(edition, figures_of(edition))], missing=())
    text = export(hidden, name="text", language="en").decode()
    assert re.search(r"05/23 +x", text)
    assert "Numbers below 5" in text
    reader = jsonschema.Draft202012Validator(json.loads(table_schema.render()))
    document = json.loads(export(hidden, name="json", language="en"))
    assert document["months"][0]["processing_time"] is None
    assert list(reader.iter_errors(document)) == []
    for name in FORMATS:
        assert export(hidden, name=name, language="nl")
