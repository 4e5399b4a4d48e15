"""Where ``seed_demo`` says no: then the register stays as it was."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from complaints.models import Edition, Unit, User

TODAY = "2026-06-15"


@pytest.mark.django_db
def test_outside_a_demonstration_it_refuses(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("seed_demo", f"--today={TODAY}", "--password=x")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_register_with_somebody_of_that_name_is_not_empty(settings: Settings) -> None:
    settings.DEMO = True
    User.objects.create(username="anna")
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_what_is_refused_halfway_leaves_nothing_behind(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="2023"):
        call_command("seed_demo", "--today=2022-08-01", "--password=x")
    for table in (User, Unit, Edition):
        assert not table.objects.exists()


def test_a_day_that_is_none_is_a_wrong_argument() -> None:
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command("seed_demo", "--today=morgen")
