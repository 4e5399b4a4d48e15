"""Rows of a register file by the yard, and how they are written; nothing of the application is needed."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta


def csv_of(*rows: Mapping[str, str], delimiter: str = ",") -> bytes:
    """Write rows as a register CSV with the columns that they have among them."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def by_the_yard(count: int, *, first: int = 1) -> Iterator[dict[str, str]]:
    """Give so many different rows that can be taken: open, closed, extended, declined, interventions."""
    outcomes = (
        {"closed_at": "", "taken_up_on": ""},
        {"verdict": "justified", "partly": "yes"},
        {"verdict": "unjustified", "extension_weeks": "2", "extended_on": "day 20"},
        {"verdict": "other", "other_reason": "declined", "decline_ground": "minor"},
        {"verdict": "other", "other_reason": "withdrawn"},
        {"category": "ombudsman", "acknowledged_on": "", "taken_up_on": ""},
    )
    for number in range(first, first + count):
        received_on = date(2024, 1, 1) + timedelta(days=number % 500)
        row = {
            "reference": f"Y-{number:07d}",
            "received_at": received_on.isoformat(),
            "category": ("processing_time", "Bejegening", "service", "it")[number % 4],
            "complainant_name": f"Klager {number}",
            "complainant_email": f"klager{number}@example.org",
            "v_number": f"{number:010d}",
            "description": "Ik wacht al maanden op een beslissing en hoor niets.",
            "closed_at": (received_on + timedelta(days=20 + number % 40)).isoformat(),
            "acknowledged_on": (received_on + timedelta(days=2)).isoformat(),
            "taken_up_on": (received_on + timedelta(days=9)).isoformat(),
            "extension_weeks": "",
            "extended_on": "",
            "verdict": "",
            "partly": "",
            "other_reason": "",
            "decline_ground": "",
        } | outcomes[number % len(outcomes)]
        if row["extended_on"]:
            row["extended_on"] = (received_on + timedelta(days=20)).isoformat()
        yield row
