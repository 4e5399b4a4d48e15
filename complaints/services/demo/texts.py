"""What complainants write and what the body answers: Dutch sentences from data, put together by chance."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from complaints.services.demo.people import DATA, lists
from complaints.services.demo.timing import dutch_day
from complaints.vocabulary import Category, Verdict

#: Answers are worded apart for these; the others share.
_OWN_FINDINGS: Final = frozenset({Category.PROCESSING_TIME, Category.SERVICE, Category.TREATMENT})
_DAYS_A_MONTH: Final = 30


@dataclass(frozen=True)
class Facts:
    """What fills the braces of a text, the same in complaint and answer."""

    application: str
    applied_on: date
    happened_on: date
    times: int
    months: int
    place: str

    def fill(self, template: str) -> str:
        """Put the facts in a template."""
        return template.format(
            aanvraag=self.application,
            sinds=dutch_day(self.applied_on),
            dag=dutch_day(self.happened_on),
            keren=self.times,
            maanden=self.months,
            plaats=self.place,
        )


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def texts() -> Mapping[str, Any]:
    """The sentences of complainants, by category and slot."""
    return _read("demo_texts.toml")


def answers() -> Mapping[str, Any]:
    """The sentences of the body, by what they are for."""
    return _read("demo_answers.toml")


def facts(rng: Random, *, procedure_kind: str, received_on: date) -> Facts:
    """Draw the facts of one complaint."""
    months = rng.randrange(7, 25)
    return Facts(
        application=texts()["applications"][procedure_kind],
        applied_on=received_on - timedelta(days=months * _DAYS_A_MONTH + rng.randrange(_DAYS_A_MONTH)),
        happened_on=received_on - timedelta(days=rng.randrange(1, 22)),
        times=rng.randrange(2, 7),
        months=months,
        place=rng.choice(lists()["offices"]),
    )


def description(rng: Random, category: Category, known: Facts, *, before: list[str], after: list[str]) -> str:
    """A complaint in a few paragraphs, between what comes before it and after it."""
    words = texts()[category.value]
    first, second = rng.sample(words["fact"], 2)
    opening, effect, request = (rng.choice(words[slot]) for slot in ("opening", "effect", "request"))
    paragraphs = [*before, f"{opening} {first}", f"{second} {effect}", *after, request]
    return "\n\n".join(known.fill(paragraph) for paragraph in paragraphs)


def findings(rng: Random, category: Category, verdict: Verdict, known: Facts) -> str:
    """What was found out (bevindingen)."""
    own = category in _OWN_FINDINGS and verdict is not Verdict.OTHER
    choices = answers()["findings"][category.value if own else "general"][verdict.value]
    return known.fill(rng.choice(choices))


def judgment(rng: Random, verdict: Verdict, *, partly: bool) -> str:
    """The reasoned judgment (oordeel)."""
    chosen: str = rng.choice(answers()["judgment"]["partly" if partly else verdict.value])
    return chosen


def conclusions(rng: Random, verdict: Verdict) -> str:
    """What follows (conclusies): of a justified complaint something, else nothing."""
    if verdict is not Verdict.JUSTIFIED:
        return ""
    chosen: str = rng.choice(answers()["conclusions"]["justified"])
    return chosen
