"""The clocks of imported complaints: drawn by ``complaints.law``, once for each day and its acts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from complaints import law
from complaints.law import Calendar, Procedure, Rule, Step
from complaints.record.clocks import Span, spans_from_receipt
from complaints.record.lawful import WITHOUT_EFFECT, lawfully
from complaints.services.importing.batches import day, text
from complaints.services.importing.rows import RegisterRow
from complaints.vocabulary import ClockKind

#: So many different terms are remembered before the memory is emptied.
_REMEMBERED: Final = 20_000

_Acts = tuple[tuple[law.Extension, ...], tuple[law.Consent, ...]]


@dataclass(frozen=True, slots=True)
class DrawnClock:
    """A clock ready to be stored: its kind, and as COPY takes them its days and its basis."""

    kind: str
    starts_on: str
    ends_on: str
    basis: str

    @classmethod
    def of(cls, span: Span) -> "DrawnClock":
        """Write out a span of the law."""
        basis = json.dumps(law.steps_to_json(span.steps))
        return cls(span.kind.value, day(span.starts_on), day(span.ends_on), text(basis))


@dataclass(frozen=True, slots=True)
class DrawnTerm:
    """The counting days and clocks of a complaint, as COPY takes them; by index why acts of it moved nothing."""

    six_weeks_on: str
    last_day: str
    lawful_last_day: str
    lawful_last_day_if_declined: str
    clocks: tuple[DrawnClock, ...]
    idle_extensions: Mapping[int, str]
    idle_consents: Mapping[int, str]


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
            day(handling.six_weeks),
            day(handling.last_day),
            day(law.lawful_last_day(handling, declined=False, calendar=self.calendar)),
            day(law.lawful_last_day(handling, declined=True, calendar=self.calendar)),
            tuple(DrawnClock.of(span) for span in spans),
            {index: reason for act, index, reason in idle if isinstance(act, law.Extension)},
            {index: reason for act, index, reason in idle if isinstance(act, law.Consent)},
        )


def reply_clock(received_on: date, last_day: date) -> DrawnClock:
    """Awb 9:31: the clock of the answer to the ombudsman, who sets its last day himself."""
    steps = (Step(received_on, Rule.RECEIPT), Step(last_day, Rule.LAST_DAY, "Awb 9:31"))
    return DrawnClock.of(Span(ClockKind.OMBUDSMAN_REPLY, received_on, last_day, steps))
