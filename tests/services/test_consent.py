"""Recording consent (Awb 9:11 lid 3): in writing, in time, to a later day that never rolls."""

from datetime import date
from typing import Any

import pytest

from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.lawful import AgainstTheLaw
from complaints.services.terms import consent, extend
from complaints.vocabulary import ActKind, ClockKind
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, judged_and_closed, register_complaint
from tests.services.acting import (
    TODAY,
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

ARTICLE = "Awb 9:11 lid 3"
LATE = date(2026, 2, 17)
EASTER_SUNDAY = date(2026, 4, 5)


def agreed(**changes: Any) -> dict[str, Any]:
    """Agreed on Monday 19 January to Easter Sunday, of all days."""
    return {"until": EASTER_SUNDAY, "given_on": TODAY, "document": "e-mail van 19 januari"} | changes


def test_moves_the_last_day_to_the_very_day_agreed() -> None:
    complaint = register_complaint()
    act(consent, complaint, **agreed())
    assert versions(complaint, ClockKind.HANDLING) == [
        (1, LAST_DAY, None, "consented"),
        (2, EASTER_SUNDAY, None, ""),
    ]
    event = last_event(complaint)
    assert event.changes == {
        "last_day": ["2026-02-16", "2026-04-05"],
        "lawful_last_day": ["2026-02-16", "2026-04-05"],
        "consent_until": [None, "2026-04-05"],
    }
    assert (event.action, event.reason) == ("consent", "")
    assert complaint.six_weeks_on == LAST_DAY
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.has_effect) == (ActKind.CONSENTED, TODAY, True)
    assert (done.consent.until, done.consent.document) == (EASTER_SUNDAY, "e-mail van 19 januari")


def test_a_second_one_moves_it_further() -> None:
    complaint = register_complaint()
    act(consent, complaint, **agreed(until=date(2026, 3, 1)))
    act(consent, complaint, on=date(2026, 3, 1), **agreed(given_on=date(2026, 3, 1)))
    complaint.refresh_from_db()
    assert complaint.last_day == EASTER_SUNDAY


def test_after_an_extension_it_counts_from_there() -> None:
    complaint = register_complaint()
    act(extend, complaint, **by_letter(weeks=4, notified_on=TODAY, reason="drukte"))
    in_time = date(2026, 3, 16)
    act(consent, complaint, on=in_time, **agreed(given_on=in_time))
    complaint.refresh_from_db()
    assert complaint.last_day == EASTER_SUNDAY


class TestProposed:
    """What would move nothing is refused."""

    def test_after_the_term_is_refused(self) -> None:
        refused(
            consent,
            register_complaint(),
            AgainstTheLaw,
            code="consent_late",
            field="given_on",
            article=ARTICLE,
            on=LATE,
            **agreed(given_on=LATE),
        )

    @pytest.mark.parametrize("until", [LAST_DAY, date(2026, 1, 1)])
    def test_to_a_day_that_is_not_later_is_refused(self, until: date) -> None:
        refused(
            consent,
            register_complaint(),
            AgainstTheLaw,
            code="consent_not_later",
            field="until",
            article=ARTICLE,
            **agreed(until=until),
        )


class TestHappened:
    """What was agreed all the same is recorded, without effect where the law gives it none."""

    @pytest.mark.parametrize(
        ("changes", "why", "rule"),
        [
            ({"given_on": LATE}, "9:11 lid 3: given after the term had ended", "consent_late"),
            (
                {"until": date(2026, 2, 1)},
                "9:11 lid 3: not later than the last day that held",
                "consent_not_later",
            ),
        ],
    )
    def test_it_moves_no_clock(self, changes: dict[str, Any], why: str, rule: str) -> None:
        complaint = register_complaint()
        act(consent, complaint, on=LATE, happened=True, **agreed(**changes))
        done = last_act(complaint)
        assert (done.has_effect, done.no_effect_reason) == (False, why)
        event = last_event(complaint)
        assert (list(event.changes), event.reason) == (["consent_until"], why)
        assert complaint.last_day == LAST_DAY
        assert rule in [step["rule"] for step in live(complaint, ClockKind.HANDLING).basis]

    def test_recorded_late_it_has_its_place_among_the_others(self) -> None:
        # The extension of 10 February made 16 March the last day; a day agreed before it is a step on the way.
        complaint = register_complaint()
        act(extend, complaint, on=date(2026, 2, 10), **by_letter(weeks=4, notified_on=date(2026, 2, 10), reason="druk"))
        act(consent, complaint, on=LATE, happened=True, **agreed(until=date(2026, 3, 1)))
        assert last_act(complaint).has_effect
        complaint.refresh_from_db()
        assert complaint.last_day == date(2026, 3, 16)

    def test_in_time_it_moves_the_last_day_like_any_other(self) -> None:
        complaint = register_complaint()
        act(consent, complaint, on=LATE, happened=True, **agreed())
        complaint.refresh_from_db()
        assert complaint.last_day == EASTER_SUNDAY


@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.parametrize("until", [date(9999, 12, 31), date(2999, 1, 1), date(1, 1, 1)])
def test_a_day_outside_the_calendar_is_refused(until: date, happened: bool) -> None:
    refused(
        consent,
        register_complaint(),
        AgainstTheLaw,
        code="outside_calendar",
        field="until",
        happened=happened,
        **agreed(until=until),
    )


@pytest.mark.parametrize("document", ["", " "])
def test_without_a_document_it_is_refused(document: str) -> None:
    refused(consent, register_complaint(), Unusable, field="document", article=ARTICLE, **agreed(document=document))


@pytest.mark.parametrize("document", ["x" * 201, "a\x00b"])
def test_a_document_that_does_not_fit_is_refused(document: str) -> None:
    refused(consent, register_complaint(), Unusable, field="document", **agreed(document=document))


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    refused(consent, register_complaint(), WrongDay, field="given_on", **agreed(given_on=day))


def test_is_refused_once_the_complaint_has_ended_and_for_an_intervention() -> None:
    refused(consent, judged_and_closed(), NotNow, on=date(2026, 2, 4), **agreed())
    refused(consent, intervention(), NotNow, **agreed())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(consent, register_complaint(), **agreed())
