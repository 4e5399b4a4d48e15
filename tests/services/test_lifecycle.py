"""Any acts, on any days, by anybody, in any order: the register stays sound whatever is tried.

After every step: one live clock of a kind and subject at most, no answer that left while a duty that binds was
open and no defect is on record, the columns agree with the live handling clock
and with the law over the recorded acts, closed if and only if there is an outcome and a date, every
change has its event with a version one higher; and a refused act changed nothing, nor was anything
but a refusal ever raised.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from pytest_django import DjangoDbBlocker

from complaints.access import Actor
from complaints.models import Complaint
from complaints.services import (
    advising,
    applications,
    closing,
    commitments,
    completing,
    contacts,
    corrections,
    declining,
    forwarding,
    handling,
    hearing,
    inquiries,
    judging,
    people,
    recommending,
    rounds,
    terms,
)
from complaints.services.intake import InterventionEntry, PersonEntry
from complaints.services.judging import PartJudgment
from complaints.services.notes import note
from complaints.vocabulary import (
    ActKind,
    AdviserKind,
    Category,
    ContactKind,
    DeclineGround,
    Following,
    HearingAnswer,
    HearingMode,
    Method,
    PartyRole,
    Procedure,
    Side,
    TermUnit,
    Verdict,
    WaiverGround,
)
from complaints.workflow import Refusal
from tests.cases import RECEIVED_ON, noon, register_complaint
from tests.people import SYSTEM, at_desk, hanna, unit
from tests.services.acting import fingerprint
from tests.services.attempts import DAYS, WHO, Proposal, days, methods, parts, proposals, sides, texts, verdicts
from tests.services.soundness import require_sound

#: A small run by default, told as it is found; the deep one is five hundred runs of fifty acts, made short;
#: both take the same runs each time.
SMALL = settings(
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(SMALL, phases=tuple(Phase), max_examples=500, stateful_step_count=50)


class Lifecycle(RuleBasedStateMachine):
    """One complaint, or one intervention, through whatever people try."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.people = [*(at_desk(who()) for who in WHO), SYSTEM]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)
        super().teardown()

    @initialize(
        procedure=st.sampled_from(Procedure),
        category=st.sampled_from([Category.SERVICE, Category.PROCESSING_TIME, Category.OMBUDSMAN]),
        parts=st.integers(0, 2),
        about=st.booleans(),
        due=st.one_of(st.none(), st.integers(0, 40)),
    )
    def register(self, procedure: Procedure, category: Category, parts: int, about: bool, due: int | None) -> None:
        """The first act of all, and another complaint beside it."""
        entry = None
        if category == Category.OMBUDSMAN:
            answer_by = None if due is None else noon(RECEIVED_ON + timedelta(days=due))
            entry = InterventionEntry(answer_by=answer_by)
        self.complaint = register_complaint(
            procedure=procedure,
            category=category,
            intervention=entry,
            parts=tuple(f"Gedraging {number}" for number in range(parts)),
            persons_complained_about=(PersonEntry(user_id=hanna().pk),) if about else (),
        )
        self.other = register_complaint()

    def attempt(self, verb: Callable[..., Any], by: Proposal, **given: Any) -> None:
        """Try an act; only a refusal may come out of it, and then nothing changed."""
        given = {name: by.on if name in DAYS and value is None else value for name, value in given.items()}
        actor: Actor = self.people[by.who]
        seen = Complaint.objects.values_list("version", flat=True).get(pk=self.complaint.pk)
        if verb is not note:
            given["version"] = seen - 1 if by.stale else seen
        before, said = fingerprint(), ""
        try:
            verb(complaint_id=self.complaint.pk, actor=actor, now=noon(by.on), **given)
        except Refusal as refusal:
            said = str(refusal)
        assert (fingerprint() == before) == bool(said), said

    @rule(by=proposals, day=days, method=methods, detail=texts)
    def acknowledge(self, by: Proposal, day: date | None, method: str, detail: str) -> None:
        self.attempt(handling.acknowledge, by, happened_on=day, method=method, detail=detail)

    @rule(by=proposals, day=days, method=methods, kind=st.sampled_from(ActKind))
    def record_act(self, by: Proposal, day: date | None, method: str, kind: ActKind) -> None:
        self.attempt(handling.record_act, by, happened_on=day, method=method, kind=kind)

    @rule(by=proposals, sound=st.booleans(), day=days)
    def take_up(self, by: Proposal, sound: bool, day: date | None) -> None:
        self.attempt(handling.take_up, by, happened_on=by.on if sound else day, not_involved=sound)

    @rule(by=proposals, to=st.one_of(st.none(), st.integers(0, 6), st.just(2**70)), reason=texts)
    def assign(self, by: Proposal, to: int | None, reason: str) -> None:
        handler_id = self.people[to].user.pk if to is not None and to < 7 else to  # type: ignore[union-attr]  # a person
        self.attempt(handling.assign, by, handler_id=handler_id, reason=reason)

    @rule(by=proposals, weeks=st.integers(-1, 60), day=days, reason=texts, happened=st.booleans())
    def extend(self, by: Proposal, weeks: int, day: date | None, reason: str, happened: bool) -> None:
        self.attempt(
            terms.extend, by, weeks=weeks, notified_on=day, method=Method.LETTER, reason=reason, happened=happened
        )

    @rule(by=proposals, until=days, day=days, document=texts, happened=st.booleans())
    def consent(self, by: Proposal, until: date | None, day: date | None, document: str, happened: bool) -> None:
        self.attempt(terms.consent, by, until=until, given_on=day, document=document, happened=happened)

    @rule(by=proposals, weeks=st.integers(1, 4), ago=st.integers(0, 3), happened=st.booleans())
    def extend_well(self, by: Proposal, weeks: int, ago: int, happened: bool) -> None:
        day = by.on - timedelta(days=ago)
        given: dict[str, Any] = {"weeks": weeks, "notified_on": day, "method": Method.LETTER, "reason": "Drukte."}
        self.attempt(terms.extend, by, happened=happened, **given)

    @rule(by=proposals, more=st.integers(1, 90), ago=st.integers(0, 3), happened=st.booleans())
    def consent_well(self, by: Proposal, more: int, ago: int, happened: bool) -> None:
        day = by.on - timedelta(days=ago)
        until = day + timedelta(days=more)
        self.attempt(terms.consent, by, until=until, given_on=day, document="dossier 3", happened=happened)

    @rule(by=proposals, day=days, reason=texts, with_moment=st.booleans())
    def correct_receipt(self, by: Proposal, day: date | None, reason: str, with_moment: bool) -> None:
        moment = noon(day or by.on) if with_moment else None
        self.attempt(terms.correct_receipt, by, received_at=moment, received_on=day, reason=reason)

    @rule(by=proposals, ago=st.integers(-20, 20))
    def correct_receipt_well(self, by: Proposal, ago: int) -> None:
        day = RECEIVED_ON - timedelta(days=ago)
        self.attempt(terms.correct_receipt, by, received_at=None, received_on=day, reason="Stempel.")

    @rule(by=proposals, findings=texts, conclusions=texts, verdict=verdicts, partly=st.booleans(), parts=parts)
    def judge(
        self,
        by: Proposal,
        findings: str,
        conclusions: str,
        verdict: Verdict,
        partly: bool,
        parts: dict[int, PartJudgment],
    ) -> None:
        given = {"findings": findings, "judgment": findings, "conclusions": conclusions}
        none = not conclusions.strip()
        self.attempt(
            judging.judge,
            by,
            **given,
            has_no_conclusions=none,
            verdict=verdict,
            partly=partly,
            part_judgments=parts,
        )

    @rule(by=proposals, verdict=st.sampled_from(Verdict))
    def judged_well(self, by: Proposal, verdict: Verdict) -> None:
        self.judge_well(by, verdict)

    def judge_well(self, by: Proposal, verdict: Verdict) -> None:
        """A judgment with all its texts, every part answered."""
        numbers = self.complaint.parts.values_list("number", flat=True)
        self.attempt(
            judging.judge,
            by,
            findings="Zo was het.",
            judgment="Dus zo.",
            conclusions="",
            has_no_conclusions=True,
            verdict=verdict,
            part_judgments={number: PartJudgment("Zo was het.", verdict) for number in numbers},
        )

    @rule(by=proposals, day=days, method=methods)
    def close(self, by: Proposal, day: date | None, method: str) -> None:
        self.attempt(closing.close, by, sent_on=day, method=method)

    @rule(by=proposals, day=days, detail=texts, verb=st.sampled_from(["settle", "withdraw", "answer"]))
    def end(self, by: Proposal, day: date | None, detail: str, verb: str) -> None:
        field = {"settle": "confirmed_on", "withdraw": "withdrawn_on", "answer": "answered_on"}[verb]
        self.attempt(getattr(closing, verb), by, **{field: day}, method=Method.LETTER, detail=detail)

    @rule(by=proposals, day=days, to=texts, verb=st.sampled_from(["forward", "route"]))
    def send_on(self, by: Proposal, day: date | None, to: str, verb: str) -> None:
        field = {"forward": "forwarded_on", "route": "routed_on"}[verb]
        self.attempt(getattr(forwarding, verb), by, **{field: day}, to=to)

    @rule(by=proposals, day=days, reason=texts, ground=st.one_of(st.sampled_from(DeclineGround), st.just("x")))
    def decline(self, by: Proposal, day: date | None, reason: str, ground: DeclineGround) -> None:
        self.attempt(declining.decline, by, ground=ground, sent_on=day, method=Method.LETTER, reason=reason)

    @rule(by=proposals, reason=texts, duplicate=st.sampled_from(["", "other", "self", "K26-9", "a\x00b"]))
    def void(self, by: Proposal, reason: str, duplicate: str) -> None:
        reference = {"other": self.other.reference, "self": self.complaint.reference}.get(duplicate, duplicate)
        self.attempt(corrections.void, by, reason=reason, duplicate_of=reference)

    @rule(by=proposals, day=days, reason=texts)
    def reopen(self, by: Proposal, day: date | None, reason: str) -> None:
        self.attempt(corrections.reopen, by, reopened_on=day, reason=reason)

    @rule(by=proposals, category=st.one_of(st.sampled_from(Category), st.just("x")), reason=texts)
    def recategorise(self, by: Proposal, category: Category, reason: str) -> None:
        self.attempt(corrections.recategorise, by, category=category, reason=reason)

    @rule(
        by=proposals,
        name=st.sampled_from([*sorted(corrections.EDITABLE), "status", "last_day"]),
        value=st.one_of(texts, days, st.none(), st.integers(), st.booleans(), st.lists(texts, max_size=2)),
    )
    def edit(self, by: Proposal, name: str, value: object) -> None:
        self.attempt(corrections.edit, by, changes={name: value})

    @rule(by=proposals, text=texts)
    def note(self, by: Proposal, text: str) -> None:
        self.attempt(note, by, text=text)

    @rule(by=proposals, whom=st.integers(0, 6), text=texts)
    def add_person(self, by: Proposal, whom: int, text: str) -> None:
        self.attempt(people.add_person_complained_about, by, user=self.people[whom].user, name=text)

    @rule(by=proposals, whom=st.integers(0, 6), reason=texts)
    def record_involvement(self, by: Proposal, whom: int, reason: str) -> None:
        self.attempt(people.record_involvement, by, user=self.people[whom].user, reason=reason)

    @rule(by=proposals, name=texts, email=texts, agreed=st.one_of(st.none(), days))
    def add_party(self, by: Proposal, name: str, email: str, agreed: date | None) -> None:
        given: dict[str, Any] = {"name": name, "email": email, "email_agreed_on": agreed}
        self.attempt(people.add_party, by, role=PartyRole.AFFECTED, **given)

    @rule(by=proposals, conduct=texts)
    def add_part(self, by: Proposal, conduct: str) -> None:
        self.attempt(people.add_part, by, conduct=conduct)

    @rule(by=proposals, day=days, due=days, side=sides, method=methods)
    def offer_hearing(self, by: Proposal, day: date | None, due: date | None, side: Side, method: Method) -> None:
        self.attempt(hearing.offer, by, side=side, happened_on=day, method=method, reply_by=due)

    @rule(by=proposals, day=days, side=sides, answer=st.sampled_from(HearingAnswer))
    def answer_hearing(self, by: Proposal, day: date | None, side: Side, answer: HearingAnswer) -> None:
        self.attempt(hearing.record_answer, by, side=side, answer=answer, happened_on=day)

    @rule(by=proposals, day=days, side=sides, mode=st.sampled_from(HearingMode))
    def hear(self, by: Proposal, day: date | None, side: Side, mode: HearingMode) -> None:
        self.attempt(hearing.hear, by, side=side, mode=mode, happened_on=day)

    @rule(by=proposals, day=days, detail=texts)
    def report_hearing(self, by: Proposal, day: date | None, detail: str) -> None:
        self.attempt(hearing.report, by, happened_on=day, detail=detail)

    @rule(by=proposals, day=days, reason=texts, ground=st.sampled_from(WaiverGround), happened=st.booleans())
    def waive(self, by: Proposal, day: date | None, reason: str, ground: WaiverGround, happened: bool) -> None:
        self.attempt(hearing.waive, by, ground=ground, happened_on=day, reason=reason, happened=happened)

    @rule(by=proposals, name=texts, advised=st.sampled_from(Verdict), day=days)
    def advise(self, by: Proposal, name: str, advised: Verdict, day: date | None) -> None:
        self.attempt(advising.charge, by, adviser_kind=AdviserKind.PERSON, adviser=name)
        self.attempt(advising.receive_advice, by, received_on=day, advised=advised, detail=name)

    @rule(by=proposals, day=days)
    def do_what_is_due(self, by: Proposal, day: date | None) -> None:
        """The ordinary course, so that closings succeed."""
        given: dict[str, Any] = {"happened_on": day, "method": Method.LETTER}
        with_committee = self.complaint.procedure == Procedure.COMMITTEE
        self.attempt(handling.acknowledge, by, **given, names_adviser=with_committee)
        self.attempt(handling.record_act, by, **given, kind=ActKind.COPIED)
        for side in Side:
            self.attempt(hearing.offer, by, **given, side=side)
            self.attempt(hearing.hear, by, side=side, mode=HearingMode.PHONE, happened_on=day)
        self.attempt(hearing.report, by, happened_on=day, detail="Verslag.")
        self.attempt(terms.tell_extension, by, told_on=by.on, method=Method.LETTER)

    @rule(by=proposals, day=days, method=methods, reason=texts)
    def close_in_spite(self, by: Proposal, day: date | None, method: str, reason: str) -> None:
        self.attempt(closing.close_in_spite, by, sent_on=day, method=method, reason=reason)

    @rule(by=proposals, verdict=st.sampled_from(Verdict))
    def answer_at_once(self, by: Proposal, verdict: Verdict) -> None:
        """Taken up, judged and sent on one day, whatever the law still asks."""
        self.attempt(handling.take_up, by, happened_on=by.on, not_involved=True)
        self.judge_well(by, verdict)
        self.attempt(closing.close, by, sent_on=by.on, method=Method.LETTER)

    @rule(by=proposals, day=days, due=days, text=texts)
    def ask_completion(self, by: Proposal, day: date | None, due: date | None, text: str) -> None:
        given: dict[str, Any] = {"asked_on": day or by.on, "reply_by": due or by.on}
        self.attempt(completing.ask_completion, by, **given, method=Method.LETTER, missing=text)
        self.attempt(completing.complete, by, completed_on=by.on, detail=text)

    @rule(by=proposals, day=days, due=days, text=texts, number=st.integers(0, 2))
    def inquire(self, by: Proposal, day: date | None, due: date | None, text: str, number: int) -> None:
        given: dict[str, Any] = {"asked_on": day or by.on, "reply_by": due or by.on}
        self.attempt(inquiries.ask, by, unit_id=unit().pk, question=text, **given)
        self.attempt(inquiries.answer, by, number=number, answered_on=by.on, text=text)

    @rule(by=proposals, day=days, due=days, text=texts, number=st.integers(0, 2), keeps=st.booleans())
    def promise(self, by: Proposal, day: date | None, due: date | None, text: str, number: int, keeps: bool) -> None:
        given: dict[str, Any] = {"made_on": day or by.on, "due_on": due or by.on}
        self.attempt(commitments.promise, by, text=text, owner_name="De balie", **given)
        if keeps:
            self.attempt(commitments.keep, by, number=number, kept_on=by.on)
        else:
            self.attempt(commitments.break_off, by, number=number, broken_on=by.on, remark=text)

    @rule(by=proposals, day=days, due=st.integers(-2, 40), text=texts, number=st.integers(0, 2))
    def go_round(self, by: Proposal, day: date | None, due: int, text: str, number: int) -> None:
        until = noon(by.on + timedelta(days=due))
        self.attempt(rounds.open_round, by, question=text, asked_on=day or by.on, answer_by=until)
        self.attempt(rounds.move_round, by, number=number, answer_by=until, reason=text)
        self.attempt(rounds.answer_round, by, number=number, answered_on=by.on, method=Method.EMAIL, answer=text)

    @rule(by=proposals, day=days, text=texts, number=st.integers(0, 2), following=st.sampled_from(Following))
    def recommend(self, by: Proposal, day: date | None, text: str, number: int, following: Following) -> None:
        self.attempt(recommending.record_recommendation, by, report=text, received_on=day or by.on, text=text)
        self.attempt(recommending.respond, by, number=number, following=following, responded_on=by.on, response=text)

    @rule(by=proposals, day=days, text=texts, kind=st.sampled_from(ContactKind))
    def contact(self, by: Proposal, day: date | None, text: str, kind: ContactKind) -> None:
        self.attempt(contacts.record, by, kind=kind, happened_on=day, with_whom=text, text=text)

    @rule(by=proposals, day=days, term=st.integers(0, 300), decided_on=days)
    def set_application(self, by: Proposal, day: date | None, term: int, decided_on: date | None) -> None:
        given: dict[str, Any] = {"applied_on": day or by.on, "term": term, "unit": TermUnit.WEEKS}
        self.attempt(applications.set_application, by, **given, decided_on=decided_on)

    @invariant()
    def the_register_is_sound(self) -> None:
        complaint = Complaint.objects.get(pk=self.complaint.pk)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        require_sound(complaint)


@pytest.fixture
def _in_a_transaction_of_its_own(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every run of the machine rolls itself back, so nothing is left."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.usefixtures("_in_a_transaction_of_its_own")
def test_whatever_is_tried_the_register_stays_sound() -> None:
    run_state_machine_as_test(Lifecycle, settings=SMALL)


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("_in_a_transaction_of_its_own")
def test_whatever_is_tried_at_length_the_register_stays_sound() -> None:
    run_state_machine_as_test(Lifecycle, settings=DEEP)
