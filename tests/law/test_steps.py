"""The steps of a term can be stored and read back years later."""

import json
from datetime import date

import pytest

from complaints.law import (
    Consent,
    Extension,
    Procedure,
    Rule,
    Step,
    handling_term,
    ombudsman_year,
    steps_from_json,
    steps_to_json,
    take_up_term,
)

TERMS = [
    take_up_term(date(2024, 3, 1)),
    ombudsman_year(date(2024, 2, 29)),
    handling_term(
        date(2023, 1, 22),
        procedure=Procedure.COMMITTEE,
        extensions=[Extension(3, date(2023, 2, 1)), Extension(2, date(2023, 2, 2)), Extension(1, date(2024, 1, 1))],
        consents=[
            Consent(date(2023, 2, 1)),
            Consent(date(2023, 6, 1), date(2023, 4, 1)),
            Consent(date(2024, 2, 1), date(2024, 1, 1)),
        ],
    ),
]


def test_every_rule_comes_back_from_json_as_it_was() -> None:
    for term in TERMS:
        assert steps_from_json(json.loads(json.dumps(steps_to_json(term.steps)))) == term.steps
    assert {step.rule for term in TERMS for step in term.steps} == set(Rule) - {
        Rule.SET
    }  # what somebody set is no term of the law


def test_a_step_is_stored_without_what_is_empty() -> None:
    plain = Step(date(2026, 1, 5), Rule.RECEIPT)
    full = Step(date(2026, 3, 16), Rule.EXTENSION, "Awb 9:11 lid 2", 4, 10, "name", date(2026, 1, 6))
    assert steps_to_json([plain, full]) == [
        {"day": "2026-01-05", "rule": "receipt"},
        {
            "day": "2026-03-16",
            "rule": "extension",
            "article": "Awb 9:11 lid 2",
            "weeks": 4,
            "total": 10,
            "name": "name",
            "on": "2026-01-06",
        },
    ]
    assert steps_from_json(steps_to_json([plain, full])) == (plain, full)


def test_what_is_stored_is_text_and_numbers_alone() -> None:
    stored = steps_to_json(TERMS[0].steps)
    assert {type(value) for step in stored for value in step.values()} == {str, int}


@pytest.mark.parametrize(
    "stored",
    [
        {"rule": "receipt"},
        {"day": "2026-01-05"},
        {"day": "2026-01-05", "rule": "unheard_of"},
        {"day": "5 January", "rule": "receipt"},
        {"day": "2026-01-05", "rule": "term", "weeks": "six"},
    ],
)
def test_what_was_never_stored_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^\{.*\} is no step of a term: (KeyError|ValueError)\(.*\)\.$"):
        steps_from_json([stored])


def test_the_codes_that_are_stored_never_change() -> None:
    assert [str(rule) for rule in Rule] == [
        "receipt",
        "start",
        "set",
        "term",
        "year",
        "rest_day",
        "not_rolled",
        "extension",
        "consent",
        "last_day",
        "extension_late",
        "extension_too_long",
        "consent_late",
        "consent_not_later",
    ]
