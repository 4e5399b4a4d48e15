"""Blacking out: a person's words go, everybody's stay."""

import pytest

from complaints.documents.blacking import MARK, blacked, holds, words_of

BALIE = words_of("K. van der Balie", "Achterweg 2, 1234 AB Ons Dorp\nNederland", "k.balie@body.example")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mevrouw Balie was onbeleefd.", f"Mevrouw {MARK} was onbeleefd."),
        ("Van K. van der Balie kwam niets.", f"Van {MARK} kwam niets."),
        ("BALIE en balie", f"{MARK} en {MARK}"),
        ("De balies waren dicht, van der wat?", "De balies waren dicht, van der wat?"),
        ("Woont aan de Achterweg  2.", f"Woont aan de {MARK}."),
        ("Mail k.balie@body.example", f"Mail {MARK}"),
    ],
)
def test_a_name_goes_as_a_word_of_its_own(text: str, left: str) -> None:
    assert blacked(text, BALIE) == left
    assert holds(text, BALIE) is (text != left)


def test_without_anybody_nothing_goes() -> None:
    assert blacked("Balie", ()) == "Balie"
    assert not holds("Balie", ())


def test_a_name_with_signs_is_taken_as_it_is_written() -> None:
    assert blacked("Bel (020) 1.2 nu", words_of("Bel (020)")) == f"{MARK} 1.2 nu"
