"""Judging (Awb 9:12 lid 1): findings, judgment, conclusions or none, and every part answered."""

from datetime import date
from typing import Any

import pytest

from complaints.record.assigning import NotAssignable
from complaints.record.checking import Unusable
from complaints.record.parts import PartUnanswered
from complaints.services.judging import PartJudgment, VerdictDiffersFromParts, judge
from complaints.services.people import record_involvement
from complaints.vocabulary import ActKind, Form, Norm, Status, Verdict
from complaints.workflow import NotNow
from tests.cases import register_complaint, take_up
from tests.people import anna, at_desk, bram
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    changed_meanwhile,
    everything,
    intervention,
    last_act,
    last_event,
    refused,
)

pytestmark = pytest.mark.django_db

ARTICLE = "Awb 9:12 lid 1"
JUSTIFIED, UNJUSTIFIED, OTHER = Verdict.JUSTIFIED, Verdict.UNJUSTIFIED, Verdict.OTHER


def texts(**changes: Any) -> dict[str, Any]:
    return {
        "findings": "De balie was die dag gesloten.",
        "judgment": "De klacht is gegrond.",
        "conclusions": "De balie krijgt een tweede medewerker.",
        "has_no_conclusions": False,
        "verdict": JUSTIFIED,
    } | changes


def parted(*verdicts: Any) -> dict[str, Any]:
    """Judgments of as many parts, each with its finding."""
    return {
        "part_judgments": {number: PartJudgment("Zo was het.", verdict) for number, verdict in enumerate(verdicts, 1)}
    }


def taken_up(parts: int = 0) -> Any:
    return take_up(register_complaint(parts=tuple(f"Gedraging {number}" for number in range(parts))))


def test_makes_the_complaint_ready_to_send() -> None:
    complaint = taken_up()
    clocks = everything()["Clock"]
    act(judge, complaint, **texts())
    event = last_event(complaint)
    assert event.changes == {
        "status": ["in_handling", "ready_to_send"],
        "findings": ["", "De balie was die dag gesloten."],
        "judgment": ["", "De klacht is gegrond."],
        "conclusions": ["", "De balie krijgt een tweede medewerker."],
        "verdict": ["", "justified"],
    }
    assert (complaint.status, complaint.closed_on) == (Status.READY_TO_SEND, None)
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.detail) == (ActKind.JUDGED, TODAY, "justified")
    assert everything()["Clock"] == clocks


def test_that_no_judgment_is_possible_has_its_reason() -> None:
    complaint = taken_up()
    act(judge, complaint, **texts(verdict=OTHER))
    last_event(complaint)
    assert (complaint.verdict, complaint.other_reason) == ("other", "no_judgment")


def test_there_may_be_no_conclusions_when_that_is_said() -> None:
    complaint = taken_up()
    act(judge, complaint, **texts(conclusions="", has_no_conclusions=True))
    assert last_event(complaint).changes["has_no_conclusions"] == [False, True]


def test_a_judgment_can_be_rewritten_before_it_is_sent() -> None:
    complaint = taken_up()
    act(judge, complaint, **texts(verdict=OTHER))
    act(judge, complaint, **texts(partly=True))
    assert last_event(complaint).changes == {
        "verdict": ["other", "justified"],
        "partly": [False, True],
        "other_reason": ["no_judgment", ""],
    }


@pytest.mark.parametrize("name", ["findings", "judgment", "conclusions"])
def test_each_text_is_required(name: str) -> None:
    complaint = taken_up()
    refused(judge, complaint, Unusable, field=name, article=ARTICLE, **texts(**{name: " \n"}))
    for text in UNPRINTABLE:
        refused(judge, complaint, Unusable, field=name, **texts(**{name: text}))


def test_conclusions_and_none_at_once_is_refused() -> None:
    refused(judge, taken_up(), Unusable, field="has_no_conclusions", **texts(has_no_conclusions=True))


@pytest.mark.parametrize("verdict", [UNJUSTIFIED, OTHER])
def test_partly_belongs_to_justified_alone(verdict: Verdict) -> None:
    refused(judge, taken_up(), Unusable, field="partly", **texts(verdict=verdict, partly=True))


def test_an_unknown_verdict_is_refused() -> None:
    refused(judge, taken_up(), Unusable, field="verdict", **texts(verdict="guilty"))


def test_the_code_of_a_verdict_does_as_well() -> None:
    complaint = taken_up()
    act(judge, complaint, **texts(verdict="other"))
    last_event(complaint)
    assert complaint.other_reason == "no_judgment"


class TestParts:
    """Every part is answered, and the verdict of the whole follows from them."""

    @pytest.mark.parametrize(
        ("verdicts", "whole", "partly"),
        [
            ((JUSTIFIED, UNJUSTIFIED), JUSTIFIED, True),
            ((JUSTIFIED, OTHER), JUSTIFIED, True),
            ((JUSTIFIED, JUSTIFIED), JUSTIFIED, False),
            ((JUSTIFIED, JUSTIFIED), JUSTIFIED, True),
            ((UNJUSTIFIED, UNJUSTIFIED), UNJUSTIFIED, False),
            ((UNJUSTIFIED, OTHER), UNJUSTIFIED, False),
            ((UNJUSTIFIED, OTHER), OTHER, False),
            ((OTHER,), OTHER, False),
        ],
    )
    def test_the_whole_follows(self, verdicts: tuple[Verdict, ...], whole: Verdict, partly: bool) -> None:
        complaint = taken_up(len(verdicts))
        act(judge, complaint, **texts(verdict=whole, partly=partly), **parted(*verdicts))
        last_event(complaint)
        assert (complaint.verdict, complaint.partly) == (whole, partly)
        stored = list(complaint.parts.order_by("number").values_list("finding", "verdict"))
        assert stored == [("Zo was het.", verdict) for verdict in verdicts]

    @pytest.mark.parametrize(
        ("verdicts", "whole", "partly"),
        [
            ((JUSTIFIED, UNJUSTIFIED), JUSTIFIED, False),
            ((JUSTIFIED, UNJUSTIFIED), UNJUSTIFIED, False),
            ((JUSTIFIED, OTHER), OTHER, False),
            ((JUSTIFIED, JUSTIFIED), UNJUSTIFIED, False),
            ((JUSTIFIED,), OTHER, False),
            ((UNJUSTIFIED, UNJUSTIFIED), JUSTIFIED, False),
            ((UNJUSTIFIED,), OTHER, False),
            ((OTHER, OTHER), UNJUSTIFIED, False),
            ((UNJUSTIFIED, OTHER), JUSTIFIED, True),
        ],
    )
    def test_another_verdict_is_refused(self, verdicts: tuple[Verdict, ...], whole: Verdict, partly: bool) -> None:
        complaint = taken_up(len(verdicts))
        given = texts(verdict=whole, partly=partly) | parted(*verdicts)
        refused(judge, complaint, VerdictDiffersFromParts, field="verdict", **given)

    @pytest.mark.parametrize(
        "given",
        [
            {},
            parted(JUSTIFIED),
            {"part_judgments": {1: PartJudgment("Zo.", JUSTIFIED), 2: PartJudgment(" ", JUSTIFIED)}},
            parted(JUSTIFIED, ""),
        ],
    )
    def test_an_unanswered_part_is_refused(self, given: dict[str, Any]) -> None:
        number = 2 if given else 1
        refused(
            judge,
            taken_up(2),
            PartUnanswered,
            field=f"part-{number}-finding",
            article=ARTICLE,
            **texts(),
            **given,
        )

    def test_a_judgment_of_a_part_that_does_not_exist_is_refused(self) -> None:
        said = refused(judge, taken_up(1), Unusable, field="part_judgments", **texts(), **parted(JUSTIFIED, OTHER))
        assert "2" in said

    @pytest.mark.parametrize(
        ("field", "judgment"),
        [
            ("part-1-finding", PartJudgment("a\x00b", JUSTIFIED)),
            ("part-1-verdict", PartJudgment("Zo was het.", "guilty")),  # type: ignore[arg-type]  # the fault
        ],
    )
    def test_what_does_not_fit_is_refused(self, field: str, judgment: PartJudgment) -> None:
        refused(judge, taken_up(1), Unusable, field=field, **texts(), part_judgments={1: judgment})


def test_who_was_involved_does_not_judge() -> None:
    complaint = take_up(register_complaint(), actor=at_desk(bram()))
    act(record_involvement, complaint, by=at_desk(bram()), user=anna())
    refused(judge, complaint, NotAssignable, article="Awb 9:7", **texts())
    act(judge, complaint, by=at_desk(bram()), **texts())
    assert last_event(complaint).actor == bram()


def test_is_refused_before_it_is_taken_up_and_for_an_intervention() -> None:
    refused(judge, register_complaint(), NotNow, **texts())
    refused(judge, intervention(), NotNow, **texts())


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(judge, taken_up(), on=date(2026, 2, 2), **texts())


def test_under_careful_handling_no_text_is_asked_and_none_that_is_unfit_is_kept() -> None:
    complaint = take_up(register_complaint(form=Form.ORAL))
    empty = {"findings": "", "judgment": "", "conclusions": ""}
    refused(judge, complaint, Unusable, field="findings", **texts(**empty | {"findings": "a\x00b"}))
    act(judge, complaint, **texts(**empty))
    last_event(complaint)
    assert (complaint.status, complaint.findings) == (Status.READY_TO_SEND, "")


def test_a_judgment_names_norms_of_proper_conduct_in_the_order_of_the_guide() -> None:
    complaint = take_up(register_complaint())
    judged = act(judge, complaint, **texts(norms=[Norm.PROMPTNESS, Norm.LISTENING, Norm.LISTENING]))
    assert judged.norms == ["listening", "promptness"]
    assert last_event(complaint).changes["norms"] == [[], ["listening", "promptness"]]


def test_a_norm_that_nobody_knows_is_refused() -> None:
    refused(judge, take_up(register_complaint()), Unusable, field="norms", **texts(norms=["courage"]))
