"""Everything that happened with a complaint in one line of time, the newest first.

The trail tells what was done at the desk and which values changed; an act of the procedure, a
contact or a note of the same moment is told with its event, on the day on which it happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints.admin import trail
from complaints.law import local_day
from complaints.models import Act, Contact, Event, Note
from complaints.queries.case import CaseFile
from complaints.vocabulary import ActKind
from complaints.workflow import Action

Row = TypeVar("Row")

#: On the page at first; the rest on request.
SHORT = 40


class Kind(TextChoices):
    """What can be picked out of the timeline."""

    PROCEDURE = "procedure", _("Procedure")
    CONTACT = "contact", _("Contact and inquiries")
    PAPERS = "papers", _("Letters and documents")
    NOTES = "notes", _("Notes")
    CHANGES = "changes", _("Changes")


#: Whatever is not here is a step of the procedure.
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(
        [
            Action.CONTACT,
            Action.ASK_INQUIRY,
            Action.ANSWER_INQUIRY,
            Action.PROMISE,
            Action.KEEP_COMMITMENT,
            Action.BREAK_COMMITMENT,
        ],
        Kind.CONTACT,
    ),
    **dict.fromkeys([Action.LETTER, Action.DOCUMENT, "document_read", "file_printed"], Kind.PAPERS),
    Action.NOTE: Kind.NOTES,
    **dict.fromkeys(
        [
            Action.EDIT,
            Action.ASSIGN,
            Action.RECATEGORISE,
            Action.LINK_REPEAT,
            Action.SPLIT,
            Action.SET_APPLICATION,
            Action.CORRECT_RECEIPT,
        ],
        Kind.CHANGES,
    ),
}

_ENDINGS = frozenset(
    {
        Action.CLOSE,
        Action.CLOSE_IN_SPITE,
        Action.SETTLE,
        Action.WITHDRAW,
        Action.FORWARD,
        Action.DECLINE,
        Action.ROUTE,
    }
)
#: By which act at the desk an act of the procedure is recorded.
_RECORDED_BY: Mapping[ActKind, frozenset[Action]] = {
    ActKind.ACKNOWLEDGED: frozenset({Action.ACKNOWLEDGE}),
    ActKind.COMPLETION_ASKED: frozenset({Action.ASK_COMPLETION}),
    ActKind.COMPLETED: frozenset({Action.COMPLETE}),
    ActKind.TAKEN_UP: frozenset({Action.TAKE_UP}),
    ActKind.COPIED: frozenset({Action.RECORD}),
    ActKind.HEARING_OFFERED: frozenset({Action.OFFER_HEARING}),
    ActKind.HEARING_ANSWERED: frozenset({Action.ANSWER_HEARING}),
    ActKind.HEARD: frozenset({Action.HEAR}),
    ActKind.HEARING_REPORTED: frozenset({Action.REPORT_HEARING}),
    ActKind.HEARING_WAIVED: frozenset({Action.WAIVE_HEARING}),
    ActKind.ADVISED: frozenset({Action.RECEIVE_ADVICE}),
    ActKind.EXTENDED: frozenset({Action.EXTEND}),
    ActKind.EXTENSION_NOTICED: frozenset({Action.EXTEND, Action.TELL_EXTENSION}),
    ActKind.CONSENTED: frozenset({Action.CONSENT}),
    ActKind.JUDGED: frozenset({Action.JUDGE}),
    ActKind.SENDER_TOLD: frozenset({Action.FORWARD}),
    ActKind.CLOSED: _ENDINGS,
    ActKind.REOPENED: frozenset({Action.REOPEN, Action.BREAK_COMMITMENT}),
    ActKind.VOIDED: frozenset({Action.VOID}),
    ActKind.RECEIPT_CORRECTED: frozenset({Action.CORRECT_RECEIPT}),
    ActKind.ANSWERED_OMBUDSMAN: frozenset({Action.ANSWER}),
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened: on which day, what it was, and what the trail says of it."""

    kind: Kind
    day: date
    label: str
    event: Event | None
    act: Act | None = None
    contact: Contact | None = None
    note: Note | None = None
    changes: Sequence[trail.Change] = field(default=())

    @property
    def was_recorded_later(self) -> bool:
        """Whether it was written down on another day than that on which it happened."""
        return self.event is not None and local_day(self.event.at) != self.day


@dataclass(frozen=True)
class Timeline:
    """What is shown of it, how much there is of each kind, and how much is left out."""

    entries: Sequence[Entry]
    counts: Mapping[Kind, int]
    shown: Kind | None
    left_out: int

    @property
    def total(self) -> int:
        """How much there is in all."""
        return sum(self.counts.values())

    @property
    def kinds(self) -> list[tuple[Kind, int, bool]]:
        """The kinds of which there is something: how much, and whether it is picked out."""
        return [(kind, self.counts[kind], kind is self.shown) for kind in Kind if self.counts[kind]]


def timeline_of(case: CaseFile, *, kind: str, whole: bool) -> Timeline:
    """Tell a case, or one kind of what happened in it; the newest, or (``whole``) all of it."""
    entries = sorted(_entries(case), key=lambda entry: (entry.day, entry.event.pk if entry.event else 0), reverse=True)
    counts = {each: sum(entry.kind is each for entry in entries) for each in Kind}
    shown = Kind(kind) if kind in Kind.values else None
    picked = [entry for entry in entries if shown is None or entry.kind is shown]
    kept = picked if whole else picked[:SHORT]
    return Timeline(kept, counts, shown, len(picked) - len(kept))


def _entries(case: CaseFile) -> Iterator[Entry]:
    acts = _by_moment((act.recorded_at, act) for act in case.acts)
    contacts = _by_moment((contact.recorded_at, contact) for contact in case.complaint.contacts.all())
    notes = {note.pk: note for note in case.notes}
    told: set[int] = set()
    for event in reversed(case.events):
        mine = [act for act in acts[event.at] if act.pk not in told and event.action in _RECORDED_BY[ActKind(act.kind)]]
        told.update(act.pk for act in mine)
        if mine:
            yield from _told_by_acts(mine, event)
        else:
            yield _told_by_event(event, contacts[event.at], notes)
    for act in case.acts:
        if act.pk not in told:
            yield _told_by_act(act, None, act.happened_on or local_day(act.recorded_at))


def _told_by_acts(acts: Sequence[Act], event: Event) -> Iterator[Entry]:
    """The acts of one event; the values that it changed stand with the first."""
    for number, act in enumerate(acts):
        day = act.happened_on or local_day(event.at)
        yield _told_by_act(act, event, day, trail.changes_of(event) if number == 0 else ())


def _told_by_act(act: Act, event: Event | None, day: date, changes: Sequence[trail.Change] = ()) -> Entry:
    said_already = date_format(day, "j F Y")
    telling = [change for change in changes if change.old or change.new != said_already]
    return Entry(Kind.PROCEDURE, day, str(act.get_kind_display()), event, act=act, changes=telling)


def _told_by_event(event: Event, contacts: list[Contact], notes: Mapping[int, Note]) -> Entry:
    kind, day = _KINDS.get(event.action, Kind.PROCEDURE), local_day(event.at)
    label = trail.label_of(event.action)
    if event.action == Action.CONTACT and contacts:
        contact = contacts.pop(0)
        return Entry(kind, contact.happened_on, str(contact.get_kind_display()), event, contact=contact)
    if event.action == Action.NOTE:
        return Entry(kind, day, label, event, note=notes.get(event.changes.get("note", [None, 0])[1]))
    return Entry(kind, day, label, event, changes=trail.changes_of(event))


def _by_moment(rows: Iterable[tuple[datetime, Row]]) -> defaultdict[datetime, list[Row]]:
    found: defaultdict[datetime, list[Row]] = defaultdict(list)
    for moment, row in rows:
        found[moment].append(row)
    return found
