"""The checklist that the law makes: each duty as the recorded acts leave it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from complaints.checklist import ActFact, Facts, Item, checklist, open_duties
from complaints.vocabulary import (
    ActKind,
    Duty,
    DutyState,
    NotApplicable,
    Procedure,
    Regime,
    Side,
    WaiverGround,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
LAST_DAY = date(2026, 2, 16)
DONE, DUE, WAIVED, NOT, UNKNOWN = (
    DutyState.DONE,
    DutyState.DUE,
    DutyState.WAIVED,
    DutyState.NOT_APPLICABLE,
    DutyState.UNKNOWN,
)

FRESH = Facts(
    regime=Regime.FORMAL,
    procedure=Procedure.ORDINARY,
    is_imported=False,
    names_somebody=False,
    verdict="",
    is_closed=False,
    ended_without_judgment=False,
    acts=(),
    last_days={Duty.ANSWER: LAST_DAY},
)


def act(kind: ActKind, on: date | None = MONDAY, **more: Any) -> ActFact:
    return ActFact(kind, on, **more)


def after(*acts: ActFact, **changes: Any) -> dict[Duty, Item]:
    return {item.duty: item for item in checklist(replace(FRESH, acts=acts, **changes))}


def state(duty: Duty, *acts: ActFact, **changes: Any) -> DutyState:
    return after(*acts, **changes)[duty].state


OFFER = act(ActKind.HEARING_OFFERED, side=Side.COMPLAINANT)
OFFER_PERSON = act(ActKind.HEARING_OFFERED, side=Side.PERSON)
WANTS = act(ActKind.HEARING_ANSWERED, side=Side.COMPLAINANT, code="wants")
DECLINES = act(ActKind.HEARING_ANSWERED, side=Side.COMPLAINANT, code="declines")
HEARD = act(ActKind.HEARD, side=Side.COMPLAINANT, code="phone")


def waiver(code: str) -> ActFact:
    return act(ActKind.HEARING_WAIVED, TUESDAY, side=Side.COMPLAINANT, code=code)


def test_every_duty_has_its_place_once_and_an_article() -> None:
    items = checklist(FRESH)
    assert [item.duty for item in items] == list(Duty)
    assert all(item.article.startswith("Awb 9:") for item in items)


def test_of_a_new_complaint_these_are_due() -> None:
    due = [item.duty for item in checklist(FRESH) if item.is_open]
    assert due == [
        Duty.ACKNOWLEDGEMENT,
        Duty.TAKE_UP,
        Duty.OFFER_COMPLAINANT,
        Duty.HEAR_COMPLAINANT,
        Duty.JUDGMENT,
        Duty.ANSWER,
    ]
    assert after()[Duty.ANSWER].last_day == LAST_DAY


def test_what_is_done_says_when_and_by_which_act() -> None:
    proof = act(ActKind.ACKNOWLEDGED, TUESDAY)
    item = after(proof)[Duty.ACKNOWLEDGEMENT]
    assert (item.state, item.on, item.proof, item.last_day) == (DONE, TUESDAY, proof, None)


def test_9_9_asks_a_copy_where_somebody_is_named() -> None:
    assert after()[Duty.COPY].why_not is NotApplicable.NOBODY_NAMED
    assert state(Duty.COPY, names_somebody=True) is DUE
    assert state(Duty.COPY, act(ActKind.COPIED), names_somebody=True) is DONE


class TestHearing:
    """9:10."""

    def test_the_offer_meets_its_duty_and_the_hearing_stays(self) -> None:
        assert state(Duty.OFFER_COMPLAINANT, OFFER) is DONE
        assert state(Duty.HEAR_COMPLAINANT, OFFER) is DUE

    def test_who_was_heard_had_the_opportunity(self) -> None:
        assert state(Duty.OFFER_COMPLAINANT, HEARD) is DONE
        assert state(Duty.HEAR_COMPLAINANT, HEARD) is DONE

    def test_an_offer_that_names_no_side_was_the_complainants(self) -> None:
        assert state(Duty.OFFER_COMPLAINANT, act(ActKind.HEARING_OFFERED)) is DONE
        assert state(Duty.OFFER_PERSON, act(ActKind.HEARING_OFFERED), names_somebody=True) is DUE

    @pytest.mark.parametrize("code", list(WaiverGround))
    def test_a_waiver_lifts_the_duty_on_its_ground(self, code: WaiverGround) -> None:
        item = after(OFFER, waiver(code))[Duty.HEAR_COMPLAINANT]
        assert (item.state, item.ground, item.on) == (WAIVED, code, TUESDAY)
        assert after(waiver(code))[Duty.OFFER_COMPLAINANT].state is WAIVED

    @pytest.mark.parametrize(
        "later",
        [
            act(ActKind.HEARING_OFFERED, WEDNESDAY, side=Side.COMPLAINANT),
            act(ActKind.HEARING_ANSWERED, WEDNESDAY, side=Side.COMPLAINANT, code="wants"),
        ],
    )
    def test_a_later_offer_or_his_wish_overtakes_the_waiver(self, later: ActFact) -> None:
        assert state(Duty.HEAR_COMPLAINANT, OFFER, waiver("declared"), later) is DUE

    def test_that_the_other_side_wants_it_does_not(self) -> None:
        wants = act(ActKind.HEARING_ANSWERED, WEDNESDAY, side=Side.PERSON, code="wants")
        assert state(Duty.HEAR_COMPLAINANT, OFFER, waiver("declared"), wants) is WAIVED

    @pytest.mark.parametrize(
        ("verdict", "found"), [("", WAIVED), ("unjustified", WAIVED), ("justified", DUE), ("other", DUE)]
    )
    def test_manifestly_unfounded_goes_only_with_unjustified(self, verdict: str, found: DutyState) -> None:
        assert state(Duty.HEAR_COMPLAINANT, waiver("unfounded"), verdict=verdict) is found

    def test_the_person_complained_about_gets_the_offer_and_is_heard_if_he_wants(self) -> None:
        named = {"names_somebody": True}
        assert after()[Duty.OFFER_PERSON].why_not is NotApplicable.NOBODY_NAMED
        assert state(Duty.OFFER_PERSON, **named) is DUE
        assert state(Duty.OFFER_PERSON, OFFER_PERSON, **named) is DONE
        assert after(OFFER_PERSON, **named)[Duty.HEAR_PERSON].why_not is NotApplicable.NOT_ASKED
        wants = act(ActKind.HEARING_ANSWERED, side=Side.PERSON, code="wants")
        declines = act(ActKind.HEARING_ANSWERED, side=Side.PERSON, code="declines")
        assert state(Duty.HEAR_PERSON, OFFER_PERSON, wants, **named) is DUE
        assert state(Duty.HEAR_PERSON, OFFER_PERSON, declines, **named) is NOT
        assert state(Duty.HEAR_PERSON, wants, OFFER_PERSON, **named) is NOT  # an answer to an earlier offer
        heard = act(ActKind.HEARD, side=Side.PERSON, code="phone")
        assert state(Duty.HEAR_PERSON, OFFER_PERSON, wants, heard, **named) is DONE
        assert state(Duty.OFFER_PERSON, heard, **named) is DONE

    def test_of_a_hearing_a_report_is_made(self) -> None:
        assert after()[Duty.REPORT].why_not is NotApplicable.NOT_HEARD
        assert state(Duty.REPORT, HEARD) is DUE
        report = act(ActKind.HEARING_REPORTED, TUESDAY)
        assert state(Duty.REPORT, HEARD, report) is DONE
        later = act(ActKind.HEARD, WEDNESDAY, side=Side.PERSON, code="phone")
        assert state(Duty.REPORT, HEARD, report, later) is DUE

    def test_a_report_without_a_day_is_taken_to_be_of_the_hearing(self) -> None:
        assert state(Duty.REPORT, HEARD, act(ActKind.HEARING_REPORTED, None)) is DONE


class TestCommittee:
    """9:15."""

    def test_the_ordinary_procedure_knows_none(self) -> None:
        assert after()[Duty.NAME_COMMITTEE].why_not is NotApplicable.NO_COMMITTEE
        assert after()[Duty.ADVICE].why_not is NotApplicable.NO_COMMITTEE

    def test_the_acknowledgement_names_it_and_its_advice_comes(self) -> None:
        with_committee = {"procedure": Procedure.COMMITTEE}
        plain, naming = act(ActKind.ACKNOWLEDGED), act(ActKind.ACKNOWLEDGED, TUESDAY, code="committee")
        assert state(Duty.NAME_COMMITTEE, plain, **with_committee) is DUE
        assert after(plain, naming, **with_committee)[Duty.NAME_COMMITTEE].on == TUESDAY
        assert state(Duty.ADVICE, **with_committee) is DUE
        assert state(Duty.ADVICE, act(ActKind.ADVISED, code="justified"), **with_committee) is DONE


def test_9_11_2_the_person_complained_about_is_told_of_the_extension() -> None:
    extended = act(ActKind.EXTENDED)
    assert after()[Duty.TELL_EXTENSION].why_not is NotApplicable.NOT_EXTENDED
    assert after(extended)[Duty.TELL_EXTENSION].why_not is NotApplicable.NOBODY_NAMED
    assert state(Duty.TELL_EXTENSION, extended, names_somebody=True) is DUE
    told = act(ActKind.EXTENSION_NOTICED, side=Side.PERSON)
    assert state(Duty.TELL_EXTENSION, extended, told, names_somebody=True) is DONE


def test_9_12_the_judgment_and_the_answer() -> None:
    judged = act(ActKind.JUDGED, TUESDAY)
    assert after(judged, verdict="justified")[Duty.JUDGMENT].on == TUESDAY
    assert after(verdict="justified")[Duty.JUDGMENT].on is None
    assert state(Duty.JUDGMENT, judged) is DUE  # a reopened complaint is judged anew
    closed = act(ActKind.CLOSED, WEDNESDAY)
    assert state(Duty.ANSWER, judged, verdict="justified") is DUE
    assert after(judged, closed, verdict="justified", is_closed=True)[Duty.ANSWER].on == WEDNESDAY


def test_9_5_what_ended_otherwise_owes_nothing_more() -> None:
    items = after(act(ActKind.ACKNOWLEDGED), is_closed=True, ended_without_judgment=True, verdict="other")
    assert items[Duty.ACKNOWLEDGEMENT].state is DONE
    assert not any(item.is_open for item in items.values())
    assert items[Duty.JUDGMENT].why_not is NotApplicable.ENDED


def test_9_2_under_careful_handling_nothing_binds() -> None:
    facts = replace(FRESH, regime=Regime.CAREFUL)
    assert any(item.is_open for item in checklist(facts))
    assert open_duties(facts) == ()


def test_of_an_imported_complaint_what_was_done_before_is_unknown() -> None:
    items = after(is_imported=True, names_somebody=True, procedure=Procedure.COMMITTEE)
    assert {duty for duty, item in items.items() if item.state is UNKNOWN} == set(Duty) - {
        Duty.HEAR_PERSON,
        Duty.REPORT,
        Duty.TELL_EXTENSION,
        Duty.JUDGMENT,
        Duty.ANSWER,
    }
    assert state(Duty.HEAR_COMPLAINANT, OFFER, is_imported=True) is DUE  # offered here, so known


def test_of_an_imported_closed_complaint_everything_is_unknown() -> None:
    assert {item.state for item in checklist(replace(FRESH, is_imported=True, is_closed=True))} == {UNKNOWN}


def test_the_answer_itself_is_no_duty_to_do_before_it() -> None:
    acts = (act(ActKind.ACKNOWLEDGED), act(ActKind.TAKEN_UP), OFFER, DECLINES, waiver("declared"))
    assert open_duties(replace(FRESH, acts=acts, verdict="justified")) == ()
    assert [item.duty for item in open_duties(replace(FRESH, acts=acts))] == [Duty.JUDGMENT]


def test_an_answer_to_an_earlier_offer_is_none_to_a_later_one() -> None:
    facts = replace(FRESH, acts=(WANTS, OFFER))
    assert facts.answer_of(Side.COMPLAINANT) is None
    assert replace(FRESH, acts=(OFFER, OFFER_PERSON, WANTS)).answer_of(Side.PERSON) is None
    assert replace(FRESH, acts=(OFFER, WANTS, OFFER_PERSON)).answer_of(Side.COMPLAINANT) == WANTS
    assert FRESH.answer_of(Side.PERSON) is None
