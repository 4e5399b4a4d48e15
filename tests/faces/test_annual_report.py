"""The annual report outside: its page, its PDF, its register, and the command that makes it."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from justhtml import JustHTML
from pdfminer.high_level import extract_text
from pytest_django import DjangoAssertNumQueries, Settings

from complaints.management.commands.annual_report import Command
from complaints.management.commands.publication import Command as Publication
from complaints.models import AnnualReport, Defect
from complaints.services import annual_reports
from tests.faces.commands import Run, runner
from tests.months import row, store
from tests.people import anna, at_desk, bram, chris, dewi
from tests.published import ten_months
from tests.services.test_annual_reports import NOW, YEAR, a_year, prepared, published

pytestmark = pytest.mark.django_db

PAGE = "/klachtenbehandeling/jaarverslag/2025/1/"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does."""
    return runner(Command, "annual_report", capsys)


@pytest.fixture
def visitor() -> Client:
    """Give somebody from outside, over TLS."""
    return Client(headers={"host": "klachten.dienst.example"}, SERVER_NAME="klachten.dienst.example")


def get(visitor: Client, address: str, **headers: str) -> Any:
    return visitor.get(address, secure=True, headers=headers)


def test_the_report_stands_at_an_address_of_its_own_in_both_languages(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_year()
    published()
    with django_assert_max_num_queries(3):
        answer = get(visitor, PAGE)
    page = answer.content.decode()
    JustHTML(page, strict=True)
    assert "<h1>Jaarverslag klachten 2025</h1>" in page
    for text in ("Mondelinge klachten", "Meegenomen uit het vorige jaar", "Gebreken in de procedure", "Eerdere jaren"):
        assert text in page
    assert get(visitor, PAGE, if_none_match=answer["ETag"]).status_code == 304
    assert answer["Last-Modified"] == "Tue, 20 Jan 2026 09:00:00 GMT"
    english = get(visitor, "/en/complaints-handling/annual-report/2025/1/").content.decode()
    assert "<h1>Annual report on complaints 2025</h1>" in english
    assert PAGE in get(visitor, "/klachtenbehandeling/").content.decode()


def test_the_pdf_and_the_register_are_beside_it(visitor: Client) -> None:
    a_year()
    annual_reports.release_summary(reference="K-1", text="=Excuses.", actor=at_desk(bram()), now=NOW)
    published()
    words = extract_text(io.BytesIO(get(visitor, f"{PAGE[:-1]}.pdf").content))
    assert "Jaarverslag klachten 2025" in words
    register = get(visitor, f"{PAGE[:-1]}-register.csv")
    assert register["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(register.content.decode())))
    assert [row["summary"] for row in rows if row["summary"]] == ["'=Excuses."]
    assert {row["outcome"] for row in rows} == {"justified", "declined", "open"}
    assert b"K-1" not in register.content


def test_a_draft_is_not_for_outside_and_a_replaced_one_says_so(visitor: Client) -> None:
    a_year()
    prepared()
    for address in (PAGE, f"{PAGE[:-1]}.pdf", f"{PAGE[:-1]}-register.csv", PAGE.replace("2025", "0000")):
        assert get(visitor, address).status_code == 404
    annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)
    first = get(visitor, PAGE).content
    assert b"vervangen" not in first
    prepared(reason="E\N{LATIN SMALL LETTER E WITH ACUTE}n klacht ontbrak.")
    annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)
    assert "Deze editie is vervangen" in get(visitor, PAGE).content.decode()
    assert "klacht ontbrak" in get(visitor, PAGE.replace("/1/", "/2/")).content.decode()


def test_defects_and_lessons_are_told(visitor: Client) -> None:
    complaint = a_year()[1]
    Defect.objects.create(complaint=complaint, duty="report", reason="Ziek.", recorded_at=NOW, recorded_by=anna())
    prepared(lessons="Wij bellen eerst.\n\nWij schrijven korter.")
    report = annual_reports.publish(year=YEAR, actor=at_desk(dewi()), now=NOW)
    assert report.figures["defects"] == {"report": 1}
    page = get(visitor, PAGE).content.decode()
    assert "terwijl een verplichte stap ontbrak, zodat" in page
    assert "<p>Wij schrijven korter.</p>" in page


def test_from_nothing_to_a_published_report_by_command(run: Run, tmp_path: Path) -> None:
    a_year(), chris(), dewi(), bram()
    lessons = tmp_path / "lessen.txt"
    lessons.write_text("Wij bellen eerst.", encoding="utf-8")
    status, out, err = run("prepare", "2025", "--by", "chris", "--lessons", str(lessons))
    assert (status, err) == (0, "")
    assert out == f"2025 1 {AnnualReport.objects.get().sha256}\n"
    assert run("export", "2025", "--format", "html")[0] == 1
    assert "Concept" in run("export", "2025", "--format", "html", "--draft")[1]
    assert run("publish", "2025", "--by", "chris")[0] == 1
    assert run("publish", "2025", "--by", "dewi")[0] == 0
    target = tmp_path / "verslag.pdf"
    assert run("export", "2025", "--format", "pdf", "--language", "en", "--output", str(target))[0] == 0
    assert "Annual report on complaints 2025" in extract_text(target)
    assert run("export", "2025", "--format", "register")[1].startswith("quarter,category,")
    assert run("release-summary", "K-1", "--text", "Te laat beslist.", "--by", "bram")[0] == 0


def test_bad_input_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    a_year(), chris(), anna()
    latin = tmp_path / "lessen.txt"
    latin.write_bytes(b"\xe9\xe9n les")
    for arguments in (
        ("prepare", "2025", "--by", "chris", "--lessons", str(latin)),
        ("prepare", "2025", "--by", "chris", "--lessons", str(tmp_path / "none.txt")),
        ("prepare", "2025", "--by", "anna"),
        ("prepare", "2025", "--by", "nobody"),
        ("prepare", "2023", "--by", "chris"),
        ("prepare", "2999", "--by", "chris"),
        ("publish", "2025", "--by", "chris"),
        ("export", "2025", "--format", "pdf"),
        ("release-summary", "X", "--text", "Iets.", "--by", "chris"),
    ):
        status, out, err = run(*arguments)
        assert (status, out) == (1, ""), arguments
        assert len(err.splitlines()) == 1, arguments
    for year in ("0000", "25", "x", "20255", "٢٠٢٥"):
        assert run("prepare", year, "--by", "chris")[0] == 2
    assert run("export", "2025", "--format", "docx")[0] == 2
    assert not AnnualReport.objects.exists()


def test_the_site_of_files_has_the_reports_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ten_months()
    a_year()
    published()
    assert runner(Publication, "publication", capsys)("site", str(tmp_path))[0] == 0
    folder = tmp_path / "klachtenbehandeling" / "jaarverslag" / "2025"
    assert {path.name for path in folder.iterdir()} == {"1", "1.pdf", "1-register.csv"}
    assert "../../../index.html" in (folder / "1" / "index.html").read_text("utf-8")


def test_a_year_of_complainants_is_not_compared(settings: Settings, visitor: Client) -> None:
    ten_months()
    store([row(NOW.date().replace(year=2022, month=9))])
    annual_reports.prepare(year=2022, actor=at_desk(chris()), now=NOW)
    settings.DEMO = True
    annual_reports.publish(year=2022, actor=at_desk(dewi()), now=NOW)
    page = get(visitor, "/klachtenbehandeling/jaarverslag/2022/1/").content.decode()
    assert "De maanden telden klagers" in page
    assert "Demonstratie" in page
