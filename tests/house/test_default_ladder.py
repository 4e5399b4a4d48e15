"""The default ladder, as the migration lays it and takes it away."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from complaints.models import Rung
from complaints.vocabulary import AlertRole, ClockKind, OffsetUnit

pytestmark = pytest.mark.django_db

#: The ladder was laid in parts: new kinds of clock came, then rungs by the hour.
PARTS = [
    import_module(f"complaints.migrations.{name}")
    for name in ("0003_default_ladder", "0006_procedure_guards", "0014_ladder_by_the_hour")
]


def test_every_kind_of_clock_rings_on_its_last_day_and_until_the_duty_is_done() -> None:
    for kind in set(ClockKind) - {ClockKind.OMBUDSMAN_YEAR}:
        rungs = {rung.code: rung for rung in Rung.objects.filter(clock_kind=kind)}
        assert rungs["last_day"].offset == 0
        assert (rungs["overdue"].offset, rungs["overdue"].unit) == (1, OffsetUnit.WORKING_DAYS)
        assert rungs["overdue"].repeat_days


def test_the_year_of_the_ombudsman_has_no_rungs() -> None:
    assert not Rung.objects.filter(clock_kind=ClockKind.OMBUDSMAN_YEAR).exists()


def test_the_handling_clock_rings_as_the_ladder_says() -> None:
    rungs = Rung.objects.filter(clock_kind=ClockKind.HANDLING).order_by("id")
    assert list(rungs.values_list("offset", "unit", "repeat_days")) == [
        (-14, OffsetUnit.CALENDAR_DAYS, None),
        (-7, OffsetUnit.CALENDAR_DAYS, None),
        (-3, OffsetUnit.WORKING_DAYS, None),
        (0, OffsetUnit.CALENDAR_DAYS, None),
        (1, OffsetUnit.WORKING_DAYS, 7),
    ]


def test_every_rung_goes_to_somebody_and_by_its_rules() -> None:
    for rung in Rung.objects.all():
        rung.full_clean()
        assert rung.roles
        assert set(rung.roles) <= set(AlertRole)


def test_the_ladder_is_taken_away_and_laid_again_without_what_a_coordinator_added() -> None:
    before = set(Rung.objects.values_list("clock_kind", "code"))
    own = Rung.objects.create(
        clock_kind=ClockKind.HANDLING, code="a_month", offset=-30, unit=OffsetUnit.CALENDAR_DAYS, roles=["handler"]
    )
    with connection.schema_editor() as editor:
        for part in reversed(PARTS):
            part.remove(apps, editor)
        assert list(Rung.objects.all()) == [own]
        for part in [*PARTS, *PARTS]:
            part.lay(apps, editor)
    assert set(Rung.objects.values_list("clock_kind", "code")) == before | {(ClockKind.HANDLING, "a_month")}


def test_the_manager_hears_of_answers_that_are_overdue_and_of_nothing_else() -> None:
    told = Rung.objects.filter(roles__contains=[AlertRole.MANAGER]).values_list("clock_kind", "code")
    assert set(told) == {(ClockKind.HANDLING, "overdue"), (ClockKind.OMBUDSMAN_REPLY, "overdue")}
