"""References, unique and short but not gapless, so no row is hot; and the numbers of rows within a complaint."""

from typing import Any

from django.db import connection, models
from django.db.models import Max

from complaints.models import Complaint


def next_reference(*, year: int) -> str:
    """Give a new reference such as ``K26-100001``; one that an import took is passed over."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('complaints_reference')")
            (number,) = cursor.fetchone()
        reference = f"K{year % 100:02d}-{number}"
        if not Complaint.objects.filter(reference=reference).exists():
            return reference


def next_number(rows: models.Manager[Any]) -> int:
    """Give the next number of the rows of one complaint (its parts, its inquiries); the caller holds its lock."""
    newest: int | None = rows.aggregate(Max("number"))["number__max"]
    return (newest or 0) + 1
