"""The work list: sorted by last day, narrowed by what its address says, and cheap."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints.models import Complaint, RoleGrant
from complaints.services import terms
from complaints.services.intake import InterventionEntry, PartyEntry, PersonEntry
from complaints.vocabulary import Category, Method, Procedure
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, text_of
from tests.people import SYSTEM, anna, bram, eva, gijs, hanna, person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def references(answer: Any) -> list[str]:
    return [row.complaint.reference for row in answer.context["page"].rows]


def work(client: Client, **query: Any) -> Any:
    return client.get("/admin/work/", query)


def received(day: date, reference: str, **changes: Any) -> Complaint:
    return register_complaint(received_on=day, reference=reference, now=MORNING, **changes)


def test_the_most_urgent_comes_first() -> None:
    received(date(2026, 1, 20), "later")
    received(date(2025, 12, 1), "late")
    received(date(2026, 1, 5), "soon")
    assert references(work(desk_of(anna()))) == ["late", "soon", "later"]


def test_days_left_are_said_in_words() -> None:
    received(date(2025, 12, 18), "past")  # last day Thursday 29 January 2026
    received(date(2025, 12, 22), "today")  # last day Monday 2 February 2026
    received(date(2026, 1, 5), "ahead")  # last day Monday 16 February 2026
    said = text_of(work(desk_of(anna())))
    assert "4 days late" in said
    assert "last day today" in said
    assert "14 days left" in said


def test_the_next_other_duty_stands_beside_the_last_day() -> None:
    received(date(2026, 1, 5), "one")
    assert "Acknowledgement: 12 Jan (late)" in text_of(work(desk_of(anna())))


def test_marks_tell_extension_committee_and_ombudsman() -> None:
    extended = received(date(2026, 1, 5), "extended-one")
    terms.extend(
        complaint_id=extended.pk,
        version=None,
        actor=SYSTEM,
        now=MORNING,
        weeks=2,
        notified_on=date(2026, 2, 2),
        method=Method.LETTER,
        reason="Er wordt nog gehoord.",
    )
    received(date(2026, 1, 5), "committee-one", procedure=Procedure.COMMITTEE)
    received(
        date(2026, 1, 5),
        "intervention-one",
        category=Category.OMBUDSMAN,
        intervention=InterventionEntry(about_id=extended.pk, answer_by=MORNING + timedelta(days=3)),
    )
    rows = {row.complaint.reference: row for row in work(desk_of(anna())).context["page"].rows}
    assert rows["extended-one"].is_extended
    assert rows["extended-one"].is_with_ombudsman
    assert not rows["committee-one"].is_extended
    assert rows["intervention-one"].is_with_ombudsman


def test_filters_combine_and_live_in_the_address() -> None:
    mine = received(date(2025, 12, 1), "mine-and-late")
    take_up(mine, on=date(2025, 12, 3))
    take_up(received(date(2026, 1, 20), "mine-and-early"), on=date(2026, 1, 21))
    received(date(2025, 12, 1), "late-and-nobodys")
    client = desk_of(anna())
    assert references(work(client, who="mine")) == ["mine-and-late", "mine-and-early"]
    assert references(work(client, who="mine", due="overdue")) == ["mine-and-late"]
    assert references(work(client, who="unassigned", due="overdue")) == ["late-and-nobodys"]
    assert references(work(client, who="mine", due="overdue", category="it")) == []


def test_due_this_week_ends_on_sunday() -> None:
    received(date(2025, 12, 22), "monday")
    received(date(2025, 12, 26), "friday")
    received(date(2025, 12, 29), "next-monday")
    assert references(work(desk_of(anna()), due="week")) == ["monday", "friday"]


def test_what_has_ended_is_shown_when_asked() -> None:
    judged_and_closed(reference="closed-one")
    received(date(2026, 1, 5), "open-one")
    client = desk_of(anna())
    assert references(work(client)) == ["open-one"]
    assert references(work(client, status="closed")) == ["closed-one"]
    assert set(references(work(client, status="all"))) == {"closed-one", "open-one"}
    assert references(work(client, status="void")) == []


def test_category_and_status_narrow() -> None:
    received(date(2026, 1, 5), "about-it", category=Category.IT)
    take_up(received(date(2026, 1, 6), "about-service", category=Category.SERVICE))
    client = desk_of(anna())
    assert references(work(client, category="it")) == ["about-it"]
    assert references(work(client, status="in_handling")) == ["about-service"]


@pytest.mark.parametrize("words", ["K-77", "k-77", "amrani", "Fatima"])
def test_a_search_finds_by_reference_and_name_and_in_what_has_ended(words: str) -> None:
    judged_and_closed(reference="K-770")
    received(date(2026, 1, 5), "other", parties=(PartyEntry(name="Jan Smit"),))
    assert references(work(desk_of(anna()), q=words)) == ["K-770"]


@pytest.mark.parametrize(
    "query",
    [
        {"who": "everybody"},
        {"due": "someday"},
        {"category": "weather"},
        {"status": "lost"},
        {"q": "\x00"},
        {"q": "x" * 5000},
        {"q": "100%_\\"},
        {"after": "nonsense"},
        {"after": "2026-13-01_5"},
        {"before": "_" + "9" * 40},
        {"after": "2026-01-01_²"},
    ],
)
def test_an_address_that_makes_no_sense_still_gives_a_list(query: dict[str, str]) -> None:
    received(date(2026, 1, 5), "one")
    assert work(desk_of(anna()), **query).status_code == 200


def test_pages_run_forward_and_back_over_rows_with_one_last_day() -> None:
    for number in range(120):
        received(date(2026, 1, 5 + number % 3), f"N{number:03}")
    client = desk_of(anna())
    first = work(client)
    second = work(client, after=first.context["after"])
    third = work(client, after=second.context["after"])
    seen = references(first) + references(second) + references(third)
    assert len(seen) == len(set(seen)) == 120
    assert (first.context["before"], third.context["after"]) == ("", "")
    back = work(client, before=third.context["before"])
    assert references(back) == references(second)
    assert references(work(client, before=back.context["before"])) == references(first)


def test_an_entry_without_a_last_day_comes_last_on_every_page() -> None:
    for number in range(55):
        received(date(2026, 1, 5), f"M{number:03}", category=Category.OMBUDSMAN)
    received(date(2026, 1, 5), "with-a-day")
    client = desk_of(anna())
    first = work(client)
    second = work(client, after=first.context["after"])
    assert references(first)[0] == "with-a-day"
    assert len(references(first) + references(second)) == 56
    assert references(work(client, before=second.context["before"])) == references(first)


def test_entries_without_a_last_day_follow_on_the_page_after_the_last_with_one() -> None:
    for number in range(51):
        received(date(2026, 1, 5), f"D{number:03}")
    received(date(2026, 1, 5), "without-a-day", category=Category.OMBUDSMAN)
    client = desk_of(anna())
    second = work(client, after=work(client).context["after"])
    assert references(second) == ["D050", "without-a-day"]


def test_the_list_costs_the_same_however_many_rows(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        complaint = received(
            date(2026, 1, 5),
            f"Q{number}",
            parties=(PartyEntry(name="Fatima el Amrani"), PartyEntry(name="Yusuf el Amrani")),
        )
        if number % 2:
            take_up(complaint, on=date(2026, 1, 7))
    client = desk_of(anna())
    with django_assert_max_num_queries(8):
        answer = work(client)
    assert len(references(answer)) == 30
    assert "and 1 other" in text_of(answer)


def test_a_handler_sees_his_own_units_alone() -> None:
    received(date(2026, 1, 5), "north", unit_id=unit().pk)
    hers = hanna()
    received(date(2026, 1, 6), "south", unit_id=unit("south").pk)
    received(date(2026, 1, 7), "of-no-unit-yet")
    assert references(work(desk_of(hers))) == ["south", "of-no-unit-yet"]
    assert references(work(desk_of(hers), q="north")) == []


def test_who_is_complained_about_never_finds_it() -> None:
    received(date(2026, 1, 5), "about-anna", persons_complained_about=(PersonEntry(user_id=anna().pk),))
    assert references(work(desk_of(anna()))) == []
    assert references(work(desk_of(bram()))) == ["about-anna"]


def test_the_liaison_sees_interventions_and_what_they_are_about() -> None:
    about = received(date(2026, 1, 5), "asked-about")
    received(date(2026, 1, 5), "not-asked-about")
    received(
        date(2026, 1, 6),
        "asking",
        category=Category.OMBUDSMAN,
        intervention=InterventionEntry(about_id=about.pk),
    )
    assert set(references(work(desk_of(eva())))) == {"asked-about", "asking"}


def test_an_administrator_sees_no_case() -> None:
    received(date(2026, 1, 5), "one")
    answer = work(desk_of(gijs()))
    assert references(answer) == []
    assert "No cases for your role" in text_of(answer)


def test_who_has_no_role_is_told_so() -> None:
    newcomer = person("joris", first_name="Joris", last_name="Blom")
    assert not RoleGrant.objects.filter(user=newcomer).exists()
    client = desk_of(newcomer)
    assert client.get("/admin/").headers["Location"] == "/admin/work/"
    assert "ask your administrator" in text_of(work(client))


def test_an_empty_list_says_what_that_means() -> None:
    client = desk_of(anna())
    assert "No open work" in text_of(work(client))
    assert "Nothing found" in text_of(work(client, who="mine"))
