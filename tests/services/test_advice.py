"""The advisory procedure (Awb 9:13 to 9:16): who advises, the advice, and deviating from it."""

from datetime import date
from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Complaint
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.services.advising import NobodyCharged, NoCommittee, charge, receive_advice
from complaints.services.closing import AdviceNotEnclosed, close
from complaints.services.handling import NobodyAdvises, acknowledge
from complaints.services.judging import DeviationUnexplained, NoAdviceYet, judge
from complaints.vocabulary import AdviserKind, Procedure, RecordOrigin, Verdict
from complaints.workflow import NotNow
from tests.cases import register_complaint, take_up
from tests.fulfilling import fulfil
from tests.people import at_desk, bram
from tests.services.acting import (
    TODAY,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    refused,
)

pytestmark = pytest.mark.django_db

JUDGED_ON = date(2026, 1, 26)


def with_committee() -> Complaint:
    return register_complaint(procedure=Procedure.COMMITTEE, procedure_basis="Klachtenregeling, artikel 4")


def charged() -> Complaint:
    complaint = with_committee()
    act(charge, complaint, by=at_desk(bram()), **committee())
    return complaint


def advised(verdict: Verdict = Verdict.UNJUSTIFIED) -> Complaint:
    complaint = charged()
    act(receive_advice, complaint, **report(advised=verdict))
    return take_up(complaint)


def committee(**changes: Any) -> dict[str, Any]:
    return {"adviser_kind": AdviserKind.COMMITTEE, "adviser": "Klachtadviescommissie"} | changes


def report(**changes: Any) -> dict[str, Any]:
    return {"received_on": TODAY, "advised": Verdict.JUSTIFIED, "detail": "Rapport 12, gegrond."} | changes


def judgment(**changes: Any) -> dict[str, Any]:
    return {
        "findings": "De balie was dicht.",
        "judgment": "De klacht is gegrond.",
        "conclusions": "",
        "has_no_conclusions": True,
        "verdict": Verdict.JUSTIFIED,
    } | changes


class TestCharging:
    """9:14: a person or a committee."""

    def test_a_coordinator_says_who_advises(self) -> None:
        complaint = charged()
        assert last_event(complaint).changes == {
            "adviser_kind": ["", "committee"],
            "adviser": ["", "Klachtadviescommissie"],
        }

    def test_a_handler_does_not(self) -> None:
        refused(charge, with_committee(), NotAllowed, **committee())

    def test_in_the_ordinary_procedure_nobody_advises(self) -> None:
        given = committee()
        refused(charge, register_complaint(), NoCommittee, article="Awb 9:13", by=at_desk(bram()), **given)

    @pytest.mark.parametrize(
        ("changes", "field", "article"),
        [
            ({"adviser": " "}, "adviser", "Awb 9:14"),
            ({"adviser": "x" * 201}, "adviser", ""),
            ({"adviser_kind": "x"}, "adviser_kind", ""),
        ],
    )
    def test_what_does_not_fit_is_refused(self, changes: dict[str, Any], field: str, article: str) -> None:
        given = committee(**changes)
        refused(charge, with_committee(), Unusable, field=field, article=article, by=at_desk(bram()), **given)

    def test_an_intervention_knows_no_committee(self) -> None:
        refused(charge, intervention(), NotNow, by=at_desk(bram()), **committee())

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(charge, with_committee(), by=at_desk(bram()), **committee())


class TestAcknowledgement:
    """9:15(1): the acknowledgement says who will advise."""

    def test_says_so(self) -> None:
        complaint = with_committee()
        act(acknowledge, complaint, **by_letter(happened_on=TODAY, names_adviser=True))
        assert last_act(complaint).code == "committee"

    def test_does_not_where_nobody_advises(self) -> None:
        given = by_letter(happened_on=TODAY, names_adviser=True)
        article = "Awb 9:15 lid 1"
        refused(acknowledge, register_complaint(), NobodyAdvises, field="names_adviser", article=article, **given)


class TestAdvice:
    """9:15(4): the report with the advice."""

    def test_keeps_the_verdict_that_is_advised_and_by_whom(self) -> None:
        complaint = charged()
        act(receive_advice, complaint, **report())
        done = last_act(complaint)
        assert (done.kind, done.code, done.addressee) == ("advised", "justified", "Klachtadviescommissie")
        assert last_event(complaint).changes == {"advised": [None, "2026-01-19"]}

    def test_comes_from_who_was_charged(self) -> None:
        refused(receive_advice, with_committee(), NobodyCharged, article="Awb 9:14", **report())
        refused(receive_advice, register_complaint(), NoCommittee, article="Awb 9:13", **report())

    @pytest.mark.parametrize(
        ("changes", "field", "article"),
        [({"detail": " "}, "detail", "Awb 9:15 lid 4"), ({"advised": "x"}, "advised", "")],
    )
    def test_what_does_not_fit_is_refused(self, changes: dict[str, Any], field: str, article: str) -> None:
        refused(receive_advice, charged(), Unusable, field=field, article=article, **report(**changes))

    @pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 1, 20)])
    def test_a_day_that_cannot_be_is_refused(self, day: date) -> None:
        refused(receive_advice, charged(), WrongDay, field="received_on", **report(received_on=day))

    def test_the_second_of_two_people_is_told_what_changed(self) -> None:
        changed_meanwhile(receive_advice, charged(), **report())


class TestDeviation:
    """9:16: conclusions that deviate give the reason, and enclose the advice."""

    def test_nothing_is_judged_before_the_advice(self) -> None:
        given = judgment()
        refused(judge, take_up(charged()), NoAdviceYet, article="Awb 9:15 lid 4", on=JUDGED_ON, **given)

    def test_another_verdict_than_was_advised_needs_the_reason(self) -> None:
        given = judgment()
        said = refused(
            judge, advised(), DeviationUnexplained, field="deviation_reason", article="Awb 9:16", on=JUDGED_ON, **given
        )
        assert "“Ongegrond”" in said or "“Unjustified”" in said or "Onterecht" in said

    def test_with_the_reason_it_deviates(self) -> None:
        complaint = advised()
        act(judge, complaint, on=JUDGED_ON, **judgment(deviation_reason="Het beeldmateriaal kwam later."))
        assert (last_act(complaint).code, last_act(complaint).detail) == ("deviates", "Het beeldmateriaal kwam later.")
        assert last_event(complaint).reason == "Het beeldmateriaal kwam later."

    def test_the_same_verdict_follows(self) -> None:
        complaint = advised(Verdict.JUSTIFIED)
        act(judge, complaint, on=JUDGED_ON, **judgment())
        assert last_act(complaint).code == "follows"

    def test_the_same_verdict_may_deviate_in_its_conclusions(self) -> None:
        complaint = advised(Verdict.JUSTIFIED)
        act(judge, complaint, on=JUDGED_ON, **judgment(deviation_reason="Geen excuses."))
        assert last_act(complaint).code == "deviates"

    def test_where_nobody_advises_nothing_deviates(self) -> None:
        given = judgment(deviation_reason="Anders.")
        refused(judge, take_up(register_complaint()), Unusable, field="deviation_reason", on=JUDGED_ON, **given)

    def test_of_an_imported_complaint_the_advice_may_be_unknown(self) -> None:
        complaint = take_up(with_committee())
        Complaint.objects.filter(pk=complaint.pk).update(origin=RecordOrigin.IMPORTED)
        act(judge, complaint, on=JUDGED_ON, **judgment())
        assert last_act(complaint).code == ""

    def test_the_letter_encloses_the_advice(self) -> None:
        complaint = advised()
        act(judge, complaint, on=JUDGED_ON, **judgment(deviation_reason="Later bewijs."))
        fulfil(complaint, on=JUDGED_ON)
        left = by_letter(sent_on=JUDGED_ON)
        refused(close, complaint, AdviceNotEnclosed, field="advice_enclosed", article="Awb 9:16", on=JUDGED_ON, **left)
        act(close, complaint, on=JUDGED_ON, **left, advice_enclosed=True)
        assert last_event(complaint).changes["advice_enclosed"] == [None, True]
