"""The ladder while clocks run: a rung that is laid, moved or taken away; and rungs by the hour."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.law import AMSTERDAM
from complaints.models import Alert, Clock, Event, Rung
from complaints.record.checking import Unusable
from complaints.services import alerts, ladder, rounds
from complaints.vocabulary import AlertRole, ClockKind, OffsetUnit
from tests.cases import noon, register_complaint, take_up
from tests.ladder import passed_over, raise_daily, raise_on, raised
from tests.people import SYSTEM, anna, at_desk, bram, eva, gijs
from tests.services.acting import intervention

pytestmark = pytest.mark.django_db

WEEKS_4 = {"offset": -28, "unit": OffsetUnit.CALENDAR_DAYS, "repeat_days": None, "roles": [AlertRole.HANDLER]}


def lay(on: date, **changes: Any) -> Rung:
    return ladder.lay(
        actor=at_desk(bram()),
        now=noon(on),
        clock_kind=ClockKind.HANDLING,
        code="four_weeks_before",
        values=WEEKS_4 | changes,
    )


def test_a_new_rung_raises_for_days_to_come_and_only_records_those_that_have_passed() -> None:
    old, new = (
        take_up(register_complaint()),
        take_up(register_complaint(received_on=date(2026, 1, 12)), on=date(2026, 1, 12)),
    )
    raise_on(date(2026, 1, 20))
    lay(date(2026, 1, 20))  # of the old one the day was the nineteenth
    raise_daily(date(2026, 1, 20), date(2026, 1, 27))
    assert passed_over(old) == [("four_weeks_before", 1, date(2026, 1, 19))]
    assert raised(old) == []
    assert raised(new) == [("four_weeks_before", 1, date(2026, 1, 26))]


def test_a_rung_that_is_moved_rings_on_its_new_day_also_where_the_clock_was_not_to_be_looked_at() -> None:
    complaint = take_up(register_complaint())
    raise_on(date(2026, 1, 5))
    rung = Rung.objects.get(clock_kind=ClockKind.HANDLING, code="two_weeks_before")
    values = WEEKS_4 | {"offset": -20}
    ladder.change(actor=at_desk(gijs()), now=noon(date(2026, 1, 6)), rung_id=rung.pk, values=values)
    raise_daily(date(2026, 1, 6), date(2026, 2, 3))
    assert raised(complaint) == [("two_weeks_before", 1, date(2026, 1, 27))]


def test_a_rung_that_repeats_goes_on_from_where_it_stood_when_its_pace_is_changed() -> None:
    complaint = take_up(register_complaint())
    raise_daily(date(2026, 2, 16), date(2026, 3, 4))  # overdue since the seventeenth: three times, weekly
    rung = Rung.objects.get(clock_kind=ClockKind.HANDLING, code="overdue")
    values = {"offset": 1, "unit": rung.unit, "repeat_days": 14, "roles": rung.roles}
    ladder.change(actor=at_desk(bram()), now=noon(date(2026, 3, 5)), rung_id=rung.pk, values=values)
    raise_daily(date(2026, 3, 5), date(2026, 4, 1))
    days = [
        due_on for code, _occurrence, due_on in raised(complaint) if code == "overdue" and due_on > date(2026, 3, 4)
    ]
    assert days == [date(2026, 3, 17), date(2026, 3, 31)]
    before = Alert.objects.count()
    raise_on(date(2026, 4, 1))
    assert Alert.objects.count() == before


def test_a_rung_that_was_corrected_rings_although_it_was_passed_over_before() -> None:
    complaint = take_up(register_complaint())
    rung = lay(date(2026, 1, 20))  # four weeks before was the nineteenth
    raise_on(date(2026, 1, 20))
    values = WEEKS_4 | {"offset": -4}
    ladder.change(actor=at_desk(bram()), now=noon(date(2026, 1, 21)), rung_id=rung.pk, values=values)
    raise_daily(date(2026, 1, 21), date(2026, 2, 12))
    assert ("four_weeks_before", 2, date(2026, 2, 12)) in raised(complaint)


def test_the_year_of_the_ombudsman_gets_no_rung() -> None:
    with pytest.raises(Unusable) as refused:
        ladder.lay(
            actor=at_desk(bram()),
            now=noon(date(2026, 1, 6)),
            clock_kind=ClockKind.OMBUDSMAN_YEAR,
            code="month_before",
            values=WEEKS_4,
        )
    assert refused.value.field == "clock_kind"


def test_who_else_is_told_moves_no_day() -> None:
    rung = Rung.objects.get(clock_kind=ClockKind.HANDLING, code="week_before")
    values = {"offset": -7, "unit": rung.unit, "repeat_days": None, "roles": [AlertRole.MANAGER]}
    ladder.change(actor=at_desk(bram()), now=noon(date(2026, 1, 6)), rung_id=rung.pk, values=values)
    rung.refresh_from_db()
    assert (rung.roles, rung.since) == ([AlertRole.MANAGER], None)


def test_a_rung_that_was_taken_away_rings_no_more_and_what_it_raised_stays() -> None:
    complaint = take_up(register_complaint())
    raise_on(date(2026, 2, 2))
    for rung in Rung.objects.filter(clock_kind=ClockKind.HANDLING):
        ladder.remove(actor=at_desk(bram()), now=noon(date(2026, 2, 2)), rung_id=rung.pk)
    raise_on(date(2026, 2, 20))
    assert raised(complaint) == [("two_weeks_before", 1, date(2026, 2, 2))]


@pytest.mark.parametrize(
    "changes",
    [
        {"offset": -61},
        {"offset": 61},
        {"unit": "fortnights"},
        {"repeat_days": 0},
        {"roles": []},
        {"roles": ["publisher"]},
        {"unit": OffsetUnit.HOURS},
    ],
)
def test_what_no_rung_can_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Unusable):
        lay(date(2026, 1, 6), **changes)
    assert not Rung.objects.filter(code="four_weeks_before").exists()


def test_only_who_keeps_the_ladder_changes_it() -> None:
    rung = Rung.objects.order_by("id")[0]
    for actor in (at_desk(anna()), SYSTEM):
        with pytest.raises(NotAllowed):
            ladder.remove(actor=actor, now=noon(date(2026, 1, 6)), rung_id=rung.pk)
    with pytest.raises(ladder.NoSuchRung):
        ladder.remove(actor=at_desk(bram()), now=noon(date(2026, 1, 6)), rung_id=0)


def test_the_trail_tells_what_was_changed() -> None:
    rung = lay(date(2026, 1, 6))
    ladder.change(actor=at_desk(bram()), now=noon(date(2026, 1, 7)), rung_id=rung.pk, values=WEEKS_4 | {"offset": -27})
    event = Event.objects.get(action="change_rung")
    assert event.changes == {
        "clock": [None, "handling"],
        "code": [None, "four_weeks_before"],
        "offset": [-28, -27],
    }


def test_a_rung_by_the_hour_comes_once() -> None:
    rung = Rung.objects.get(clock_kind=ClockKind.OMBUDSMAN_REPLY, code="time_passed")
    values = {"offset": 0, "unit": OffsetUnit.HOURS, "repeat_days": 7, "roles": [AlertRole.LIAISON]}
    with pytest.raises(Unusable) as refused:
        ladder.change(actor=at_desk(bram()), now=noon(date(2026, 1, 6)), rung_id=rung.pk, values=values)
    assert refused.value.field == "repeat_days"


# By the hour


def hourly(*, answer_by: datetime, now: datetime) -> Clock:
    """The clock of a question that the ombudsman wants answered by this moment."""
    complaint = intervention()
    rounds.open_round(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(eva()),
        now=now,
        question="Wanneer beslist u?",
        asked_on=date(2026, 1, 6),
        answer_by=answer_by,
    )
    return complaint.clocks.live().get(kind=ClockKind.OMBUDSMAN_REPLY, subject=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


FRIDAY = date(2026, 1, 16)


def rungs_of(clock: Clock) -> list[str]:
    return list(Alert.objects.filter(clock=clock, passed_over=False).order_by("id").values_list("rung", flat=True))


def sweep(moment: datetime) -> None:
    alerts.raise_due(today=moment.astimezone(AMSTERDAM).date(), now=moment)


def test_the_ombudsmans_hour_rings_four_hours_before_and_when_it_has_passed() -> None:
    clock = hourly(answer_by=at(FRIDAY, 17), now=noon(date(2026, 1, 6)))
    sweep(at(FRIDAY, 12, 59))
    assert "four_hours_before" not in rungs_of(clock)
    clock.refresh_from_db()
    assert (clock.next_alert_on, clock.next_alert_at) == (FRIDAY, at(FRIDAY, 13))
    before = Alert.objects.count()
    sweep(at(FRIDAY, 12, 59))
    assert Alert.objects.count() == before
    sweep(at(FRIDAY, 13))
    assert rungs_of(clock)[-1] == "four_hours_before"
    sweep(at(FRIDAY, 17))
    assert rungs_of(clock)[-1] == "time_passed"
    alert = Alert.objects.get(clock=clock, rung="time_passed")
    assert (alert.due_on, alert.due_at) == (FRIDAY, at(FRIDAY, 17))
    clock.refresh_from_db()
    assert (clock.next_alert_on, clock.next_alert_at) == (date(2026, 1, 19), None)


def test_a_sweep_for_another_day_takes_the_hours_of_that_whole_day() -> None:
    clock = hourly(answer_by=at(FRIDAY, 17), now=noon(date(2026, 1, 6)))
    alerts.raise_due(today=FRIDAY, now=noon(date(2026, 3, 2)))
    assert rungs_of(clock)[-1] == "time_passed"


def test_of_an_hour_that_was_set_too_late_for_its_rungs_the_latest_is_told() -> None:
    clock = hourly(answer_by=at(FRIDAY, 17), now=at(FRIDAY, 14))
    sweep(at(FRIDAY, 14))
    assert rungs_of(clock) == ["four_hours_before"]


def test_a_new_date_by_the_hour_arms_its_rungs_again() -> None:
    clock = hourly(answer_by=at(FRIDAY, 17), now=noon(date(2026, 1, 6)))
    sweep(at(FRIDAY, 13))
    Clock.objects.filter(pk=clock.pk).update(superseded_at=at(FRIDAY, 14), superseded_reason="new_date")
    again = Clock.objects.create(
        complaint=clock.complaint,
        kind=clock.kind,
        subject=clock.subject,
        version=2,
        starts_on=clock.starts_on,
        ends_on=FRIDAY + timedelta(days=5),
        ends_at=at(FRIDAY + timedelta(days=5), 12),
        made_at=at(FRIDAY, 14),
        next_alert_on=FRIDAY,
    )
    sweep(at(FRIDAY + timedelta(days=5), 8))
    assert rungs_of(again)[-1] == "four_hours_before"
