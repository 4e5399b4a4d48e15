"""The ten published months and the one that was counted anew: what every format is tried on."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

import complaints
from complaints.figures.months import Month
from complaints.models import Edition
from complaints.queries.editions import Series, series
from complaints.services import publication
from complaints.services.import_published import import_published
from tests.months import may_2023
from tests.people import SYSTEM, at_desk, chris, dewi

HISTORY: Final = Path(complaints.__file__).parent / "data" / "ind_published.csv"
MAY: Final = Month(2023, 5)
NOW: Final = datetime(2023, 6, 2, 10, tzinfo=UTC)


def import_history() -> None:
    """Take over the ten months as they were published."""
    import_published(data=HISTORY.read_bytes(), actor=SYSTEM, now=NOW)


def publish_may(*, reason: str = "") -> Edition:
    """Compile May 2023, approve it by another and publish it."""
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW, reason=reason)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=NOW)
    return publication.publish(month=MAY, actor=at_desk(chris()), now=NOW)


def ten_months() -> Series:
    """Give the ten months, the newest as it was counted from the register in edition 2."""
    import_history()
    with transaction.atomic():  # a register changes in one transaction with its events
        may_2023()
    publish_may(reason="Geteld uit het register.")
    return series(MAY, months=10)
