"""The search page: what stands on it, from the box in the frame to the last page of hits."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints.models import Complaint
from complaints.queries.search import PAGE_SIZE
from complaints.services.intake import PartyEntry
from complaints.vocabulary import Role
from tests.cases import register_complaint
from tests.faces.desk import desk_of, page, text_of
from tests.people import anna, chris, gijs, hanna, person, unit

pytestmark = pytest.mark.django_db


def search(client: Client, words: str, **query: str) -> str:
    return text_of(client.get("/admin/search/", {"q": words} | query))


def test_a_hit_leads_to_its_complaint_and_is_marked_where_it_stands() -> None:
    complaint = register_complaint(description="Mijn paspoort lag er niet.")
    answer = desk_of(anna()).get("/admin/search/", {"q": "paspoorten"})
    assert f'href="{page(complaint)}"' in answer.content.decode()
    assert "Mijn <mark>paspoort</mark> lag er niet." in answer.content.decode()
    said = text_of(answer)
    assert f"{complaint.reference} Fatima el Amrani" in said
    assert "Description Mijn paspoort lag er niet." in said


def test_what_is_found_is_shown_as_text_and_never_as_html() -> None:
    evil = '<script>alert("paspoort")</script> <b>paspoort</b>'
    register_complaint(description=evil, parties=(PartyEntry(name="<i>Jan</i> & paspoort"),))
    content = desk_of(anna()).get("/admin/search/", {"q": 'paspoort <b>"x'}).content.decode()
    assert "<b>" not in content
    assert "<i>" not in content
    content = desk_of(anna()).get("/admin/search/", {"q": "paspoort"}).content.decode()
    assert "<script>alert" not in content
    assert "<mark>paspoort</mark>" in content
    assert "&lt;i&gt;Jan&lt;/i&gt; &amp; paspoort" in content


def test_a_typing_error_is_forgiven_and_told() -> None:
    register_complaint(reference="K26-100", description="Mijn paspoort lag er niet.")
    said = search(desk_of(anna()), "pasport")
    assert "Nothing holds exactly “pasport”." in said
    assert "K26-100" in said


def test_what_is_like_it_can_be_asked_for_beside_what_is_exact() -> None:
    register_complaint(reference="K26-100", description="Mijn paspoort lag er niet.")
    register_complaint(reference="K26-200", description="Mijn pasport lag er niet.")
    client = desk_of(anna())
    said = search(client, "pasport")
    assert "K26-200" in said
    assert "K26-100" not in said
    said = search(client, "pasport", loose="1")
    assert "K26-100" in said
    assert "Also what begins so, or is spelt nearly so." in said


def test_nothing_found_says_so_and_what_to_do() -> None:
    said = search(desk_of(anna()), "olifant")
    assert "No complaint that you may see holds “olifant”" in said
    assert "Leave a word out" in said


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "Type a word, a name or a number to look for."),
        ("klacht " * 10_000, "This is too long to look for; give at most 200 characters."),
        ("\x00\x1b", "Type a word, a name or a number to look for."),
        ("a b c d e f g h i j k l m n o p q r s t u", "These are 21 words; a search takes at most 20."),
    ],
)
def test_what_cannot_be_looked_for_is_told_beside_the_field_and_kept_in_it(words: str, answer: str) -> None:
    client = desk_of(anna())
    assert answer in search(client, words)
    content = client.get("/admin/search/", {"q": words}).content.decode()
    assert 'aria-describedby="search-words-error"' in content
    assert 'value="klacht klacht' in content or "klacht" not in words


@pytest.mark.parametrize("after", ["x", "2026-13-01_5", "2026-01-05_x", "_", "2026-01-05_" + "9" * 40, "²_²"])
@pytest.mark.parametrize("words", ["balie", "bal\x00ie\x07", "\ud83d"])
def test_an_address_that_makes_no_sense_still_gives_an_answer(words: str, after: str) -> None:
    register_complaint()
    query: dict[str, str | bytes] = {"q": words.encode("utf-8", "replace"), "after": after}
    assert desk_of(anna()).get("/admin/search/", query).status_code == 200


def test_without_words_the_page_explains_itself() -> None:
    said = text_of(desk_of(anna()).get("/admin/search/"))
    assert "How to search" in said
    assert "Type a word" not in said


def test_more_follows_page_by_page() -> None:
    for number in range(PAGE_SIZE + 2):
        register_complaint(reference=f"N{number:02}")
    client = desk_of(anna())
    first = client.get("/admin/search/", {"q": "balie"})
    second = client.get("/admin/search/", {"q": "balie", "after": first.context["after"]})
    assert [hit.complaint.reference for hit, _ in second.context["hits"]] == ["N01", "N00"]
    assert "More" in text_of(first)
    assert "To the first" in text_of(second)
    near = client.get("/admin/search/", {"q": "balei"})
    assert f"after={near.context['after']}&amp;loose=1" in near.content.decode()


def test_a_page_of_hits_costs_the_same_however_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(PAGE_SIZE + 1):
        register_complaint(reference=f"N{number:02}", description=f"balie {number}")
    client = desk_of(anna())
    # The session, the person and his roles; what was typed, twice the search, its hits and the trail.
    with django_assert_max_num_queries(21):
        client.get("/admin/search/", {"q": "balie"})


def test_nothing_of_another_unit_appears() -> None:
    register_complaint(reference="north", unit_id=unit().pk, description="geheimpje")
    client = desk_of(hanna())
    for words in ("geheimpje", "geheimpj", "north"):
        said = search(client, words)
        assert "Nothing found" in said
        assert "geheimpje" not in said.replace("“geheimpje”", "")


class TestTheBoxInTheFrame:
    """On every screen of who works on cases; where the page has its own it is not doubled."""

    def test_leads_to_the_search(self) -> None:
        complaint = register_complaint()
        content = desk_of(anna()).get(page(complaint)).content.decode()
        assert '<form class="top-search search-box" action="/admin/search/" method="get"' in content
        assert "top-search" not in desk_of(anna()).get("/admin/search/").content.decode()

    def test_is_not_there_for_others(self) -> None:
        assert "top-search" not in desk_of(chris()).get("/admin/figures/").content.decode()
        assert "top-search" not in desk_of(gijs()).get("/admin/complaints/").content.decode()

    def test_who_works_on_no_case_finds_none(self) -> None:
        complaint: Complaint = register_complaint()
        publisher = person("joris", Role.PUBLISHER, first_name="Joris", last_name="Blom")
        said = search(desk_of(publisher), complaint.reference)
        assert "No cases for your role" in said
