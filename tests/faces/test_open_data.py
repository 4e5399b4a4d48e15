"""What machines find: the feed of editions, the catalogue, the schema, all months at addresses that stay."""

import json
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it ships no types
import jsonschema
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef
from rdflib.namespace import Namespace

from complaints.queries.editions import series
from complaints.renderings.exports import export
from complaints.services.import_published import import_published
from tests.months import row, store
from tests.people import SYSTEM
from tests.published import MAY, NOW, import_history, publish_may, ten_months

pytestmark = pytest.mark.django_db

DUTCH, ENGLISH = "/klachtenbehandeling/", "/en/complaints-handling/"
SITE = "https://klachten.dienst.example"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")


@pytest.fixture
def visitor() -> Client:
    """Give somebody from outside, over TLS."""
    return Client(headers={"host": "klachten.dienst.example"}, SERVER_NAME="klachten.dienst.example")


def get(visitor: Client, address: str, **headers: str) -> Any:
    return visitor.get(address, secure=True, headers=headers)


@pytest.mark.parametrize(
    ("address", "language", "title", "first"),
    [
        (f"{DUTCH}edities.atom", "nl", "Klachtenbehandeling, Dienst Voorbeeld", "mei 2023, editie 2"),
        (f"{ENGLISH}editions.atom", "en", "Handling of complaints, Dienst Voorbeeld", "May 2023, edition 2"),
    ],
)
def test_a_feed_reader_finds_the_editions_newest_first(
    visitor: Client, address: str, language: str, title: str, first: str
) -> None:
    ten_months()
    answer = get(visitor, address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert (found.feed.title, found.feed.id, found.feed.language) == (title, f"{SITE}{address}", language)
    assert len(found.entries) == 11
    newest = found.entries[0]
    assert newest.title == first
    assert newest.updated == "2023-06-02T12:00:00+02:00"
    assert "516" in newest.summary
    assert newest.link == newest.id
    assert get(visitor, newest.link.removeprefix(SITE)).status_code == 200
    assert get(visitor, address, if_none_match=answer["ETag"]).status_code == 304


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by its own reader of JSON-LD
def test_the_catalogue_says_everything_that_dcat_ap_nl_asks(visitor: Client, settings: Settings) -> None:
    settings.BODY_URI = "https://identifier.overheid.nl/tooi/id/oorg/oorg10000"
    ten_months()
    answer = get(visitor, f"{DUTCH}catalogus.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    graph = Graph().parse(data=answer.content, format="json-ld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    for asked in (DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights, DCAT.contactPoint):
        assert list(graph.objects(dataset, asked)), asked
    for asked in (DCTERMS.creator, DCTERMS.publisher):
        (body,) = graph.objects(dataset, asked)
        assert body == URIRef(settings.BODY_URI)
        assert str(graph.value(body, FOAF.name)) == "Dienst Voorbeeld"
    assert {str(theme).rpartition("/")[2] for theme in graph.objects(dataset, DCAT.theme)} == {"GOVE", "JUST"}
    (contact,) = graph.objects(dataset, DCAT.contactPoint)
    assert str(graph.value(contact, VCARD.hasEmail)) == "mailto:klachten@dienst.example"
    files = list(graph.objects(dataset, DCAT.distribution))
    assert len(files) == 2 + 12 + 11
    for file in files:
        assert str(graph.value(file, DCTERMS.license)).endswith("/licence/CC0")
        assert graph.value(file, DCTERMS.format)
        address = str(graph.value(file, DCAT.accessURL)).removeprefix(SITE)
        found = get(visitor, address)
        assert found.status_code == 200, address
        assert found["Content-Type"].partition(";")[0] == str(graph.value(file, DCAT.mediaType)).partition("types/")[2]
        size = graph.value(file, DCAT.byteSize)
        assert size is None or int(str(size)) == len(found.content)


def test_all_months_stand_at_addresses_that_stay_for_programs_of_others(visitor: Client) -> None:
    ten_months()
    document = get(visitor, f"{DUTCH}data.json")
    assert document.content == export(series(MAY, months=10), name="json", language="nl")
    assert document["Access-Control-Allow-Origin"] == "*"
    assert get(visitor, f"{DUTCH}data.csv").content == export(series(MAY, months=10), name="csv", language="nl")
    schema = get(visitor, f"{DUTCH}data.schema.json")
    assert schema["Content-Type"] == "application/schema+json"
    read = json.loads(schema.content)
    assert read["$id"] == f"{SITE}{DUTCH}data.schema.json"
    jsonschema.Draft202012Validator(read).validate(json.loads(document.content))


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (f"{DUTCH}tabel.csv-metadata.json", "tabel.csv"),
        (f"{DUTCH}data.csv-metadata.json", "data.csv"),
        (f"{ENGLISH}table.csv-metadata.json", "table.csv"),
        (f"{DUTCH}2023-05/2.csv-metadata.json", "2.csv"),
    ],
)
def test_the_metadata_of_a_csv_lie_beside_it_and_name_it(visitor: Client, address: str, url: str) -> None:
    ten_months()
    answer = get(visitor, address)
    assert answer["Content-Type"] == "application/csvm+json"
    assert json.loads(answer.content)["url"] == url
    assert get(visitor, f"{address.rpartition('/')[0]}/{url}").status_code == 200


def test_without_anything_published_machines_find_nothing(visitor: Client) -> None:
    for address in (f"{DUTCH}edities.atom", f"{DUTCH}catalogus.jsonld", f"{DUTCH}data.json", f"{DUTCH}data.csv"):
        assert get(visitor, address).status_code == 404
    assert get(visitor, f"{DUTCH}data.schema.json").status_code == 200


def test_a_page_costs_three_queries_at_most_and_weighs_less_than_a_hundred_kilobytes(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ten_months()
    for address in (DUTCH, ENGLISH, f"{DUTCH}2023-05/", f"{DUTCH}2023-05/1/", f"{DUTCH}2023-05/2.csv"):
        with django_assert_max_num_queries(3):
            answer = get(visitor, address)
        assert answer.status_code == 200
        assert len(answer.content) < 100_000


def test_many_years_of_months_leave_the_page_light_and_the_files_whole(visitor: Client) -> None:
    import_history()
    heads = "Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal\n"
    older = "".join(f"{month:02}/{year},1,1,,,,,,2\n" for year in range(10, 20) for month in range(1, 13))
    import_published(data=(heads + older).encode(), actor=SYSTEM, now=NOW)
    page = get(visitor, DUTCH).content
    assert len(page) < 100_000
    assert "94 eerdere maanden" in page.decode()
    assert len(get(visitor, f"{DUTCH}data.csv").content.splitlines()) == 1 + 130


def test_what_is_published_is_seen_at_once(visitor: Client) -> None:
    store([row(MAY.first_day)])
    before = get(visitor, DUTCH)
    publish_may()
    after = get(visitor, DUTCH, if_none_match=before["ETag"])
    assert after.status_code == 200
    assert "05/23" in after.content.decode()
    assert after["Cache-Control"] == "public, no-cache"
