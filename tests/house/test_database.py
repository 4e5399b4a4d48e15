"""The tests' own ground: the database as production has it."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection
from redis import Redis

from complaints.models import Unit


@pytest.mark.django_db
def test_text_collates_the_same_everywhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("b", "C.UTF-8")


@pytest.mark.django_db
def test_the_tests_run_as_the_user_who_may_not_empty_the_trail() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("DELETE FROM complaints_event")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next_and_what_migrations_filled_is_not(time: str) -> None:
    assert not Unit.objects.exists(), time
    assert ContentType.objects.filter(app_label="complaints").exists()
    Unit.objects.create(code="asiel", name="Asiel")


def test_the_broker_answers(broker: str) -> None:
    assert broker == settings.REDIS_URL
    with Redis.from_url(broker) as client:
        assert client.ping()
