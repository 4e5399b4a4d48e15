"""A new decree moves running clocks of open complaints, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from complaints.models import Complaint, Event, JobRun
from complaints.services import calendar_days, deadlines, terms
from complaints.vocabulary import ClockKind, Superseded
from tests.cases import judged_and_closed, noon, register_complaint, take_up
from tests.ladder import raise_on, raised, send_on
from tests.people import SYSTEM, anna, at_desk, bram

pytestmark = pytest.mark.django_db

JANUARY_6TH = noon(date(2026, 1, 6))


@pytest.fixture
def enact(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Put a decree of after this release in force: Monday 16 February 2026, and Monday 12 January."""
    newer = tmp_path / "decree.csv"
    newer.write_text("date,decree\n2026-02-16,KB 1\n2026-01-12,KB 1\n")
    decree = override_settings(EQUATED_DAYS_FILE=newer)
    yield decree.enable
    decree.disable()


def last_days(complaint: Complaint) -> dict[str, date]:
    return dict(complaint.clocks.live().values_list("kind", "ends_on"))


def test_nothing_moves_without_a_new_decree() -> None:
    register_complaint()
    assert deadlines.would_move() == []
    assert deadlines.recompute(actor=SYSTEM, now=JANUARY_6TH) == []
    assert JobRun.objects.get().counts == {"complaints": 0}


def test_a_new_decree_says_what_would_move_and_moves_nothing_yet(enact: Callable[[], None]) -> None:
    complaint = register_complaint()
    enact()
    assert [move.as_record() for move in deadlines.would_move()] == [
        {
            "reference": complaint.reference,
            "clock": "acknowledgement",
            "last_day": "2026-01-12",
            "becomes": "2026-01-13",
        },
        {"reference": complaint.reference, "clock": "first_contact", "last_day": "2026-01-12", "becomes": "2026-01-13"},
        {"reference": complaint.reference, "clock": "handling", "last_day": "2026-02-16", "becomes": "2026-02-17"},
    ]
    assert last_days(complaint)["handling"] == date(2026, 2, 16)


def test_a_new_decree_appends_versions_with_an_event(enact: Callable[[], None]) -> None:
    complaint = register_complaint()
    enact()
    assert len(deadlines.recompute(actor=SYSTEM, now=JANUARY_6TH)) == 3
    assert last_days(complaint) == {
        "handling": date(2026, 2, 17),
        "take_up": date(2026, 2, 2),
        "acknowledgement": date(2026, 1, 13),
        "first_contact": date(2026, 1, 13),
    }
    old = complaint.clocks.get(kind=ClockKind.HANDLING, version=1)
    assert (old.ends_on, old.superseded_reason) == (date(2026, 2, 16), Superseded.DECREE)
    version = complaint.version
    complaint.refresh_from_db()
    assert (complaint.last_day, complaint.six_weeks_on) == (date(2026, 2, 17), date(2026, 2, 17))
    event = Event.objects.filter(complaint=complaint).latest("id")
    assert (event.action, event.version) == (deadlines.RECOMPUTE, version + 1)
    assert event.changes["last_day"] == ["2026-02-16", "2026-02-17"]
    assert deadlines.recompute(actor=SYSTEM, now=JANUARY_6TH) == []


def test_a_closed_complaint_and_a_day_agreed_to_stay(enact: Callable[[], None]) -> None:
    closed = judged_and_closed()
    agreed = take_up(register_complaint())
    terms.consent(
        complaint_id=agreed.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(date(2026, 1, 8)),
        until=date(2026, 3, 2),
        given_on=date(2026, 1, 8),
        document="brief",
    )
    enact()
    deadlines.recompute(actor=SYSTEM, now=noon(date(2026, 2, 4)))
    assert last_days(agreed)["handling"] == date(2026, 3, 2)
    assert last_days(closed)["handling"] == date(2026, 2, 16)


def test_more_complaints_than_a_page_are_all_looked_at(
    enact: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "_PAGE", 2)
    for _ in range(3):
        register_complaint()
    enact()
    assert len(deadlines.would_move()) == 9


def test_one_that_was_closed_meanwhile_is_left_alone(
    enact: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = register_complaint()
    enact()
    seen = deadlines.would_move()
    closed = judged_and_closed()
    gone = [deadlines.Move(closed.pk, closed.reference, "handling", date(2026, 2, 16), date(2026, 2, 17))]
    monkeypatch.setattr(deadlines, "would_move", lambda: [*seen, *gone])
    assert {move.complaint_id for move in deadlines.recompute(actor=SYSTEM, now=JANUARY_6TH)} == {complaint.pk}


def test_the_alerts_of_the_old_day_are_cancelled_and_the_new_ones_armed(enact: Callable[[], None]) -> None:
    bram()
    complaint = register_complaint()
    calendar_days.fill(today=date(2026, 1, 5), now=noon(date(2026, 1, 5)))
    raise_on(date(2026, 2, 11))
    enact()
    deadlines.recompute(actor=SYSTEM, now=noon(date(2026, 2, 11)))
    raise_on(date(2026, 2, 12))
    assert ("three_working_days_before", 1, date(2026, 2, 11)) in raised(complaint)
    send_on(date(2026, 2, 12))
    reasons = complaint.clocks.get(kind=ClockKind.HANDLING, version=1).alerts.values_list("cancelled_reason", flat=True)
    assert set(reasons) == {Superseded.DECREE}
    raise_on(date(2026, 2, 17))
    assert ("last_day", 1, date(2026, 2, 17)) in raised(complaint)
    assert ("last_day", 1, date(2026, 2, 16)) not in raised(complaint)
