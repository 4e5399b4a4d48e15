"""How PostgreSQL carries out a search: by its indexes, behind its fences, never through the whole register."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from complaints.models import Word
from complaints.queries import search
from complaints.queries.search import AMONG_THE_NEWEST, BY_THE_INDEX, Key
from complaints.queries.search_asking import exactly, loosely, terms_of
from complaints.services.searching import _bounded
from tests.cases import register_complaint
from tests.house.rows import OWNER
from tests.people import SYSTEM, anna, at_desk, hanna

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register() -> None:
    for number in range(30):
        register_complaint(reference=f"N{number:02}", description=f"De balie was dicht, dag {number}.")


def nodes_of(plan: Any) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes_of(child)


def planned(statement: str, parameters: Any) -> list[dict[str, Any]]:
    with _bounded(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        (found,) = cursor.fetchone()
    return list(nodes_of((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))


def read_whole(nodes: list[dict[str, Any]]) -> set[str]:
    """Tables that are read from end to end."""
    return {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}


@pytest.mark.parametrize("way", [AMONG_THE_NEWEST, BY_THE_INDEX])
@pytest.mark.parametrize("after", [None, Key(date(2026, 1, 5), 7)])
@pytest.mark.parametrize("words", ["balie", '"balie was dicht"', "fatima balie", "olifant", "bal*"])
def test_no_search_reads_the_register(way: str, after: Key | None, words: str) -> None:
    for actor in (SYSTEM, at_desk(anna()), at_desk(hanna())):
        for question in (exactly(terms_of(words)), loosely(terms_of(words))):
            assert question is not None
            nodes = planned(*search.statement_of(way, question, actor, after))
            assert read_whole(nodes) == set()
            assert "CTE found" in {node.get("Subplan Name") for node in nodes}, "the fence stands"
            hidden = [node for node in nodes if node.get("Relation Name") == "complaints_complaint"]
            assert {node.get("Index Name") for node in hidden} == {"complaints_complaint_pkey"}, "one by one"


def test_what_few_texts_hold_the_index_of_words_finds() -> None:
    question = exactly(terms_of("balie"))
    assert question is not None
    nodes = planned(*search.statement_of(BY_THE_INDEX, question, SYSTEM, None))
    assert "findable_by_word" in {node.get("Index Name") for node in nodes}


def test_what_many_texts_hold_is_found_among_the_newest_in_their_order() -> None:
    question = exactly(terms_of("balie"))
    assert question is not None
    nodes = planned(*search.statement_of(AMONG_THE_NEWEST, question, SYSTEM, None))
    newest = [node for node in nodes if node.get("Index Name") == "findable_newest_first"]
    assert [node["Node Type"] for node in newest] == ["Index Only Scan"]


def test_the_texts_of_the_hits_are_read_by_their_complaint() -> None:
    question = exactly(terms_of("balie"))
    assert question is not None
    parameters = {"ids": [1, 2, 3], "hits": question.hits, "whole": "", "around": ""}
    assert read_whole(planned(search._FRAGMENTS, parameters)) == set()


@pytest.mark.django_db(databases=list(settings.DATABASES))
def test_a_word_that_is_like_another_is_found_by_the_index() -> None:
    words = [Word(text=f"woord{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}") for n in range(10_000)]
    Word.objects.using(OWNER).bulk_create(words)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE complaints_word")  # a table that was empty when last looked at needs no index
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT text FROM complaints_word WHERE text % 'baile'")
        (found,) = cursor.fetchone()
    assert "word_by_likeness" in json.dumps(found)
