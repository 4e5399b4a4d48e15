"""Errors are named beside their field and tied to it, so that a screen reader says both."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from complaints.services.intake import PersonEntry
from tests.cases import register_complaint, take_up
from tests.faces.desk import MORNING, act, desk_of
from tests.faces.test_desk_intake import register
from tests.people import anna

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

#: Acts that refuse an empty form, in forms of every shape.
REFUSING = (
    "note",
    "judge",
    "edit",
    "recategorise",
    "extend",
    "consent",
    "settle",
    "decline",
    "heard",
    "add-part",
    "contact",
)


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def untied(page: str) -> list[str]:
    """The errors that no field of the page points to."""
    errors = set(re.findall(r'<ul class="errorlist" id="([^"]+)"', page))
    pointed_to = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    return sorted(errors - pointed_to)


def errors_on(answer: Any) -> int:
    return len(re.findall('<ul class="errorlist" id=', answer.content.decode()))


@pytest.mark.parametrize("slug", REFUSING)
def test_every_error_of_an_act_is_tied_to_its_field(slug: str) -> None:
    complaint = take_up(register_complaint(persons_complained_about=(PersonEntry(name="K. Jaspers"),)))
    answer = act(desk_of(anna()), complaint, slug)
    assert answer.status_code == 422
    assert errors_on(answer) > 0
    assert untied(answer.content.decode()) == []


def test_every_error_of_intake_is_tied_to_its_field() -> None:
    answer = register(
        desk_of(anna()), category="", received_on="", **{"parties-0-v_number": "12", "parties-0-email": "f@"}
    )
    assert answer.status_code == 422
    assert errors_on(answer) == 5
    assert untied(answer.content.decode()) == []
    assert answer.content.decode().count('aria-invalid="true"') >= 4
