"""Whoever is missing, somebody who can act is told: the handler and the coordinator are each away in every way."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction

from complaints.models import Alert, Delivery, RoleGrant, Rung, User
from complaints.services import absences
from complaints.vocabulary import AlertRole, DeliveryStatus, Role
from tests.cases import register_complaint
from tests.faults.history import Verdict
from tests.faults.scale import experiment
from tests.ladder import raise_on, send_at
from tests.outbox import MORNING, TWO_WEEKS_BEFORE, leave_one_rung
from tests.people import anna, at_desk, bram, gijs, person

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def hugo() -> User:
    """Who stands in."""
    return person("hugo", Role.HANDLER, first_name="Hugo", last_name="Prins")


def is_there(_user: User) -> None:
    """Nothing is the matter."""


def is_on_leave(user: User, substitute: User | None = None) -> None:
    """He is away this week."""
    absences.enter(
        actor=at_desk(user),
        now=MORNING,
        person=user,
        first_on=TWO_WEEKS_BEFORE,
        last_on=TWO_WEEKS_BEFORE + timedelta(days=7),
        substitute=substitute,
    )


def is_replaced(user: User) -> None:
    """He is away this week, and Hugo stands in."""
    is_on_leave(user, hugo())


def has_left(user: User) -> None:
    """His account is not active."""
    User.objects.filter(pk=user.pk).update(is_active=False)


def has_no_address(user: User) -> None:
    """No mail can reach him."""
    User.objects.filter(pk=user.pk).update(email="")


def has_no_role(user: User) -> None:
    """He does something else now."""
    RoleGrant.objects.filter(user=user).delete()


Lot = Callable[[User], None]
LOTS: tuple[Lot, ...] = (is_there, is_replaced, is_on_leave, has_left, has_no_address, has_no_role)


def should_be_told(handler: Lot, coordinator: Lot) -> str:
    """Who, by the issue: the handler, his substitute, else the coordinator or his, else an administrator."""
    for lot, name in ((handler, "anna"), (coordinator, "bram")):
        if lot is is_there:
            return name
        if lot is is_replaced:
            return "hugo"
    return "gijs"


def told_when(handler: Lot, coordinator: Lot) -> set[str]:
    """Who is told of an alert that was raised before all this; by mail and on the bell alike."""
    register_complaint(handler_id=anna().pk)
    raise_on(TWO_WEEKS_BEFORE)
    handler(anna())
    coordinator(bram())
    send_at(MORNING)
    assert Alert.objects.count() == 1
    sent = Delivery.objects.filter(status=DeliveryStatus.SENT).values_list("recipient__username", "channel")
    by_mail, on_the_bell = ({name for name, way in sent if way == channel} for channel in ("email", "bell"))
    assert by_mail == on_the_bell
    return by_mail


def test_somebody_who_can_act_is_told_whoever_is_missing() -> None:
    lots = list(product(LOTS, LOTS))
    with experiment("handler and coordinator missing in every way", repetitions=len(lots)) as seen:
        leave_one_rung()
        Rung.objects.update(roles=[AlertRole.HANDLER])
        anna(), bram(), gijs(), hugo()
        wrong = {}
        for handler, coordinator in lots:
            with transaction.atomic():
                told = told_when(handler, coordinator)
                transaction.set_rollback(True)
            if told != {should_be_told(handler, coordinator)}:
                wrong[handler.__name__, coordinator.__name__] = told
        nobody = sum(not told for told in wrong.values())
        seen.rows, seen.verdict = len(lots), Verdict(lost=nobody, doubled=0, strange=len(wrong) - nobody)
        assert wrong == {}
