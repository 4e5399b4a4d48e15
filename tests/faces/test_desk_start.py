"""The start page: what waits for a handler, each number the length of its list, and the next one to take."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints.access import Actor
from complaints.models import Complaint, Involvement
from complaints.services import commitments, hearing, inquiries, letters, terms
from complaints.services.handling import assign
from complaints.services.intake import PersonEntry
from complaints.services.notes import note
from complaints.vocabulary import HearingAnswer, HearingMode, LetterKind, Method, Side, Status
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, text_of
from tests.faces.test_desk_worklist import references, work
from tests.letters.writing import drafted
from tests.people import anna, at_desk, bram, chris, eva, gijs, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

TODAY = date(2026, 2, 2)


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def mine(day: date, reference: str, **changes: Any) -> Complaint:
    complaint = register_complaint(received_on=day, reference=reference, now=MORNING, **changes)
    return take_up(complaint, on=day)


def on(complaint: Complaint, by: Actor | None = None) -> dict[str, Any]:
    return {"complaint_id": complaint.pk, "version": None, "actor": by or at_desk(anna()), "now": MORNING}


def start(client: Client) -> Any:
    return client.get("/admin/")


def cards(client: Client) -> dict[str, tuple[int, list[str]]]:
    """Each card with its number and what its list shows."""
    found = {}
    for card in start(client).context["cards"]:
        query = dict(pair.split("=") for pair in card.query.split("&"))
        found[str(card.label)] = (card.count, references(work(client, **query)))
    return found


def test_each_card_counts_what_its_list_shows() -> None:
    mine(date(2025, 12, 1), "overdue")
    mine(date(2025, 12, 22), "today")
    mine(date(2025, 12, 29), "fifth-working-day")
    mine(date(2025, 12, 30), "sixth-working-day")
    mine(date(2026, 1, 20), "later")
    register_complaint(received_on=date(2025, 12, 1), reference="nobodys", now=MORNING)
    found = cards(desk_of(anna()))
    assert found["Overdue"] == (1, ["overdue"])
    assert found["Due within 5 working days"] == (2, ["today", "fifth-working-day"])
    assert {count for label, (count, _rows) in found.items() if not label.startswith(("Over", "Due"))} == {0}


def test_what_is_new_was_assigned_and_not_taken_up() -> None:
    new = register_complaint(received_on=date(2026, 1, 26), reference="new", now=MORNING)
    assign(**on(new, at_desk(bram())), handler_id=anna().pk)
    mine(date(2026, 1, 20), "old")
    assert cards(desk_of(anna()))["New for me"] == (1, ["new"])


class TestArrived:
    """Something came in through another, until the handler does something on the complaint."""

    @pytest.fixture
    def asked(self) -> Complaint:
        complaint = mine(date(2026, 1, 20), "asked")
        asked_of: dict[str, Any] = {"unit_id": unit().pk, "question": "Was de balie open?", "asked_on": TODAY}
        inquiries.ask(**on(complaint), **asked_of, reply_by=TODAY + timedelta(days=7))
        return complaint

    def test_an_answer_of_a_unit(self, asked: Complaint) -> None:
        client = desk_of(anna())
        assert cards(client)["An answer or document arrived"] == (0, [])
        inquiries.answer(**on(asked, at_desk(bram())), number=1, text="Nee.", answered_on=TODAY)
        assert cards(client)["An answer or document arrived"] == (1, ["asked"])

    def test_is_seen_once_the_handler_has_done_something(self, asked: Complaint) -> None:
        inquiries.answer(**on(asked, at_desk(bram())), number=1, text="Nee.", answered_on=TODAY)
        note(complaint_id=asked.pk, actor=at_desk(anna()), now=MORNING, text="Gelezen.")
        assert cards(desk_of(anna()))["An answer or document arrived"] == (0, [])

    def test_not_what_the_handler_recorded_himself(self, asked: Complaint) -> None:
        inquiries.answer(**on(asked), number=1, text="Nee.", answered_on=TODAY)
        assert cards(desk_of(anna()))["An answer or document arrived"] == (0, [])


class TestToRead:
    """Drafts that a second person reads, where the body has kinds of letters for which that is so."""

    def test_drafts_of_a_colleague(self, settings: Any) -> None:
        settings.LETTERS_READ_BY_TWO = (LetterKind.ACKNOWLEDGEMENT,)
        complaint = mine(date(2026, 1, 20), "written")
        drafted(complaint, on=TODAY)
        writer, reader = desk_of(anna()), desk_of(bram())
        assert cards(reader)["To read as second person"] == (1, ["written"])
        assert cards(writer)["To read as second person"] == (0, [])
        letters.read(**on(complaint, at_desk(bram())), number=1)
        assert cards(reader)["To read as second person"] == (0, [])

    def test_no_card_where_nobody_reads_along(self) -> None:
        assert "To read as second person" not in cards(desk_of(anna()))


class TestHearing:
    """Who wants to be heard and was not, and whose answer is expected this week."""

    def test_an_answer_is_expected_this_week_or_is_late(self) -> None:
        complaint = mine(date(2026, 1, 20), "offered")
        offer: dict[str, Any] = {"side": Side.COMPLAINANT, "happened_on": TODAY, "method": Method.LETTER}
        hearing.offer(**on(complaint), **offer, reply_by=date(2026, 2, 8))
        later = mine(date(2026, 1, 20), "next-week")
        hearing.offer(**on(later), **offer, reply_by=date(2026, 2, 9))
        assert cards(desk_of(anna()))["Hearing this week"] == (1, ["offered"])

    def test_who_wants_to_be_heard_waits_until_he_is(self) -> None:
        complaint = mine(date(2026, 1, 20), "wants")
        whose: dict[str, Any] = {"side": Side.COMPLAINANT, "happened_on": TODAY}
        hearing.offer(**on(complaint), **whose, method=Method.LETTER, reply_by=date(2026, 3, 2))
        client = desk_of(anna())
        assert cards(client)["Hearing this week"] == (0, [])
        hearing.record_answer(**on(complaint), **whose, answer=HearingAnswer.WANTS)
        assert cards(client)["Hearing this week"] == (1, ["wants"])
        hearing.hear(**on(complaint), **whose, mode=HearingMode.PHONE)
        assert cards(client)["Hearing this week"] == (0, [])


def test_commitments_that_are_due_count_after_the_end_too() -> None:
    closed = judged_and_closed(reference="closed", on=TODAY)
    far = mine(date(2026, 1, 20), "far")
    for complaint, due_on in ((closed, date(2026, 2, 9)), (far, date(2026, 2, 10))):
        commitments.promise(
            **on(complaint, at_desk(bram())),
            text="Wij bellen terug.",
            owner_id=anna().pk,
            owner_name="",
            made_on=TODAY,
            due_on=due_on,
        )
    assert cards(desk_of(anna()))["Commitments due"] == (1, ["closed"])
    assert cards(desk_of(bram()))["Commitments due"] == (0, [])


def test_the_next_days_say_what_falls_due_on_each() -> None:
    complaint = mine(date(2026, 1, 5), "K-1")
    mine(date(2026, 1, 20), "beyond-a-fortnight")
    said = text_of(start(desk_of(anna())))
    days = start(desk_of(anna())).context["start"].next_days
    assert {term.complaint for day in days for term in day.terms if term.kind == "handling"} == set()
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        said = text_of(start(desk_of(anna())))
    assert "Monday 16 February K-1 Handling" in said
    assert complaint.last_day == date(2026, 2, 16)


def test_a_day_without_work_says_so() -> None:
    said = text_of(start(desk_of(anna())))
    assert "Good morning, Anna" in said
    assert "Nothing of yours falls due" in said
    assert "Every complaint that you may handle has a handler." in said


@pytest.mark.parametrize(("hour", "greeting"), [(11, "Good morning"), (12, "Good afternoon"), (19, "Good evening")])
def test_the_greeting_follows_the_hour(hour: int, greeting: str) -> None:
    with time_machine.travel(MORNING.replace(hour=hour - 1), tick=False):
        assert greeting in text_of(start(desk_of(anna())))


def test_the_start_page_costs_the_same_however_much_waits(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(50):
        mine(date(2025, 12, 1) + timedelta(days=number), f"Q{number}")
    client = desk_of(anna())
    with django_assert_max_num_queries(8):
        start(client)


@pytest.mark.parametrize(("who", "where"), [(chris, "figures/"), (eva, "work/"), (gijs, "complaints/")])
def test_who_handles_nothing_starts_where_he_works(who: Any, where: str) -> None:
    assert start(desk_of(who())).headers["Location"] == f"/admin/{where}"


class TestTakingNext:
    """Take next: the most urgent, read first, then begun or given back."""

    def take(self, client: Client) -> Any:
        return client.post("/admin/work/next/", follow=True)

    def test_gives_the_text_and_asks_whether_one_was_involved(self) -> None:
        register_complaint(received_on=date(2026, 1, 20), reference="later", now=MORNING)
        urgent = register_complaint(
            received_on=date(2026, 1, 5),
            reference="urgent",
            now=MORNING,
            persons_complained_about=(PersonEntry(name="J. Mol", job_title="medewerker balie"),),
        )
        answer = self.take(desk_of(anna()))
        assert answer.redirect_chain == [(f"/admin/work/{urgent.pk}/begin/", 302)]
        said = text_of(answer)
        assert "Aan de balie werd ik niet te woord gestaan." in said
        assert "J. Mol" in said
        assert "14 days left" in said
        assert "Were you involved in the conduct complained about?" in said

    def test_who_was_not_involved_takes_it_up(self) -> None:
        complaint = register_complaint(received_on=date(2026, 1, 5), now=MORNING)
        client = desk_of(anna())
        self.take(client)
        answer = client.post(f"/admin/work/{complaint.pk}/begin/", {"involved": "no"}, follow=True)
        complaint.refresh_from_db()
        assert (complaint.status, complaint.handler) == (Status.IN_HANDLING, anna())
        assert "You have taken up the complaint." in text_of(answer)

    def test_what_was_taken_up_before_is_declared_only(self) -> None:
        complaint = mine(date(2026, 1, 5), "begun")
        assign(**on(complaint), handler_id=None)
        client = desk_of(bram())
        self.take(client)
        client.post(f"/admin/work/{complaint.pk}/begin/", {"involved": "no"})
        complaint.refresh_from_db()
        assert (complaint.status, complaint.handler) == (Status.IN_HANDLING, bram())
        assert complaint.events.order_by("-id")[0].changes == {"not_involved": [None, True]}

    def test_who_was_involved_gives_it_back_and_gets_another(self) -> None:
        first = register_complaint(received_on=date(2026, 1, 5), now=MORNING)
        second = register_complaint(received_on=date(2026, 1, 6), now=MORNING)
        client = desk_of(anna())
        self.take(client)
        client.post(f"/admin/work/{first.pk}/begin/", {"involved": "yes"})
        assert Involvement.objects.get().user == anna()
        assert self.take(client).context["complaint"] == second

    def test_where_nothing_waits_it_says_so(self) -> None:
        assert "No complaint that you may handle waits for a handler." in text_of(self.take(desk_of(anna())))

    def test_somebody_elses_is_not_begun(self) -> None:
        complaint = mine(date(2026, 1, 5), "annas")
        client = desk_of(bram())
        page = f"/admin/work/{complaint.pk}/begin/"
        assert client.get(page).headers["Location"] == f"/admin/work/{complaint.pk}/"
        assert "is not assigned to you" in text_of(client.post(page, {"involved": "yes"}, follow=True))
        complaint.refresh_from_db()
        assert complaint.handler == anna()

    def test_only_who_handles_takes_one_and_only_by_a_click(self) -> None:
        assert desk_of(eva()).post("/admin/work/next/").status_code == 403
        assert desk_of(anna()).get("/admin/work/next/").status_code == 405


def test_an_extended_term_is_near_no_more() -> None:
    complaint = mine(date(2025, 12, 22), "extended")
    told: dict[str, Any] = {
        "weeks": 2,
        "notified_on": TODAY,
        "method": Method.LETTER,
        "reason": "Er wordt nog gehoord.",
    }
    terms.extend(**on(complaint), **told)
    assert cards(desk_of(anna()))["Due within 5 working days"] == (0, [])
