"""Raising: every rung that is due and not yet raised, with its true day, whatever was missed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.law import CALENDAR
from complaints.models import Alert, CalendarDay, Clock, Complaint, JobRun, Rung
from complaints.record import alerts as statements
from complaints.services import alerts, calendar_days, terms
from complaints.vocabulary import ClockKind, Method, OffsetUnit
from tests.cases import LAST_DAY, RECEIVED_ON, judged_and_closed, noon, register_complaint, take_up
from tests.ladder import passed_over, raise_daily, raise_on, raised, send_on
from tests.people import anna, at_desk, bram

pytestmark = pytest.mark.django_db

TWO_WEEKS = ("two_weeks_before", 1, date(2026, 2, 2))
WEEK = ("week_before", 1, date(2026, 2, 9))
THREE_DAYS = ("three_working_days_before", 1, date(2026, 2, 11))
ON_THE_DAY = ("last_day", 1, date(2026, 2, 16))
OVERDUE = ("overdue", 1, date(2026, 2, 17))


def handling_clock(complaint: Complaint) -> Clock:
    return complaint.clocks.live().get(kind=ClockKind.HANDLING)


def consent(complaint: Complaint, *, until: date, given_on: date) -> None:
    terms.consent(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(given_on),
        until=until,
        given_on=given_on,
        document="brief van klager",
    )


def extend(complaint: Complaint, *, notified_on: date, weeks: int = 4) -> None:
    terms.extend(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=noon(notified_on),
        weeks=weeks,
        notified_on=notified_on,
        method=Method.LETTER,
        reason="De beklaagde is met verlof.",
    )


# The ladder


def test_the_handling_clock_is_called_five_times_and_then_weekly() -> None:
    complaint = register_complaint()
    raise_daily(RECEIVED_ON, date(2026, 3, 5))
    assert raised(complaint) == [
        TWO_WEEKS,
        WEEK,
        THREE_DAYS,
        ON_THE_DAY,
        OVERDUE,
        ("overdue", 2, date(2026, 2, 24)),
        ("overdue", 3, date(2026, 3, 3)),
    ]
    assert passed_over(complaint) == []


def test_the_other_duties_have_their_own_rungs() -> None:
    complaint = register_complaint()
    raise_daily(RECEIVED_ON, date(2026, 2, 3))
    assert raised(complaint, ClockKind.ACKNOWLEDGEMENT) == [
        ("working_day_before", 1, date(2026, 1, 9)),
        ("last_day", 1, date(2026, 1, 12)),
        ("overdue", 1, date(2026, 1, 13)),
        ("overdue", 2, date(2026, 1, 20)),
        ("overdue", 3, date(2026, 1, 27)),
        ("overdue", 4, date(2026, 2, 3)),
    ]
    assert raised(complaint, ClockKind.TAKE_UP) == [
        ("week_before", 1, date(2026, 1, 26)),
        ("working_day_before", 1, date(2026, 1, 30)),
        ("last_day", 1, date(2026, 2, 2)),
        ("overdue", 1, date(2026, 2, 3)),
    ]


def test_nothing_is_raised_before_its_day() -> None:
    complaint = register_complaint()
    raise_on(date(2026, 2, 1))
    assert raised(complaint) == []
    assert handling_clock(complaint).next_alert_on == date(2026, 2, 2)


def test_working_days_pass_over_easter() -> None:
    complaint = register_complaint(received_on=date(2026, 2, 24))
    raise_daily(date(2026, 3, 29), date(2026, 4, 8))
    assert complaint.last_day == date(2026, 4, 7)  # Tuesday after Easter Monday
    assert ("three_working_days_before", 1, date(2026, 3, 31)) in raised(complaint)
    assert ("overdue", 1, date(2026, 4, 8)) in raised(complaint)


def test_working_days_count_back_from_a_last_day_that_is_a_rest_day() -> None:
    complaint = take_up(register_complaint())
    consent(complaint, until=date(2026, 3, 1), given_on=date(2026, 2, 5))  # a Sunday: agreed dates never roll
    raise_daily(date(2026, 2, 20), date(2026, 3, 2))
    assert ("three_working_days_before", 1, date(2026, 2, 25)) in raised(complaint)
    assert ("last_day", 1, date(2026, 3, 1)) in raised(complaint)
    assert ("overdue", 1, date(2026, 3, 2)) in raised(complaint)


def test_every_offset_in_working_days_agrees_with_the_law() -> None:
    complaint = take_up(register_complaint())
    consent(complaint, until=date(2026, 4, 5), given_on=date(2026, 2, 5))  # Easter Sunday
    Rung.objects.filter(clock_kind=ClockKind.HANDLING).delete()
    offsets = [-30, -5, -1, 0, 1, 4, 20]
    Rung.objects.bulk_create(
        Rung(
            clock_kind=ClockKind.HANDLING,
            code=f"at{offset}",
            offset=offset,
            unit=OffsetUnit.WORKING_DAYS,
            roles=["handler"],
        )
        for offset in offsets
    )
    raise_on(date(2026, 7, 1))
    found = {rung: due_on for rung, _, due_on in [*raised(complaint), *passed_over(complaint)]}
    assert found == {f"at{offset}": CALENDAR.add_working_days(date(2026, 4, 5), offset) for offset in offsets}


# What is missed


@pytest.mark.parametrize("last_run_before", [date(2026, 1, 5), date(2026, 2, 2), date(2026, 2, 10)])
@pytest.mark.parametrize("gap", [1, 5, 15])
def test_days_without_a_sweep_end_in_the_same_rows(last_run_before: date, gap: int) -> None:
    missed, undisturbed = register_complaint(), register_complaint()
    Clock.objects.filter(complaint=missed).update(next_alert_on=None)
    raise_daily(RECEIVED_ON, last_run_before + timedelta(days=gap))
    Clock.objects.filter(complaint=missed).update(next_alert_on=RECEIVED_ON)
    raise_on(last_run_before, last_run_before + timedelta(days=gap))
    for kind in (ClockKind.HANDLING, ClockKind.TAKE_UP, ClockKind.ACKNOWLEDGEMENT):
        assert raised(missed, kind) == raised(undisturbed, kind)
        assert passed_over(missed, kind) == passed_over(undisturbed, kind) == []
    days = [dict(clocks.values_list("kind", "next_alert_on")) for clocks in (missed.clocks, undisturbed.clocks)]
    assert days[0] == days[1]


def test_a_second_sweep_on_the_same_day_raises_nothing() -> None:
    register_complaint()
    raise_on(OVERDUE[2])
    before = Alert.objects.count()
    assert alerts.raise_due(today=OVERDUE[2], now=noon(OVERDUE[2])) == {"clocks": 0, "raised": 0, "passed_over": 0}
    assert Alert.objects.count() == before


def test_a_sweep_that_was_undone_halfway_is_done_by_the_next() -> None:
    complaint = register_complaint()

    @transaction.atomic
    def broken() -> None:
        raise_on(ON_THE_DAY[2])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert raised(complaint) == []
    raise_on(ON_THE_DAY[2])
    assert raised(complaint) == [TWO_WEEKS, WEEK, THREE_DAYS, ON_THE_DAY]


def test_more_clocks_than_one_batch_takes_are_all_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "BATCH", 2)
    complaints = [register_complaint() for _ in range(3)]
    raise_on(TWO_WEEKS[2])
    assert [raised(complaint) for complaint in complaints] == [[TWO_WEEKS]] * 3


def test_a_sweep_costs_the_same_questions_for_one_and_for_many() -> None:
    calendar_days.fill(today=RECEIVED_ON, now=noon(RECEIVED_ON))
    for _ in range(25):
        register_complaint()
    with CaptureQueriesContext(connection) as many:
        raise_on(OVERDUE[2])
    with CaptureQueriesContext(connection) as none:
        raise_on(OVERDUE[2])
    assert len(many) == len(none) + 1  # one batch


# What is passed over


def test_of_an_old_case_only_the_latest_rung_is_told() -> None:
    complaint = register_complaint(now=noon(date(2026, 3, 20)))
    raise_on(date(2026, 3, 20))
    assert passed_over(complaint) == [TWO_WEEKS, WEEK, THREE_DAYS, ON_THE_DAY]
    assert raised(complaint) == [("overdue", 5, date(2026, 3, 17))]
    raise_on(date(2026, 3, 24))
    assert raised(complaint)[-1] == ("overdue", 6, date(2026, 3, 24))


def test_a_rung_of_the_day_on_which_the_case_is_registered_is_the_latest() -> None:
    complaint = register_complaint(now=noon(WEEK[2]))
    raise_on(WEEK[2])
    assert passed_over(complaint) == [TWO_WEEKS]
    assert raised(complaint) == [WEEK]


def test_the_day_of_registration_is_the_dutch_one() -> None:
    half_past_midnight = datetime(2026, 2, 8, 23, 30, tzinfo=UTC)
    complaint = register_complaint(now=half_past_midnight)
    assert timezone.localdate(half_past_midnight) == WEEK[2]
    raise_on(WEEK[2])
    assert (passed_over(complaint), raised(complaint)) == ([TWO_WEEKS], [WEEK])


def test_a_rung_before_its_term_began_tells_nobody() -> None:
    Rung.objects.filter(clock_kind=ClockKind.ACKNOWLEDGEMENT).update(offset=-20, repeat_days=None)
    complaint = register_complaint()
    raise_on(RECEIVED_ON)
    assert raised(complaint, ClockKind.ACKNOWLEDGEMENT) == []
    assert len(passed_over(complaint, ClockKind.ACKNOWLEDGEMENT)) == 3


# What moves, ends or never rings


def test_an_extension_arms_the_rungs_of_the_new_day() -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS[2])
    extend(complaint, notified_on=date(2026, 2, 3))
    raise_daily(date(2026, 2, 3), date(2026, 3, 16))
    assert complaint.last_day == LAST_DAY
    assert raised(complaint) == [
        TWO_WEEKS,
        ("two_weeks_before", 1, date(2026, 3, 2)),
        ("week_before", 1, date(2026, 3, 9)),
        ("three_working_days_before", 1, date(2026, 3, 11)),
        ("last_day", 1, date(2026, 3, 16)),
    ]


def test_a_version_that_keeps_its_day_tells_nobody_twice() -> None:
    anna(), bram()
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS[2])
    send_on(TWO_WEEKS[2])
    first = handling_clock(complaint)
    with transaction.atomic():
        Clock.objects.filter(pk=first.pk).update(
            superseded_at=noon(date(2026, 2, 3)), superseded_reason="decree", next_alert_on=None
        )
        again = {name: getattr(first, name) for name in ("complaint", "kind", "starts_on", "ends_on", "basis")}
        Clock.objects.create(**again, version=2, made_at=noon(date(2026, 2, 3)), next_alert_on=date(2026, 2, 3))
    raise_daily(date(2026, 2, 3), WEEK[2])
    assert raised(complaint) == [TWO_WEEKS, WEEK]
    assert passed_over(complaint) == [TWO_WEEKS]


def test_what_is_done_or_closed_rings_no_more() -> None:
    complaint = judged_and_closed(on=date(2026, 1, 20))
    raise_daily(date(2026, 1, 21), date(2026, 3, 1))
    assert raised(complaint) == []


@pytest.mark.parametrize(
    "ended", [{"met_on": date(2026, 1, 20)}, {"superseded_at": noon(date(2026, 1, 20)), "superseded_reason": "decree"}]
)
def test_a_clock_that_ended_is_not_swept_whatever_its_next_day_says(ended: dict[str, Any]) -> None:
    complaint = register_complaint()
    complaint.clocks.update(**ended)
    raise_on(OVERDUE[2])
    assert not Alert.objects.exists()


def test_the_year_of_the_ombudsman_never_rings() -> None:
    complaint = judged_and_closed()
    assert complaint.clocks.get(kind=ClockKind.OMBUDSMAN_YEAR).next_alert_on is None
    raise_on(date(2027, 3, 1))
    assert not Alert.objects.filter(clock__kind=ClockKind.OMBUDSMAN_YEAR).exists()


def test_a_clock_whose_ladder_is_empty_is_not_looked_at_again() -> None:
    Rung.objects.filter(clock_kind=ClockKind.HANDLING).delete()
    complaint = register_complaint()
    raise_on(RECEIVED_ON)
    assert handling_clock(complaint).next_alert_on is None


def test_a_clock_without_repetition_falls_silent_after_its_last_rung() -> None:
    Rung.objects.filter(clock_kind=ClockKind.HANDLING).update(repeat_days=None)
    complaint = register_complaint()
    raise_on(OVERDUE[2])
    assert handling_clock(complaint).next_alert_on is None


def test_a_day_beyond_the_calendar_rows_is_looked_at_again_in_time() -> None:
    complaint = take_up(register_complaint())
    consent(complaint, until=date(2031, 6, 2), given_on=date(2026, 2, 5))
    today = date(2026, 2, 5)
    raise_on(today)
    assert handling_clock(complaint).next_alert_on == today + timedelta(days=statements.LOOK_AGAIN_DAYS)
    while (upcoming := handling_clock(complaint).next_alert_on) and upcoming <= date(2031, 6, 2):
        raise_on(upcoming)
    assert raised(complaint) == [
        ("two_weeks_before", 1, date(2031, 5, 19)),
        ("week_before", 1, date(2031, 5, 26)),
        ("three_working_days_before", 1, date(2031, 5, 28)),
        ("last_day", 1, date(2031, 6, 2)),
    ]


# The calendar rows


def test_the_calendar_reaches_from_2014_to_two_years_ahead() -> None:
    written = calendar_days.fill(today=date(2026, 2, 2), now=noon(date(2026, 2, 2)))
    days = CalendarDay.objects.order_by("day").values_list("day", flat=True)
    assert (days[0], days[len(days) - 1], len(days)) == (date(2014, 1, 1), date(2028, 12, 31), written)
    assert calendar_days.fill(today=date(2026, 2, 2), now=noon(date(2026, 2, 2))) == 0
    assert JobRun.objects.filter(job=calendar_days.FILL).order_by("id").values_list("counts", flat=True)[0] == {
        "written": written
    }


@pytest.mark.parametrize(
    ("spoiled", "repaired"),
    [
        ({"day": date(2026, 2, 10)}, 1),
        ({"day__gte": date(2020, 1, 1)}, 3288),
        ({}, 5479),
    ],
)
def test_a_sweep_mends_calendar_rows_that_are_missing(spoiled: dict[str, date], repaired: int) -> None:
    calendar_days.fill(today=RECEIVED_ON, now=noon(RECEIVED_ON))
    deleted, _ = CalendarDay.objects.filter(**spoiled).delete()
    assert deleted == repaired
    complaint = register_complaint()
    raise_daily(date(2026, 2, 10), THREE_DAYS[2])
    assert THREE_DAYS in raised(complaint)
    assert CalendarDay.objects.count() == 5479


def test_a_calendar_day_that_changed_sides_is_mended() -> None:
    calendar_days.fill(today=RECEIVED_ON, now=noon(RECEIVED_ON))
    CalendarDay.objects.filter(day=date(2026, 2, 12)).update(is_working=False)
    assert calendar_days.fill(today=RECEIVED_ON, now=noon(RECEIVED_ON)) == 1
    assert CalendarDay.objects.get(day=date(2026, 2, 12)).is_working


def test_rows_that_reach_further_than_asked_for_stay_right() -> None:
    calendar_days.fill(today=date(2030, 1, 1), now=noon(date(2030, 1, 1)))
    CalendarDay.objects.filter(day=date(2031, 6, 2)).update(working_number=0)
    assert calendar_days.fill(today=RECEIVED_ON, now=noon(RECEIVED_ON)) == 1


# The database


def test_the_database_holds_one_alert_per_clock_rung_and_occurrence() -> None:
    complaint = register_complaint()
    raise_on(TWO_WEEKS[2])
    alert = Alert.objects.get(clock=handling_clock(complaint))
    with pytest.raises(IntegrityError, match="alert_once_per_clock_rung_and_occurrence"):
        Alert.objects.create(clock=alert.clock, rung=alert.rung, due_on=alert.due_on, raised_at=alert.raised_at)


def test_each_run_is_recorded_with_its_counts() -> None:
    register_complaint()
    raise_on(TWO_WEEKS[2])
    run = JobRun.objects.get(job=alerts.RAISE)
    assert run.started_at == noon(TWO_WEEKS[2])
    assert run.ended_at is not None
    assert run.ended_at >= run.started_at
    assert run.counts == {"clocks": 4, "raised": 13, "passed_over": 0}
    assert run.failure == ""
