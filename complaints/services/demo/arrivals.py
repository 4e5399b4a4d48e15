"""What arrives in the demonstration: who complains, about what, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from complaints.services.demo import people, texts, timing
from complaints.services.demo.plan import Case
from complaints.services.demo.stories import Arrival, Asked, Story
from complaints.vocabulary import Category, Channel, Form, Language, Procedure, ProcedureKind

#: Which unit deals with which kind of procedure; service and IT belong to the desk for customers.
_UNIT_OF: Final = {
    ProcedureKind.ASYLUM: "noord",
    ProcedureKind.REGULAR: "rivieren",
    ProcedureKind.NATURALISATION: "rivieren",
    ProcedureKind.FAMILY: "kust",
    ProcedureKind.VISA: "kust",
    ProcedureKind.OTHER: "balie",
}
_KINDS: Final = tuple(_UNIT_OF)
_KIND_LIKELY: Final = (30, 26, 14, 18, 7, 5)
_SUBJECTS: Final = (Category.PROCESSING_TIME, Category.SERVICE, Category.TREATMENT)
#: How likely a category names somebody, and how likely it falls apart in parts.
_NAMES_SOMEBODY: Final = {Category.TREATMENT: 1.0, Category.SERVICE: 0.25, Category.PROCESSING_TIME: 0.04}
_IN_PARTS: Final = 0.14
_LABELLED: Final = 0.12
_ENGLISH: Final = 0.06
#: Awb 9:8 lid 1 onder b: this long ago is more than a year.
_TOO_OLD: Final = timedelta(days=420)


@dataclass(frozen=True)
class Told:
    """An arrival with the facts behind its text, so that the answer can speak of the same."""

    arrival: Arrival
    facts: texts.Facts


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is particular to one arrival; all else is drawn by chance."""

    committee: bool = False
    too_old: bool = False
    long_name: bool = False
    in_parts: bool | None = None
    repeats: Story | None = None
    about: Story | None = None
    answer_on: date | None = None


PLAIN: Final = Wish()


def told(rng: Random, case: Case, wish: Wish = PLAIN) -> Told:
    """Draw everything about one case that was known at receipt."""
    other = wish.repeats or wish.about
    kind = ProcedureKind(other.arrival.procedure_kind if other else rng.choices(_KINDS, _KIND_LIKELY)[0])
    facts = texts.facts(rng, procedure_kind=kind, received_on=case.received_on)
    if case.is_intervention:
        return Told(_intervention(rng, case, kind, facts, wish), facts)
    household = people.household(
        rng,
        complainants=case.complainants,
        channel=case.channel,
        received_on=case.received_on,
        long_name=wish.long_name,
    )
    parties = wish.repeats.arrival.parties if wish.repeats else household.parties
    is_oral = case.channel is Channel.COUNTER or (case.channel is Channel.PHONE and rng.random() < 0.9)
    language = Language.ENGLISH if rng.random() < _ENGLISH else Language.DUTCH
    begun, ended, continues = _conduct(case.category, facts, case.received_on, too_old=wish.too_old)
    parts = _parts(rng, case.category, wish)
    arrival = Arrival(
        received_on=case.received_on,
        received_at=case.received_at,
        category=case.category,
        form=Form.ORAL if is_oral else Form.WRITTEN,
        channel=case.channel,
        language=language,
        unit=_unit(case.category, kind),
        procedure_kind=kind,
        labels=_labels(rng, case.category),
        description=_words(
            rng,
            case,
            facts,
            is_represented=household.is_represented,
            is_oral=is_oral,
            language=language,
            is_repeat=wish.repeats is not None,
            parts=parts,
        ),
        conduct_from=begun,
        conduct_until=ended,
        conduct_continues=continues,
        complainants=case.complainants,
        procedure=Procedure.COMMITTEE if wish.committee else Procedure.ORDINARY,
        procedure_basis=texts.answers()["reasons"]["committee"] if wish.committee else "",
        parties=parties,
        job_titles=_job_titles(rng, case.category),
        parts=parts,
        repeats=wish.repeats,
    )
    return Told(arrival, facts)


def _unit(category: Category, kind: ProcedureKind) -> str:
    return "balie" if category in (Category.IT, Category.OTHER) else _UNIT_OF[kind]


def _labels(rng: Random, category: Category) -> tuple[str, ...]:
    if rng.random() >= _LABELLED:
        return ()
    return (rng.choice(texts.texts()[category.value]["labels"]),)


def _job_titles(rng: Random, category: Category) -> tuple[str, ...]:
    if rng.random() >= _NAMES_SOMEBODY.get(category, 0):
        return ()
    return (rng.choice(people.lists()["job_titles"]),)


def _parts(rng: Random, category: Category, wish: Wish) -> tuple[str, ...]:
    in_parts = rng.random() < _IN_PARTS if wish.in_parts is None else wish.in_parts
    found = texts.texts()[category.value]["parts"]
    return tuple(found[: rng.randrange(2, len(found) + 1)]) if in_parts else ()


def _conduct(
    category: Category, facts: texts.Facts, received_on: date, *, too_old: bool
) -> tuple[date, date | None, bool]:
    """From when until when the conduct was, and whether it goes on."""
    if too_old:
        return received_on - _TOO_OLD, received_on - _TOO_OLD, False
    if category is Category.PROCESSING_TIME:
        return facts.applied_on, None, True
    return facts.happened_on, facts.happened_on, False


def _words(
    rng: Random,
    case: Case,
    facts: texts.Facts,
    *,
    is_represented: bool,
    is_oral: bool,
    language: Language,
    is_repeat: bool,
    parts: Sequence[str],
) -> str:
    general = texts.texts()["general"]
    before, after = [], []
    if is_oral:
        before.append(general["oral"])
    if language is Language.ENGLISH:
        before.append(general["translated"])
    if is_represented and not is_repeat:
        before.append(rng.choice(general["representative"]))
    if case.complainants > 1:
        after.append(rng.choice(general["together"]).format(aantal=case.complainants))
    if is_repeat:
        after.append(rng.choice(general["repeated"]))
    if parts:
        points = [f"{number}. {part}" for number, part in enumerate(parts, start=1)]
        after.append("\n".join([general["in_parts"], *points]))
    return texts.description(rng, case.category, facts, before=before, after=after)


def _intervention(rng: Random, case: Case, kind: ProcedureKind, facts: texts.Facts, wish: Wish) -> Arrival:
    answer_on = wish.answer_on or case.received_on + timedelta(days=rng.randrange(14, 29))
    return Arrival(
        received_on=case.received_on,
        received_at=case.received_at,
        category=case.category,
        channel=case.channel,
        unit=wish.about.arrival.unit if wish.about else _UNIT_OF[kind],
        procedure_kind=kind,
        description=texts.description(rng, case.category, facts, before=[], after=[]),
        asked=Asked(
            ombudsman_reference=f"{case.received_on.year}.{rng.randrange(10_000, 60_000)}",
            officer=rng.choice(people.lists()["ombudsman_officers"]),
            subject=rng.choices(_SUBJECTS, (70, 24, 6))[0],
            answer_by=timing.moment(answer_on, 17),
            about=wish.about,
        ),
    )
