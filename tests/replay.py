"""A story of the demonstration, told once more through the ordinary services."""

from dataclasses import asdict
from datetime import date
from typing import Any

from complaints.access import Actor
from complaints.law import Extension as LawExtension
from complaints.law.handling import extension_fault
from complaints.models import Complaint, Unit, User
from complaints.record import clocks
from complaints.services import (
    advising,
    applications,
    closing,
    contacts,
    corrections,
    declining,
    forwarding,
    handling,
    hearing,
    intake,
    judging,
    notes,
    terms,
)
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
from complaints.services.intake import Intake, InterventionEntry, PartyEntry, PersonEntry
from complaints.vocabulary import (
    ActKind,
    AdviserKind,
    HearingAnswer,
    HearingMode,
    Method,
    Origin,
    OtherReason,
    Side,
    TermUnit,
    Verdict,
    WaiverGround,
)

#: Registers the replayed complaint under another reference, so that both stand in one register.
AGAIN = "again-"


def replay(story: Story, reference: str, written: dict[Story, Complaint]) -> Complaint:
    """Register the story under this reference and do its deeds; ``written`` are those told before."""
    complaint = intake.register(
        actor=_actor(story.registered_by), now=story.registered_at, intake=_intake(story, reference, written)
    )
    for deed in story.deeds:
        _do(complaint, deed, written)
    complaint.refresh_from_db()
    return complaint


def _actor(username: str) -> Actor:
    return Actor(User.objects.get(username=username), Origin.COMMAND)


def _intake(story: Story, reference: str, written: dict[Story, Complaint]) -> Intake:
    arrival, asked = story.arrival, story.arrival.asked
    unit = Unit.objects.get(code=arrival.unit)
    given = {name: value for name, value in vars(arrival).items() if name in Intake.__dataclass_fields__}
    given |= {
        "reference": reference,
        "unit_id": unit.pk,
        "repeats_id": written[arrival.repeats].pk if arrival.repeats else None,
        "parties": [PartyEntry(**asdict(party)) for party in arrival.parties],
        "persons_complained_about": [PersonEntry(job_title=title, unit_id=unit.pk) for title in arrival.job_titles],
    }
    if asked:
        given["intervention"] = InterventionEntry(
            ombudsman_reference=asked.ombudsman_reference,
            officer=asked.officer,
            subject=asked.subject,
            about_id=written[asked.about].pk if asked.about else None,
            answer_by=asked.answer_by,
        )
    return Intake(**given)


def _do(complaint: Complaint, deed: Deed, written: dict[Story, Complaint]) -> None:
    act: dict[str, Any] = {
        "complaint_id": complaint.pk,
        "version": None,
        "actor": _actor(deed.by),
        "now": deed.at,
    }
    match deed:
        case Acknowledged():
            handling.acknowledge(**act, happened_on=deed.on, method=deed.method, names_adviser=deed.names_adviser)
        case Assigned():
            handling.assign(**act, handler_id=User.objects.get(username=deed.handler).pk)
        case TakenUp():
            handling.take_up(**act, happened_on=deed.on, not_involved=True)
        case Recorded():
            _record(act, deed)
        case Noted():
            del act["version"]
            notes.note(**act, text=deed.text)
        case Voided():
            original = written[deed.original].reference if deed.original else ""
            corrections.void(**act, reason=deed.reason, duplicate_of=original)
        case Reopened():
            corrections.reopen(**act, reason=deed.reason, reopened_on=deed.on)
        case _:
            _move_or_end(act, deed)


def _record(act: dict[str, Any], deed: Recorded) -> None:
    """Each kind of act by its own service."""
    on, method, side, detail = deed.on, Method(deed.method or Method.LETTER), deed.side or Side.COMPLAINANT, deed.detail
    match deed.kind:
        case ActKind.COPIED:
            handling.record_act(**act, kind=deed.kind, happened_on=on, method=method)
        case ActKind.HEARING_OFFERED:
            hearing.offer(**act, side=side, happened_on=on, method=method)
        case ActKind.HEARING_ANSWERED:
            hearing.record_answer(**act, side=side, answer=HearingAnswer(deed.code), happened_on=on, detail=detail)
        case ActKind.HEARD:
            hearing.hear(**act, side=side, mode=HearingMode(deed.code), happened_on=on, detail=detail)
        case ActKind.HEARING_REPORTED:
            hearing.report(**act, happened_on=on, detail=detail)
        case ActKind.HEARING_WAIVED:
            hearing.waive(**act, ground=WaiverGround(deed.code), happened_on=on, reason=detail)
        case ActKind.ADVISED:
            advising.receive_advice(**act, received_on=on, advised=Verdict(deed.code), detail=detail)
        case _:
            terms.tell_extension(**act, told_on=on, method=method)


def _move_or_end(act: dict[str, Any], deed: Deed) -> None:
    match deed:
        case Contacted() | Charged() | Applied():
            _around(act, deed)
        case Extended():
            late = _is_late(act["complaint_id"], deed.weeks, deed.on)
            terms.extend(
                **act, weeks=deed.weeks, notified_on=deed.on, method=deed.method, reason=deed.reason, happened=late
            )
        case Consented():
            terms.consent(**act, until=deed.until, given_on=deed.on, document=deed.document)
        case Judged():
            judging.judge(
                **act,
                findings=deed.findings,
                judgment=deed.judgment,
                conclusions=deed.conclusions,
                has_no_conclusions=not deed.conclusions,
                verdict=deed.verdict,
                partly=deed.partly,
                part_judgments={number: judging.PartJudgment(*part) for number, part in enumerate(deed.parts, start=1)},
            )
        case Closed():
            closing.close(**act, sent_on=deed.on, method=deed.method)
        case Answered():
            closing.answer(**act, answered_on=deed.on, method=deed.method, detail=deed.detail)
        case Ended():
            _end(act, deed)
        case _:
            raise TypeError(deed)


def _around(act: dict[str, Any], deed: Contacted | Charged | Applied) -> None:
    match deed:
        case Applied():
            applications.set_application(**act, applied_on=deed.applied_on, term=deed.term, unit=TermUnit.MONTHS)
        case Contacted():
            contacts.record(
                **act,
                kind=deed.kind,
                happened_on=deed.on,
                with_whom=deed.with_whom,
                text=deed.text,
                agreement=deed.agreement,
            )
        case Charged():
            advising.charge(**act, adviser_kind=AdviserKind.COMMITTEE, adviser=deed.adviser)


def _is_late(complaint_id: int, weeks: int, on: date) -> bool:
    term = clocks.handling_term_of(Complaint.objects.get(pk=complaint_id))
    return extension_fault(term, LawExtension(weeks, on)) is not None


def _end(act: dict[str, Any], deed: Ended) -> None:
    match deed.why:
        case OtherReason.WITHDRAWN:
            closing.withdraw(**act, withdrawn_on=deed.on, method=deed.method, detail=deed.detail)
        case OtherReason.SETTLED:
            closing.settle(**act, confirmed_on=deed.on, method=deed.method, detail=deed.detail)
        case OtherReason.FORWARDED:
            forwarding.forward(**act, forwarded_on=deed.on, to=deed.to, method=deed.method, detail=deed.detail)
        case OtherReason.DECLINED:
            assert deed.ground
            declining.decline(**act, ground=deed.ground, sent_on=deed.on, method=deed.method, reason=deed.detail)
        case _:
            forwarding.route(
                **act, kind=deed.kind, routed_on=deed.on, to=deed.to, method=deed.method, detail=deed.detail
            )
