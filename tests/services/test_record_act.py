"""Recording an act that only has its day: the copy (Awb 9:9), the offer of a hearing (9:10)."""

from datetime import date

import pytest

from complaints.models import Clock
from complaints.record.case import WrongDay
from complaints.services.handling import PLAIN_ACTS, NoPlainAct, record_act
from complaints.vocabulary import ActKind, ClockKind
from complaints.workflow import NotNow
from tests.cases import RECEIVED_ON, judged_and_closed, noon, register_complaint
from tests.services.acting import (
    TODAY,
    act,
    by_letter,
    changed_meanwhile,
    last_act,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(PLAIN_ACTS))
def test_stands_with_the_complaint_and_in_its_trail(kind: ActKind) -> None:
    complaint = register_complaint()
    act(record_act, complaint, kind=kind, **by_letter(happened_on=date(2026, 1, 9), detail="Met bijlagen."))
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.detail) == (kind, date(2026, 1, 9), "Met bijlagen.")
    event = last_event(complaint)
    assert (event.action, event.changes) == ("record", {kind.value: [None, "2026-01-09"]})


def test_a_copy_meets_the_duty_where_there_is_one() -> None:
    complaint = register_complaint()
    Clock.objects.create(
        complaint=complaint,
        kind=ClockKind.COPY,
        starts_on=RECEIVED_ON,
        ends_on=date(2026, 1, 12),
        made_at=noon(RECEIVED_ON),
    )
    act(record_act, complaint, kind="copied", **by_letter(happened_on=date(2026, 1, 9)))
    assert versions(complaint, ClockKind.COPY) == [(1, date(2026, 1, 12), date(2026, 1, 9), "")]


@pytest.mark.parametrize("kind", sorted(set(ActKind) - PLAIN_ACTS))
def test_an_act_with_a_service_of_its_own_is_refused(kind: ActKind) -> None:
    refused(record_act, register_complaint(), NoPlainAct, field="kind", kind=kind, **by_letter(happened_on=TODAY))


def test_a_day_that_cannot_be_is_refused() -> None:
    given = by_letter(happened_on=date(2026, 1, 4), kind=ActKind.COPIED)
    refused(record_act, register_complaint(), WrongDay, field="happened_on", **given)


def test_is_refused_once_the_complaint_has_ended() -> None:
    given = by_letter(happened_on=date(2026, 2, 4), kind=ActKind.COPIED)
    refused(record_act, judged_and_closed(), NotNow, on=date(2026, 2, 4), **given)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(record_act, register_complaint(), **by_letter(happened_on=TODAY, kind=ActKind.COPIED))
