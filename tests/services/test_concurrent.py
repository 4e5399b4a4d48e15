"""Two people at once, in two real transactions: nobody's work is lost, and the second is told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from complaints.models import Complaint
from complaints.record.assigning import NotAssignable
from complaints.record.case import ChangedMeanwhile
from complaints.services import corrections, handling, people
from complaints.services.intake import ReferenceTaken
from complaints.services.notes import note
from complaints.services.people import HandlesItNow
from complaints.vocabulary import Status
from complaints.workflow import NotNow, Refusal
from tests.cases import noon, register_complaint
from tests.people import anna, at_desk, bram
from tests.services.acting import TODAY, act, by_letter

pytestmark = pytest.mark.django_db(transaction=True)

#: Longer than any of these tests takes; a test that waits for it has failed.
PATIENCE = 20


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at the same moment, each in its own connection; give what each gave, or how it was refused."""
    together = Barrier(len(acts))

    def one(do: Callable[[], Any]) -> Any:
        try:
            together.wait(PATIENCE)
            return do()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def refusals(outcomes: Sequence[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Refusal)]


def test_of_two_who_saw_the_same_one_writes_and_the_other_is_told() -> None:
    complaint, who = register_complaint(), (at_desk(anna()), at_desk(bram()))

    def writes(number: int) -> Callable[[], Any]:
        changes = {"description": f"Lezing {number}"}
        return partial(act, corrections.edit, complaint, by=who[number], version=1, changes=changes)

    outcomes = at_once(writes(0), writes(1))
    (told,) = [outcome for outcome in outcomes if isinstance(outcome, ChangedMeanwhile)]
    (written,) = [outcome for outcome in outcomes if isinstance(outcome, Complaint)]
    assert [event.changes["description"][1] for event in told.events] == [written.description]
    complaint.refresh_from_db()
    assert (complaint.version, complaint.description) == (2, written.description)


def test_who_waited_for_the_other_is_told_what_the_other_did() -> None:
    complaint, anna_, bram_ = register_complaint(), at_desk(anna()), at_desk(bram())
    done, go_on = Event(), Event()

    def first() -> Any:
        with transaction.atomic():
            act(handling.acknowledge, complaint, by=anna_, version=1, **by_letter(happened_on=TODAY))
            done.set()
            go_on.wait(PATIENCE)

    def second() -> Any:
        done.wait(PATIENCE)
        go_on.set()
        return act(handling.acknowledge, complaint, by=bram_, version=1, **by_letter(happened_on=TODAY))

    outcomes = at_once(first, second)
    assert isinstance(outcomes[1], ChangedMeanwhile)
    assert "Anna de Wit" in str(outcomes[1])
    assert complaint.acts.count() == 1


def test_no_update_is_lost_where_nobody_asks_for_a_version() -> None:
    complaint, actor = register_complaint(), at_desk(anna())
    changes: list[dict[str, Any]] = [
        {"description": "Anders."},
        {"language": "en"},
        {"labels": ["balie"]},
        {"channel": "email"},
        {"complainants": 4},
        {"procedure_kind": "asylum"},
    ]
    outcomes = at_once(
        *[partial(act, corrections.edit, complaint, by=actor, changes=change) for change in changes],
        *[
            partial(note, complaint_id=complaint.pk, actor=actor, now=noon(TODAY), text=f"Notitie {number}")
            for number in range(2)
        ],
    )
    assert refusals(outcomes) == []
    complaint.refresh_from_db()
    for change in changes:
        for name, value in change.items():
            assert getattr(complaint, name) == value
    events = list(complaint.events.order_by("id").values_list("version", flat=True))
    assert events == list(range(1, 10))
    assert complaint.version == 9


def test_one_reference_is_given_once() -> None:
    outcomes = at_once(*[partial(register_complaint, reference="A-1")] * 3)
    assert refusals(outcomes) == [ReferenceTaken] * 2
    assert Complaint.objects.count() == 1


def test_numbers_given_at_once_differ() -> None:
    outcomes = at_once(*[register_complaint] * 6)
    assert refusals(outcomes) == []
    assert len({complaint.reference for complaint in outcomes}) == 6


def test_a_complaint_is_taken_up_by_one() -> None:
    complaint = register_complaint()
    given: dict[str, Any] = {"happened_on": date(2026, 1, 7), "not_involved": True}
    outcomes = at_once(
        *[partial(act, handling.take_up, complaint, by=at_desk(who), **given) for who in (anna(), bram())]
    )
    assert refusals(outcomes) == [NotNow]
    complaint.refresh_from_db()
    (taken,) = [outcome for outcome in outcomes if isinstance(outcome, Complaint)]
    assert complaint.handler == taken.handler
    assert complaint.acts.count() == 1


def test_the_handler_is_not_complained_about_from_whichever_side() -> None:
    for _ in range(5):
        complaint, actor, who = register_complaint(), at_desk(anna()), bram()
        outcomes = at_once(
            partial(act, handling.assign, complaint, by=actor, handler_id=who.pk),
            partial(act, people.add_person_complained_about, complaint, by=actor, user=who),
        )
        assert refusals(outcomes) in ([NotAssignable], [HandlesItNow])


def test_of_two_that_are_each_others_duplicate_one_goes_on_counting() -> None:
    for _ in range(5):
        one, other, actor = register_complaint(), register_complaint(), at_desk(bram())
        pairs = ((one, other), (other, one))
        outcomes = at_once(
            *[
                partial(act, corrections.void, this, by=actor, reason="dubbel", duplicate_of=that.reference)
                for this, that in pairs
            ]
        )
        statuses = list(Complaint.objects.filter(pk__in=[one.pk, other.pk]).values_list("status", flat=True))
        assert statuses.count(Status.VOID) <= 1
        assert {refusal.code for refusal in outcomes if isinstance(refusal, Refusal)} <= {
            "being_changed",
            "no_such_original",
        }


def test_an_original_that_is_being_changed_is_asked_for_again() -> None:
    original, complaint = register_complaint(), register_complaint()
    held, told = Event(), Event()
    anna_, bram_ = at_desk(anna()), at_desk(bram())

    def holds() -> None:
        with transaction.atomic():
            act(corrections.edit, original, by=anna_, changes={"language": "en"})
            held.set()
            told.wait(PATIENCE)

    def voids() -> Any:
        held.wait(PATIENCE)
        try:
            return act(corrections.void, complaint, by=bram_, reason="dubbel", duplicate_of=original.reference)
        finally:
            told.set()

    outcomes = at_once(holds, voids)
    assert isinstance(outcomes[1], corrections.BeingChanged)
    act(corrections.void, complaint, by=bram_, reason="dubbel", duplicate_of=original.reference)
    complaint.refresh_from_db()
    assert complaint.duplicate_of == original


def test_a_repeat_does_not_wait_for_the_complaint_that_it_repeats() -> None:
    original = register_complaint()
    held, registered = Event(), Event()
    actor = at_desk(anna())

    def holds() -> bool:
        with transaction.atomic():
            act(corrections.edit, original, by=actor, changes={"language": "en"})
            held.set()
            return registered.wait(PATIENCE)

    def repeats() -> Any:
        held.wait(PATIENCE)
        complaint = register_complaint(repeats_id=original.pk)
        registered.set()
        return complaint

    outcomes = at_once(holds, repeats)
    assert outcomes[0] is True
    assert outcomes[1].repeats_id == original.pk
