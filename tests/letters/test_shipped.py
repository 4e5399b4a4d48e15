"""The templates that are shipped: every kind in both languages, and what no template can drop."""

import pytest

from complaints.letters.glossary import CONDITIONS, PLACEHOLDERS
from complaints.letters.kinds import SPECS, added_by_law
from complaints.letters.shipped import shipped
from complaints.letters.template import fill, parse, unfilled
from complaints.vocabulary import Language, LetterKind

ALL = [(kind, language) for kind in LetterKind for language in Language]


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_is_a_template(kind: LetterKind, language: Language) -> None:
    draft = fill(parse(shipped(kind, language)), {name: f"<{name}>" for name in PLACEHOLDERS}, set(CONDITIONS))
    assert unfilled(draft.body) == ()
    assert draft.body.startswith("<salutation>")
    assert "<phone>" in draft.body or kind == LetterKind.COPY


@pytest.mark.parametrize("kind", LetterKind)
def test_says_the_same_in_both_languages(kind: LetterKind) -> None:
    dutch, english = (parse(shipped(kind, language)) for language in Language)
    conditions = [(passage.condition, passage.negated) for passage in dutch.passages]
    assert conditions == [(passage.condition, passage.negated) for passage in english.passages]
    assert shipped(kind, Language.DUTCH).count("## ") == shipped(kind, Language.ENGLISH).count("## ")


def test_every_kind_has_its_particulars() -> None:
    assert set(SPECS) == set(LetterKind)


def test_the_acknowledgement_says_what_it_does_not_do() -> None:
    text = shipped(LetterKind.ACKNOWLEDGEMENT, Language.DUTCH)
    assert "Uw klacht heeft geen invloed op uw aanvraag." in text
    assert "Deze brief vervangt geen bezwaar of ingebrekestelling." in text


@pytest.mark.parametrize("kind", LetterKind)
def test_the_ombudsman_is_named_where_the_law_asks_it_and_by_no_template(kind: LetterKind) -> None:
    named = kind in (LetterKind.CLOSING, LetterKind.DECLINED)
    for language in Language:
        assert ("Postbus 93122" in added_by_law(kind, language)) is named
    assert "binnen een jaar" in added_by_law(kind, Language.DUTCH) or not named
    assert "Postbus" not in shipped(kind, Language.DUTCH)


@pytest.mark.parametrize("kind", LetterKind)
def test_an_english_letter_says_that_the_dutch_text_prevails(kind: LetterKind) -> None:
    assert "the Dutch text prevails" in added_by_law(kind, Language.ENGLISH)
