"""The commands of the alerts, and the jobs as a worker knows them: they read the clock and call one service."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command

from complaints import tasks
from complaints.models import Alert, CalendarDay, Edition, JobRun
from complaints.vocabulary import EditionStatus
from tests.cases import register_complaint
from tests.months import row, store
from tests.people import bram

pytestmark = pytest.mark.django_db

#: Half an hour into Monday 16 February 2026 in Amsterdam; in UTC it is Sunday still.
AFTER_MIDNIGHT = datetime(2026, 2, 15, 23, 30, tzinfo=UTC)


def answer(*arguments: str) -> dict[str, object]:
    """Run a command and read what it printed."""
    printed = StringIO()
    call_command(*arguments, stdout=printed)
    read: dict[str, object] = json.loads(printed.getvalue())
    return read


def test_raise_prints_its_counts_for_the_day_that_is_given() -> None:
    register_complaint()
    assert answer("alerts", "raise", "--today", "2026-01-09") == {"clocks": 4, "raised": 1, "passed_over": 0}
    assert answer("alerts", "raise", "--today", "2026-01-09") == {"clocks": 0, "raised": 0, "passed_over": 0}


@time_machine.travel(AFTER_MIDNIGHT, tick=False)
def test_without_a_day_it_is_the_dutch_one() -> None:
    register_complaint()
    answer("alerts", "raise")
    assert Alert.objects.filter(clock__kind="handling", rung="last_day").count() == 1


@pytest.mark.parametrize("now", ["2026-02-02T12:00:00+01:00", "2026-02-02T12:00", "2026-02-02"])
def test_send_prints_its_counts_for_the_moment_that_is_given(now: str) -> None:
    bram()
    register_complaint()
    answer("alerts", "raise", "--today", "2026-02-02")
    counts = answer("alerts", "send", "--now", now)
    assert (counts["sent"], len(mail.outbox)) == (13, 13)


@time_machine.travel(AFTER_MIDNIGHT, tick=False)
def test_without_a_moment_it_is_now() -> None:
    assert answer("alerts", "send")["sent"] == 0
    assert JobRun.objects.get().started_at == AFTER_MIDNIGHT


def test_a_mail_server_that_is_away_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(locmem.EmailBackend, "open", refused)
    bram()
    register_complaint()
    answer("alerts", "raise", "--today", "2026-02-02")
    with pytest.raises(
        CommandError, match=r"^The mail server takes nothing \(.*Connection refused\); what is left waits"
    ):
        answer("alerts", "send", "--now", "2026-02-02")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("raise", "--today", "gisteren"), "argument --today: 'gisteren' is not a date"),
        (("raise", "--today", "2013-12-31"), "argument --today: 2013-12-31 lies outside the calendar"),
        (("raise", "--today", "2999-01-01"), "argument --today: 2999-01-01 lies outside the calendar"),
        (("send", "--now", "25:00"), "argument --now: '25:00' is not a date"),
        (("send", "--now", "1999-01-01T10:00"), "argument --now: 1999-01-01 lies outside the calendar"),
        ((), "the following arguments are required: raise|send"),
        (("stop",), "invalid choice: 'stop'"),
    ],
)
def test_wrong_arguments_are_named(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("alerts", *arguments)
    assert message in str(refused.value)


@time_machine.travel(AFTER_MIDNIGHT, tick=False)
def test_recompute_says_what_it_would_move_and_moves_it() -> None:
    complaint = register_complaint()
    assert answer("recompute_deadlines", "--check") == {"checked_only": True, "moves": []}
    assert not CalendarDay.objects.exists()
    assert answer("recompute_deadlines") == {"checked_only": False, "moves": []}
    assert CalendarDay.objects.exists()
    assert complaint.clocks.count() == 4


# The jobs


@time_machine.travel(AFTER_MIDNIGHT, tick=False)
def test_the_jobs_of_the_alerts_raise_for_the_dutch_day_and_send_now() -> None:
    bram()
    register_complaint()
    tasks.raise_alerts()
    tasks.send_alerts()
    assert Alert.objects.filter(rung="last_day", clock__kind="handling", dispatched_at=AFTER_MIDNIGHT).exists()
    assert any("16 februari 2026" in letter.body for letter in mail.outbox)


@time_machine.travel(AFTER_MIDNIGHT, tick=False)
def test_the_calendar_is_filled_from_the_dutch_day() -> None:
    tasks.fill_calendar()
    assert CalendarDay.objects.latest("day").day == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("moment", "editions"),
    [
        (datetime(2023, 4, 30, 22, 30, tzinfo=UTC), 1),  # Monday 1 May in Amsterdam: the first working day
        (datetime(2023, 4, 30, 21, 30, tzinfo=UTC), 0),  # Sunday 30 April: April is not over
        (datetime(2023, 5, 2, 3, 30, tzinfo=UTC), 1),  # the job did not run on the first
    ],
)
def test_last_months_draft_is_made_from_the_first_working_day(moment: datetime, editions: int) -> None:
    store([row(date(2023, 4, 3))])
    with time_machine.travel(moment, tick=False):
        tasks.compile_last_month()
        tasks.compile_last_month()
    assert Edition.objects.filter(month=date(2023, 4, 1), status=EditionStatus.DRAFT).count() == editions
    assert JobRun.objects.filter(job="compile_last_month", failure="").count() == 2


def test_no_draft_is_made_on_a_first_day_that_is_a_rest_day() -> None:
    store([row(date(2023, 6, 5))])
    for moment, editions in [(datetime(2023, 7, 1, 4, tzinfo=UTC), 0), (datetime(2023, 7, 3, 4, tzinfo=UTC), 1)]:
        with time_machine.travel(moment, tick=False):  # Saturday, and the Monday after it
            tasks.compile_last_month()
        assert Edition.objects.count() == editions
