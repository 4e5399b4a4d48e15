"""Pytest plugin: the tests run on real PostgreSQL and Valkey of their own, started when first needed.

Where ``DATABASE_URL`` and ``REDIS_URL`` are set, those are used instead. PostgreSQL has the two
users of production: the owner makes the tests' database and migrates it, and every test runs as
the application's user, so that a right which it lacks is noticed here.
"""

import os
import secrets
from collections.abc import Iterator
from typing import Final

import pytest

from dev.servers import Servers

#: What a process needs beside its servers.
ENVIRONMENT: Final = {
    "BODY_ADDRESS": "Postbus 1, 9560 AA Ter Apel",
    "BODY_NAME": "Dienst Voorbeeld",
    "BODY_SENDER": "Dienst Voorbeeld <klachten@dienst.example>",
    "DEBUG": "False",
    "EMAIL_URL": "console:",
    "SITE_URL": "https://klachten.dienst.example",
    "STATIC_FROM_SOURCE": "True",
}

#: The variables that the plugin itself set: a worker process of pytest-xdist has servers of its own.
OURS: Final = "SET_BY_THE_TESTS"

servers = pytest.StashKey[Servers]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Settle the environment before pytest-django reads the settings; nothing is started yet."""
    for name in os.environ.pop(OURS, "").split():
        os.environ.pop(name, None)
    mine = Servers.thrown_away()
    early_config.stash[servers] = mine
    os.environ.update(ENVIRONMENT | mine.urls() | {OURS: " ".join(mine.urls())})
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    try:
        return (yield)
    except BaseException:  # pytest does not unconfigure what it could not configure
        mine.stop()
        raise


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, and remove it."""
    if mine := config.stash.get(servers, None):
        mine.stop()


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> None:
    """PostgreSQL runs from here on."""
    if server := pytestconfig.stash[servers].postgres:
        server.wait()


@pytest.fixture(scope="session")
def broker(pytestconfig: pytest.Config) -> str:
    """Valkey runs from here on; its address is that of ``settings.REDIS_URL``."""
    if server := pytestconfig.stash[servers].valkey:
        server.wait()
    return os.environ["REDIS_URL"]
