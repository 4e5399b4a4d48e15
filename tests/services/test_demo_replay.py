"""The generated register says what the services would have said: stories told both ways end alike."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from complaints.models import Application, Complaint, User
from complaints.services import searching
from complaints.services.demo import seeding
from complaints.services.demo.cast import LEFT
from complaints.services.demo.stories import Deed, Ended, Extended, Judged, Story, Voided
from complaints.vocabulary import Procedure
from tests.cases import noon
from tests.people import SYSTEM
from tests.replay import AGAIN, replay

TODAY = date(2026, 6, 15)
PUBLISHED = Path(seeding.__file__).resolve().parents[2] / "data" / "ind_published.csv"
#: Columns that differ between two rows that say the same.
KEYS = {"id", "complaint_id", "complaint", "act_id", "reference", "duplicate_of_id", "repeats_id", "about_id"}

pytestmark = pytest.mark.django_db


def features(story: Story) -> set[str]:
    """What is particular about a story: one of each kind is told both ways."""
    arrival = story.arrival
    found = {type(deed).__name__ for deed in story.deeds} | {arrival.category.value, f"channel {arrival.channel}"}
    found |= {f"ended {deed.why} {deed.ground}" for deed in story.deeds if isinstance(deed, Ended)}
    found |= {f"judged {deed.verdict} {deed.partly}" for deed in story.deeds if isinstance(deed, Judged)}
    found |= {f"void {deed.original is None}" for deed in story.deeds if isinstance(deed, Voided)}
    found |= {f"extended {_is_late(story, deed)}" for deed in story.deeds if isinstance(deed, Extended)}
    return found | {
        f"{len(arrival.parts)} parts",
        f"together {arrival.complainants > 1}",
        f"form {arrival.form}",
        f"committee {arrival.procedure == Procedure.COMMITTEE}",
        f"repeats {arrival.repeats is not None}",
        f"about {arrival.asked is not None and arrival.asked.about is not None}",
        f"moment {arrival.received_at is not None}",
    }


def _is_late(story: Story, deed: Extended) -> bool:
    return (deed.on - story.arrival.received_on).days > 42


def chosen(stories: Sequence[Story]) -> list[Story]:
    """One story of each kind, behind those that it points at; from both ends, past and present."""
    picked: dict[Story, None] = {}
    for ordered in (stories, list(reversed(stories))):
        seen: set[str] = set()
        for story in ordered:
            if not features(story) <= seen:
                seen |= features(story)
                picked.update(dict.fromkeys(_with_what_it_points_at(story)))
    return [story for story in stories if story in picked]


def _with_what_it_points_at(story: Story) -> Iterator[Story]:
    asked = story.arrival.asked
    originals = [deed.original for deed in story.deeds if isinstance(deed, Voided)]
    for other in (story.arrival.repeats, asked.about if asked else None, *originals):
        if other is not None:
            yield from _with_what_it_points_at(other)
    yield story


def rows_of(complaint: Complaint) -> dict[str, Any]:
    """Everything that the register holds about a complaint, without the keys."""
    acts = list(complaint.acts.order_by("id"))
    return {
        "complaint": plain(complaint),
        "points at": [
            other and other.reference.removeprefix(AGAIN) for other in (complaint.duplicate_of, complaint.repeats)
        ],
        "clocks": [plain(clock) for clock in complaint.clocks.order_by("kind", "version")],
        "acts": [plain(act) for act in acts],
        "extensions": [plain(act.extension) for act in acts if hasattr(act, "extension")],
        "consents": [plain(act.consent) for act in acts if hasattr(act, "consent")],
        "application": [plain(row) for row in Application.objects.filter(complaint=complaint)],
        "contacts": [plain(contact) for contact in complaint.contacts.order_by("id")],
        "notes": [plain(note) for note in complaint.notes.order_by("id")],
        "parties": [plain(party) for party in complaint.parties.order_by("id")],
        "persons": [plain(person) for person in complaint.persons_complained_about.order_by("id")],
        "parts": [plain(part) for part in complaint.parts.order_by("number")],
        "intervention": _intervention(complaint),
        "events": [event_of(event) for event in complaint.events.order_by("id")],
    }


def _intervention(complaint: Complaint) -> list[Any]:
    if not complaint.is_intervention:
        return []
    about = complaint.intervention.about
    return [plain(complaint.intervention), about and about.reference.removeprefix(AGAIN)]


def plain(row: Model) -> dict[str, Any]:
    """The columns of a row by name, without the keys."""
    values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in KEYS}


def event_of(event: Any) -> dict[str, Any]:
    """An event; what it says of references and keys is compared apart."""
    said = plain(event)
    said["changes"] = {
        name: [str(value).removeprefix(AGAIN) for value in values] if name != "note" else "a note"
        for name, values in event.changes.items()
    }
    return said


def test_a_story_written_at_once_equals_the_same_story_told_through_the_services() -> None:
    seeding.seed_people(password="one for all", actor=SYSTEM, now=noon(TODAY))
    User.objects.filter(username=LEFT).update(is_active=True)  # she still worked there
    stories = chosen(seeding.told(published=PUBLISHED.read_bytes(), today=TODAY))
    assert len(stories) > 40
    at_once = seeding.write(stories)
    again: dict[Story, Complaint] = {}
    for story in stories:
        reference = at_once[story].reference
        again[story] = replay(story, AGAIN + reference, again)
        assert rows_of(again[story]) == rows_of(Complaint.objects.get(reference=reference)), reference
    assert searching.would_rebuild() == []


def test_one_story_alone_can_be_written() -> None:
    seeding.seed_people(password="one for all", actor=SYSTEM, now=noon(TODAY))
    story = seeding.told(published=PUBLISHED.read_bytes(), today=TODAY)[0]
    complaint = seeding.write([story])[story]
    assert Complaint.objects.get().reference == complaint.reference


def test_a_deed_that_no_service_does_is_refused() -> None:
    seeding.seed_people(password="one for all", actor=SYSTEM, now=noon(TODAY))
    story = seeding.told(published=PUBLISHED.read_bytes(), today=TODAY)[0]
    strange = replace(story, deeds=(Deed(at=noon(TODAY), by=LEFT),))
    with pytest.raises(TypeError, match="No service"):
        seeding.write([strange])
