"""How many slips of the hand lie between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.queries.search_likeness import MOST, likest, slips, slips_allowed, swapped

words = st.text("abcde", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("paspoort", "paspoort", 0),
        ("pasport", "paspoort", 1),
        ("paspoorrt", "paspoort", 1),
        ("paspaort", "paspoort", 1),
        ("psapoort", "paspoort", 1),
        ("psapoor", "paspoort", 2),
        ("", "balie", 5),
        ("ca", "abc", 3),
    ],
)
def test_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


@given(words, words)
def test_are_as_many_as_a_plain_recursion_says(one: str, other: str) -> None:
    def plain(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        least = min(plain(a[1:], b) + 1, plain(a, b[1:]) + 1, plain(a[1:], b[1:]) + (a[0] != b[0]))
        if len(a) > 1 and len(b) > 1 and (a[0], a[1]) == (b[1], b[0]):
            least = min(least, plain(a[2:], b[2:]) + 1)
        return least

    assert slips(one[:5], other[:5]) == plain(one[:5], other[:5])


@given(words)
def test_neighbours_exchanged_are_one_slip_or_none(word: str) -> None:
    assert len(swapped(word)) == max(len(word) - 1, 0)
    assert all(slips(word, other) <= 1 for other in swapped(word))


def test_a_long_word_may_have_two_and_a_short_one_one() -> None:
    assert [slips_allowed(word) for word in ("bali", "paspoor", "paspoort")] == [1, 1, 2]


def test_the_nearest_goes_first_and_the_word_itself_is_no_other() -> None:
    assert likest("medwerker", ["werker", "medewerkers", "medewerker", "medwerker"]) == ["medewerker", "medewerkers"]


def test_no_more_are_taken_than_a_search_can_bear() -> None:
    assert len(likest("balie", [f"balie{letter}" for letter in "abcdefghijklmnopqrst"])) == MOST
