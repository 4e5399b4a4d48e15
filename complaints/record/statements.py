"""One statement of our own SQL that answers with one row, or with several."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def row(statement: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    """Run a statement; give its one row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement; give all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
