"""Two people who change the same complaint: the second is told, and nothing of the first is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from complaints.models import Complaint, Event
from complaints.record import case
from complaints.record.case import Case
from complaints.services import corrections
from tests.cases import noon, register_complaint
from tests.faults.history import Verdict
from tests.faults.scale import experiment, sized
from tests.people import anna, at_desk, bram
from tests.services.acting import TODAY
from tests.services.test_concurrent import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def edited_by_two(times: int) -> tuple[int, int]:
    """Let two read the same and write at once, time and again.

    How many wrote, and how many of them over something that they had not seen.
    """
    complaint, people = register_complaint(), [at_desk(anna()), at_desk(bram())]
    written = unseen = 0
    for turn in range(times):
        complaint.refresh_from_db()
        read, version, newest = complaint.description, complaint.version, Event.objects.latest("id").pk

        def write(number: int, turn: int = turn, version: int = version) -> Complaint:
            return corrections.edit(
                complaint_id=complaint.pk,
                version=version,
                actor=people[number],
                now=noon(TODAY),
                changes={"description": f"Lezing {turn} van {number}"},
            )

        acts: list[Callable[[], Any]] = [partial(write, 0), partial(write, 1)]
        outcomes = at_once(*acts)
        events = Event.objects.filter(pk__gt=newest, action="edit")
        written += len(events)
        unseen += sum(event.changes["description"][0] != read for event in events)
        assert len(events) == 2 - len(refusals(outcomes))
    return written, unseen


@pytest.mark.faults
def test_two_editors_at_once_lose_nothing() -> None:
    times = sized(10, 20, 200)
    with experiment("F14 two editors of one complaint", repetitions=times) as seen:
        written, unseen = edited_by_two(times)
        assert written == times
        seen.rows, seen.verdict = written, Verdict(lost=unseen, doubled=0, strange=0)
        assert unseen == 0
        seen.besides = "the other is told"


@pytest.mark.faults
def test_without_the_check_of_the_version_changes_are_lost_and_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_version(action: Any, **options: Any) -> Case:
        return case.open_case(action, **options | {"version": None})

    monkeypatch.setattr(corrections, "open_case", without_version)
    times = sized(5, 20, 200)
    with experiment("F30 without the check of the version, two editors", repetitions=times) as seen:
        seen.rows, unseen = edited_by_two(times)
        seen.verdict = Verdict(lost=unseen, doubled=0, strange=0)
        seen.besides = "a guard was taken out, and it shows"
        assert unseen > 0
