"""Calendar feeds: who has one, what it shows, and that it shows nothing to who may not see it any more."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from complaints.access import NotAllowed
from complaints.models import Complaint, Event, Feed, PersonComplainedAbout, RoleGrant, Unit, User
from complaints.queries import feeds as queries
from complaints.record.checking import Unusable
from complaints.services import feeds, terms
from complaints.services.feeds import NoSuchFeed
from complaints.vocabulary import Method, Role
from tests.cases import LAST_DAY, judged_and_closed, noon, register_complaint, take_up
from tests.people import SYSTEM, anna, at_desk, bram, chris, gijs, hanna, person, unit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 2)
NOW = noon(TODAY)


def made(user: User, of: Unit | None = None) -> str:
    """The token of a feed of this person."""
    return feeds.make(actor=at_desk(user), now=NOW, unit_id=of.pk if of else None)[1]


def read(token: str, now: datetime = NOW) -> list[Any]:
    """The events of a feed, each a mapping of its properties."""
    calendar: Any = Calendar.from_ical(feeds.read(token=token, now=now))
    return list(calendar.events)


def said(token: str) -> set[str]:
    return {str(event["summary"]) for event in read(token)}


def of_the_north() -> User:
    """Koen Vis coordinates the unit North alone."""
    return person("koen", Role.COORDINATOR, first_name="Koen", last_name="Vis", of=unit())


def handled(**changes: Any) -> Complaint:
    """A complaint that Anna took up."""
    return take_up(register_complaint(**changes))


class TestWhatItShows:
    def test_every_running_term_on_its_last_day_by_codes_a_person_reads_and_nothing_of_a_person(self) -> None:
        complaint = handled(description="Zeer persoonlijke tekst")
        token = made(anna())
        content = feeds.read(token=token, now=NOW)
        for word in ("Fatima", "Amrani", "Dorpsstraat", "persoonlijke"):
            assert word not in content.decode()
        events = {str(event["uid"]): event for event in read(token)}
        event = events[f"{complaint.pk}-handling-0@klachten.dienst.example"]
        assert event["summary"] == f"{complaint.reference}: Afhandeling (9:11) (Bejegening)"
        assert event["dtstart"].dt == LAST_DAY
        assert type(event["dtstart"].dt) is date
        assert "dtend" not in event
        assert event["url"] == f"https://klachten.dienst.example/admin/work/{complaint.pk}/"
        assert {str(name) for name in event} == {
            *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "SUMMARY", "URL", "CLASS", "TRANSP")
        }
        assert all(f"{complaint.pk}-" in uid for uid in events)

    def test_a_day_that_moves_keeps_its_id_and_counts_up(self) -> None:
        complaint, token = handled(), made(anna())
        (before,) = [event for event in read(token) if "-handling-" in event["uid"]]
        terms.extend(
            complaint_id=complaint.pk,
            version=None,
            actor=at_desk(anna()),
            now=NOW,
            weeks=4,
            notified_on=TODAY,
            reason="Er is meer onderzoek nodig.",
            method=Method.LETTER,
        )
        (after,) = [event for event in read(token) if "-handling-" in event["uid"]]
        assert after["uid"] == before["uid"]
        assert (before["dtstart"].dt, after["dtstart"].dt) == (LAST_DAY, date(2026, 3, 16))
        assert after["sequence"] > before["sequence"]

    def test_in_the_language_of_its_owner(self) -> None:
        complaint = handled()
        token = made(anna())
        User.objects.filter(username="anna").update(language="en")
        assert f"{complaint.reference}: Handling (9:11) (Treatment)" in said(token)

    def test_the_same_terms_give_the_same_bytes(self) -> None:
        handled()
        token = made(anna())
        assert feeds.read(token=token, now=NOW) == feeds.read(token=token, now=NOW + timedelta(hours=3))

    def test_neither_what_is_done_nor_what_ended_nor_what_is_long_past(self) -> None:
        token = made(anna())
        ended, running = judged_and_closed(), handled()
        uids = {str(event["uid"]).partition("@")[0] for event in read(token)}
        assert f"{running.pk}-handling-0" in uids
        assert f"{running.pk}-take_up-0" not in uids
        assert not any(uid.startswith(f"{ended.pk}-") for uid in uids)
        long_after = noon(LAST_DAY + queries.PAST + timedelta(days=1))
        assert not any("-handling-" in event["uid"] for event in read(token, long_after))

    def test_of_a_handler_his_own_alone(self) -> None:
        mine, others = handled(), register_complaint()
        summaries = " ".join(said(made(anna())))
        assert mine.reference in summaries
        assert others.reference not in summaries

    def test_of_a_unit_what_is_of_it_whoever_handles_it(self) -> None:
        here, nowhere = register_complaint(unit_id=unit().pk), register_complaint()
        there = register_complaint(unit_id=unit("south", "Regio Zuid").pk)
        for user in (of_the_north(), bram()):
            summaries = " ".join(said(made(user, unit())))
            assert here.reference in summaries
            assert there.reference not in summaries
            assert nowhere.reference not in summaries

    def test_a_name_on_one_line(self) -> None:
        Unit.objects.filter(pk=unit().pk).update(name='Regio\r\nNoord; "A"')
        content = feeds.read(token=made(bram(), unit()), now=NOW).decode()
        assert 'X-WR-CALNAME:Laatste dagen van klachten: Regio Noord; "A"\r\n' in content

    def test_at_most_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "MOST", 2)
        handled()
        handled()
        assert len(read(made(anna()))) == 2

    @pytest.mark.parametrize("number", [1, 25])
    def test_costs_the_same_for_few_and_for_many(
        self, django_assert_num_queries: DjangoAssertNumQueries, number: int
    ) -> None:
        for _each in range(number):
            register_complaint(unit_id=unit().pk)
        token = made(bram(), unit())
        with django_assert_num_queries(7):  # of which two are the savepoint of the test's transaction
            assert len(read(token)) >= number


class TestWhoReadsNothing:
    def _answers_nothing(self, token: str) -> None:
        with pytest.raises(NoSuchFeed):
            feeds.read(token=token, now=NOW)

    def test_who_guesses(self) -> None:
        made(anna())
        for token in ("", "x", "a" * 43, "ë"):
            self._answers_nothing(token)

    def test_who_holds_the_digest_alone(self) -> None:
        made(anna())
        self._answers_nothing(Feed.objects.get().token_sha256)

    def test_who_was_switched_off(self) -> None:
        token, of_unit = made(anna()), made(bram(), unit())
        User.objects.update(is_active=False)
        self._answers_nothing(token)
        self._answers_nothing(of_unit)

    def test_who_lost_the_role_under_which_it_was_made(self) -> None:
        handled()
        token, of_unit = made(anna()), made(of_the_north(), unit())
        RoleGrant.objects.filter(role=Role.COORDINATOR).update(role=Role.HANDLER)
        self._answers_nothing(of_unit)
        RoleGrant.objects.filter(user=anna()).update(role=Role.AUDITOR)
        self._answers_nothing(token)

    def test_who_coordinates_another_unit_by_now(self) -> None:
        of_unit = made(of_the_north(), unit())
        RoleGrant.objects.update(unit=unit("south", "Regio Zuid"))
        self._answers_nothing(of_unit)

    def test_of_a_complaint_about_himself(self) -> None:
        complaint = register_complaint(unit_id=unit().pk)
        koen = of_the_north()
        token = made(koen, unit())
        assert read(token)
        PersonComplainedAbout.objects.create(complaint=complaint, user=koen)
        assert read(token) == []

    def test_of_a_unit_that_is_not_his_any_more_though_he_handles_it(self) -> None:
        south = unit("south", "Regio Zuid")
        handling_hanna = hanna()
        complaint = take_up(register_complaint(unit_id=south.pk), actor=at_desk(handling_hanna))
        token = made(handling_hanna)
        assert complaint.reference in " ".join(said(token))
        RoleGrant.objects.filter(user=handling_hanna).update(unit=unit())
        assert read(token) == []

    def test_after_it_was_revoked_or_made_anew(self) -> None:
        first = made(anna())
        second = made(anna())
        self._answers_nothing(first)
        assert read(second) == []
        feeds.revoke(actor=at_desk(anna()), now=NOW, feed_id=Feed.objects.get(revoked_at=None).pk)
        self._answers_nothing(second)


class TestWhoHasOne:
    def test_a_token_is_told_once_and_kept_as_its_digest(self) -> None:
        token = made(anna())
        feed = Feed.objects.get()
        assert len(token) >= 43
        assert token not in str(vars(feed)) + str(list(Event.objects.values()))
        assert made(bram()) != token

    @pytest.mark.parametrize("who", [chris, gijs])
    def test_who_handles_nothing_has_none(self, who: Any) -> None:
        for of in (None, unit()):
            with pytest.raises(NotAllowed):
                made(who(), of)

    def test_a_handler_has_none_of_a_unit_and_a_coordinator_none_of_another(self) -> None:
        for user in (anna(), of_the_north()):
            with pytest.raises(NotAllowed):
                made(user, unit("south", "Regio Zuid"))

    def test_a_job_has_none(self) -> None:
        with pytest.raises(NotAllowed):
            feeds.make(actor=SYSTEM, now=NOW)

    def test_none_of_a_unit_that_is_gone(self) -> None:
        Unit.objects.filter(pk=unit().pk).update(is_active=False)
        with pytest.raises(Unusable) as refused:
            made(bram(), unit())
        assert refused.value.field == "unit"

    def test_its_owner_revokes_it_an_administrator_does_and_nobody_else(self) -> None:
        made(anna())
        feed = Feed.objects.get()
        for actor in (at_desk(bram()), SYSTEM):
            with pytest.raises(NotAllowed):
                feeds.revoke(actor=actor, now=NOW, feed_id=feed.pk)
        feeds.revoke(actor=at_desk(gijs()), now=NOW, feed_id=feed.pk)
        with pytest.raises(NoSuchFeed):
            feeds.revoke(actor=at_desk(anna()), now=NOW, feed_id=feed.pk)

    def test_the_trail_says_who_made_and_revoked_which(self) -> None:
        made(bram(), unit())
        feed = Feed.objects.get()
        feeds.revoke(actor=at_desk(gijs()), now=NOW, feed_id=feed.pk)
        said = Event.objects.filter(complaint=None).order_by("pk").values_list("action", "changes", "actor__username")
        assert list(said) == [
            ("feed", {str(feed.pk): [None, "north"]}, "bram"),
            ("feed_revoked", {str(feed.pk): ["north", None]}, "gijs"),
        ]

    def test_of_himself_by_name(self) -> None:
        made(anna())
        assert Event.objects.get(action="feed").changes[str(Feed.objects.get().pk)] == [None, "anna"]

    def test_the_list_shows_his_own_and_an_administrator_those_of_all(self) -> None:
        made(anna())
        made(bram(), unit())
        assert [feed.owner for feed in queries.feeds_of(anna())] == [anna()]
        assert [feed.owner for feed in queries.feeds_of(gijs())] == [anna(), bram()]


def test_the_last_use_is_written_down_a_few_times_an_hour() -> None:
    token = made(anna())
    for minutes, last in ((0, 0), (14, 0), (16, 16), (20, 16)):
        feeds.read(token=token, now=NOW + timedelta(minutes=minutes))
        assert Feed.objects.get().last_used_at == NOW + timedelta(minutes=last)
