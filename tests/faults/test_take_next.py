"""Fifty people take the next complaint at once, while others take up what they were given (F15)."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from complaints.models import Complaint, Event, User
from complaints.services import handling, taking
from complaints.services.taking import NothingWaits
from complaints.vocabulary import ActKind, Role, Status
from complaints.workflow import NotNow
from tests.cases import RECEIVED_ON, noon, register_complaint
from tests.people import at_desk, person
from tests.services.acting import TODAY, act
from tests.services.test_concurrent import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 50


def crowd(number: int) -> list[User]:
    return [person(f"handler{n}", Role.HANDLER, first_name="Handler", last_name=str(n)) for n in range(number)]


def taking_by(user: User) -> Any:
    return partial(taking.take_next, actor=at_desk(user), now=noon(TODAY))


def test_two_who_ask_at_once_get_two() -> None:
    complaints = {register_complaint().pk for _ in range(2)}
    outcomes = at_once(*map(taking_by, crowd(2)))
    assert {outcome.pk for outcome in outcomes} == complaints
    assert outcomes[0].handler != outcomes[1].handler


def test_of_two_who_ask_for_the_last_one_is_told_that_nothing_waits() -> None:
    complaint = register_complaint()
    outcomes = at_once(*map(taking_by, crowd(2)))
    assert refusals(outcomes) == [NothingWaits]
    complaint.refresh_from_db()
    assert complaint.events.filter(action="assign").count() == 1


@pytest.mark.deep
@pytest.mark.parametrize("waiting", [PEOPLE, PEOPLE - 10, PEOPLE + 25])
def test_fifty_at_once_never_share_one(waiting: int) -> None:
    for number in range(waiting):
        register_complaint(received_on=RECEIVED_ON + timedelta(days=number % 7))
    users = crowd(PEOPLE)
    outcomes = at_once(*map(taking_by, users))
    taken = [outcome for outcome in outcomes if isinstance(outcome, Complaint)]
    assert len(taken) == len({complaint.pk for complaint in taken}) == min(waiting, PEOPLE)
    assert refusals(outcomes) == [NothingWaits] * max(0, PEOPLE - waiting)
    handled = Complaint.objects.filter(handler__isnull=False)
    assert set(Counter(handled.values_list("handler", flat=True)).values()) == {1}
    assert Event.objects.filter(action="assign").count() == len(taken)
    left = Complaint.objects.filter(handler__isnull=True).values_list("received_on", flat=True)
    assert max(complaint.received_on for complaint in taken) <= min([*left, date.max])


@pytest.mark.deep
def test_taking_and_taking_up_at_once_break_nothing() -> None:
    complaints = [register_complaint() for _ in range(PEOPLE // 2)]
    users = crowd(PEOPLE)
    taken_up: dict[str, Any] = {"happened_on": TODAY, "not_involved": True}
    outcomes = at_once(
        *map(taking_by, users[: PEOPLE // 2]),
        *[
            partial(act, handling.take_up, complaint, by=at_desk(user), **taken_up)
            for complaint, user in zip(complaints, users[PEOPLE // 2 :], strict=True)
        ],
    )
    assert set(refusals(outcomes)) <= {NothingWaits, NotNow, handling.NotYours}
    assert all(isinstance(outcome, Complaint) or refusals([outcome]) for outcome in outcomes)
    for complaint in complaints:
        complaint.refresh_from_db()
        began = complaint.acts.filter(kind=ActKind.TAKEN_UP).count()
        assert began == (complaint.status == Status.IN_HANDLING)
        handlers = [event.changes["handler"] for event in complaint.events.filter(changes__has_key="handler")]
        assert len(handlers) == 1, "given to one, once"
