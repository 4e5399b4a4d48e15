"""Recategorising: another category, a reason, and no date moves."""

from datetime import date
from typing import Any

import pytest

from complaints.record.checking import Unusable
from complaints.services.corrections import AnotherKind, recategorise, void
from complaints.vocabulary import Category
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.people import at_desk, bram
from tests.services.acting import UNPRINTABLE, act, changed_meanwhile, everything, intervention, last_event, refused

pytestmark = pytest.mark.django_db


def to(category: Any = Category.SERVICE, reason: str = "Het ging om de wachttijd.") -> dict[str, Any]:
    return {"category": category, "reason": reason}


def test_moves_no_clock() -> None:
    complaint = register_complaint()
    clocks = everything()["Clock"]
    act(recategorise, complaint, **to())
    event = last_event(complaint)
    assert (event.action, event.changes, event.reason) == (
        "recategorise",
        {"category": ["treatment", "service"]},
        "Het ging om de wachttijd.",
    )
    assert everything()["Clock"] == clocks


def test_a_closed_complaint_is_recategorised_too() -> None:
    complaint = judged_and_closed()
    act(recategorise, complaint, on=date(2026, 2, 4), **to())
    assert last_event(complaint).changes == {"category": ["treatment", "service"]}


@pytest.mark.parametrize("category", [Category.OMBUDSMAN, "ombudsman"])
def test_a_complaint_never_becomes_an_intervention(category: Any) -> None:
    refused(recategorise, register_complaint(), AnotherKind, field="category", **to(category))


def test_an_intervention_stays_one() -> None:
    refused(recategorise, intervention(), NotNow, **to())


def test_a_void_registration_stays_as_it_is() -> None:
    complaint = register_complaint()
    act(void, complaint, by=at_desk(bram()), reason="dubbel")
    refused(recategorise, complaint, NotNow, **to())


def test_an_unknown_category_is_refused() -> None:
    refused(recategorise, register_complaint(), Unusable, field="category", **to("weather"))


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, *UNPRINTABLE])
def test_a_reason_that_is_none_is_refused(reason: str) -> None:
    refused(recategorise, register_complaint(), Unusable, field="reason", **to(reason=reason))


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(recategorise, register_complaint(), **to())
