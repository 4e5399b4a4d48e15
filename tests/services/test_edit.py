"""Editing what is written down: the columns that move no date, and no others."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.assigning import NotAssignable
from complaints.record.case import RefusedByDatabase
from complaints.record.checking import Unusable
from complaints.services.corrections import EDITABLE, NotEditable, edit
from complaints.vocabulary import Category
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint
from tests.people import hanna, unit
from tests.services.acting import UNPRINTABLE, act, changed_meanwhile, everything, last_event, refused

pytestmark = pytest.mark.django_db


def test_writes_what_changed_and_nothing_else() -> None:
    complaint = register_complaint()
    before = everything()
    changes = {
        "description": "Aan de balie werd ik uitgelachen.",
        "labels": ["balie", "taal"],
        "unit": unit(),
        "conduct_from": date(2025, 12, 1),
        "language": "nl",
        "complainants": "2",
    }
    act(edit, complaint, changes=changes)
    event = last_event(complaint)
    assert (event.action, event.changes) == (
        "edit",
        {
            "description": ["Aan de balie werd ik niet te woord gestaan.", "Aan de balie werd ik uitgelachen."],
            "labels": [[], ["balie", "taal"]],
            "unit": [None, "north"],
            "conduct_from": [None, "2025-12-01"],
            "complainants": [1, 2],
        },
    )
    assert (everything()["Clock"], everything()["Act"]) == (before["Clock"], before["Act"])


def test_a_unit_can_be_taken_away() -> None:
    complaint = register_complaint(unit_id=unit().pk)
    act(edit, complaint, changes={"unit": None})
    assert last_event(complaint).changes == {"unit": ["north", None]}


@pytest.mark.parametrize("name", sorted({field.name for field in Complaint._meta.concrete_fields} - EDITABLE))
def test_every_other_column_is_refused(name: str) -> None:
    refused(edit, register_complaint(), NotEditable, field=name, changes={name: None})


def test_a_column_that_does_not_exist_is_refused() -> None:
    refused(edit, register_complaint(), NotEditable, field="weather", changes={"weather": "fine"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("channel", "pigeon"),
        ("channel", None),
        ("complainants", -1),
        ("complainants", 2**70),
        ("complainants", "many"),
        ("complainants", None),
        ("complainants", {}),
        ("conduct_continues", "perhaps"),
        ("conduct_continues", None),
        ("conduct_from", date(2026, 1, 20)),
        ("conduct_from", "yesterday"),
        ("conduct_from", 5),
        ("conduct_from", ""),
        ("conduct_from", []),
        ("conduct_from", {}),
        ("conduct_continues", []),
        ("complainants", float("inf")),
        ("procedure_kind", []),
        ("conduct_until", date(9999, 12, 31)),
        ("description", None),
        ("labels", None),
        ("labels", "no list"),
        ("labels", 5),
        ("labels", [""]),
        ("labels", ["x" * 41]),
        ("labels", ["a\nb"]),
        ("labels", [None]),
        ("language", "fr"),
        ("procedure_kind", "lottery"),
        ("regime", ""),
        ("unit", 5),
        ("unit", "north"),
        *(("description", text) for text in UNPRINTABLE),
        *(("labels", [text]) for text in UNPRINTABLE),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(name: str, value: object) -> None:
    refused(edit, register_complaint(), Unusable, field=name, changes={name: value})


def test_a_unit_that_was_closed_down_is_refused_unless_it_stands_there_already() -> None:
    closed = unit("old", "Oud kantoor")
    complaint = register_complaint(unit_id=closed.pk)
    closed.is_active = False
    closed.save()
    refused(edit, register_complaint(), Unusable, field="unit", changes={"unit": closed})
    act(edit, complaint, changes={"language": "en"})
    assert last_event(complaint).changes == {"language": ["nl", "en"]}


def test_conduct_does_not_end_before_it_began() -> None:
    changes: dict[str, Any] = {"conduct_from": date(2025, 12, 2), "conduct_until": date(2025, 12, 1)}
    refused(edit, register_complaint(), RefusedByDatabase, field="conduct_until", changes=changes)


def test_at_least_one_person_complains() -> None:
    refused(edit, register_complaint(), RefusedByDatabase, field="complainants", changes={"complainants": 0})


def test_an_intervention_is_edited_too() -> None:
    complaint = register_complaint(category=Category.OMBUDSMAN)
    act(edit, complaint, changes={"description": "Verzoek om informatie."})
    assert last_event(complaint).changes["description"][1] == "Verzoek om informatie."


def test_is_refused_once_the_complaint_has_ended() -> None:
    refused(edit, judged_and_closed(), NotNow, changes={"language": "en"})


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(edit, register_complaint(), changes={"language": "en"})


def test_a_unit_in_which_its_handler_does_not_handle_is_refused() -> None:
    complaint = register_complaint(unit_id=unit("south", "Regio Zuid").pk, handler_id=hanna().pk)
    refused(edit, complaint, NotAssignable, field="unit", changes={"unit": unit()})
    act(edit, complaint, changes={"unit": None})
    assert complaint.handler_id == hanna().pk
