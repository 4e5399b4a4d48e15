"""The clocks of imported complaints: drawn by ``complaints.law``, once for each day and its acts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from complaints import law
from complaints.law import Calendar, HandlingTerm, Procedure, Rule, Step
from complaints.record.clocks import Span, spans_from_receipt
from complaints.record.lawful import WITHOUT_EFFECT, lawfully
from complaints.services.importing.rows import RegisterRow
from complaints.vocabulary import ClockKind, OtherReason

#: So many different terms are remembered before the memory is emptied.
_REMEMBERED: Final = 20_000

_Acts = tuple[tuple[law.Extension, ...], tuple[law.Consent, ...]]


@dataclass(frozen=True, slots=True)
class DrawnClock:
    """A clock ready to be stored: its kind, its days, and its basis as JSON."""

    kind: str
    starts_on: date
    ends_on: date
    basis: str

    @classmethod
    def of(cls, span: Span) -> "DrawnClock":
        """Write out a span of the law."""
        basis = json.dumps(law.steps_to_json(span.steps))
        return cls(span.kind.value, span.starts_on, span.ends_on, basis)


@dataclass(frozen=True, slots=True)
class DrawnTerm:
    """The counting days and clocks of a complaint, and why acts of it moved nothing (by their index)."""

    six_weeks_on: date
    last_day: date
    clocks: tuple[DrawnClock, ...]
    idle_extensions: Mapping[int, str]
    idle_consents: Mapping[int, str]
    handling: HandlingTerm

    def lawful_last_day(self, row: RegisterRow, calendar: Calendar) -> date:
        """Give the day by which the complaint had to be closed lawfully."""
        return law.lawful_last_day(self.handling, declined=row.other_reason == OtherReason.DECLINED, calendar=calendar)


class Drawer:
    """Draws terms with one calendar and remembers them."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._terms: dict[tuple[date, str, _Acts], DrawnTerm] = {}
        self._years: dict[date, DrawnClock] = {}

    def term(self, row: RegisterRow) -> DrawnTerm:
        """Awb 9:11: the term of a row. Raises ``AgainstTheLaw`` for a day outside the calendar."""
        acts: _Acts = ((), ())
        if row.extensions or row.consents:
            acts = (
                tuple(law.Extension(act.weeks, act.notified_on) for act in row.extensions),
                tuple(law.Consent(act.until, act.given_on) for act in row.consents),
            )
        key = (row.received_on, row.procedure, acts)
        drawn = self._terms.get(key)
        if drawn is None:
            if len(self._terms) >= _REMEMBERED:
                self._terms.clear()
            drawn = self._terms[key] = self._draw(*key)
        return drawn

    def ombudsman_year(self, ended_on: date) -> DrawnClock:
        """Awb 9:24: the year in which the complainant may turn to the ombudsman."""
        drawn = self._years.get(ended_on)
        if drawn is None:
            with lawfully(field="closed_at"):
                year = law.ombudsman_year(ended_on)
            span = Span(ClockKind.OMBUDSMAN_YEAR, ended_on, year.last_day, year.steps)
            drawn = self._years[ended_on] = DrawnClock.of(span)
        return drawn

    def _draw(self, received_on: date, procedure: str, acts: _Acts) -> DrawnTerm:
        extensions, consents = acts
        with lawfully(field="received_at"):
            law.take_up_term(received_on, calendar=self.calendar)
        with lawfully(field="consent_until"):
            handling = law.handling_term(
                received_on,
                procedure=Procedure(procedure or Procedure.ORDINARY),
                extensions=extensions,
                consents=consents,
                calendar=self.calendar,
            )
            spans = spans_from_receipt(received_on, handling, self.calendar)
        idle = [(ignored.act, ignored.index, WITHOUT_EFFECT[ignored.rule]) for ignored in handling.without_effect]
        return DrawnTerm(
            handling.six_weeks,
            handling.last_day,
            tuple(DrawnClock.of(span) for span in spans),
            {index: reason for act, index, reason in idle if isinstance(act, law.Extension)},
            {index: reason for act, index, reason in idle if isinstance(act, law.Consent)},
            handling,
        )


def reply_clock(received_on: date, last_day: date) -> DrawnClock:
    """Awb 9:31: the clock of the answer to the ombudsman, who sets its last day himself."""
    steps = (Step(received_on, Rule.RECEIPT), Step(last_day, Rule.LAST_DAY, "Awb 9:31"))
    return DrawnClock.of(Span(ClockKind.OMBUDSMAN_REPLY, received_on, last_day, steps))
