"""The handling clock of one complaint: Awb 9:11, from receipt through extension and consent.

It records what happened: an act that came too late stays in the steps as a fact without legal
effect and moves no day.  Whether an act may still be done is asked beforehand, in ``proposals``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from complaints.law.calendar import CALENDAR, Calendar
from complaints.law.steps import Rule, Step
from complaints.law.terms import (
    MOST_EXTENSION_WEEKS,
    REMEMBERED,
    WEEKS,
    Procedure,
    Term,
    base_term,
    require_within,
    roll_end,
    take_up_term,
)
from complaints.law.unlawful import Unlawful

EXTENSION_ARTICLE = "Awb 9:11 lid 2"
CONSENT_ARTICLE = "Awb 9:11 lid 3"


@dataclass(frozen=True)
class Extension:
    """Awb 9:11 lid 2: an extension (verdaging) as it was notified; no date: in time."""

    weeks: int
    notified_on: date | None = None


@dataclass(frozen=True)
class Consent:
    """Awb 9:11 lid 3: the complainant's written consent (instemming) to delay; no date: in time."""

    until: date
    given_on: date | None = None


@dataclass(frozen=True)
class WithoutEffect:
    """An act that moved nothing (zonder rechtsgevolg): the act, why, and its article.

    ``index`` is its place among the extensions or among the consents as they were given, ``rule``
    the stable code of the reason.
    """

    act: Extension | Consent
    index: int
    rule: Rule
    article: str


@dataclass(frozen=True)
class HandlingTerm(Term):
    """Awb 9:11: the handling term with all that happened to it.

    ``last_day`` is the lawful last day.  ``six_weeks`` is the rolled last day of six weeks after
    receipt whatever the procedure, for the published share; ``base`` the last day of lid 1;
    ``extended`` that of lid 2, or None; ``extension_weeks`` the weeks that had effect;
    ``consent_until`` the latest date agreed to with effect, or None.
    """

    procedure: Procedure
    six_weeks: date
    base: date
    extended: date | None = None
    extension_weeks: int = 0
    consent_until: date | None = None
    without_effect: tuple[WithoutEffect, ...] = ()

    @property
    def statutory_end(self) -> date:
        """Awb 9:11 lid 1 and 2: the last day without the complainant's consent."""
        return self.extended or self.base


def handling_term(
    received_on: date,
    *,
    procedure: Procedure,
    extensions: Sequence[Extension] = (),
    consents: Sequence[Consent] = (),
    calendar: Calendar = CALENDAR,
) -> HandlingTerm:
    """Awb 9:11: the lawful last day to handle a complaint, and the steps that lead there.

    The acts are taken in the order of their dates.  Each has effect only when it was done on or
    before the last day that then held, an earlier consent included; one without a date is taken to
    be in time.  The extension makes one total term from receipt, rolled once; an agreed date never
    rolls and counts only where it is later than the last day.

    Raises Unlawful for a receipt before 2014 (``outside_calendar``), an extension of less than a
    week (``weeks_out_of_range``), an act dated before receipt (``before_receipt``) and an agreed
    date beyond the calendar.
    """
    term = _without_acts(received_on, procedure, calendar)
    for index, act in _in_order(extensions, consents):
        if isinstance(act, Extension):
            term = _after_extension(term, act, index, calendar)
        else:
            term = _after_consent(term, act, index)
    return term


def lawful_last_day(handling: HandlingTerm, *, declined: bool, calendar: Calendar = CALENDAR) -> date:
    """Awb 9:11, or for a complaint that is declined 9:8 lid 3: the day by which to close lawfully."""
    if declined:
        return take_up_term(handling.starts_on, calendar=calendar).last_day
    return handling.last_day


def extension_fault(term: HandlingTerm, extension: Extension) -> Rule | None:
    """Awb 9:11 lid 2: why this extension has no legal effect on the term, or None when it has.

    It comes after the last day that holds, or it makes more than four weeks in all.  Raises
    Unlawful for less than a week and for a notice before receipt.
    """
    if extension.weeks < 1:
        raise weeks_out_of_range(extension.weeks)
    _require_after_receipt(term, extension.notified_on, EXTENSION_ARTICLE, "notified_on")
    if (extension.notified_on or term.starts_on) > term.last_day:
        return Rule.EXTENSION_LATE
    if term.extension_weeks + extension.weeks > MOST_EXTENSION_WEEKS:
        return Rule.EXTENSION_TOO_LONG
    return None


def consent_fault(term: HandlingTerm, consent: Consent) -> Rule | None:
    """Awb 9:11 lid 3: why this consent has no legal effect on the term, or None when it has.

    It was given after the last day that holds, or agrees to a date not later than that day.
    Raises Unlawful for a consent before receipt and for a date beyond the calendar.
    """
    require_within(consent.until)
    _require_after_receipt(term, consent.given_on, CONSENT_ARTICLE, "given_on")
    if (consent.given_on or term.starts_on) > term.last_day:
        return Rule.CONSENT_LATE
    return Rule.CONSENT_NOT_LATER if consent.until <= term.last_day else None


def weeks_out_of_range(weeks: int) -> Unlawful:
    """Awb 9:11 lid 2: the refusal of an extension that is not for one to four weeks."""
    return Unlawful(
        f"An extension is for 1 to {MOST_EXTENSION_WEEKS} weeks, not {weeks}.",
        code="weeks_out_of_range",
        article=EXTENSION_ARTICLE,
        field="weeks",
        parameters={"weeks": weeks, "most": MOST_EXTENSION_WEEKS},
    )


def _require_after_receipt(term: HandlingTerm, done_on: date | None, article: str, field: str) -> None:
    if done_on is not None and done_on < term.starts_on:
        raise Unlawful(
            f"{done_on} is before the receipt of the complaint on {term.starts_on}; correct the date.",
            code="before_receipt",
            article=article,
            field=field,
            parameters={"done_on": done_on, "received_on": term.starts_on},
        )


@lru_cache(maxsize=REMEMBERED)
def _without_acts(received_on: date, procedure: Procedure, calendar: Calendar) -> HandlingTerm:
    base = base_term(received_on, procedure, calendar=calendar)
    six_weeks = base_term(received_on, Procedure.ORDINARY, calendar=calendar).last_day
    return HandlingTerm(received_on, base.last_day, base.steps, procedure, six_weeks, base.last_day)


def _in_order(extensions: Iterable[Extension], consents: Iterable[Consent]) -> list[tuple[int, Extension | Consent]]:
    """By date, undated first; on one day extensions go first, then as they were given."""
    acts: list[tuple[date, int, Extension | Consent]] = [
        *((act.notified_on or date.min, index, act) for index, act in enumerate(extensions)),
        *((act.given_on or date.min, index, act) for index, act in enumerate(consents)),
    ]
    return [(index, act) for _, index, act in sorted(acts, key=lambda act: act[0])]


def _after_extension(term: HandlingTerm, act: Extension, index: int, calendar: Calendar) -> HandlingTerm:
    if fault := extension_fault(term, act):
        why = Step(term.last_day, fault, EXTENSION_ARTICLE, weeks=act.weeks, on=act.notified_on)
        return _ignoring(term, act, index, why)
    weeks = term.extension_weeks + act.weeks
    total = WEEKS[term.procedure] + weeks
    unrolled = term.starts_on + timedelta(weeks=total)
    extended, rolled = roll_end(unrolled, total, calendar)
    step = Step(unrolled, Rule.EXTENSION, EXTENSION_ARTICLE, act.weeks, total, on=act.notified_on)
    term = replace(term, extended=extended, extension_weeks=weeks)
    return _ending(term, max(term.last_day, extended), step, *rolled)


def _after_consent(term: HandlingTerm, act: Consent, index: int) -> HandlingTerm:
    if fault := consent_fault(term, act):
        why = Step(act.until, fault, CONSENT_ARTICLE, on=act.given_on)
        return _ignoring(term, act, index, why)
    step = Step(act.until, Rule.CONSENT, CONSENT_ARTICLE, on=act.given_on)
    return _ending(replace(term, consent_until=act.until), act.until, step)


def _ignoring(term: HandlingTerm, act: Extension | Consent, index: int, why: Step) -> HandlingTerm:
    ignored = WithoutEffect(act, index, why.rule, why.article)
    term = replace(term, without_effect=(*term.without_effect, ignored))
    return _ending(term, term.last_day, why)


def _ending(term: HandlingTerm, last_day: date, *added: Step) -> HandlingTerm:
    """The term with steps added before its last one, which says the last day."""
    steps = (*term.steps[:-1], *added, Step(last_day, Rule.LAST_DAY))
    return replace(term, last_day=last_day, steps=steps)
