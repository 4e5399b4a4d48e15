"""How a complaint of the demonstration is handled: the ordinary acts in their order, and its end."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final, Literal

from complaints import law
from complaints.services.demo import cast, texts
from complaints.services.demo.arrivals import Told
from complaints.services.demo.plan import Case
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
)
from complaints.services.demo.timing import Desk
from complaints.vocabulary import (
    ActKind,
    Category,
    ContactKind,
    DeclineGround,
    HearingAnswer,
    HearingMode,
    Method,
    OtherReason,
    Procedure,
    RouteKind,
    Side,
    Verdict,
    WaiverGround,
)

_PARTLY: Final = 0.14
#: The term to decide on any application of the demonstration, in months.
_TERM: Final = 6
#: How many complainants are called when the complaint is taken up.
_CALLED: Final = 0.85
#: How many complainants are heard; the others say that they need not be.
_HEARD: Final = 0.3
#: Awb 9:8 lid 1 onder c and d: a coordinator says so.
_BY_COORDINATORS: Final = frozenset({DeclineGround.OBJECTION, DeclineGround.APPEAL})


@dataclass
class Work:
    """One story in the telling: who works on it, and what was done so far."""

    rng: Random
    case: Case
    told: Told
    calendar: law.Calendar
    past: bool
    deeds: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose who handles it, and when it was entered."""
        unit = self.told.arrival.unit
        self.coordinator = cast.coordinator(unit)
        self.handler = self.rng.choice(cast.handlers(unit, past=self.past))
        self.desk = Desk(self.rng, self.case.received_at)
        self.registered_at = self.desk.at(self.case.entered_on)

    def story(self) -> Story:
        """The story as far as it was told."""
        asked = self.told.arrival.asked
        # The liaison sees interventions alone: one about a complaint of ours is entered by who sees that.
        by = self.coordinator if asked is None or asked.about else cast.LIAISON
        return Story(
            arrival=self.told.arrival, registered_at=self.registered_at, registered_by=by, deeds=tuple(self.deeds)
        )

    def day(self, working_days: int, *, at_most: date) -> date:
        """So many working days after entry, but no later than this day."""
        return min(self.calendar.add_working_days(self.case.entered_on, working_days), at_most)

    def how(self) -> Method:
        """By letter, or by e-mail to who agreed to it (Awb 2:8)."""
        agreed = any(party.email_agreed_on for party in self.told.arrival.parties)
        return Method.EMAIL if agreed else Method.LETTER

    def acknowledge(self, *, at_most: date) -> None:
        """The acknowledgement, mostly within the five working days of the policy."""
        days = self.rng.choices((0, 1, 2, 3, 4, 7), (25, 35, 20, 12, 6, 2))[0]
        on = self.day(days, at_most=at_most)
        self.deeds.append(
            Acknowledged(
                at=self.desk.at(on),
                by=self.coordinator,
                on=on,
                method=self.how(),
                names_adviser=self.has_committee,
            )
        )

    def assign(self, *, at_most: date) -> None:
        """Given to its handler, a few days after entry and never before the last act."""
        on = self.not_before(self.day(self.rng.randrange(4), at_most=at_most))
        self.deeds.append(Assigned(at=self.desk.at(on), by=self.coordinator, handler=self.handler))

    def take_up(self, *, at_most: date) -> None:
        """Taken up by the handler."""
        on = self.not_before(self.day(self.rng.randrange(1, 9), at_most=at_most))
        self.deeds.append(TakenUp(at=self.desk.at(on), by=self.handler, on=on))
        self.contact(at_most=at_most)

    def contact(self, *, at_most: date) -> None:
        """The complainant is called, mostly within the five working days of the policy."""
        if self.rng.random() >= _CALLED:
            return
        said = texts.answers()["contact"]
        on = self.not_before(
            self.day(self.rng.choices((0, 1, 2, 3, 4, 6), (10, 30, 25, 20, 10, 5))[0], at_most=at_most)
        )
        parties = self.told.arrival.parties
        self.deeds.append(
            Contacted(
                at=self.desk.at(on),
                by=self.handler,
                kind=ContactKind.PHONE,
                on=on,
                with_whom=parties[0].name if parties else said["unknown"],
                text=self.rng.choice(said["texts"]),
                agreement=self.rng.choice(said["agreements"]),
            )
        )

    def apply(self) -> None:
        """What a complaint about delay is about: the application, and the term to decide on it."""
        if self.case.category is not Category.PROCESSING_TIME:
            return
        applied_on, on = self.told.facts.applied_on, self.last_day()
        self.deeds.append(Applied(at=self.desk.at(on), by=self.handler, applied_on=applied_on, term=_TERM))

    def send_round(self, *, at_most: date) -> None:
        """Awb 9:9 and 9:10: the copy to whom it concerns, and the offer of a hearing to both."""
        if self.told.arrival.job_titles:
            self._record(ActKind.COPIED, self.rng.randrange(2), at_most, method=Method.EMAIL)
            self._record(ActKind.HEARING_OFFERED, 0, at_most, method=Method.EMAIL, side=Side.PERSON)
        method = self.rng.choice((Method.PHONE, Method.LETTER))
        wait = self.rng.randrange(1, 4)
        self._record(ActKind.HEARING_OFFERED, wait, at_most, method=method, side=Side.COMPLAINANT)

    def hear(self, *, at_most: date) -> None:
        """Awb 9:10: the complainant is heard, with a report; most say that they need not be."""
        said = texts.answers()["hearing"]
        wait = self.rng.randrange(1, 5)
        if self.rng.random() < _HEARD:
            mode = self.rng.choice((HearingMode.PHONE, HearingMode.PHONE, HearingMode.IN_PERSON, HearingMode.VIDEO))
            self._record(ActKind.HEARD, wait, at_most, side=Side.COMPLAINANT, code=mode, detail=said["present"])
            self._record(
                ActKind.HEARING_REPORTED, self.rng.randrange(3), at_most, detail=self.rng.choice(said["report"])
            )
            return
        declines = {
            "side": Side.COMPLAINANT,
            "code": HearingAnswer.DECLINES,
            "detail": self.rng.choice(said["declines"]),
        }
        self._record(ActKind.HEARING_ANSWERED, wait, at_most, **declines)
        waived = {"side": Side.COMPLAINANT, "code": WaiverGround.DECLARED, "detail": said["waived"]}
        self._record(ActKind.HEARING_WAIVED, 0, at_most, **waived)

    def advise(self, advised: Verdict, *, at_most: date) -> None:
        """Awb 9:14 and 9:15: a committee is charged, and sends its report with an advice."""
        said = texts.answers()["advice"]
        on = self.not_before(min(self.last_day(), at_most))
        self.deeds.append(Charged(at=self.desk.at(on), by=self.coordinator, adviser=said["committee"]))
        self._record(ActKind.ADVISED, self.rng.randrange(4), at_most, code=advised, detail=said[advised.value])

    def _record(self, kind: ActKind, wait: int, at_most: date, **said: Any) -> None:
        on = self.not_before(min(self.calendar.add_working_days(self.last_day(), wait), at_most))
        self.deeds.append(Recorded(at=self.desk.at(on), by=self.handler, kind=kind, on=on, **said))

    @property
    def has_committee(self) -> bool:
        """Whether a committee advises."""
        return self.told.arrival.procedure is Procedure.COMMITTEE

    def extend(self, weeks: int, on: date) -> None:
        """Awb 9:11 lid 2."""
        reason = self.rng.choice(texts.answers()["reasons"]["extension"])
        on = self.not_before(on)
        self.deeds.append(
            Extended(at=self.desk.at(on), by=self.handler, weeks=weeks, on=on, method=Method.LETTER, reason=reason)
        )
        if self.told.arrival.job_titles:
            self._record(ActKind.EXTENSION_NOTICED, 0, on, method=Method.LETTER, side=Side.PERSON)

    def consent(self, until: date, on: date) -> None:
        """Awb 9:11 lid 3."""
        document = texts.answers()["reasons"]["consent"][0].format(nummer=self.rng.randrange(3, 40))
        on = self.not_before(on)
        self.deeds.append(Consented(at=self.desk.at(on), by=self.handler, until=until, on=on, document=document))

    def note(self, on: date, by: str = "") -> None:
        """An internal remark of the handler, or of somebody else."""
        text = self.rng.choice(texts.answers()["notes"]["texts"])
        self.deeds.append(Noted(at=self.desk.at(self.not_before(on)), by=by or self.handler, text=text))

    def judge(self, verdict: Verdict, on: date) -> None:
        """Awb 9:12: the three texts, and every part answered; some are partly justified."""
        partly = verdict is Verdict.JUSTIFIED and self.rng.random() < _PARTLY
        by_part = self._part_verdicts(verdict, partly=partly)
        is_partly = len(set(by_part)) > 1 if by_part else partly
        found = texts.answers()["part_findings"]
        self.deeds.append(
            Judged(
                at=self.desk.at(self.not_before(on)),
                by=self.handler,
                findings=texts.findings(self.rng, self.case.category, verdict, self.told.facts),
                judgment=texts.judgment(self.rng, verdict, partly=is_partly),
                conclusions=texts.conclusions(self.rng, verdict),
                verdict=verdict,
                partly=is_partly,
                parts=tuple((found[each.value][0], each) for each in by_part),
            )
        )

    def _part_verdicts(self, verdict: Verdict, *, partly: bool) -> list[Verdict]:
        rest = len(self.told.arrival.parts) - 1
        if rest < 0:
            return []
        return [verdict, *[Verdict.UNJUSTIFIED if partly else verdict] * rest]

    def close(self, on: date) -> None:
        """The letter leaves."""
        self.deeds.append(Closed(at=self.desk.at(on), by=self.handler, on=on, method=self.how()))

    def end(self, why: OtherReason, on: date, *, ground: DeclineGround | Literal[""] = "") -> None:
        """Ended without a judgment; what is declined has its ground."""
        endings, to = texts.answers()["endings"], ""
        if why is OtherReason.DECLINED:
            detail = texts.answers()["declined"][ground]
        elif why is OtherReason.NOT_A_COMPLAINT:
            detail, to = "", endings["routed"]
        else:
            detail = self.rng.choice(endings[why.value])
        if why is OtherReason.FORWARDED:
            to = self.rng.choice(endings["recipients"])
        self.deeds.append(
            Ended(
                at=self.desk.at(on),
                by=self.coordinator if ground in _BY_COORDINATORS else self.handler,
                why=why,
                on=on,
                method=self.how(),
                detail=detail,
                to=to,
                kind=RouteKind.OBJECTION if why is OtherReason.NOT_A_COMPLAINT else "",
                ground=ground,
            )
        )

    def answer(self, on: date) -> None:
        """The ombudsman gets his answer."""
        detail = self.rng.choice(texts.texts()["ombudsman"]["answers"])
        self.deeds.append(Answered(at=self.desk.at(on), by=cast.LIAISON, on=on, method=Method.EMAIL, detail=detail))

    def reopen(self, on: date) -> None:
        """Reopened after the letter, by the coordinator."""
        reason = texts.answers()["reasons"]["reopened"]
        self.deeds.append(Reopened(at=self.desk.at(on), by=self.coordinator, on=on, reason=reason))

    def working(self, day: date) -> date:
        """This day, or the last working day before it."""
        return self.calendar.previous_working_day(day + timedelta(days=1))

    def last_day(self) -> date:
        """The day of the last act, or of entry."""
        moment = self.deeds[-1].at if self.deeds else self.registered_at
        return law.local_day(moment)

    def not_before(self, day: date) -> date:
        """This day, or that of the last act when it is later."""
        return max(day, self.last_day())
