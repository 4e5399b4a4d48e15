"""A story as rows: what the services would have written, worked out without asking the database.

The days come from the same functions of ``complaints.law`` and ``complaints.record``. That both
ways end in equal rows is tested by replaying stories through the services.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import singledispatchmethod
from typing import Any, Final

from complaints import law
from complaints.law.handling import extension_fault
from complaints.models import (
    Act,
    Application,
    Clock,
    Complaint,
    Consent,
    Contact,
    Event,
    Extension,
    Note,
)
from complaints.record import calendar, clocks, trail
from complaints.record.lawful import WITHOUT_EFFECT
from complaints.services.demo.stories import (
    Acknowledged,
    Answered,
    Applied,
    Assigned,
    Charged,
    Closed,
    Consented,
    Contacted,
    Deed,
    Ended,
    Extended,
    Judged,
    Noted,
    Recorded,
    Reopened,
    Story,
    TakenUp,
    Voided,
)
from complaints.vocabulary import (
    ActKind,
    AdviserKind,
    ClockKind,
    Deviation,
    Method,
    Origin,
    OtherReason,
    Procedure,
    Superseded,
    TermUnit,
    Verdict,
)
from complaints.workflow import LEADS_TO, Action

_ENDINGS: Final[Mapping[OtherReason, Action]] = {
    OtherReason.WITHDRAWN: Action.WITHDRAW,
    OtherReason.SETTLED: Action.SETTLE,
    OtherReason.FORWARDED: Action.FORWARD,
    OtherReason.DECLINED: Action.DECLINE,
    OtherReason.NOT_A_COMPLAINT: Action.ROUTE,
}
_RECORDED: Final[Mapping[ActKind, Action]] = {
    ActKind.COPIED: Action.RECORD,
    ActKind.HEARING_OFFERED: Action.OFFER_HEARING,
    ActKind.HEARING_ANSWERED: Action.ANSWER_HEARING,
    ActKind.HEARD: Action.HEAR,
    ActKind.HEARING_REPORTED: Action.REPORT_HEARING,
    ActKind.HEARING_WAIVED: Action.WAIVE_HEARING,
    ActKind.ADVISED: Action.RECEIVE_ADVICE,
    ActKind.EXTENSION_NOTICED: Action.TELL_EXTENSION,
}
#: The one fault that a generated extension has.
_LATE: Final = WITHOUT_EFFECT[law.Rule.EXTENSION_LATE]
_REASON: Final = 500


@dataclass(frozen=True)
class Keys:
    """What stands for people and places: usernames and codes to keys, stories to complaints; and back."""

    users: Mapping[str, int]
    units: Mapping[str, int]
    complaints: Mapping[Story, Complaint]
    names: Mapping[str, Mapping[Any, str]]

    def plain(self, column: str, value: object) -> object:
        """A column's value as the trail writes it: days as text, keys of other tables by their name."""
        if value is None:
            return None
        if column in self.names:
            return self.names[column][value]
        return value.isoformat() if isinstance(value, date) else value


@dataclass
class Ledger:
    """One story in the making: the complaint as it stands, and what was written about it so far."""

    complaint: Complaint
    keys: Keys
    versions: list[Clock] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def tell(self, story: Story) -> None:
        """Write the whole story, deed by deed."""
        self._register(story)
        for deed in story.deeds:
            before = trail.snapshot(self.complaint)
            action, also, reason = self._do(deed)
            self.complaint.version += 1
            self._event(action, deed, self._changes(before) | also, reason)

    def _register(self, story: Story) -> None:
        complaint, asked = self.complaint, story.arrival.asked
        deed = Deed(at=story.registered_at, by=story.registered_by)
        if asked is None:
            handling = self._handling()
            clocks.set_counting_days(complaint, handling)
            in_force, received_on = calendar.current(), complaint.received_on
            for span in clocks.spans_of_registered(received_on, handling, in_force):
                self._open(span, deed)
            if story.arrival.job_titles:
                self._open(clocks.copy_span(received_on, received_on, in_force), deed)
        else:
            self._open(self._reply_span(law.local_day(asked.answer_by)), deed, ends_at=asked.answer_by)
        first = {
            name: [None, self.keys.plain(name, value)]
            for name, value in trail.snapshot(complaint).items()
            if value not in ("", None, [], False)
        }
        self._event("register", deed, first, "")

    def _reply_span(self, answer_on: date) -> clocks.Span:
        received_on, self.complaint.last_day = self.complaint.received_on, answer_on
        steps = (law.Step(received_on, law.Rule.RECEIPT), law.Step(answer_on, law.Rule.LAST_DAY, "Awb 9:31"))
        return clocks.Span(ClockKind.OMBUDSMAN_REPLY, received_on, answer_on, steps)

    @singledispatchmethod
    def _do(self, deed: Deed) -> tuple[Action, dict[str, Any], str]:
        """Do one deed: which act it is, what its event says besides the columns, and its reason."""
        raise TypeError(f"No service does {deed!r}.")

    @_do.register
    def _acknowledged(self, deed: Acknowledged) -> tuple[Action, dict[str, Any], str]:
        code = Procedure.COMMITTEE if deed.names_adviser else ""
        self._act(ActKind.ACKNOWLEDGED, deed, deed.on, method=deed.method, code=code)
        self._meet(ClockKind.ACKNOWLEDGEMENT, deed.on)
        return Action.ACKNOWLEDGE, {"acknowledged_on": [None, deed.on.isoformat()]}, ""

    @_do.register
    def _assigned(self, deed: Assigned) -> tuple[Action, dict[str, Any], str]:
        self.complaint.handler_id = self.keys.users[deed.handler]
        return Action.ASSIGN, {}, ""

    @_do.register
    def _taken_up(self, deed: TakenUp) -> tuple[Action, dict[str, Any], str]:
        self.complaint.handler_id = self.keys.users[deed.by]
        self.complaint.status = LEADS_TO[Action.TAKE_UP]
        self._act(ActKind.TAKEN_UP, deed, deed.on)
        self._meet(ClockKind.TAKE_UP, deed.on)
        return Action.TAKE_UP, {"not_involved": [None, True]}, ""

    @_do.register
    def _recorded(self, deed: Recorded) -> tuple[Action, dict[str, Any], str]:
        said = {"method": deed.method, "side": deed.side, "code": deed.code, "detail": deed.detail}
        if deed.kind is ActKind.ADVISED:
            said["addressee"] = self.complaint.adviser
        self._act(deed.kind, deed, deed.on, **said)
        if deed.kind is ActKind.COPIED:
            self._meet(ClockKind.COPY, deed.on)
        elif deed.kind in (ActKind.HEARD, ActKind.HEARING_ANSWERED):
            self._meet(ClockKind.FIRST_CONTACT, deed.on)
        reason = deed.detail if deed.kind is ActKind.HEARING_WAIVED else ""
        return _RECORDED[deed.kind], {deed.kind.value: [None, deed.on.isoformat()]}, reason

    @_do.register
    def _contacted(self, deed: Contacted) -> tuple[Action, dict[str, Any], str]:
        said = {"kind": deed.kind, "with_whom": deed.with_whom, "text": deed.text, "agreement": deed.agreement}
        by = {"recorded_at": deed.at, "recorded_by_id": self._user(deed)}
        self.contacts.append(Contact(complaint=self.complaint, happened_on=deed.on, **said, **by))
        self._meet(ClockKind.FIRST_CONTACT, deed.on)
        return Action.CONTACT, {"contact": [None, deed.on.isoformat()]}, ""

    @_do.register
    def _applied(self, deed: Applied) -> tuple[Action, dict[str, Any], str]:
        self.applications.append(
            Application(complaint=self.complaint, applied_on=deed.applied_on, term=deed.term, unit=TermUnit.MONTHS)
        )
        first = {"applied_on": deed.applied_on.isoformat(), "term": deed.term, "unit": TermUnit.MONTHS}
        first |= {"extended": 0, "paused_days": 0}
        return Action.SET_APPLICATION, {name: [None, value] for name, value in first.items()}, ""

    @_do.register
    def _charged(self, deed: Charged) -> tuple[Action, dict[str, Any], str]:
        self.complaint.adviser_kind, self.complaint.adviser = AdviserKind.COMMITTEE, deed.adviser
        return Action.CHARGE_COMMITTEE, {}, ""

    @_do.register
    def _extended(self, deed: Extended) -> tuple[Action, dict[str, Any], str]:
        late = _LATE if extension_fault(self._handling(), law.Extension(deed.weeks, deed.on)) else ""
        act = self._act(ActKind.EXTENDED, deed, deed.on, method=deed.method, detail=deed.reason, no_effect_reason=late)
        self.extensions.append(Extension(act=act, weeks=deed.weeks))
        self._redraw(deed, Superseded.EXTENDED)
        return Action.EXTEND, {"extension_weeks": [None, deed.weeks]}, late or deed.reason

    @_do.register
    def _consented(self, deed: Consented) -> tuple[Action, dict[str, Any], str]:
        act = self._act(ActKind.CONSENTED, deed, deed.on, detail=deed.document)
        self.consents.append(Consent(act=act, until=deed.until, document=deed.document))
        self._redraw(deed, Superseded.CONSENTED)
        return Action.CONSENT, {"consent_until": [None, deed.until.isoformat()]}, ""

    @_do.register
    def _judged(self, deed: Judged) -> tuple[Action, dict[str, Any], str]:
        complaint = self.complaint
        complaint.findings, complaint.judgment, complaint.conclusions = deed.findings, deed.judgment, deed.conclusions
        complaint.has_no_conclusions = not deed.conclusions
        complaint.verdict, complaint.partly = deed.verdict, deed.partly
        complaint.other_reason = OtherReason.NO_JUDGMENT if deed.verdict is Verdict.OTHER else ""
        complaint.status = LEADS_TO[Action.JUDGE]
        follows = Deviation.FOLLOWS if complaint.procedure == Procedure.COMMITTEE else ""
        self._act(ActKind.JUDGED, deed, law.local_day(deed.at), detail=deed.verdict, code=follows)
        return Action.JUDGE, {}, ""

    @_do.register
    def _closed(self, deed: Closed) -> tuple[Action, dict[str, Any], str]:
        return self._end(Action.CLOSE, deed, deed.on, deed.method)

    @_do.register
    def _ended(self, deed: Ended) -> tuple[Action, dict[str, Any], str]:
        self.complaint.verdict, self.complaint.partly = Verdict.OTHER, False
        self.complaint.other_reason, self.complaint.decline_ground = deed.why, deed.ground
        if deed.why is OtherReason.FORWARDED:
            self.complaint.forwarded_to = deed.to
            self._act(ActKind.SENDER_TOLD, deed, deed.on, method=deed.method)
        said = {"detail": deed.detail, "addressee": deed.to, "code": deed.kind}
        return self._end(_ENDINGS[deed.why], deed, deed.on, deed.method, **said)

    @_do.register
    def _answered(self, deed: Answered) -> tuple[Action, dict[str, Any], str]:
        self._act(ActKind.ANSWERED_OMBUDSMAN, deed, deed.on, method=deed.method, detail=deed.detail)
        return self._end(Action.ANSWER, deed, deed.on, deed.method)

    @_do.register
    def _voided(self, deed: Voided) -> tuple[Action, dict[str, Any], str]:
        if deed.original is not None:
            self.complaint.duplicate_of_id = self.keys.complaints[deed.original].pk
        self.complaint.status = LEADS_TO[Action.VOID]
        self._act(ActKind.VOIDED, deed, law.local_day(deed.at), detail=deed.reason)
        self._supersede(self._live(), deed, Superseded.VOIDED)
        return Action.VOID, {}, deed.reason

    @_do.register
    def _reopened(self, deed: Reopened) -> tuple[Action, dict[str, Any], str]:
        complaint = self.complaint
        complaint.verdict = complaint.other_reason = complaint.decline_ground = ""
        complaint.partly, complaint.closed_on = False, None
        complaint.status = LEADS_TO[Action.REOPEN]
        self._supersede(self._live(ClockKind.HANDLING, ClockKind.OMBUDSMAN_YEAR), deed, Superseded.REOPENED)
        handling = self._handling()
        self._open(self._handling_span(handling), deed)
        clocks.set_counting_days(complaint, handling)
        self._act(ActKind.REOPENED, deed, deed.on, detail=deed.reason)
        return Action.REOPEN, {}, deed.reason

    @_do.register
    def _noted(self, deed: Noted) -> tuple[Action, dict[str, Any], str]:
        note = Note(complaint=self.complaint, text=deed.text, written_at=deed.at, written_by_id=self._user(deed))
        self.notes.append(note)
        return Action.NOTE, {"note": [None, None]}, ""  # the key of the note, once it has one

    def _end(
        self,
        action: Action,
        deed: Deed,
        on: date,
        method: Method,
        *,
        detail: str = "",
        addressee: str = "",
        code: str = "",
    ) -> tuple[Action, dict[str, Any], str]:
        complaint = self.complaint
        complaint.status, complaint.closed_on = LEADS_TO[action], on
        if not complaint.is_intervention:
            clocks.set_counting_days(complaint, self._handling())
        self._act(ActKind.CLOSED, deed, on, method=method, addressee=addressee, detail=detail, code=code)
        for kind in (ClockKind.HANDLING, ClockKind.TAKE_UP, ClockKind.OMBUDSMAN_REPLY):
            self._meet(kind, on)
        self._supersede([clock for clock in self._live() if clock.met_on is None], deed, Superseded.CLOSED)
        if not complaint.is_intervention:
            year = law.ombudsman_year(on)
            self._open(clocks.Span(ClockKind.OMBUDSMAN_YEAR, on, year.last_day, year.steps), deed)
        return action, {}, detail[:_REASON]

    def _handling(self) -> law.HandlingTerm:
        moving = [act for act in self.acts if act.kind in (ActKind.EXTENDED, ActKind.CONSENTED)]
        return clocks.handling_term_with(self.complaint, moving)

    def _handling_span(self, handling: law.HandlingTerm) -> clocks.Span:
        return clocks.Span(ClockKind.HANDLING, self.complaint.received_on, handling.last_day, handling.steps)

    def _redraw(self, deed: Deed, because: Superseded) -> None:
        handling = self._handling()
        self._supersede(self._live(ClockKind.HANDLING), deed, because)
        self._open(self._handling_span(handling), deed)
        clocks.set_counting_days(self.complaint, handling)

    def _open(self, span: clocks.Span, deed: Deed, *, ends_at: datetime | None = None) -> None:
        self.versions.append(
            Clock(
                complaint=self.complaint,
                kind=span.kind,
                version=1 + sum(clock.kind == span.kind for clock in self.versions),
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                ends_at=ends_at,
                basis=law.steps_to_json(span.steps),
                made_at=deed.at,
                made_by_id=self._user(deed),
                next_alert_on=None if span.kind is ClockKind.OMBUDSMAN_YEAR else law.local_day(deed.at),
            )
        )

    def _live(self, *kinds: ClockKind) -> list[Clock]:
        """The versions that count, of these kinds or of all."""
        return [clock for clock in self.versions if clock.superseded_at is None and (not kinds or clock.kind in kinds)]

    def _meet(self, kind: ClockKind, on: date) -> None:
        for clock in self._live(kind):
            if clock.met_on is None:
                clock.met_on, clock.next_alert_on = on, None

    @staticmethod
    def _supersede(of: list[Clock], deed: Deed, because: Superseded) -> None:
        for clock in of:
            clock.superseded_at, clock.superseded_reason, clock.next_alert_on = deed.at, because, None

    def _act(self, kind: ActKind, deed: Deed, on: date, **said: Any) -> Act:
        act = Act(
            complaint=self.complaint,
            kind=kind,
            happened_on=on,
            has_effect=not said.get("no_effect_reason"),
            recorded_at=deed.at,
            recorded_by_id=self._user(deed),
            **said,
        )
        self.acts.append(act)
        return act

    def _changes(self, before: Mapping[str, Any]) -> dict[str, list[Any]]:
        after = trail.snapshot(self.complaint)
        return {
            name: [self.keys.plain(name, before[name]), self.keys.plain(name, value)]
            for name, value in after.items()
            if value != before[name]
        }

    def _event(self, action: str, deed: Deed, changes: dict[str, list[Any]], reason: str) -> None:
        self.events.append(
            Event(
                complaint=self.complaint,
                action=action,
                version=self.complaint.version,
                changes=changes,
                reason=reason,
                actor_id=self._user(deed),
                origin=Origin.COMMAND,
                at=deed.at,
            )
        )

    def _user(self, deed: Deed) -> int:
        return self.keys.users[deed.by]
