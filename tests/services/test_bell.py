"""The bell: exactly what somebody was told and what is not done yet."""

from datetime import date

import pytest

from complaints.models import Alert, Delivery, Rung
from complaints.queries.bell import of_complaint, on_the_bell, unseen
from complaints.services import alerts
from complaints.vocabulary import AlertChannel, AlertRole, ClockKind, DeliveryStatus
from tests.cases import close, judge, noon, register_complaint, take_up
from tests.ladder import raise_on, send_at, send_on
from tests.outbox import LATER, MORNING, TWO_WEEKS_BEFORE
from tests.people import SYSTEM, anna, at_desk, bram, gijs, hanna
from tests.services.test_alerts_send import handled_by

pytestmark = pytest.mark.django_db

WEEK_BEFORE = date(2026, 2, 9)


@pytest.fixture(autouse=True)
def _handling_alone() -> None:
    Rung.objects.exclude(clock_kind=ClockKind.HANDLING).delete()


def rung_for(*roles: AlertRole) -> None:
    Rung.objects.update(roles=list(roles))


def bells(user_name: str) -> list[str]:
    rows = Delivery.objects.filter(channel=AlertChannel.BELL, status=DeliveryStatus.SENT)
    return list(rows.filter(recipient__username=user_name).values_list("alert__rung", flat=True))


def test_what_is_raised_rings_once_whatever_runs_how_often() -> None:
    take_up(register_complaint())
    for _ in range(3):
        raise_on(TWO_WEEKS_BEFORE)
        send_at(MORNING)
    assert bells("anna") == ["two_weeks_before"]
    assert unseen(at_desk(anna())) == 1


def test_the_bell_rings_when_the_mail_is_not_taken() -> None:
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    alerts.send_due(now=MORNING, for_at_most=LATER - LATER)
    assert Delivery.objects.get(channel=AlertChannel.EMAIL).status == DeliveryStatus.PENDING
    assert bells("anna") == ["two_weeks_before"]


def test_a_term_stands_there_once_by_its_newest_alert_the_most_urgent_first() -> None:
    later, sooner = take_up(register_complaint(received_on=date(2026, 1, 6))), take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE, date(2026, 2, 10))
    send_on(date(2026, 2, 10))
    shown = on_the_bell(at_desk(anna()))
    assert [(row.alert.clock.complaint, row.alert.rung) for row in shown] == [
        (sooner, "week_before"),
        (later, "week_before"),
    ]


def test_what_was_seen_is_no_longer_new_and_still_stands_there() -> None:
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    shown = on_the_bell(at_desk(anna()))
    assert alerts.see(user=anna(), now=LATER, shown=shown) == 1
    assert alerts.see(user=anna(), now=LATER, shown=shown) == 0
    assert alerts.see(user=anna(), now=LATER, shown=[]) == 0
    assert unseen(at_desk(anna())) == 0
    assert [row.seen_at for row in on_the_bell(at_desk(anna()))] == [LATER]


def test_seeing_the_newest_of_a_term_sees_the_earlier_ones_and_nothing_of_another() -> None:
    first, second = take_up(register_complaint()), take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    raise_on(WEEK_BEFORE)
    send_on(WEEK_BEFORE)
    of_the_first = [row for row in on_the_bell(at_desk(anna())) if row.alert.clock.complaint == first]
    assert alerts.see(user=anna(), now=LATER, shown=of_the_first) == 2
    unread = Delivery.objects.filter(channel=AlertChannel.BELL, seen_at=None)
    assert set(unread.values_list("alert__clock__complaint", flat=True)) == {second.pk}


def test_an_administrator_to_whom_it_came_for_want_of_another_finds_it_on_his_bell() -> None:
    gijs()
    complaint = register_complaint()
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert unseen(at_desk(gijs())) == 1
    assert [row.alert.clock.complaint for row in on_the_bell(at_desk(gijs()))] == [complaint]


def test_what_is_done_leaves_the_bell_in_the_same_transaction() -> None:
    complaint = take_up(register_complaint())
    judge(complaint, on=TWO_WEEKS_BEFORE)
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    close(complaint, on=date(2026, 2, 3))
    assert on_the_bell(at_desk(anna())) == []
    assert unseen(at_desk(anna())) == 0
    alert = Alert.objects.get()
    assert (alert.cancelled_reason, alert.cancelled_at) == ("met", noon(date(2026, 2, 3)))


def test_it_leaves_the_bell_of_a_handler_who_no_longer_handles_it_but_not_of_a_coordinator() -> None:
    rung_for(AlertRole.HANDLER, AlertRole.COORDINATOR)
    complaint = take_up(register_complaint())
    bram()
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    handled_by(bram(), complaint)
    assert on_the_bell(at_desk(anna())) == []
    assert unseen(at_desk(anna())) == 0
    assert len(on_the_bell(at_desk(bram()))) == 1


def test_nobody_else_and_no_job_has_it_on_a_bell() -> None:
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert on_the_bell(at_desk(hanna())) == []
    assert on_the_bell(SYSTEM) == ()


def test_what_somebody_may_not_see_any_more_does_not_ring() -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    anna().role_grants.all().delete()
    assert on_the_bell(at_desk(anna())) == []
    assert complaint.handler == anna()


def test_the_history_says_what_was_raised_to_whom_it_went_and_what_became_of_it() -> None:
    complaint = take_up(register_complaint())
    judge(complaint, on=TWO_WEEKS_BEFORE)
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    raise_on(WEEK_BEFORE)
    close(complaint, on=WEEK_BEFORE)
    newest, oldest = of_complaint(complaint)
    assert (newest.due_on, newest.dispatched_at, newest.cancelled_reason) == (WEEK_BEFORE, None, "met")
    assert [(each.recipient, each.channel, each.told_as) for each in oldest.deliveries.all()] == [
        (anna(), AlertChannel.BELL, AlertRole.HANDLER),
        (anna(), AlertChannel.EMAIL, AlertRole.HANDLER),
    ]
