"""The steps that lead to a last day (laatste dag van de termijn), each with its article.

A clock stores them with its date, so that years later it still says why.  Rule codes and the keys
of the JSON form are therefore stable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rule(StrEnum):
    """What a step does; ``Step`` says which of its values each rule fills in."""

    RECEIPT = "receipt"  # day 0
    START = "start"  # day 0 of a term that does not run from receipt
    SET = "set"  # day 0 of a term that somebody set, no law
    TERM = "term"  # day: the end before rolling; weeks
    YEAR = "year"  # day: the end of one year
    REST_DAY = "rest_day"  # day: one that is skipped; name
    NOT_ROLLED = "not_rolled"  # day: a rest day on which the term ends all the same; name
    EXTENSION = "extension"  # day: the end before rolling; weeks; total; on: notified
    CONSENT = "consent"  # day: agreed until; on: given
    LAST_DAY = "last_day"  # day: where the term ends
    EXTENSION_LATE = "extension_late"  # day: the last day, which had passed; weeks; on: notified
    EXTENSION_TOO_LONG = "extension_too_long"  # day: the last day that stays; weeks; on: notified
    CONSENT_LATE = "consent_late"  # day: agreed until; on: given
    CONSENT_NOT_LATER = "consent_not_later"  # day: agreed until; on: given


@dataclass(frozen=True)
class Step:
    """One step: the day it leads to or speaks of, the rule, and the article that it applies.

    ``weeks`` are those of the term or of the extension, ``total`` those from receipt, ``name`` is
    the code of a rest day, ``on`` the day of the act (None: not known, taken to be in time).
    """

    day: date
    rule: Rule
    article: str = ""
    weeks: int = 0
    total: int = 0
    name: str = ""
    on: date | None = None


def steps_to_json(steps: Iterable[Step]) -> list[dict[str, str | int]]:
    """Give the steps as plain values for a JSON column; what is empty is left out."""
    return [_to_json(step) for step in steps]


def steps_from_json(stored: Sequence[Mapping[str, object]]) -> tuple[Step, ...]:
    """Read the steps back. Raises ValueError for what steps_to_json cannot have written."""
    return tuple(_from_json(values) for values in stored)


def _to_json(step: Step) -> dict[str, str | int]:
    values: dict[str, str | int] = {"day": step.day.isoformat(), "rule": str(step.rule)}
    if step.article:
        values["article"] = step.article
    if step.weeks:
        values["weeks"] = step.weeks
    if step.total:
        values["total"] = step.total
    if step.name:
        values["name"] = str(step.name)
    if step.on:
        values["on"] = step.on.isoformat()
    return values


def _from_json(values: Mapping[str, object]) -> Step:
    try:
        return Step(
            day=date.fromisoformat(str(values["day"])),
            rule=Rule(str(values["rule"])),
            article=str(values.get("article", "")),
            weeks=int(str(values.get("weeks", 0))),
            total=int(str(values.get("total", 0))),
            name=str(values.get("name", "")),
            on=date.fromisoformat(str(values["on"])) if "on" in values else None,
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"{dict(values)} is no step of a term: {error!r}.") from error
