"""Every screen speaks one language: no English in a Dutch one, no Dutch in an English one, dates and numbers too."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import pytest
import time_machine

from complaints.models import Complaint, User
from complaints.services.intake import PersonEntry
from dev import messages
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of
from tests.letters.writing import drafted
from tests.people import anna, bram, chris, eva, gijs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

#: Each language calls itself by its own name, wherever one can be chosen.
NAMES_OF_LANGUAGES = frozenset({"English", "Nederlands"})
#: What a reader or a screen reader is told by an attribute.
SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
DAYS_AND_MONTHS = {
    "nl": r"Monday|Tuesday|Wednesday|Thursday|Friday|January|February|March|May|October|\d (?:Mar|May|Oct) \d",
    "en": r"maandag|dinsdag|woensdag|donderdag|vrijdag|januari|februari|maart|oktober|\d (?:mrt|mei|okt) \d",
}


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


class Words(HTMLParser):
    """What a page says: each stretch of text, and each attribute that is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, _tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        self.said += [" ".join(value.split()) for name, value in attributes if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.said.append(" ".join(data.split()))


def other_language(language: str) -> set[str]:
    """The messages that a screen in this language must not say: those of the other that this one words differently."""
    here, there = set(), set()
    for message in messages.read():
        if not message.id or not message.string:
            continue
        english = message.id if isinstance(message.id, tuple | list) else [message.id]
        dutch = message.string if isinstance(message.string, tuple | list) else [message.string]
        here |= set(dutch if language == "nl" else english)
        there |= set(english if language == "nl" else dutch)
    return {" ".join(words.split()) for words in there - here - NAMES_OF_LANGUAGES if "%(" not in words}


@pytest.fixture
def case() -> Complaint:
    """A complaint with something in most of its cards."""
    complaint = take_up(
        register_complaint(
            persons_complained_about=(PersonEntry(job_title="baliemedewerker"),), parts=("Weggestuurd.",)
        )
    )
    drafted(complaint)
    return complaint


def screens(case: Complaint) -> dict[User, list[str]]:
    """The screens of each role, the forms of the acts among them."""
    page = f"work/{case.pk}/"
    acts = (
        *("acknowledge", "assign", "take-up", "extend", "consent", "judge", "settle", "withdraw", "forward", "decline"),
        *("route", "edit", "add-party", "add-person", "note", "contact", "ask-inquiry", "commitment", "offer-hearing"),
        *(
            "heard",
            "hearing-report",
            "waive-hearing",
            "split",
            "link-repeat",
            "recategorise",
            "correct-receipt",
            "copied",
        ),
    )
    return {
        anna(): ["work/", "work/?q=zz", "work/new/", page, *(f"{page}{act}/" for act in acts), "password_change/"],
        bram(): [
            *("post/", "letters/", "letters/block/", f"{page}letters/new/", f"{page}documents/new/"),
            *(f"{page}void/", f"{page}documents/file/", f"work/{judged_and_closed(on=MORNING.date()).pk}/"),
        ],
        chris(): ["figures/"],
        eva(): ["work/ombudsman/"],
        gijs(): ["complaints/", "complaints/user/", "complaints/unit/", "complaints/rung/", "complaints/jobrun/"],
    }


def said_on(case: Complaint, language: str) -> Iterator[tuple[str, str]]:
    """Everything that every screen says in a language, with the address of the screen."""
    for user, addresses in screens(case).items():
        client = desk_of(user, language=language)
        for address in addresses:
            answer = client.get(f"/admin/{address}")
            assert answer.status_code in {200, 409}, address
            words = Words()
            words.feed(re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL))
            yield from ((address, said) for said in words.said if said)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_screen_mixes_two_languages(case: Complaint, language: str) -> None:
    foreign = other_language(language)
    assert sorted({(address, said) for address, said in said_on(case, language) if said in foreign}) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_days_and_months_are_in_the_language_of_the_screen(case: Complaint, language: str) -> None:
    wrong = re.compile(DAYS_AND_MONTHS[language])
    assert sorted({(address, said) for address, said in said_on(case, language) if wrong.search(said)}) == []


@pytest.mark.parametrize(("language", "size"), [("nl", "25,0 MB"), ("en", "25.0 MB")])
def test_numbers_are_written_as_the_language_writes_them(case: Complaint, language: str, size: str) -> None:
    answer = desk_of(anna(), language=language).get(f"/admin/work/{case.pk}/documents/new/")
    assert size in answer.content.decode().replace("\xa0", " ")
