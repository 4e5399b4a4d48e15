"""Judging: findings, judgment and conclusions of the whole and of each part (Awb 9:12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.checklist import Facts
from complaints.models import Complaint, Part
from complaints.queries.duties import facts_of
from complaints.record import trail
from complaints.record.case import open_case
from complaints.record.checking import Unusable, require_printable, require_text, require_usable
from complaints.record.parts import unanswered
from complaints.vocabulary import ActKind, Deviation, Norm, OtherReason, Procedure, Regime, Verdict, WaiverGround
from complaints.workflow import LEADS_TO, Action, Refusal


@dataclass(frozen=True)
class PartJudgment:
    """What the judgment says of one part (klachtonderdeel): its finding and verdict."""

    finding: str
    verdict: Verdict


class VerdictDiffersFromParts(Refusal):
    """The verdict of the whole follows from the parts: mixed parts make it partly justified."""

    code = "verdict_differs_from_parts"


class WaivedAsUnfounded(Refusal):
    """The hearing was waived as manifestly unfounded, which goes only with the verdict unjustified."""

    code = "waived_as_unfounded"
    article = "Awb 9:10 lid 2 onder a"


class NoAdviceYet(Refusal):
    """Who advises sends a report with an advice before the body concludes."""

    code = "no_advice_yet"
    article = "Awb 9:15 lid 4"


class DeviationUnexplained(Refusal):
    """Conclusions that deviate from the advice give the reason."""

    code = "deviation_unexplained"
    article = "Awb 9:16"


@transaction.atomic
def judge(  # noqa: PLR0913 - a judgment has as many things to say
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    findings: str,
    judgment: str,
    conclusions: str,
    has_no_conclusions: bool,
    verdict: Verdict,
    partly: bool = False,
    part_judgments: Mapping[int, PartJudgment] | None = None,
    deviation_reason: str = "",
    norms: Collection[Norm] = (),
) -> Complaint:
    """Write the judgment (oordeel, Awb 9:12 lid 1); the complaint is then ready to send.

    Findings and judgment are required, conclusions or an explicit "none"; not under careful handling
    (9:2), where an oral complaint may be answered orally. ``verdict`` OTHER is a judgment that none
    is possible. ``part_judgments`` is keyed by the part's number. ``deviation_reason`` says why the
    conclusions deviate from the advice (9:16), where they do. ``norms`` are the norms of proper conduct
    that the judgment names.
    Raises ``Unusable``, ``PartUnanswered``, :class:`VerdictDiffersFromParts`,
    :class:`WaivedAsUnfounded`, :class:`NoAdviceYet` and :class:`DeviationUnexplained`.
    """
    case = open_case(Action.JUDGE, complaint_id=complaint_id, version=version, actor=actor, now=now)
    complaint = case.complaint
    if complaint.regime == Regime.FORMAL:
        _require_texts(findings, judgment, conclusions, has_no_conclusions=has_no_conclusions)
    if partly and verdict != Verdict.JUSTIFIED:
        raise Unusable(_("Partly justified is a kind of justified."), field="partly")
    facts = facts_of(complaint)
    _require_fits_waiver(facts, verdict)
    deviation = _deviation(facts, verdict, deviation_reason)
    _judge_parts(complaint, part_judgments or {}, verdict, partly=partly)
    complaint.findings, complaint.judgment = findings, judgment
    complaint.conclusions, complaint.has_no_conclusions = conclusions, has_no_conclusions
    complaint.norms = _in_order(norms)
    complaint.verdict = verdict
    complaint.partly = partly
    complaint.other_reason = OtherReason.NO_JUDGMENT if verdict == Verdict.OTHER else ""
    complaint.status = LEADS_TO[Action.JUDGE]
    case.add_act(ActKind.JUDGED, case.today, detail=deviation_reason or verdict, code=deviation)
    return case.save(reason=deviation_reason)


def _in_order(norms: Collection[Norm]) -> list[str]:
    """The norms as the guide orders them, each once."""
    if not set(norms) <= set(Norm):
        raise Unusable(_("This is no norm of proper conduct that is known."), field="norms")
    return [norm.value for norm in Norm if norm in norms]


def _require_texts(findings: str, judgment: str, conclusions: str, *, has_no_conclusions: bool) -> None:
    if has_no_conclusions and conclusions.strip():
        raise Unusable(_("There are conclusions, or there are none; not both."), field="has_no_conclusions")
    require_text(findings, _("Write the findings."), field="findings", article="Awb 9:12 lid 1")
    require_text(judgment, _("Write the judgment."), field="judgment", article="Awb 9:12 lid 1")
    if not has_no_conclusions:
        require_text(
            conclusions,
            _("Write the conclusions, or say that there are none."),
            field="conclusions",
            article="Awb 9:12 lid 1",
        )


def _judge_parts(
    complaint: Complaint, judgments: Mapping[int, PartJudgment], verdict: Verdict, *, partly: bool
) -> None:
    parts = list(complaint.parts.order_by("number"))
    if unknown := judgments.keys() - {part.number for part in parts}:
        raise Unusable(_("There is no part %(number)s.") % {"number": min(unknown)}, field="part_judgments")
    for part in parts:
        given = judgments.get(part.number)
        if given is None or not given.finding.strip() or not given.verdict:
            raise unanswered(part)
        part.finding, part.verdict = given.finding, given.verdict
        require_usable(part, prefix=f"part-{part.number}-")
    if parts:
        _require_whole_follows(parts, verdict, partly=partly)
        Part.objects.bulk_update(parts, ["finding", "verdict"])


def _require_whole_follows(parts: list[Part], verdict: Verdict, *, partly: bool) -> None:
    verdicts = {part.verdict for part in parts}
    mixed = Verdict.JUSTIFIED in verdicts and len(verdicts) > 1
    if mixed and not (verdict == Verdict.JUSTIFIED and partly):
        raise VerdictDiffersFromParts(
            _("One part is justified and another is not: the whole is partly justified."), field="verdict"
        )
    if not mixed and Verdict.JUSTIFIED not in verdicts and verdict == Verdict.JUSTIFIED:
        raise VerdictDiffersFromParts(_("No part is justified, so the whole is not."), field="verdict")
    if len(verdicts) == 1 and verdict not in verdicts:
        raise VerdictDiffersFromParts(
            _("Every part is “%(verdict)s”, so the whole is.") % {"verdict": Verdict(min(verdicts)).label},
            field="verdict",
        )


def _require_fits_waiver(facts: Facts, verdict: Verdict) -> None:
    waiver = facts.waiver()
    if waiver is not None and waiver.code == WaiverGround.UNFOUNDED and verdict != Verdict.UNJUSTIFIED:
        raise WaivedAsUnfounded(
            _("The hearing was waived as manifestly unfounded; for another verdict offer the hearing first."),
            field="verdict",
        )


def _deviation(facts: Facts, verdict: Verdict, reason: str) -> str:
    """Awb 9:16: how the conclusions stand to the advice; "" where nobody advises or it is not known."""
    require_printable(reason, field="deviation_reason", longest=trail.LONGEST_REASON)
    advised = facts.newest(ActKind.ADVISED)
    if facts.procedure is not Procedure.COMMITTEE or (advised is None and facts.is_imported):
        return _no_deviation(reason)
    if advised is None:
        raise NoAdviceYet(_("Record the report and the advice first."))
    if reason.strip():
        return Deviation.DEVIATES
    if advised.code != verdict:
        raise DeviationUnexplained(
            _("The advice was “%(advised)s”; say why the body decides otherwise.")
            % {"advised": Verdict(advised.code).label},
            field="deviation_reason",
        )
    return Deviation.FOLLOWS


def _no_deviation(reason: str) -> str:
    if reason.strip():
        raise Unusable(_("Nobody advised on this complaint, so nothing deviates."), field="deviation_reason")
    return ""
