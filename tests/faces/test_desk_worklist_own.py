"""The work list as somebody keeps it: filters that combine, order, columns, views, quick view, files."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints.models import Event, User, WorkView
from complaints.services.intake import PartyEntry
from complaints.vocabulary import Category, Language
from tests.cases import judged_and_closed, take_up
from tests.faces.desk import MORNING, desk_of, text_of
from tests.faces.test_desk_worklist import received, references, work
from tests.people import anna, bram, chris, gijs, hanna, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


class TestFilters:
    """Each narrows, all combine, each shows as a chip that takes it away."""

    def test_by_handler_unit_label_language_mark_and_receipt(self) -> None:
        taken = received(
            date(2026, 1, 5),
            "all-of-it",
            unit_id=unit().pk,
            labels=("balie",),
            language=Language.ENGLISH,
        )
        take_up(taken)
        received(date(2026, 1, 6), "nothing-of-it")
        received(date(2026, 1, 6), "a-repeat", repeats_id=taken.pk)
        client = desk_of(anna())
        one = {
            "handler": "anna",
            "unit": "north",
            "label": "balie",
            "language": "en",
            "received_until": "2026-01-05",
        }
        for name, value in one.items():
            assert references(work(client, **{name: value})) == ["all-of-it"], name
        assert references(work(client, **one)) == ["all-of-it"]
        assert references(work(client, received_from="2026-01-06")) == ["nothing-of-it", "a-repeat"]
        assert references(work(client, mark="repeat")) == ["a-repeat"]
        assert references(work(client, mark="committee")) == []
        assert references(work(client, mark="extended")) == []
        assert references(work(client, mark="ombudsman")) == []

    def test_each_is_a_chip_that_takes_itself_away(self) -> None:
        received(date(2026, 1, 5), "one", category=Category.IT, labels=("balie",))
        answer = work(desk_of(anna()), category="it", label="balie", received_from="2026-01-01", who="mine")
        assert [name for name, _words in answer.context["chips"]] == ["category", "label", "received_from"]
        said = text_of(answer)
        assert "Label: balie" in said
        assert "Received from: 1 Jan 2026" in said
        assert 'href="?category=it&amp;received_from=2026-01-01&amp;who=mine"' in answer.content.decode()

    def test_narrowing_further_keeps_what_is_not_in_sight(self) -> None:
        answer = work(desk_of(anna()), label="balie", who="mine", sort="-received")
        kept = dict(answer.context["form"].kept())
        assert kept == {"label": "balie", "who": "mine", "sort": "-received"}

    def test_all_of_them_stand_on_one_page_that_knows_what_is_chosen(self) -> None:
        unit()
        anna()
        answer = desk_of(bram()).get("/admin/work/filters/", {"handler": "anna", "category": "it"})
        page = answer.content.decode()
        assert '<option value="anna" selected>Anna de Wit</option>' in page
        assert '<option value="it" selected>' in page
        assert "Regio Noord" in page

    @pytest.mark.parametrize(
        "query",
        [
            {"waits": "x"},
            {"mark": "x"},
            {"language": "fr"},
            {"received_from": "gisteren"},
            {"sort": "handler"},
            {"handler": "\x00"},
            {"unit": "x" * 500},
            {"view": "x" * 500},
        ],
    )
    def test_what_cannot_be_read_narrows_nothing(self, query: dict[str, str]) -> None:
        received(date(2026, 1, 5), "one")
        assert references(work(desk_of(anna()), **query)) == ["one"]


class TestOrder:
    """By last day or by receipt, either way; pages follow the order."""

    def test_by_receipt_and_back(self) -> None:
        for day in (7, 5, 6):
            received(date(2026, 1, day), f"day-{day}")
        client = desk_of(anna())
        assert references(work(client, sort="received")) == ["day-5", "day-6", "day-7"]
        assert references(work(client, sort="-received")) == ["day-7", "day-6", "day-5"]
        assert references(work(client, sort="-last_day")) == ["day-7", "day-6", "day-5"]

    def test_the_head_says_how_it_is_sorted_and_turns_it(self) -> None:
        received(date(2026, 1, 5), "one")
        page = work(desk_of(anna())).content.decode()
        assert '<th scope="col" aria-sort="ascending"><a href="?sort=-last_day">' in page
        page = work(desk_of(anna()), sort="-last_day").content.decode()
        assert '<th scope="col" aria-sort="descending"><a href="?sort=last_day">' in page

    @pytest.mark.parametrize("sort", ["last_day", "-last_day", "received", "-received"])
    def test_pages_run_through_every_order_and_back(self, sort: str) -> None:
        for number in range(60):
            received(date(2026, 1, 5 + number % 3), f"N{number:03}")
        for number in range(60):
            received(date(2026, 1, 5), f"M{number:03}", category=Category.OMBUDSMAN)
        client = desk_of(anna())
        first = work(client, sort=sort)
        second = work(client, sort=sort, after=first.context["after"])
        third = work(client, sort=sort, after=second.context["after"])
        seen = [references(page) for page in (first, second, third)]
        assert len({reference for page in seen for reference in page}) == 120
        back = work(client, sort=sort, before=third.context["before"])
        assert references(back) == seen[1]
        assert references(work(client, sort=sort, before=back.context["before"])) == seen[0]

    def test_how_many_there_are_is_said(self) -> None:
        for number in range(51):
            received(date(2026, 1, 5), f"N{number:03}")
        client = desk_of(anna())
        assert "51 complaints" in text_of(work(client))
        assert "51 complaints" in text_of(work(client, after=work(client).context["after"]))

    def test_many_are_said_as_more_than(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("complaints.queries.worklist.MOST_COUNTED", 50)
        for number in range(51):
            received(date(2026, 1, 5), f"N{number:03}")
        assert "more than 1000 complaints" in text_of(work(desk_of(anna())))


class TestColumns:
    """Chosen once, kept for the person."""

    def test_are_kept(self) -> None:
        received(date(2026, 1, 5), "one", unit_id=unit().pk, labels=("balie",), procedure_kind="asylum")
        client = desk_of(anna())
        answer = client.post("/admin/work/columns/?who=mine", {"columns": ["unit", "labels", "procedure_kind"]})
        assert answer.headers["Location"] == "/admin/work/?who=mine"
        said = text_of(work(client))
        assert "Regio Noord" in said
        assert "Asylum" in said
        assert "Fatima" not in said
        assert User.objects.get(username="anna").list_columns == ["unit", "labels", "procedure_kind"]
        assert "Fatima" in text_of(work(desk_of(bram())))

    def test_none_are_the_usual_ones(self) -> None:
        client = desk_of(anna())
        client.post("/admin/work/columns/", {"columns": ["unit"]})
        client.post("/admin/work/columns/", {})
        received(date(2026, 1, 5), "one")
        assert "Fatima" in text_of(work(client))

    def test_every_column_shows_something(self) -> None:
        received(date(2026, 1, 5), "one")
        client = desk_of(anna())
        page = client.get("/admin/work/columns/").context["form"]
        every = [code for code, _label in page.fields["columns"].choices]
        client.post("/admin/work/columns/", {"columns": every})
        assert work(client).content.decode().count("data-label=") == len(every) + 1

    def test_one_that_is_none_is_refused(self) -> None:
        assert desk_of(anna()).post("/admin/work/columns/", {"columns": ["weather"]}).status_code == 422


class TestViews:
    """Saved under a name; who has the link sees the list with his own eyes."""

    def save(self, client: Client, name: str = "Te laat", **typed: Any) -> Any:
        return client.post("/admin/work/views/", {"name": name, "query": "due=overdue&who=unassigned"} | typed)

    def test_is_saved_and_found_in_the_menu(self) -> None:
        client = desk_of(anna())
        assert self.save(client).headers["Location"] == "/admin/work/views/"
        view = WorkView.objects.get()
        assert "Te laat" in text_of(work(client))
        assert f"/admin/work/views/{view.key}/" in text_of(client.get("/admin/work/views/"))

    def test_its_link_shows_a_colleague_what_he_may_see(self) -> None:
        received(date(2025, 11, 3), "north", unit_id=unit().pk)
        hers = hanna()
        received(date(2025, 11, 3), "south", unit_id=unit("south").pk)
        received(date(2026, 1, 20), "not-late")
        self.save(desk_of(anna()))
        answer = desk_of(hers).get(f"/admin/work/views/{WorkView.objects.get().key}/", follow=True)
        assert references(answer) == ["south"]
        assert answer.context["view"] == WorkView.objects.get().key

    def test_one_of_a_unit_is_offered_to_who_works_for_it(self) -> None:
        south = unit("south")
        self.save(desk_of(bram()), unit_id=str(south.pk))
        assert "Te laat Bram Bakker" in text_of(work(desk_of(hanna())))
        assert "Shared with my unit" in text_of(desk_of(hanna()).get("/admin/work/views/"))

    def test_what_cannot_be_saved_says_why_and_keeps_what_was_typed(self) -> None:
        client = desk_of(anna())
        self.save(client)
        answer = self.save(client)
        assert answer.status_code == 422
        assert "You have a view of this name already." in text_of(answer)
        assert 'value="Te laat"' in answer.content.decode()
        assert self.save(client, name="").status_code == 422
        assert self.save(client, name="x", unit_id="77").status_code == 422

    def test_only_filters_are_kept_of_an_address(self) -> None:
        self.save(desk_of(anna()), query="due=overdue&next=//elders.example&after=2026-01-01_4")
        assert WorkView.objects.get().query == "due=overdue"

    def test_is_removed_by_its_owner(self) -> None:
        client = desk_of(anna())
        self.save(client)
        key = WorkView.objects.get().key
        assert "You have no such view." in text_of(
            desk_of(bram()).post("/admin/work/views/", {"remove": key}, follow=True)
        )
        assert "The view is removed." in text_of(client.post("/admin/work/views/", {"remove": key}, follow=True))
        assert client.get(f"/admin/work/views/{key}/").status_code == 404

    def test_the_page_says_what_is_saved(self) -> None:
        said = text_of(desk_of(anna()).get("/admin/work/views/", {"category": "it", "due": "overdue"}))
        assert "Category: IT" in said or "IT" in said
        assert "Overdue" in said


class TestGlance:
    """The text of one complaint, beside the list."""

    def test_shows_the_text_in_place_and_as_a_page(self) -> None:
        complaint = received(date(2026, 1, 5), "one", parts=("De balie was dicht.",))
        client = desk_of(anna())
        page = text_of(client.get(f"/admin/work/{complaint.pk}/glance/"))
        part = client.get(f"/admin/work/{complaint.pk}/glance/", headers={"HX-Request": "true"})
        for said in (page, text_of(part)):
            assert "Aan de balie werd ik niet te woord gestaan." in said
            assert "De balie was dicht." in said
            assert "14 days left" in said
        assert "<html" not in part.content.decode()

    def test_not_of_what_somebody_may_not_see(self) -> None:
        complaint = received(date(2026, 1, 5), "north", unit_id=unit().pk)
        assert desk_of(hanna()).get(f"/admin/work/{complaint.pk}/glance/").status_code == 404


class TestFile:
    """The list as a file."""

    def test_holds_what_the_list_shows(self) -> None:
        received(date(2025, 11, 3), "late", parties=(PartyEntry(name="=1+1"),))
        received(date(2026, 1, 20), "early")
        client = desk_of(anna())
        answer: Any = client.post("/admin/work/export/", {"format": "csv", "query": "due=overdue"})
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))
        assert [row[:2] for row in rows] == [["Reference", "Complainant"], ["late", "'=1+1"]]
        assert answer.headers["Content-Disposition"] == 'attachment; filename="work-list-2026-02-02.csv"'
        event = Event.objects.get(action="list_exported")
        assert (event.actor, event.changes["filters"]) == (anna(), [None, "due=overdue"])

    @pytest.mark.parametrize("name", ["xlsx", "ods"])
    def test_comes_as_a_workbook_too(self, name: str) -> None:
        received(date(2026, 1, 5), "one")
        answer: Any = desk_of(anna()).post("/admin/work/export/", {"format": name, "query": ""})
        assert b"".join(answer.streaming_content).startswith(b"PK")

    def test_of_no_other_kind(self) -> None:
        assert desk_of(anna()).post("/admin/work/export/", {"format": "exe"}).status_code == 404
        assert desk_of(anna()).get("/admin/work/export/").status_code == 405


@pytest.mark.parametrize("who", [gijs, chris])
def test_who_works_on_no_cases_keeps_no_list(who: Any) -> None:
    client = desk_of(who())
    assert client.get("/admin/work/columns/").status_code == 403
    assert client.get("/admin/work/views/").status_code == 403
    assert client.get("/admin/work/views/x/").status_code == 403
    assert client.post("/admin/work/export/", {"format": "csv"}).status_code == 403
    assert client.post("/admin/work/bulk/", {"act": "assign"}).status_code == 403


def test_fifty_rows_cost_eight_statements_at_most(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(120):
        complaint = received(date(2026, 1, 5), f"Q{number:03}", unit_id=unit().pk, labels=("balie",))
        if number % 3 == 0:
            take_up(complaint, on=date(2026, 1, 7))
    client = desk_of(anna())
    client.post("/admin/work/views/", {"name": "Mijn lijst", "query": "who=mine"})
    first = work(client)
    for query in ({}, {"after": first.context["after"]}, {"unit": "north", "label": "balie"}, {"sort": "-received"}):
        with django_assert_max_num_queries(8):
            assert len(references(work(client, **query))) == 50


def test_what_is_said_of_labels_and_language_stands_in_the_list() -> None:
    complaint = received(date(2026, 1, 5), "one", labels=("balie", "pers"), language=Language.ENGLISH)
    said = text_of(work(desk_of(anna())))
    assert "balie" in said
    assert "pers" in said
    assert "English" in said
    repeat = received(date(2026, 1, 6), "two", repeats_id=complaint.pk)
    assert repeat.repeats_id
    assert "two Quick view of two repeat" in text_of(work(desk_of(anna())))


def test_ended_work_can_be_sorted_and_marked_too() -> None:
    judged_and_closed(reference="closed-one")
    client = desk_of(anna())
    assert references(work(client, status="closed", sort="received")) == ["closed-one"]
