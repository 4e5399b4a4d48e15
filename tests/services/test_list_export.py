"""The work list as a file: every row, no formula, and a trace of who took it."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from complaints.models import Complaint, Event
from complaints.queries.worklist import Days, Due, Filters, Who
from complaints.queries.worklist_order import Sort
from complaints.record.checking import Unusable
from complaints.renderings.list_files import FORMATS, harmless
from complaints.renderings.list_ods import write_ods
from complaints.renderings.list_xlsx import write_xlsx
from complaints.services.intake import PartyEntry
from complaints.services.list_exports import export
from complaints.vocabulary import Procedure
from tests.cases import judged_and_closed, noon, register_complaint, take_up
from tests.people import anna, at_desk, hanna, unit
from tests.services.acting import TODAY, UNPRINTABLE, intervention

pytestmark = pytest.mark.django_db

DAYS = Days(TODAY, date(2026, 1, 26))
#: Texts that a spreadsheet would run if it took them for a formula.
PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://elders.example";"klik")',
    '=WEBSERVICE("https://elders.example")',
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    " =1+1",
    "\u00a0=1+1",
    "<script>&amp;",
)


def exported(file_format: str, *, who: object = anna, filters: Filters | None = None, sort: Sort = Sort.USUAL) -> bytes:
    out = io.BytesIO()
    export(
        actor=at_desk(who()),  # type: ignore[operator]  # one of the people of the tests
        now=noon(TODAY),
        days=DAYS,
        filters=filters or Filters(),
        sort=sort,
        query="due=overdue",
        file_format=file_format,
        out=out,
    )
    return out.getvalue()


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """Each cell as its type and its value."""
    name = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        page = ET.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert page.findall(".//m:f", name) == []
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.findall("m:c", name)]
        for row in page.findall(".//m:row", name)
    ]


def ods_rows(content: bytes, sheet: int = 0) -> list[list[tuple[str, str]]]:
    """Each cell as its type and its text."""
    office, table = ("{urn:oasis:names:tc:opendocument:xmlns:" + part + ":1.0}" for part in ("office", "table"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist()[0] == "mimetype"
        document = ET.fromstring(packed.read("content.xml"))
    page = list(document.iter(f"{table}table"))[sheet]
    cells = list(page.iter(f"{table}table-cell"))
    assert not any(cell.get(f"{table}formula") for cell in cells)
    return [
        [(cell.get(f"{office}value-type", ""), "".join(_text(cell))) for cell in row]
        for row in page.iter(f"{table}table-row")
    ]


def _text(cell: ET.Element) -> Iterator[str]:
    for part in cell.iter():
        if part.tag.endswith("}s"):
            yield " "
        if part.tag.endswith("}tab"):
            yield "\t"
        yield part.text or ""
        yield part.tail or ""


def test_a_row_says_what_the_list_says() -> None:
    complaint = take_up(register_complaint(reference="K-1", unit_id=unit().pk, procedure=Procedure.COMMITTEE))
    rows = csv_rows(exported("csv"))
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found == {
        "Kenmerk": "K-1",
        "Klager": "Fatima el Amrani",
        "Andere klagers": "0",
        "Categorie": "Bejegening",
        "Status": "In behandeling",
        "Behandelaar": "Anna de Wit",
        "Eenheid": "Regio Noord",
        "Ontvangen": "2026-01-05",
        "Laatste dag": complaint.last_day.isoformat() if complaint.last_day else "",
        "Dagen over": "56",
        "Kanaal": "Brief",
        "Soort procedure": "",
        "Taal": "Nederlands",
        "Labels": "",
        "Verdaagd": "",
        "Adviescommissie": "ja",
        "Ombudsman": "",
        "Herhaling": "",
        "Afgehandeld": "",
        "Uitkomst": "",
    }


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_every_format_has_every_row_and_its_types(file_format: str) -> None:
    register_complaint(reference="K-1")
    intervention(reference="K-2")
    judged_and_closed(reference="K-3")
    content = exported(file_format, filters=Filters(status="all"), sort=Sort.RECEIVED)
    if file_format == "csv":
        assert sorted(row[0] for row in csv_rows(content)[1:]) == ["K-1", "K-2", "K-3"]
        return
    rows = xlsx_rows(content) if file_format == "xlsx" else ods_rows(content)
    words = [[value for _type, value in row] for row in rows]
    assert len(rows) == 4
    if file_format == "ods":
        first = next(row for row in rows if row[0][1] == "K-1")
        assert [first[place] for place in (0, 7, 9)] == [("string", "K-1"), ("date", "2026-01-05"), ("float", "28")]
        assert {row[0] for row in words[1:]} == {"K-1", "K-2", "K-3"}


def test_the_file_is_narrowed_as_the_list_is() -> None:
    register_complaint(reference="late", received_on=date(2025, 11, 3))
    take_up(register_complaint(reference="mine", received_on=date(2025, 11, 10)), on=date(2025, 11, 12))
    register_complaint(reference="early")
    rows = csv_rows(exported("csv", filters=Filters(due=Due.OVERDUE)))
    assert [row[0] for row in rows[1:]] == ["late", "mine"]
    rows = csv_rows(exported("csv", filters=Filters(due=Due.OVERDUE, who=Who.MINE)))
    assert [row[0] for row in rows[1:]] == ["mine"]


def test_the_file_holds_what_its_taker_may_see() -> None:
    handler = hanna()
    register_complaint(reference="north", unit_id=unit().pk)
    register_complaint(reference="south", unit_id=unit("south").pk)
    assert [row[0] for row in csv_rows(exported("csv", who=hanna))[1:]] == ["south"]
    assert Event.objects.get(action="list_exported").actor == handler


def test_the_trail_says_who_took_what() -> None:
    register_complaint()
    register_complaint()
    exported("xlsx")
    event = Event.objects.get(action="list_exported")
    assert (event.complaint, event.actor, event.at) == (None, anna(), noon(TODAY))
    assert event.changes == {"format": [None, "xlsx"], "filters": [None, "due=overdue"], "rows": [None, 2]}


@pytest.mark.parametrize("query", ["x" * 1001, UNPRINTABLE[0]])
def test_filters_that_the_trail_cannot_hold_are_refused(query: str) -> None:
    with pytest.raises(Unusable):
        export(
            actor=at_desk(anna()),
            now=noon(TODAY),
            days=DAYS,
            filters=Filters(),
            sort=Sort.USUAL,
            query=query,
            file_format="csv",
            out=io.BytesIO(),
        )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(payload: str) -> None:
    """In xlsx and ods it stays the text that it is; in csv an apostrophe goes before it."""
    complaint = register_complaint(parties=(PartyEntry(name="x"),))
    complaint.parties.update(name=payload)
    assert csv_rows(exported("csv"))[1][1] == harmless(payload)
    assert ods_rows(exported("ods"))[1][1] == ("string", payload)
    kind, value = xlsx_rows(exported("xlsx"))[1][1]
    assert kind in ("inlineStr", "str", "s")
    assert value.strip() == payload.strip()


def test_harmless_texts_stay_as_they_are() -> None:
    assert [harmless(text) for text in ("K26-1", "Jan - Piet", "a=b", "")] == ["K26-1", "Jan - Piet", "a=b", ""]
    assert all(harmless(payload) in (payload, f"'{payload}") for payload in PAYLOADS)
    assert sum(harmless(payload).startswith("'") for payload in PAYLOADS) == len(PAYLOADS) - 1


@pytest.mark.parametrize("many", [0, 3, 4, 5])
def test_a_sheet_that_is_full_is_followed_by_another(many: int) -> None:
    lines: Sequence[Sequence[str]] = [["head"], *([str(number)] for number in range(many))]
    written, pages = [], 2 if many > 3 else 1
    for write, read, first in ((write_xlsx, xlsx_rows, 1), (write_ods, ods_rows, 0)):
        out = io.BytesIO()
        assert write(out, lines, sheet="Lijst", most_rows=4) == many
        written.append(
            [
                value
                for page in range(pages)
                for [(_type, value)] in read(out.getvalue(), first + page)
                if value != "head"
            ]
        )
    assert written == [[str(number) for number in range(many)]] * 2


def test_a_text_of_several_lines_and_spaces_keeps_them() -> None:
    out = io.BytesIO()
    write_ods(out, [["head"], ["a  b\tc\nd"]], sheet="Lijst")
    assert ods_rows(out.getvalue())[1] == [("string", "a  b\tcd")]
    assert out.getvalue().count(b"mimetype") >= 1


def test_all_rows_come_in_bounded_pieces(django_assert_max_num_queries: object) -> None:
    for _ in range(12):
        register_complaint()
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(csv_rows(exported("csv"))) == 13
    assert Complaint.objects.count() == 12
