"""Templates of letters: a coordinator saves versions, and sees first what a letter would say."""

from typing import Any

import pytest

from complaints.access import Actor, NotAllowed
from complaints.letters.kinds import SPECS
from complaints.letters.shipped import shipped
from complaints.letters.template import UnusableTemplate
from complaints.models import Event, LetterBlock, LetterTemplate
from complaints.record import letter_templates
from complaints.record.checking import Unusable
from complaints.record.letter_templates import blocks_in, newest, of_version
from complaints.services.letter_templates import SavedMeanwhile, preview, save, save_block
from complaints.vocabulary import Language, LetterKind
from complaints.workflow import Refusal
from tests.cases import noon
from tests.letters.writing import WEDNESDAY, case
from tests.people import SYSTEM, anna, at_desk, bram
from tests.services.acting import intervention

pytestmark = pytest.mark.django_db

TEXT = "Welkom {reference}\n\n{salutation}"


def saved(by: Actor | None = None, **changes: Any) -> LetterTemplate:
    given: dict[str, Any] = {
        "kind": LetterKind.ACKNOWLEDGEMENT,
        "language": Language.DUTCH,
        "text": TEXT,
        "read_version": 0,
    }
    return save(actor=by or at_desk(bram()), now=noon(WEDNESDAY), **given | changes)


def test_a_version_is_appended_and_the_newest_counts() -> None:
    assert newest(LetterKind.ACKNOWLEDGEMENT, Language.DUTCH)[1] == 0
    assert saved().version == 1
    assert saved(text="Later\n\nLater.", read_version=1).version == 2
    assert newest(LetterKind.ACKNOWLEDGEMENT, Language.DUTCH) == ("Later\n\nLater.", 2)
    assert newest(LetterKind.ACKNOWLEDGEMENT, Language.ENGLISH)[1] == 0
    event = Event.objects.order_by("-id")[0]
    assert (event.action, event.changes) == ("letter_template", {"acknowledgement_nl": [1, 2]})


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"by": at_desk}, NotAllowed),
        ({"by": None, "kind": "pigeon"}, Unusable),
        ({"by": None, "language": "fr"}, Unusable),
        ({"by": None, "text": " "}, Unusable),
        ({"by": None, "text": "Welkom\n{naam}"}, UnusableTemplate),
        ({"by": None, "read_version": 3}, SavedMeanwhile),
    ],
)
def test_what_is_refused_changes_nothing(changes: dict[str, Any], kind: type[Refusal]) -> None:
    by = at_desk(anna()) if changes.pop("by") else None
    with pytest.raises(kind):
        saved(by, **changes)
    assert not LetterTemplate.objects.exists()


def test_a_job_edits_no_template() -> None:
    with pytest.raises(NotAllowed):
        saved(SYSTEM)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_shipped_template_shows_on_a_complaint(kind: LetterKind) -> None:
    complaint = intervention() if kind is LetterKind.OMBUDSMAN else case()
    for language in Language:
        draft = preview(
            complaint=complaint,
            kind=kind,
            language=language,
            text=shipped(kind, language),
            reader=bram(),
            today=WEDNESDAY,
        )
        assert complaint.reference in draft.body
    assert SPECS[kind].sides


def test_a_complaint_without_a_name_shows_it_all_the_same() -> None:
    draft = preview(
        complaint=case(parties=()),
        kind=LetterKind.ACKNOWLEDGEMENT,
        language=Language.DUTCH,
        text=TEXT,
        reader=bram(),
        today=WEDNESDAY,
    )
    assert draft.body.startswith("Beste (")


def test_each_version_stays_readable() -> None:
    saved()
    saved(text="Later\n\nLater.", read_version=1)
    kind, language = LetterKind.ACKNOWLEDGEMENT, Language.DUTCH
    assert of_version(kind, language, 0) == shipped(kind, language)
    assert [of_version(kind, language, version) for version in (1, 2)] == [TEXT, "Later\n\nLater."]


def test_of_two_who_save_at_the_same_moment_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    saved()
    monkeypatch.setattr(letter_templates, "newest", lambda _kind, _language: (TEXT, 0))
    with pytest.raises(SavedMeanwhile):
        saved()
    assert LetterTemplate.objects.count() == 1


def block(by: Actor | None = None, **changes: Any) -> LetterBlock:
    given: dict[str, Any] = {"language": Language.DUTCH, "name": "Excuses", "text": "Het spijt ons.", "read_version": 0}
    return save_block(actor=by or at_desk(bram()), now=noon(WEDNESDAY), **given | changes)


def test_a_text_block_is_offered_as_its_newest_version_says() -> None:
    block()
    block(name="Afspraak", text="Wij maken een afspraak.")
    block(text="Het spijt ons zeer.", read_version=1)
    assert [(one.name, one.text) for one in blocks_in(Language.DUTCH)] == [
        ("Afspraak", "Wij maken een afspraak."),
        ("Excuses", "Het spijt ons zeer."),
    ]
    assert blocks_in(Language.ENGLISH) == []
    block(text="", read_version=2)
    assert [one.name for one in blocks_in(Language.DUTCH)] == ["Afspraak"]
    assert Event.objects.order_by("-id")[0].changes == {"Excuses (nl)": [2, 3]}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"language": "fr"}, Unusable),
        ({"name": " "}, Unusable),
        ({"name": "x" * 81}, Unusable),
        ({"text": " "}, Unusable),
        ({"text": "\x1b"}, Unusable),
        ({"read_version": 1}, SavedMeanwhile),
    ],
)
def test_a_text_block_that_is_refused_changes_nothing(changes: dict[str, Any], kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        block(**changes)
    assert not LetterBlock.objects.exists()


def test_a_handler_edits_no_text_block() -> None:
    with pytest.raises(NotAllowed):
        block(at_desk(anna()))
