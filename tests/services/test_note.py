"""Notes: internal remarks by a person, in any status, never edited."""

from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.record.case import UnknownComplaint
from complaints.record.checking import LONGEST_TEXT, Unusable
from complaints.services.corrections import void
from complaints.services.intake import InterventionEntry, PersonEntry
from complaints.services.notes import note
from complaints.workflow import Refusal
from tests.cases import judged_and_closed, noon, register_complaint
from tests.people import SYSTEM, anna, at_desk, bram, eva, fleur
from tests.services.acting import UNPRINTABLE, act, everything, intervention, last_event

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 19)


def write(complaint: Any, text: str = "Gebeld, geen gehoor.", by: Any = None) -> Any:
    return note(complaint_id=complaint.pk, actor=by or at_desk(anna()), now=noon(TODAY), text=text)


def refused(kind: type[Refusal], complaint: Any, **given: Any) -> str:
    before = everything()
    with pytest.raises(kind) as caught:
        write(complaint, **given)
    assert everything() == before
    return caught.value.field


def test_stands_with_the_complaint_by_whom_and_when() -> None:
    complaint = register_complaint()
    written = write(complaint)
    assert (written.text, written.written_by, written.written_at) == ("Gebeld, geen gehoor.", anna(), noon(TODAY))
    assert str(written) == f"{complaint.reference}: Gebeld, geen gehoor."
    event = last_event(complaint)
    assert (event.action, event.changes, event.actor) == ("note", {"note": [None, written.pk]}, anna())


def test_is_written_in_any_status() -> None:
    gone = register_complaint()
    act(void, gone, by=at_desk(bram()), reason="dubbel")
    for complaint in (gone, judged_and_closed(), intervention()):
        assert write(complaint).complaint == complaint


def test_the_liaison_writes_with_a_complaint_that_the_ombudsman_asks_about() -> None:
    complaint = register_complaint()
    assert refused(UnknownComplaint, complaint, by=at_desk(eva())) == ""
    intervention(intervention=InterventionEntry(about_id=complaint.pk))
    assert write(complaint, by=at_desk(eva())).written_by == eva()


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST_TEXT + 1), *UNPRINTABLE])
def test_an_empty_or_unprintable_one_is_refused(text: str) -> None:
    assert refused(Unusable, register_complaint(), text=text) == "text"


def test_is_written_by_a_person_who_may() -> None:
    complaint = register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    refused(NotAllowed, complaint, by=SYSTEM)
    refused(NotAllowed, complaint, by=at_desk(fleur()))
    refused(UnknownComplaint, complaint)
