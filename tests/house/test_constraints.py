"""What must never be stored, the database refuses by name: each constraint is violated once."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections

from complaints.models import Complaint
from tests.house import rows
from tests.house.rows import LAST_DAY, OWNER, refused_by
from tests.house.violations import CASES, CLOSED_IFF

pytestmark = pytest.mark.django_db(databases=list(settings.DATABASES))

#: A check that an unknown word breaks as well, and that would be named first.
FIRST_OUT_OF_THE_WAY = {"complaint_status_known": CLOSED_IFF, "complaint_verdict_known": CLOSED_IFF}


@pytest.mark.parametrize("name", sorted(CASES))
def test_is_refused_by_name(name: str) -> None:
    if first := FIRST_OUT_OF_THE_WAY.get(name):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(f"ALTER TABLE complaints_complaint DROP CONSTRAINT {first}")
    assert refused_by(CASES[name]) == name


def test_every_constraint_of_every_model_has_its_case() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("complaints").get_models()
        for constraint in model._meta.constraints
    }
    assert named | {"complaint_received_on_is_the_dutch_day"} == set(CASES)


def test_every_named_check_in_the_database_has_its_case() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """SELECT conname FROM pg_constraint
            WHERE contype = 'c' AND connamespace = 'public'::regnamespace
              AND conrelid::regclass::text LIKE 'complaints\\_%' AND conname NOT LIKE 'complaints\\_%\\_check'"""
        )
        checks = {name for (name,) in cursor.fetchall()}
    assert checks <= set(CASES)
    assert "complaint_received_on_is_the_dutch_day" in checks


def test_a_constraint_that_a_person_may_meet_says_a_sentence() -> None:
    silent = {
        constraint.name
        for constraint in Complaint._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    }
    assert {name for name in silent if not name.endswith("_known")} == set()


@pytest.mark.parametrize(
    ("received_at", "received_on"),
    [
        (datetime(2026, 1, 5, 22, 30, tzinfo=UTC), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), date(2026, 1, 6)),
        (datetime(2026, 7, 5, 21, 30, tzinfo=UTC), date(2026, 7, 5)),
        (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), date(2026, 7, 6)),
    ],
)
def test_the_database_knows_the_dutch_day_as_well(received_at: datetime, received_on: date) -> None:
    assert rows.complaint(received_at=received_at, received_on=received_on, last_day=LAST_DAY).pk
