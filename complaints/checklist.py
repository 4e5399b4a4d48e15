"""What the law still asks: the duties of one complaint, derived from its recorded acts.

Pure: facts in, duties out; nothing is stored as a tick. Each duty has a function of its own, which
cites its article. Under careful handling (Awb 9:2) the same duties are policy: they show, and never
bind. What was done before an import is unknown, not open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.vocabulary import (
    ActKind,
    Duty,
    DutyState,
    HearingAnswer,
    NotApplicable,
    Procedure,
    Regime,
    Side,
    Verdict,
    WaiverGround,
)


@dataclass(frozen=True)
class ActFact:
    """One recorded act: its kind, its day (None: not known), whose side, its code, and the answer it asks by."""

    kind: ActKind
    on: date | None
    side: str = ""
    code: str = ""
    reply_by: date | None = None


@dataclass(frozen=True)
class Facts:
    """What the duties of a complaint follow from. Days are Europe/Amsterdam.

    ``names_somebody``: a person complained about is identified. ``ended_without_judgment``: settled,
    withdrawn, forwarded, declined, no complaint or void, so that further duties lapse. ``acts`` are
    those with legal effect by their days, on one day as they were recorded. ``last_days``: of the
    duties with a clock.
    """

    regime: Regime
    procedure: Procedure
    is_imported: bool
    names_somebody: bool
    verdict: str
    is_closed: bool
    ended_without_judgment: bool
    acts: Sequence[ActFact]
    last_days: Mapping[Duty, date]

    def newest(self, kind: ActKind, side: Side | None = None) -> ActFact | None:
        """The last act of a kind; one that names no side was the complainant's."""
        return next(
            (
                act
                for act in reversed(self.acts)
                if act.kind is kind and (side is None or (act.side or Side.COMPLAINANT) == side)
            ),
            None,
        )

    def answer_of(self, side: Side) -> ActFact | None:
        """What a side last answered to the offer that stands (reactie op het aanbod), or None.

        An answer to an earlier offer says nothing about a later one.
        """
        for act in reversed(self.acts):
            if (act.side or Side.COMPLAINANT) == side:
                if act.kind is ActKind.HEARING_ANSWERED:
                    return act
                if act.kind is ActKind.HEARING_OFFERED:
                    return None
        return None

    def waiver(self) -> ActFact | None:
        """The waiver that stands (Awb 9:10 lid 2): a later offer, or his wish to be heard, overtakes it."""
        for act in reversed(self.acts):
            if (act.side or Side.COMPLAINANT) == Side.COMPLAINANT:
                if act.kind is ActKind.HEARING_WAIVED:
                    return act
                wants = act.kind is ActKind.HEARING_ANSWERED and act.code == HearingAnswer.WANTS
                if wants or act.kind is ActKind.HEARING_OFFERED:
                    return None
        return None


@dataclass(frozen=True)
class Item:
    """One duty: its article, how it stands, since when or until when, and why.

    ``on`` is the day on which it was done or waived; ``last_day`` the day by which it must be;
    ``ground`` of a waiver; ``why_not`` where it does not apply; ``proof`` the act that did it;
    ``binds`` is false where the law leaves it free or asks only care (9:2).
    """

    duty: Duty
    article: str
    state: DutyState
    on: date | None = None
    last_day: date | None = None
    ground: WaiverGround | None = None
    why_not: NotApplicable | None = None
    proof: ActFact | None = None
    binds: bool = True

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is DutyState.DUE

    @property
    def blocks(self) -> bool:
        """Awb 9:12: whether no answer is sent before it is done; the answer itself waits for nothing of itself."""
        return self.is_open and self.binds and self.duty is not Duty.ANSWER


def checklist(facts: Facts) -> tuple[Item, ...]:
    """Give the duties of a complaint in the order of a case, each as its acts leave it."""
    if facts.is_imported and facts.is_closed:
        return tuple(_item(facts, duty, DutyState.UNKNOWN) for duty in _ARTICLES)
    return tuple(rule(facts) for rule in _RULES)


def open_duties(facts: Facts) -> tuple[Item, ...]:
    """Awb 9:12: the duties that bind and are not done, without which no answer is sent."""
    return tuple(item for item in checklist(facts) if item.blocks)


def acknowledgement(facts: Facts) -> Item:
    """Awb 9:6: the receipt is acknowledged in writing (ontvangstbevestiging)."""
    return _done_or_due(facts, Duty.ACKNOWLEDGEMENT, ActKind.ACKNOWLEDGED)


def name_committee(facts: Facts) -> Item:
    """Awb 9:15 lid 1: the acknowledgement says that a person or committee will advise."""
    if facts.procedure is not Procedure.COMMITTEE:
        return _not_applicable(facts, Duty.NAME_COMMITTEE, NotApplicable.NO_COMMITTEE)
    named = [act for act in facts.acts if act.kind is ActKind.ACKNOWLEDGED and act.code == Procedure.COMMITTEE]
    return _done(facts, Duty.NAME_COMMITTEE, named[-1]) if named else _due_if_known(facts, Duty.NAME_COMMITTEE)


def take_up(facts: Facts) -> Item:
    """Awb 9:7: taken up by somebody who declared that he was not involved (in behandeling nemen)."""
    return _done_or_due(facts, Duty.TAKE_UP, ActKind.TAKEN_UP)


def copy(facts: Facts) -> Item:
    """Awb 9:9: the person complained about gets the complaint (afschrift), where there is one."""
    if not facts.names_somebody:
        return _not_applicable(facts, Duty.COPY, NotApplicable.NOBODY_NAMED)
    return _done_or_due(facts, Duty.COPY, ActKind.COPIED)


def offer_complainant(facts: Facts) -> Item:
    """Awb 9:10 lid 1: the complainant gets the opportunity to be heard (gelegenheid om te worden gehoord).

    Who was heard, or said of his own accord that he does not want it, had it; who complains without
    any ground need not get it (lid 2).
    """
    done = facts.newest(ActKind.HEARING_OFFERED, Side.COMPLAINANT) or facts.newest(ActKind.HEARD, Side.COMPLAINANT)
    if done is not None:
        return _done(facts, Duty.OFFER_COMPLAINANT, done)
    return _waived(facts, Duty.OFFER_COMPLAINANT) or _due_if_known(facts, Duty.OFFER_COMPLAINANT)


def hear_complainant(facts: Facts) -> Item:
    """Awb 9:10 lid 2: the complainant is heard, unless that is waived on one of its grounds (horen)."""
    heard = facts.newest(ActKind.HEARD, Side.COMPLAINANT)
    if heard is not None:
        return _done(facts, Duty.HEAR_COMPLAINANT, heard)
    waived = _waived(facts, Duty.HEAR_COMPLAINANT)
    if waived is not None:
        return waived
    if facts.newest(ActKind.HEARING_OFFERED, Side.COMPLAINANT) is None:
        return _due_if_known(facts, Duty.HEAR_COMPLAINANT)
    return _item(facts, Duty.HEAR_COMPLAINANT, DutyState.DUE)


def offer_person(facts: Facts) -> Item:
    """Awb 9:10 lid 1: the person complained about gets the opportunity as well, where there is one."""
    if not facts.names_somebody:
        return _not_applicable(facts, Duty.OFFER_PERSON, NotApplicable.NOBODY_NAMED)
    done = facts.newest(ActKind.HEARING_OFFERED, Side.PERSON) or facts.newest(ActKind.HEARD, Side.PERSON)
    return _done(facts, Duty.OFFER_PERSON, done) if done else _due_if_known(facts, Duty.OFFER_PERSON)


def hear_person(facts: Facts) -> Item:
    """Awb 9:10 lid 1: the person complained about is heard when he wants it; the offer meets the duty."""
    heard = facts.newest(ActKind.HEARD, Side.PERSON)
    if heard is not None:
        return _done(facts, Duty.HEAR_PERSON, heard)
    answer = facts.answer_of(Side.PERSON)
    if answer is None or answer.code != HearingAnswer.WANTS:
        return _not_applicable(facts, Duty.HEAR_PERSON, NotApplicable.NOT_ASKED)
    return _item(facts, Duty.HEAR_PERSON, DutyState.DUE)


def report(facts: Facts) -> Item:
    """Awb 9:10 lid 3: of a hearing that was held a report is made (verslag van het horen)."""
    heard = facts.newest(ActKind.HEARD)
    if heard is None:
        return _not_applicable(facts, Duty.REPORT, NotApplicable.NOT_HEARD)
    made = facts.newest(ActKind.HEARING_REPORTED)
    if made is None or (made.on and heard.on and made.on < heard.on):
        return _item(facts, Duty.REPORT, DutyState.DUE)
    return _done(facts, Duty.REPORT, made)


def advice(facts: Facts) -> Item:
    """Awb 9:15 lid 4: who advises sends a report of findings with an advice (advies)."""
    if facts.procedure is not Procedure.COMMITTEE:
        return _not_applicable(facts, Duty.ADVICE, NotApplicable.NO_COMMITTEE)
    return _done_or_due(facts, Duty.ADVICE, ActKind.ADVISED)


def tell_extension(facts: Facts) -> Item:
    """Awb 9:11 lid 2: the person complained about is told of the extension too (verdaging)."""
    extended = facts.newest(ActKind.EXTENDED)
    if extended is None:
        return _not_applicable(facts, Duty.TELL_EXTENSION, NotApplicable.NOT_EXTENDED)
    if not facts.names_somebody:
        return _not_applicable(facts, Duty.TELL_EXTENSION, NotApplicable.NOBODY_NAMED)
    return _done_or_due(facts, Duty.TELL_EXTENSION, ActKind.EXTENSION_NOTICED)


def judgment(facts: Facts) -> Item:
    """Awb 9:12 lid 1: findings, judgment and any conclusions are written (bevindingen, oordeel, conclusies)."""
    if not facts.verdict or facts.ended_without_judgment:
        return _item(facts, Duty.JUDGMENT, DutyState.DUE)
    judged = facts.newest(ActKind.JUDGED)
    return _item(facts, Duty.JUDGMENT, DutyState.DONE, on=judged.on if judged else None, proof=judged)


def answer(facts: Facts) -> Item:
    """Awb 9:12: the answer is sent, and names the ombudsman (afhandeling); the term is that of 9:11."""
    closed = facts.newest(ActKind.CLOSED)
    if not facts.is_closed or facts.ended_without_judgment or closed is None:
        return _item(facts, Duty.ANSWER, DutyState.DUE)
    return _done(facts, Duty.ANSWER, closed)


_RULES: tuple[Callable[[Facts], Item], ...] = (
    acknowledgement,
    name_committee,
    take_up,
    copy,
    offer_complainant,
    hear_complainant,
    offer_person,
    hear_person,
    report,
    advice,
    tell_extension,
    judgment,
    answer,
)

_ARTICLES = {
    Duty.ACKNOWLEDGEMENT: "Awb 9:6",
    Duty.NAME_COMMITTEE: "Awb 9:15 lid 1",
    Duty.TAKE_UP: "Awb 9:7",
    Duty.COPY: "Awb 9:9",
    Duty.OFFER_COMPLAINANT: "Awb 9:10 lid 1",
    Duty.HEAR_COMPLAINANT: "Awb 9:10 lid 2",
    Duty.OFFER_PERSON: "Awb 9:10 lid 1",
    Duty.HEAR_PERSON: "Awb 9:10 lid 1",
    Duty.REPORT: "Awb 9:10 lid 3",
    Duty.ADVICE: "Awb 9:15 lid 4",
    Duty.TELL_EXTENSION: "Awb 9:11 lid 2",
    Duty.JUDGMENT: "Awb 9:12 lid 1",
    Duty.ANSWER: "Awb 9:12",
}


def _item(
    facts: Facts,
    duty: Duty,
    state: DutyState,
    *,
    on: date | None = None,
    ground: WaiverGround | None = None,
    why_not: NotApplicable | None = None,
    proof: ActFact | None = None,
) -> Item:
    """Describe one duty; what is still due lapses once a complaint ended without a judgment (9:5)."""
    if state is DutyState.DUE and facts.ended_without_judgment:
        state, why_not = DutyState.NOT_APPLICABLE, NotApplicable.ENDED
    return Item(
        duty,
        _ARTICLES[duty],
        state,
        on=on,
        last_day=facts.last_days.get(duty) if state is DutyState.DUE else None,
        ground=ground,
        why_not=why_not,
        proof=proof,
        binds=facts.regime is Regime.FORMAL,
    )


def _done(facts: Facts, duty: Duty, act: ActFact) -> Item:
    return _item(facts, duty, DutyState.DONE, on=act.on, proof=act)


def _due_if_known(facts: Facts, duty: Duty) -> Item:
    """Not done here; of an imported complaint it may have been done before."""
    return _item(facts, duty, DutyState.UNKNOWN if facts.is_imported else DutyState.DUE)


def _not_applicable(facts: Facts, duty: Duty, why_not: NotApplicable) -> Item:
    return _item(facts, duty, DutyState.NOT_APPLICABLE, why_not=why_not)


def _done_or_due(facts: Facts, duty: Duty, kind: ActKind) -> Item:
    act = facts.newest(kind)
    return _due_if_known(facts, duty) if act is None else _done(facts, duty, act)


def _waived(facts: Facts, duty: Duty) -> Item | None:
    """Awb 9:10 lid 2: the duty as waived, or None; manifestly unfounded goes only with unjustified."""
    waiver = facts.waiver()
    if waiver is None:
        return None
    ground = WaiverGround(waiver.code)
    if ground is WaiverGround.UNFOUNDED and facts.verdict not in ("", Verdict.UNJUSTIFIED):
        return None
    return _item(facts, duty, DutyState.WAIVED, on=waiver.on, ground=ground, proof=waiver)
