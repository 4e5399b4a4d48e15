"""References: unique and short, not gapless, so no row is hot."""

from django.db import connection

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
