"""How alike two words are: how many slips of the hand lie between them."""

from collections.abc import Iterable
from typing import Final

#: Most words that are taken for one that was typed.
MOST: Final = 12


def likest(word: str, others: Iterable[str]) -> list[str]:
    """Of these words those that a few slips make of ``word``, the nearest first; itself is none."""
    near = {other: slips(word, other) for other in set(others) - {word}}
    allowed = slips_allowed(word)
    return sorted((other for other, count in near.items() if count <= allowed), key=lambda it: (near[it], it))[:MOST]


def slips_allowed(word: str) -> int:
    """One slip in a short word, two from eight letters on."""
    return 2 if len(word) >= 8 else 1


def swapped(word: str) -> list[str]:
    """The word with each two neighbours exchanged: a slip in which no three letters stay together."""
    return [word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)]


def slips(one: str, other: str) -> int:
    """Count the letters left out, added, taken for others or exchanged with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, match in enumerate(other, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != match))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == match:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]
