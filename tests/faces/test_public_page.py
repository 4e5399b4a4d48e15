"""The page that anybody may read, its files, and the same figures for machines."""

import json
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

import complaints
from complaints.figures.months import Month
from complaints.models import Edition
from complaints.queries.editions import series
from complaints.renderings.exports import export
from complaints.services import publication
from complaints.services.import_published import import_published
from tests.months import may_2023, row, store
from tests.people import SYSTEM, at_desk, chris, dewi

pytestmark = pytest.mark.django_db

HISTORY = Path(complaints.__file__).parent / "data" / "ind_published.csv"
MAY = Month(2023, 5)
NOW = datetime(2023, 6, 2, 10, tzinfo=UTC)
DUTCH = "/klachtenbehandeling/"
ENGLISH = "/en/complaints-handling/"
#: What a page may not hold under the Content Security Policy of the house.
INLINE = re.compile(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture
def visitor() -> Client:
    """Give somebody from outside, over TLS."""
    return Client(headers={"host": "klachten.dienst.example"}, SERVER_NAME="klachten.dienst.example")


def import_history() -> None:
    import_published(data=HISTORY.read_bytes(), actor=SYSTEM, now=NOW)


def publish(*, reason: str = "") -> Edition:
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW, reason=reason)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=NOW)
    return publication.publish(month=MAY, actor=at_desk(chris()), now=NOW)


def get(visitor: Client, address: str, **headers: str) -> Any:
    return visitor.get(address, secure=True, headers=headers)


def test_before_anything_is_published_the_page_says_how_to_complain(visitor: Client) -> None:
    answer = get(visitor, DUTCH)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<table" not in page
    assert "nationaleombudsman.nl" in page
    assert "Postbus 1" in page
    assert "Last-Modified" not in answer


def test_the_dutch_page_shows_the_newest_edition_of_every_month(visitor: Client) -> None:
    import_history()
    may_2023()
    publish(reason="Geteld uit het register.")
    answer = get(visitor, DUTCH)
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (200, "nl")
    assert '<html lang="nl">' in page
    table = page[page.index("<table>") : page.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in rows]
    assert cells[0] == [
        "Maand",
        "Behandelduur",
        "Dienstverlening",
        "Bejegening",
        "NO",
        "Beleid",
        "IT",
        "Overig",
        "Totaal",
    ]
    assert cells[1][1:] == ["390", "108", "6", "2", "5", "4", "1", "516"]
    assert [re.sub("<[^>]+>", "", line[0]) for line in cells[1:]] == [
        month.short for month in reversed(Month(2022, 8).through(MAY))
    ]
    for text in ("Toelichting bij tabel", "290 (62%)", "146 (31%)", "29 (7%)", "Breuk in de reeks", "9:11", "Editie 2"):
        assert text in page


def test_the_english_page_shows_the_same_in_english(visitor: Client) -> None:
    import_history()
    answer = get(visitor, ENGLISH, accept_language="nl")
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")
    assert '<html lang="en">' in page
    assert "<h1>Handling of complaints</h1>" in page
    assert "Processing time" in page
    assert f'href="{DUTCH}"' in page


def test_a_row_that_does_not_add_up_is_marked_in_the_table_and_noted_under_it(visitor: Client) -> None:
    import_history()
    page = get(visitor, ENGLISH).content.decode()
    assert re.search(r"516<sup[^>]*>\*</sup>", page)
    assert page.count("<sup") == 1
    assert "05/23: The cells add up to 566, the total says 516" in page


def picture(page: str, name: str) -> str:
    """Give one picture of the page."""
    found = re.search(rf'<svg [^>]*aria-labelledby="{name}-title.*?</svg>', page)
    return found[0] if found else ""


def test_the_chart_draws_the_months_oldest_first_and_the_break_between(visitor: Client) -> None:
    import_history()
    drawn = picture(get(visitor, ENGLISH).content.decode(), "received")
    assert re.findall(r'class="number"[^>]*>(\d{3}\*?)<', drawn) == (
        ["262", "390", "488", "708", "503", "792", "847", "631", "421", "516*"]
    )
    heights = [int(height) for height in re.findall(r'<rect [^>]*height="(\d+)"', drawn)]
    assert sum(heights[:3]) == 262 * 180 // 847
    assert 'class="plain"' in drawn, "a month of which the cells do not make the total is not drawn by them"
    assert re.findall(r'class="break" points="(\d+),', drawn) == ["448"]
    assert "complainants" in drawn


def test_one_month_alone_is_no_chart_of_months(visitor: Client) -> None:
    store([row(date(2023, 5, 3))])
    publish()
    page = get(visitor, DUTCH).content.decode()
    assert "05/23" in page
    assert re.findall(r'<figure class="(\S+)"', page) == ["categories"]


def test_months_without_anything_received_are_no_chart(visitor: Client) -> None:
    none = b"Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal\n01/21,,,,,,,,\n02/21,,,,,,,,\n"
    import_published(data=none, actor=SYSTEM, now=NOW)
    page = get(visitor, DUTCH).content.decode()
    assert "02/21" in page
    assert "<svg" not in page


def test_drafts_are_not_for_outside(visitor: Client) -> None:
    store([row(date(2023, 5, 3))])
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW)
    assert "05/23" not in get(visitor, DUTCH).content.decode()
    for address in (f"{DUTCH}2023-05/", f"{DUTCH}2023-05/1/", f"{DUTCH}2023-05/1.csv", "/api/v1/publications/2023-05/"):
        assert get(visitor, address).status_code == 404


def test_every_edition_keeps_its_address_and_its_bytes(visitor: Client) -> None:
    import_history()
    first = f"{DUTCH}2023-05/1/"
    before = {extension: get(visitor, f"{DUTCH}2023-05/1.{extension}").content for extension in ("csv", "json", "txt")}
    may_2023()
    publish(reason="Geteld uit het register.")
    for extension, content in before.items():
        assert get(visitor, f"{DUTCH}2023-05/1.{extension}").content == content
    replaced = get(visitor, first).content.decode()
    assert "566" in replaced
    assert f'<p class="wide">Deze editie is vervangen. <a href="{DUTCH}2023-05/2/">' in replaced
    assert 'class="mark"' not in get(visitor, f"{DUTCH}2023-05/2/").content.decode()
    assert "290 (62%)" in get(visitor, f"{DUTCH}2023-05/2/").content.decode()
    newest = get(visitor, f"{DUTCH}2023-05/")
    assert newest.content == get(visitor, f"{DUTCH}2023-05/2/").content
    page = get(visitor, DUTCH).content.decode()
    assert first in page
    assert f"{DUTCH}2023-05/2/" in page


@pytest.mark.parametrize(
    ("extension", "name", "content_type"),
    [
        ("csv", "csv", "text/csv; charset=utf-8"),
        ("json", "json", "application/json"),
        ("txt", "text", "text/plain; charset=utf-8"),
    ],
)
@pytest.mark.parametrize(
    ("root", "table", "language", "file"),
    [(DUTCH, "tabel", "nl", "klachten"), (ENGLISH, "table", "en", "complaints")],
)
def test_the_downloads_are_the_exports(
    visitor: Client, extension: str, name: str, content_type: str, root: str, table: str, language: str, file: str
) -> None:
    import_history()
    answer = get(visitor, f"{root}{table}.{extension}")
    assert answer.content == export(series(MAY, months=10), name=name, language=language)
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="{file}.{extension}"'
    assert answer["Content-Language"] == language
    one = get(visitor, f"{root}2023-04/1.{extension}")
    assert one.content == export(series(Month(2023, 4), months=1), name=name, language=language)
    assert one["Content-Disposition"] == f'attachment; filename="{file}-2023-04-1.{extension}"'


@pytest.mark.parametrize(
    "address",
    [
        f"{DUTCH}2023-13/",
        f"{DUTCH}2021-01/",
        f"{DUTCH}2023-05/0/",
        f"{DUTCH}2023-05/01/",
        f"{DUTCH}2023-05/2/",
        f"{DUTCH}2023-05/1.docx",
        f"{DUTCH}2023-05/1.html",
        f"{DUTCH}2023-05/1.csv-metadata.jsonx",
        f"{DUTCH}data.xml",
        f"{DUTCH}tabel.xml",
        f"{ENGLISH}tabel.csv",
        "/api/v1/publications/2021-01/",
        "/api/v1/publications/2023-13/",
        "/api/v1/publications/x/",
    ],
)
def test_what_does_not_exist_is_not_found(visitor: Client, address: str) -> None:
    import_history()
    assert get(visitor, address).status_code == 404


def test_without_anything_published_there_is_no_file(visitor: Client) -> None:
    assert get(visitor, f"{DUTCH}tabel.csv").status_code == 404
    assert get(visitor, "/api/v1/publications/").status_code == 404


def test_who_has_the_page_already_is_told_so(visitor: Client) -> None:
    import_history()
    answer = get(visitor, DUTCH)
    assert answer["Last-Modified"] == "Fri, 02 Jun 2023 10:00:00 GMT"
    assert get(visitor, DUTCH, if_none_match=answer["ETag"]).status_code == 304
    assert get(visitor, DUTCH, if_modified_since=answer["Last-Modified"]).status_code == 304
    assert get(visitor, DUTCH, if_none_match='"another"').status_code == 200
    assert get(visitor, ENGLISH)["ETag"] != answer["ETag"]
    assert answer["Cache-Control"] == "public, no-cache"


def test_the_page_sets_no_cookie_and_varies_by_none(visitor: Client) -> None:
    import_history()
    for address in (DUTCH, ENGLISH, f"{DUTCH}2023-05/1/", f"{DUTCH}tabel.csv", "/api/v1/publications/"):
        answer = get(visitor, address)
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()


def test_the_page_is_read_and_nothing_else(visitor: Client) -> None:
    for address in (DUTCH, f"{DUTCH}tabel.csv", "/api/v1/publications/"):
        assert visitor.post(address, secure=True).status_code == 405
        assert visitor.delete(address, secure=True).status_code == 405
    assert visitor.head(DUTCH, secure=True).status_code == 200


def test_nothing_on_the_page_needs_more_than_the_strict_policy(visitor: Client) -> None:
    import_history()
    for address in (DUTCH, ENGLISH, f"{DUTCH}2023-05/1/"):
        answer = get(visitor, address)
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert not INLINE.search(answer.content.decode())


class Outline(HTMLParser):
    """The headings, the ids and what refers to them."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.referred: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.referred += (value or "").split()


def test_headings_go_down_step_by_step_and_every_label_exists_once(visitor: Client) -> None:
    import_history()
    outline = Outline()
    outline.feed(get(visitor, DUTCH).content.decode())
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.referred) <= set(outline.ids)
    assert outline.referred


def test_a_demonstration_says_so_before_anything_else(visitor: Client, settings: Settings) -> None:
    settings.DEMO = True
    import_history()
    page = get(visitor, ENGLISH).content.decode()
    assert page.index('class="mark"') < page.index("<h1>")
    assert "Demonstration" in page


# For machines


def test_machines_get_the_same_json_as_the_export(visitor: Client) -> None:
    import_history()
    answer = get(visitor, "/api/v1/publications/")
    assert answer["Content-Type"] == "application/json"
    assert answer.content == export(series(MAY, months=10), name="json", language="nl")
    english = get(visitor, "/api/v1/publications/2023-05/?language=en")
    assert english.content == export(series(MAY, months=1), name="json", language="en")
    assert json.loads(english.content)["meta"]["language"] == "en"


def test_a_language_that_we_do_not_write_is_refused(visitor: Client) -> None:
    import_history()
    answer = get(visitor, "/api/v1/publications/?language=fr")
    assert answer.status_code == 400
    assert "language" in answer.json()
