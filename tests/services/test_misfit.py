"""A row of history that does not add up is resolved by a person, and what was published stays beside it."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from complaints.access import NotAllowed
from complaints.figures.history import LARGEST
from complaints.figures.months import Month
from complaints.models import Edition, Event
from complaints.queries.editions import entry_of, figures_of, newest_published
from complaints.record.checking import Unusable
from complaints.services.import_published import NoMisfit, StillMisfit, import_published, resolve
from complaints.vocabulary import EditionOrigin, EditionStatus
from tests.people import SYSTEM, anna, at_desk, chris
from tests.services.test_import_published_service import PUBLISHED

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 6, 2, 10, tzinfo=UTC)
MAY = Month(2023, 5)
REASON = "The newspaper of that day says 6."


@pytest.fixture(autouse=True)
def _history() -> None:
    import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)


def resolved(numbers: Mapping[str, int], *, reason: str = REASON, month: Month = MAY) -> Edition:
    return resolve(month=month, actor=at_desk(chris()), now=NOW, numbers=numbers, reason=reason)


def test_the_misprint_of_may_2023_is_resolved_with_a_reason() -> None:
    edition = resolved({"treatment": 6})
    assert newest_published(MAY) == edition
    assert (edition.number, edition.origin, edition.status) == (2, EditionOrigin.IMPORTED, EditionStatus.PUBLISHED)
    assert (edition.reason, edition.published_by) == (REASON, chris())
    entry = entry_of(edition)
    assert entry.misfit is None
    assert entry.figures.received["treatment"] == 6
    assert entry.earlier is not None
    assert (entry.earlier.figures.received["treatment"], entry.earlier.misfit is not None) == (56, True)
    assert [(each.column, each.before, each.after) for each in entry.corrections] == [("treatment", 56, 6)]
    assert Event.objects.get(action="edition.resolve").reason == REASON


def test_the_total_can_be_what_was_wrong() -> None:
    assert figures_of(resolved({"total": 566})).total == 566


def test_the_same_file_again_changes_nothing() -> None:
    edition = resolved({"treatment": 6})
    again = import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)
    assert (again.created, len(again.unchanged)) == ([], 10)
    assert newest_published(MAY) == edition


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({}, "total"),
        ({"treatment": 7}, "total"),
        ({"treatment": -1}, "treatment"),
        ({"treatment": LARGEST + 1}, "treatment"),
        ({"bejegening": 6}, "reason"),
    ],
)
def test_what_still_does_not_add_up_is_refused(numbers: dict[str, int], field: str) -> None:
    with pytest.raises(StillMisfit) as refusal:
        resolved(numbers)
    assert refusal.value.field == field
    assert Edition.objects.filter(month=MAY.first_day).count() == 1


@pytest.mark.parametrize("month", [Month(2023, 4), Month(2020, 1)])
def test_a_month_that_adds_up_or_is_not_there_has_nothing_to_resolve(month: Month) -> None:
    with pytest.raises(NoMisfit):
        resolved({"treatment": 6}, month=month)


def test_what_was_resolved_is_not_resolved_again() -> None:
    resolved({"treatment": 6})
    with pytest.raises(NoMisfit):
        resolved({"treatment": 6})


def test_resolving_takes_a_reason_and_a_publisher() -> None:
    with pytest.raises(Unusable) as refusal:
        resolved({"treatment": 6}, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowed):
        resolve(month=MAY, actor=at_desk(anna()), now=NOW, numbers={"treatment": 6}, reason=REASON)
