"""A new complaint as lines for every table that knows of it: the same rows that the services write.

What ended is closed with its clocks met or superseded, what is void has none, what is open runs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from complaints.access import Actor
from complaints.law import local_day
from complaints.services.importing.batches import NO, NULL, YES, Batch, day, flag, key, moment, text, texts
from complaints.services.importing.rows import RegisterRow
from complaints.services.importing.terms import Drawer, DrawnClock, reply_clock
from complaints.vocabulary import (
    ActKind,
    Category,
    Channel,
    ClockKind,
    Form,
    Language,
    OtherReason,
    Procedure,
    RecordOrigin,
    Regime,
    Status,
    Superseded,
)

#: Acts that are known by their day alone, in the order in which they happen.
_DATED: Final = (
    (ActKind.ACKNOWLEDGED.value, "acknowledged_on"),
    (ActKind.TAKEN_UP.value, "taken_up_on"),
    (ActKind.COPIED.value, "copied_on"),
    (ActKind.HEARING_OFFERED.value, "hearing_offered_on"),
)
_EVENTS: Final[Mapping[Status, str]] = {status: json.dumps({"status": [None, status.value]}) for status in Status}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of other tables by what rows call them: usernames, units, references."""

    users: Mapping[str, int]
    units: Mapping[str, int]
    complaints: Mapping[str, int]


def status_of(row: RegisterRow) -> Status:
    """Tell where a row leaves its complaint."""
    if row.duplicate_of:
        return Status.VOID
    if row.closed_on is not None:
        return Status.CLOSED
    return Status.IN_HANDLING if row.taken_up_on is not None else Status.REGISTERED


class Draftsman:
    """Writes rows out for one import: by whom (``actor``), at which moment (``now``), with which terms."""

    def __init__(self, drawer: Drawer, *, actor: Actor, now: datetime) -> None:
        self._drawer = drawer
        self._now = moment(now)
        self._today = day(local_day(now))
        self._user = key(actor.user.pk if actor.user else None)
        self._origin = actor.origin.value

    def draft(self, row: RegisterRow, complaint_id: int, keys: Keys, batch: Batch) -> None:
        """Add a row to the batch as the complaint with this key."""
        own = str(complaint_id)
        status = status_of(row)
        is_intervention = row.category == Category.OMBUDSMAN
        self._complaint(row, own, status, keys, batch)
        _people(row, own, keys, batch)
        if is_intervention:
            self._intervention(row, own, status, keys, batch)
        else:
            self._clocks(row, own, status, batch)
        self._acts(row, own, status, batch)
        batch.add("event", own, "import", "1", _EVENTS[status], "", self._user, self._origin, self._now)

    def _complaint(self, row: RegisterRow, own: str, status: Status, keys: Keys, batch: Batch) -> None:
        is_closed = status is Status.CLOSED
        form = row.form or Form.WRITTEN.value
        default_regime = Regime.CAREFUL if form == Form.ORAL else Regime.FORMAL
        has_ended = status in (Status.CLOSED, Status.VOID)
        origin = row.origin or (RecordOrigin.IMPORTED if has_ended else RecordOrigin.REGISTERED)
        batch.add(
            "complaint",
            own,
            text(row.reference),
            origin.value,
            "1",
            moment(row.received_at),
            row.received_on.isoformat(),
            row.regime or default_regime.value,
            form,
            row.channel or Channel.OTHER.value,
            row.language or Language.DUTCH.value,
            row.category,
            key(keys.units[row.unit] if row.unit else None),
            row.procedure_kind,
            texts(row.labels),
            text(row.description),
            day(row.conduct_from),
            day(row.conduct_until),
            flag(row.conduct_continues),
            str(row.complainants or 1),
            row.procedure or Procedure.ORDINARY.value,
            text(row.procedure_basis),
            status.value,
            key(keys.users[row.handler] if row.handler else None),
            *self._counting_days(row),
            text(row.findings),
            text(row.judgment),
            text(row.conclusions),
            flag(row.has_no_conclusions),
            *(_outcome(row) if is_closed else _NO_OUTCOME),
            key(keys.complaints[row.duplicate_of] if row.duplicate_of else None),
        )

    def _counting_days(self, row: RegisterRow) -> tuple[str, str, str]:
        if row.category == Category.OMBUDSMAN:
            reply = row.intervention.answer_by if row.intervention else None
            return NULL, day(local_day(reply) if reply else None), NULL
        term = self._drawer.term(row)
        is_declined = row.other_reason == OtherReason.DECLINED
        lawful = term.lawful_last_day_if_declined if is_declined else term.lawful_last_day
        return term.six_weeks_on, term.last_day, lawful

    def _intervention(self, row: RegisterRow, own: str, status: Status, keys: Keys, batch: Batch) -> None:
        said = row.intervention
        if said is None:
            batch.add("intervention", own, "", "", "", NULL)
            return
        about = key(keys.complaints[said.about] if said.about else None)
        batch.add("intervention", own, text(said.ombudsman_reference), text(said.officer), said.subject, about)
        if said.answer_by is not None:
            clock = reply_clock(row.received_on, local_day(said.answer_by))
            self._clock(clock, own, status, row.closed_on, batch, ends_at=said.answer_by)

    def _clocks(self, row: RegisterRow, own: str, status: Status, batch: Batch) -> None:
        closed_on = row.closed_on if status is Status.CLOSED else None
        met = {
            ClockKind.ACKNOWLEDGEMENT.value: row.acknowledged_on,
            ClockKind.TAKE_UP.value: row.taken_up_on or closed_on,
            ClockKind.HANDLING.value: closed_on,
        }
        for clock in self._drawer.term(row).clocks:
            self._clock(clock, own, status, met[clock.kind], batch)
        if closed_on is not None:
            year = self._drawer.ombudsman_year(closed_on)
            self._clock(year, own, Status.REGISTERED, None, batch, has_alerts=False)

    def _clock(
        self,
        clock: DrawnClock,
        own: str,
        status: Status,
        met_on: date | None,
        batch: Batch,
        *,
        ends_at: datetime | None = None,
        has_alerts: bool = True,
    ) -> None:
        """Add a clock: superseded when the complaint is void, or ended without its duty being done."""
        superseded = ""
        if status is Status.VOID:
            superseded = Superseded.VOIDED.value
        elif status is Status.CLOSED and met_on is None:
            superseded = Superseded.CLOSED.value
        runs = has_alerts and met_on is None and not superseded
        batch.add(
            "clock",
            own,
            clock.kind,
            "1",
            clock.starts_on,
            clock.ends_on,
            moment(ends_at),
            clock.basis,
            self._now,
            self._user,
            day(met_on),
            self._now if superseded else NULL,
            superseded,
            self._today if runs else NULL,
        )

    def _acts(self, row: RegisterRow, own: str, status: Status, batch: Batch) -> None:
        for kind, name in _DATED:
            if happened_on := getattr(row, name):
                self._act(batch, own, kind, happened_on, method="" if kind == ActKind.TAKEN_UP else row.method)
        if row.extensions or row.consents:
            self._delays(row, own, batch)
        if status is Status.VOID:
            self._act(batch, own, ActKind.VOIDED.value, row.closed_on)
        elif status is Status.CLOSED:
            if row.category == Category.OMBUDSMAN:
                self._act(batch, own, ActKind.ANSWERED_OMBUDSMAN.value, row.closed_on, method=row.method)
            closed = ActKind.CLOSED.value
            self._act(batch, own, closed, row.closed_on, method=row.method, addressee=row.forwarded_to)

    def _delays(self, row: RegisterRow, own: str, batch: Batch) -> None:
        """Add extensions (Awb 9:11 lid 2) and consents (lid 3), with why they moved nothing."""
        term = self._drawer.term(row)
        for index, extension in enumerate(row.extensions):
            idle = term.idle_extensions.get(index, "")
            kind, on = ActKind.EXTENDED.value, extension.notified_on
            place = self._act(batch, own, kind, on, method=row.method, detail=extension.reason, idle=idle)
            batch.add_to_act("extension", place, str(extension.weeks))
        for index, consent in enumerate(row.consents):
            idle = term.idle_consents.get(index, "")
            kind = ActKind.CONSENTED.value
            place = self._act(batch, own, kind, consent.given_on, detail=consent.document, idle=idle)
            batch.add_to_act("consent", place, consent.until.isoformat(), text(consent.document))

    def _act(
        self,
        batch: Batch,
        own: str,
        kind: str,
        happened_on: date | None,
        *,
        method: str = "",
        addressee: str = "",
        detail: str = "",
        idle: str = "",
    ) -> int:
        effect = NO if idle else YES
        on = day(happened_on)
        said = (method, text(addressee), text(detail), effect, text(idle))
        return batch.add_act(own, kind, on, *said, self._now, self._user)


_NO_OUTCOME: Final = ("", NO, "", "", "", NULL, NULL)


def _outcome(row: RegisterRow) -> tuple[str, ...]:
    return (
        row.verdict,
        flag(bool(row.partly)),
        row.other_reason,
        row.decline_ground,
        text(row.forwarded_to),
        day(row.closed_on),
        moment(row.closed_at),
    )


def _people(row: RegisterRow, own: str, keys: Keys, batch: Batch) -> None:
    for party in row.parties:
        batch.add(
            "party",
            own,
            party.role,
            text(party.name),
            text(party.address),
            text(party.email),
            day(party.email_agreed_on),
            text(party.phone),
            text(party.v_number),
        )
    for person in row.persons_complained_about:
        user = key(keys.users[person.username] if person.username else None)
        batch.add("personcomplainedabout", own, text(person.name), text(person.job_title), user)
    for number, part in enumerate(row.parts, start=1):
        batch.add("part", own, str(number), text(part.conduct), text(part.finding), part.verdict)
