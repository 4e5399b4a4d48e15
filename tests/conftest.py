"""What all tests share: the database, made by its owner and used by the application's user."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

#: Where the rows that migrations filled in are kept, to be put back after a test that commits.
SEED: Final = "seed"


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Argon2 takes its time on purpose; the tests make many users."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests keep in the storage lies in a directory of their own."""
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))},
    }
    with override_settings(STORAGES=settings.STORAGES | {"default": place}):
        yield


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    """Every test begins in Dutch, whichever language the one before chose."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    postgres_server: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> Iterator[None]:
    """Make the tests' database once, and remove it in the end."""
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=pytestconfig.option.verbose,
            interactive=False,
            aliases=settings.DATABASES,
            serialized_aliases=set(),
        )
        _never_grow_old()
        _keep_seed()
    setattr(TransactionTestCase, "_fixture_teardown", _restore)  # noqa: B010 - Django's own hook, not a public name
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
        _await_the_others()
        teardown_databases(made, verbosity=pytestconfig.option.verbose)


def _owner() -> str:
    """The alias of who may empty tables: the application's user may not."""
    return "owner" if "owner" in settings.DATABASES else "default"


def _await_the_others() -> None:
    """End the sessions that killed processes left; where that is not allowed, wait until they are gone."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(**connections[_owner()].get_connection_params(), autocommit=True) as owner:
        for _each in range(100):
            if not owner.execute(f"SELECT pid {others}").fetchall():
                return
            with suppress(psycopg.errors.InsufficientPrivilege):
                owner.execute(f"SELECT pg_terminate_backend(pid) {others}")
            time.sleep(0.1)


def _never_grow_old() -> None:
    """A register without a run is new for a while only; the tests' own stays so, however long they take."""
    with connections[_owner()].cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = '2100-01-01'")


def _keep_seed() -> None:
    """Copy every table that migrations filled."""
    with connections[_owner()].cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {SEED}")
        for table in connections[_owner()].introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE {SEED}."{table}" AS TABLE "{table}"')


def _restore(_case: TransactionTestCase) -> None:
    """Put the database back as the migrations left it.

    Django would flush as the application's user, who may not, and would empty what migrations
    filled. Triggers that guard the trail are off meanwhile.
    """
    address = connections[_owner()].get_connection_params()  # a test may not use the owner's connection
    with psycopg.connect(**address, autocommit=True) as owner:
        tables = ", ".join(f'"{table}"' for table in _tables(owner, "public"))
        owner.execute("SET session_replication_role = replica")
        owner.execute("SET lock_timeout = '20s'")  # a test that left a transaction open is told so
        owner.execute(f"TRUNCATE {tables}")
        for table in _tables(owner, SEED):
            owner.execute(f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM {SEED}."{table}"')


def _tables(owner: "psycopg.Connection[tuple[str, ...]]", schema: str) -> list[str]:
    found = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    return [name for (name,) in found.fetchall()]
