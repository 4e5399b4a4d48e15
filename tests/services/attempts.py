"""What the random machine tries: days, texts and codes as they come, by whom, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from complaints.models import User
from complaints.services.judging import PartJudgment
from complaints.vocabulary import Method, Side, Verdict
from tests.cases import RECEIVED_ON
from tests.people import anna, bram, eva, fleur, gijs, hanna, ilse

#: Fields in which no day given is the day on which it is done.
DAYS = {
    "answered_on",
    "confirmed_on",
    "forwarded_on",
    "given_on",
    "happened_on",
    "notified_on",
    "received_on",
    "reopened_on",
    "routed_on",
    "sent_on",
    "until",
    "withdrawn_on",
}

WHO: tuple[Callable[[], User], ...] = (anna, bram, eva, fleur, gijs, hanna, ilse)

#: None is the day on which it is done; the others are as they come.
days = st.one_of(
    st.none(),
    st.none(),
    st.integers(-10, 130).map(lambda number: RECEIVED_ON + timedelta(days=number)),
    st.sampled_from([date(1, 1, 1), date(2013, 12, 31), date(2025, 1, 5), date(2998, 12, 31), date(9999, 12, 31)]),
)
sound_texts = st.sampled_from(["Het onderzoek duurt langer.", "Gebeld.\nGeen gehoor."])
texts = st.one_of(
    sound_texts,
    sound_texts,
    st.sampled_from(["", " ", "a\x00b", "x" * 600, "\ud800"]),
    st.text(max_size=20),
)
methods = st.one_of(st.sampled_from(Method), st.sampled_from(["", "pigeon"]))
verdicts = st.one_of(st.sampled_from(Verdict), st.just("x"))
sides = st.sampled_from(Side)
parts = st.dictionaries(
    st.integers(1, 3),
    st.builds(PartJudgment, texts, verdicts),
    max_size=3,
)


@dataclass(frozen=True)
class Proposal:
    """Who tries an act, when, and which version he saw."""

    who: int
    on: date
    stale: bool


proposals = st.builds(
    Proposal,
    st.sampled_from([*[1] * 12, *[0] * 6, *range(2, 8)]),
    st.integers(0, 60).map(lambda number: RECEIVED_ON + timedelta(days=number)),
    st.sampled_from([*[False] * 9, True]),
)
