"""A letter from draft to fixed: the addressee, the second reader, what is missing, and the file itself."""

import hashlib
from collections import Counter
from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.channels import storage
from complaints.channels.pdf import set_letters
from complaints.models import Complaint, LetterTemplate
from complaints.record import trail
from complaints.record.addressees import NoAddressee
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.renderings.letter import sheet_of
from complaints.services import letters, people
from complaints.services.intake import PartyEntry
from complaints.services.letters import NoSuchLetter, NotComplete, NotInThisState, NotReadYet, OwnLetter
from complaints.vocabulary import Language, LetterKind, LetterSide, LetterState, Norm, PartyRole
from tests.cases import judge, noon, register_complaint, take_up
from tests.letters.writing import (
    REPLY_BY,
    WEDNESDAY,
    case,
    catalogue_of,
    drafted,
    fixed,
    read_by_another,
)
from tests.people import SYSTEM, anna, at_desk, bram
from tests.services.acting import act, changed_meanwhile, intervention, last_event, refused

pytestmark = pytest.mark.django_db


def words_of(text: str) -> Counter[str]:
    """The words of a text, however its lines are broken and its lists are marked."""
    return Counter(word.strip(",") for word in text.split() if word != "•")


def test_a_draft_says_what_is_known_of_the_complaint() -> None:
    complaint = case()
    letter = drafted(complaint, by_day=REPLY_BY)
    assert (letter.number, letter.state, letter.template_version) == (1, LetterState.DRAFT, 0)
    assert (letter.recipient, letter.address) == ("Fatima el Amrani", "Dorpsstraat 1, 1234 AB Ons Dorp")
    assert letter.body.startswith("Beste Fatima el Amrani,\n\nOp 5 januari 2026 hebben wij uw klacht ontvangen.")
    assert f"Het nummer van uw klacht is {complaint.reference}." in letter.body
    assert "uiterlijk op 16 februari 2026" in letter.body
    assert "uiterlijk op 21 januari 2026 weten" in letter.body
    assert "Uw contactpersoon is Anna de Wit. U kunt bellen met 088 043 04 30." in letter.body
    assert last_event(complaint).changes == {"letter_drafted": [None, "1. Wij hebben uw klacht ontvangen"]}


def test_without_a_day_no_hearing_is_offered() -> None:
    assert "toelichten" not in drafted(case()).body


def test_it_goes_to_the_representative_where_there_is_one() -> None:
    lawyer = PartyEntry(name="mr. J. Jansen", address="Plein 2, Utrecht", role=PartyRole.REPRESENTATIVE)
    client = PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1")
    assert drafted(register_complaint(parties=(client, lawyer))).recipient == "mr. J. Jansen"


def test_the_person_complained_about_gets_it_inside_the_body() -> None:
    letter = drafted(case(), LetterKind.COPY, side=LetterSide.PERSON)
    assert letter.recipient == "Kees Balie"
    assert letter.address.startswith("Baliemedewerker\n")
    assert "Aan de balie werd ik niet te woord gestaan." in letter.body


def test_a_letter_to_nobody_is_refused() -> None:
    refused(
        letters.draft,
        register_complaint(),
        NoAddressee,
        field="side",
        kind=LetterKind.COPY,
        side=LetterSide.PERSON,
        language=Language.DUTCH,
    )
    letter = drafted(register_complaint(parties=(PartyEntry(name="Fatima el Amrani"),)))
    refused(letters.fix, letter.complaint, NoAddressee, field="address", number=1)


@pytest.mark.parametrize(
    ("kind", "particulars", "field", "article"),
    [
        (LetterKind.COMPLETION, {"by_day": REPLY_BY}, "reason", "Awb 9:4"),
        (LetterKind.EXTENSION, {"reason": "Druk."}, "weeks", "Awb 9:11 lid 2"),
        (LetterKind.ACKNOWLEDGEMENT, {"weeks": 2}, "weeks", "Awb 9:6"),
        (LetterKind.DECLINED, {"reason": "x", "code": "question"}, "code", "Awb 9:8 lid 3"),
        (LetterKind.OMBUDSMAN, {"reason": "x"}, "side", ""),
        ("pigeon", {}, "side", ""),
    ],
)
def test_a_letter_says_what_its_kind_asks_and_nothing_else(
    kind: LetterKind, particulars: dict[str, Any], field: str, article: str
) -> None:
    refused(
        letters.draft,
        register_complaint(),
        Unusable,
        field=field,
        article=article,
        kind=kind,
        side=LetterSide.COMPLAINANT,
        language=Language.DUTCH,
        particulars=letters.Particulars(**particulars),
    )


def test_a_letter_is_in_one_of_two_languages() -> None:
    given: dict[str, Any] = {"kind": LetterKind.ACKNOWLEDGEMENT, "side": LetterSide.COMPLAINANT, "language": "fr"}
    refused(letters.draft, register_complaint(), Unusable, field="language", **given)


def test_a_day_that_has_passed_is_not_set() -> None:
    refused(
        letters.draft,
        register_complaint(),
        WrongDay,
        field="by_day",
        article="Awb 9:6",
        kind=LetterKind.ACKNOWLEDGEMENT,
        side=LetterSide.COMPLAINANT,
        language=Language.DUTCH,
        particulars=letters.Particulars(by_day=date(2026, 1, 18)),
    )


def test_a_draft_is_changed_by_hand_and_how_it_stood_is_kept() -> None:
    letter = drafted(case())
    text: dict[str, Any] = {"subject": "Uw klacht", "body": "Dag.", "recipient": "F. el Amrani", "address": "Elders 3"}
    changed = act(letters.change, letter.complaint, number=1, **text)
    assert (changed.subject, changed.body, changed.recipient, changed.address) == tuple(text.values())
    before = changed.earlier_texts.get()
    assert (before.subject, before.body, before.replaced_by) == (letter.subject, letter.body, anna())
    act(letters.change, letter.complaint, number=1, **text | {"address": "Elders 4"})
    assert changed.earlier_texts.count() == 1


@pytest.mark.parametrize("field", ["subject", "body", "recipient"])
def test_a_letter_is_not_left_empty(field: str) -> None:
    text: dict[str, Any] = {"subject": "Uw klacht", "body": "Dag.", "recipient": "F. el Amrani", "address": ""}
    refused(letters.change, drafted(case()).complaint, Unusable, field=field, number=1, **text | {field: " "})


def test_what_is_still_to_be_filled_in_is_named_and_refused() -> None:
    complaint = case()
    take_up(complaint)
    drafted(complaint, LetterKind.CLOSING)
    said = refused(letters.fix, complaint, NotComplete, field="body", number=1)
    assert "bevindingen" in said or "findings" in said


def test_a_letter_that_the_setting_names_is_read_by_another_first(settings: Any) -> None:
    settings.LETTERS_READ_BY_TWO = ["acknowledgement"]
    letter = drafted(case())
    refused(letters.fix, letter.complaint, NotReadYet, number=1)
    refused(letters.read, letter.complaint, OwnLetter, number=1)
    act(letters.read, letter.complaint, by=at_desk(bram()), number=1)
    text: dict[str, Any] = {
        "subject": letter.subject,
        "body": letter.body + " Dag.",
        "recipient": "F",
        "address": "Elders 3",
    }
    act(letters.change, letter.complaint, number=1, **text)
    refused(letters.fix, letter.complaint, NotReadYet, number=1)
    act(letters.read, letter.complaint, by=at_desk(bram()), number=1)
    assert fixed(letter, on=date(2026, 1, 19)).read_by == bram()


def test_a_fixed_letter_is_kept_with_its_digest_and_says_every_word_that_was_fixed() -> None:
    letter = fixed(drafted(case(), by_day=REPLY_BY))
    content = storage.content_of(letter.kept_as)
    assert (letter.state, letter.fixed_on) == (LetterState.FIXED, WEDNESDAY)
    assert hashlib.sha256(content).hexdigest() == letter.sha256
    sheet = sheet_of(letter, day=WEDNESDAY, signed_by="Anna de Wit")
    read, written = words_of(" ".join(read_by_another(letter))), words_of(sheet.text)
    assert not written - read
    assert set(read - written) <= {sheet.reference, "1", "2"}  # the running foot
    said = catalogue_of(letter)
    assert (said["language"], said["marked"], said["has_structure"]) == (b"nl", True, True)
    assert said["title"] == b"Wij hebben uw klacht ontvangen"


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = drafted(case())
    sheet = sheet_of(letter, day=WEDNESDAY, signed_by="Anna de Wit")
    assert set_letters([sheet], "x") == set_letters([sheet], "x")


def test_the_answer_names_the_ombudsman_whatever_its_writer_left_out() -> None:
    complaint = judge(take_up(case()))
    act(letters.draft, complaint, kind=LetterKind.CLOSING, side=LetterSide.COMPLAINANT, language=Language.ENGLISH)
    text: dict[str, Any] = {"subject": "Ons antwoord", "body": "Dag.", "recipient": "F", "address": "Elders 3"}
    act(letters.change, complaint, number=1, **text)
    words = " ".join(read_by_another(fixed(complaint.letters.get(), on=date(2026, 2, 3))))
    assert "National Ombudsman" in words
    assert "within one year" in words
    assert "the Dutch text prevails" in words


def test_forty_parts_and_a_name_of_eighty_characters_are_set() -> None:
    name = "Maria Magdalena " * 5
    complaint = case(parties=(PartyEntry(name=name.strip(), address="12 Rue de la Paix, 75002 Paris, France"),))
    for number in range(40):
        act(people.add_part, complaint, conduct=f"Op dag {number} werd ik niet teruggebeld.")
    letter = drafted(complaint, LetterKind.INVITATION, by_day=REPLY_BY, on=date(2026, 1, 19))
    assert name.strip() in " ".join(read_by_another(fixed(letter, on=date(2026, 1, 19))))


def test_code_in_a_name_is_a_name_on_paper_too() -> None:
    name = "#panic() {reference} <b> $x$ *y*"
    complaint = case(parties=(PartyEntry(name=name, address="Dorpsstraat 1"),))
    text = " ".join(read_by_another(fixed(drafted(complaint))))
    assert f"Beste {name}," in text


def test_a_character_that_no_typeface_has_is_named() -> None:
    complaint = case(parties=(PartyEntry(name="김민준", address="Dorpsstraat 1"),))
    drafted(complaint)
    assert "김" in refused(letters.fix, complaint, Unusable, field="body", number=1)


def test_a_letter_is_dropped_and_stays_readable() -> None:
    letter = fixed(drafted(case()))
    dropped = act(letters.drop, letter.complaint, number=1)
    assert (dropped.state, dropped.sha256) == (LetterState.DROPPED, letter.sha256)
    refused(letters.fix, letter.complaint, NotInThisState, number=1)
    refused(letters.fix, letter.complaint, NoSuchLetter, number=2)


def test_the_second_of_two_writers_is_told() -> None:
    letter = drafted(case())
    changed_meanwhile(letters.fix, letter.complaint, number=1)


def test_a_job_writes_no_letter() -> None:
    refused(
        letters.draft,
        register_complaint(),
        NotAllowed,
        by=SYSTEM,
        kind=LetterKind.ACKNOWLEDGEMENT,
        side=LetterSide.COMPLAINANT,
        language=Language.DUTCH,
    )


def test_an_intervention_is_answered_to_the_ombudsman_and_to_nobody_else() -> None:
    asked = intervention(description="Waarom duurt het zo lang?")
    letter = drafted(asked, LetterKind.OMBUDSMAN, side=LetterSide.OMBUDSMAN, reason="Er was ziekte.")
    assert (letter.recipient, letter.address) == ("Nationale ombudsman", "Postbus 93122\n2509 AC Den Haag")
    assert letter.body.startswith("Geachte heer of mevrouw,")
    assert "Waarom duurt het zo lang?" in letter.body
    refused(
        letters.draft,
        asked,
        Unusable,
        field="kind",
        article="",
        kind=LetterKind.WITHDRAWN,
        side=LetterSide.COMPLAINANT,
        language=Language.DUTCH,
    )


def test_the_newest_template_of_the_body_goes_before_the_one_that_is_shipped() -> None:
    for version, text in ((1, "Eerst\n\nEerst."), (2, "Welkom {reference}\n\n{salutation}\n\nWij lezen uw klacht.")):
        LetterTemplate.objects.create(
            kind="acknowledgement", language="nl", version=version, text=text, made_at=noon(WEDNESDAY), made_by=anna()
        )
    letter = drafted(case())
    assert (letter.template_version, letter.subject) == (2, f"Welkom {letter.complaint.reference}")
    assert letter.body == "Beste Fatima el Amrani,\n\nWij lezen uw klacht."
    assert drafted(case(), language=Language.ENGLISH).template_version == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.DUTCH, "Hier gaat het om: luisteren naar de burger, voortvarendheid."),
        (Language.ENGLISH, "Here they are: listening to the citizen, promptness."),
    ],
)
def test_the_answer_names_the_norms_on_which_the_judgment_rests(language: Language, said: str) -> None:
    complaint = judge(take_up(case()))
    assert said.split(":", maxsplit=1)[0] not in drafted(complaint, LetterKind.CLOSING, language=language).body
    Complaint.objects.filter(pk=complaint.pk).update(norms=[Norm.LISTENING, Norm.PROMPTNESS], version=99)
    trail.append(action="edit", actor=SYSTEM, now=noon(WEDNESDAY), complaint=complaint)
    assert said in drafted(complaint, LetterKind.CLOSING, language=language).body


def test_a_letter_to_both_is_drafted_for_both_or_for_neither() -> None:
    complaint = case()
    given: dict[str, Any] = {
        "kind": LetterKind.EXTENSION,
        "sides": [LetterSide.COMPLAINANT, LetterSide.PERSON],
        "language": Language.DUTCH,
        "particulars": letters.Particulars(weeks=2, reason="De balie wordt nog gehoord."),
    }
    made = act(letters.draft_to_each, complaint, on=WEDNESDAY, **given)
    assert [(letter.number, letter.side, letter.recipient) for letter in made] == [
        (1, "complainant", "Fatima el Amrani"),
        (2, "person", "Kees Balie"),
    ]
    about_nobody = register_complaint()
    refused(letters.draft_to_each, about_nobody, NoAddressee, field="side", **given)
    assert not about_nobody.letters.exists()
    refused(letters.draft_to_each, about_nobody, Unusable, field="side", **given | {"sides": []})
