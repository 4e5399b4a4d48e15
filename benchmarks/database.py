"""A database of a benchmark's own, on the servers that the environment addresses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT: Final = Path(__file__).resolve().parent.parent


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """Make a database, migrated; give the environment that addresses it; drop it afterwards."""
    owner = os.environ.get("MIGRATE_DATABASE_URL") or os.environ["DATABASE_URL"]
    mine = sql.Identifier(name)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(mine))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(mine))
    environment = dict(os.environ)
    environment["DATABASE_URL"] = _at(os.environ["DATABASE_URL"], name)
    environment["MIGRATE_DATABASE_URL"] = _at(owner, name)
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        yield environment
    finally:
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(mine))


def _at(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
