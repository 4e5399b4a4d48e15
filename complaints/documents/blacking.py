"""Blacking out (zwart lakken): words of a person taken out of a text before others read it."""

import re
from collections.abc import Iterable
from typing import Final

#: What stands in the place of a word that was taken out; a letter of its own length would tell.
MARK: Final = "█████"

#: Parts of Dutch names that are everybody's.
_EVERYBODYS: Final = frozenset({"van", "von", "den", "der", "des", "het", "ten", "ter", "bin", "ibn", "abu"})
_SHORTEST: Final = 3


def words_of(name: str, *others: str) -> frozenset[str]:
    """The words by which a person is known: his name, its parts, and whatever else is his alone (an address, a number).

    Initials and particles stay, since they name nobody.
    """
    parts = {part.strip(".,") for part in name.split()}
    telling = {part for part in parts if len(part) >= _SHORTEST and part.lower() not in _EVERYBODYS}
    whole = {piece.strip() for text in (name, *others) for line in text.splitlines() for piece in line.split(",")}
    return frozenset(telling | {line for line in whole if len(line) >= _SHORTEST})


def holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text names somebody by one of these words, in whichever capitals, as a word of its own."""
    pattern = _pattern(words)
    return pattern is not None and pattern.search(text) is not None


def blacked(text: str, words: Iterable[str]) -> str:
    """The text with each of these words taken out, the longest first."""
    pattern = _pattern(words)
    return text if pattern is None else pattern.sub(MARK, text)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    either = "|".join(r"\s+".join(re.escape(piece) for piece in word.split()) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
