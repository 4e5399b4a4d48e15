"""Extending (Awb 9:11 lid 2): one to four weeks, once, notified in time; what went out late is a fact."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Clock
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.lawful import AgainstTheLaw
from complaints.services.terms import ExtendedAlready, consent, extend
from complaints.vocabulary import ActKind, ClockKind, Procedure, Status
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judged_and_closed, register_complaint
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    live,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

ARTICLE = "Awb 9:11 lid 2"
LATE = date(2026, 2, 17)


def notice(**changes: Any) -> dict[str, Any]:
    """A notice of four weeks of Monday 19 January."""
    return by_letter(weeks=4, notified_on=TODAY, reason="Het onderzoek duurt langer.") | changes


def test_moves_the_last_day_in_one_total_term_from_receipt() -> None:
    complaint = register_complaint()
    act(extend, complaint, **notice())
    moved = date(2026, 3, 16)
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, None, "extended"), (2, moved, None, "")]
    assert list(complaint.clocks.live().order_by("kind").values_list("version", flat=True)) == [1, 1, 2, 1]
    event = last_event(complaint)
    assert event.changes == {
        "last_day": ["2026-02-16", "2026-03-16"],
        "lawful_last_day": ["2026-02-16", "2026-03-16"],
        "extension_weeks": [None, 4],
    }
    assert (event.action, event.reason) == ("extend", "Het onderzoek duurt langer.")
    assert (complaint.last_day, complaint.six_weeks_on, complaint.status) == (moved, LAST_DAY, Status.REGISTERED)
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.has_effect, done.extension.weeks) == (
        ActKind.EXTENDED,
        TODAY,
        True,
        4,
    )


def test_arms_the_alerts_of_the_new_last_day() -> None:
    complaint = register_complaint()
    Clock.objects.filter(complaint=complaint).update(next_alert_on=date(2026, 2, 9))
    act(extend, complaint, **notice())
    old, new = complaint.clocks.filter(kind=ClockKind.HANDLING).order_by("version")
    assert (old.next_alert_on, new.next_alert_on) == (None, TODAY)


@pytest.mark.parametrize(
    ("received_on", "weeks", "last_day"),
    [
        (date(2026, 1, 5), 1, date(2026, 2, 23)),
        (date(2026, 2, 20), 1, date(2026, 4, 10)),
        (date(2026, 2, 20), 2, date(2026, 4, 17)),
        (date(2026, 2, 16), 2, date(2026, 4, 13)),
        (date(2026, 3, 2), 4, date(2026, 5, 11)),
        (date(2026, 2, 9), 2, date(2026, 4, 7)),  # Easter Monday
        (date(2026, 2, 16), 4, date(2026, 4, 28)),  # King's Day
    ],
)
def test_the_whole_term_rolls_once_at_its_end(received_on: date, weeks: int, last_day: date) -> None:
    complaint = register_complaint(received_on=received_on)
    act(extend, complaint, on=received_on, **notice(weeks=weeks, notified_on=received_on))
    complaint.refresh_from_db()
    assert complaint.last_day == last_day


def test_ten_weeks_and_four_do_not_roll() -> None:
    # Monday 16 February and fourteen weeks is Monday 25 May 2026, Whit Monday: more than twelve weeks (Atw 4).
    complaint = register_complaint(received_on=date(2026, 2, 16), procedure=Procedure.COMMITTEE)
    act(extend, complaint, on=date(2026, 3, 2), **notice(notified_on=date(2026, 3, 2)))
    complaint.refresh_from_db()
    assert complaint.last_day == date(2026, 5, 25)


def test_on_the_last_day_it_is_still_in_time() -> None:
    complaint = register_complaint()
    act(extend, complaint, on=LAST_DAY, **notice(notified_on=LAST_DAY))
    complaint.refresh_from_db()
    assert complaint.last_day == date(2026, 3, 16)


def test_after_consent_the_later_day_holds() -> None:
    complaint = register_complaint()
    act(consent, complaint, until=date(2026, 4, 1), given_on=TODAY, document="dossier 3")
    act(extend, complaint, on=date(2026, 3, 20), **notice(notified_on=date(2026, 3, 20)))
    assert last_act(complaint).has_effect
    complaint.refresh_from_db()
    assert complaint.last_day == date(2026, 4, 1)
    assert versions(complaint, ClockKind.HANDLING) == [
        (1, LAST_DAY, None, "consented"),
        (2, date(2026, 4, 1), None, "extended"),
        (3, date(2026, 4, 1), None, ""),
    ]


class TestProposed:
    """A wrong extension is refused before it goes out, with its article."""

    def test_after_the_term_is_refused(self) -> None:
        given = notice(notified_on=LATE)
        said = refused(
            extend,
            register_complaint(),
            AgainstTheLaw,
            code="extension_late",
            field="notified_on",
            article=ARTICLE,
            on=LATE,
            **given,
        )
        assert "16" in said

    @pytest.mark.parametrize("weeks", [0, -1, 5, 53, 2**70])
    def test_for_other_than_one_to_four_weeks_is_refused(self, weeks: int) -> None:
        refused(
            extend,
            register_complaint(),
            AgainstTheLaw,
            code="weeks_out_of_range",
            field="weeks",
            article=ARTICLE,
            **notice(weeks=weeks),
        )

    def test_twice_is_refused(self) -> None:
        complaint = register_complaint()
        act(extend, complaint, **notice(weeks=2))
        refused(extend, complaint, ExtendedAlready, field="weeks", article=ARTICLE, **notice(weeks=2))


class TestHappened:
    """A notice that went out all the same is recorded, without effect where the law gives it none."""

    def test_late_it_moves_no_clock(self) -> None:
        complaint = register_complaint()
        act(extend, complaint, on=LATE, happened=True, **notice(notified_on=LATE))
        done = last_act(complaint)
        assert (done.has_effect, done.no_effect_reason, done.extension.weeks) == (
            False,
            "9:11 lid 2: notified after the term had ended",
            4,
        )
        event = last_event(complaint)
        assert (event.changes, event.reason) == ({"extension_weeks": [None, 4]}, done.no_effect_reason)
        assert complaint.last_day == LAST_DAY
        assert [version[1] for version in versions(complaint, ClockKind.HANDLING)] == [LAST_DAY, LAST_DAY]
        assert "extension_late" in [step["rule"] for step in live(complaint, ClockKind.HANDLING).basis]

    def test_for_five_weeks_it_moves_no_clock(self) -> None:
        complaint = register_complaint()
        act(extend, complaint, happened=True, **notice(weeks=5))
        assert last_act(complaint).no_effect_reason == "9:11 lid 2: more than four weeks in all"
        complaint.refresh_from_db()
        assert complaint.last_day == LAST_DAY

    def test_a_second_one_counts_up_to_four_weeks_in_all(self) -> None:
        complaint = register_complaint()
        act(extend, complaint, **notice(weeks=2))
        act(extend, complaint, happened=True, **notice(weeks=2))
        complaint.refresh_from_db()
        assert complaint.last_day == date(2026, 3, 16)
        act(extend, complaint, happened=True, **notice(weeks=1))
        assert not last_act(complaint).has_effect

    def test_recorded_after_a_consent_it_is_judged_by_its_own_day(self) -> None:
        # The consent came after the term and had no effect; nor has a notice of after the term.
        complaint = register_complaint()
        given_on = date(2026, 2, 10)
        act(extend, complaint, on=date(2026, 2, 27), happened=True, **notice(notified_on=date(2026, 2, 26)))
        assert not last_act(complaint).has_effect
        agreed: dict[str, Any] = {"until": date(2026, 2, 25), "given_on": given_on, "document": "dossier 3"}
        act(consent, complaint, on=date(2026, 2, 27), happened=True, **agreed)
        act(extend, complaint, on=date(2026, 2, 27), happened=True, **notice(notified_on=date(2026, 2, 25)))
        assert last_act(complaint).has_effect
        complaint.refresh_from_db()
        assert complaint.last_day == date(2026, 3, 16)

    @pytest.mark.parametrize("weeks", [53, 2**70])
    def test_a_number_that_no_letter_says_is_refused(self, weeks: int) -> None:
        refused(extend, register_complaint(), Unusable, field="weeks", happened=True, **notice(weeks=weeks))

    def test_less_than_a_week_is_refused(self) -> None:
        refused(
            extend,
            register_complaint(),
            AgainstTheLaw,
            code="weeks_out_of_range",
            field="weeks",
            article=ARTICLE,
            happened=True,
            **notice(weeks=0),
        )


def test_without_a_reason_it_is_refused() -> None:
    refused(extend, register_complaint(), Unusable, field="reason", article=ARTICLE, **notice(reason=" \n"))


@pytest.mark.parametrize("reason", UNPRINTABLE)
def test_a_reason_that_cannot_be_printed_is_refused(reason: str) -> None:
    refused(extend, register_complaint(), Unusable, field="reason", **notice(reason=reason))


def test_a_long_reason_stands_whole_with_the_act_and_begins_in_the_trail() -> None:
    complaint = register_complaint()
    reason = "Het onderzoek duurt langer.\n" * 40
    act(extend, complaint, **notice(reason=reason))
    assert last_act(complaint).detail == reason
    assert last_event(complaint).reason == reason[:500]


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(extend, register_complaint(), WrongDay, field="notified_on", **notice(notified_on=day))


def test_an_unknown_method_is_refused() -> None:
    refused(extend, register_complaint(), Unusable, field="method", **notice(method="pigeon"))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(extend, judged_and_closed(), NotNow, on=date(2026, 2, 4), **notice())
    refused(extend, intervention(), NotNow, **notice())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(extend, register_complaint(), **notice())
