"""Forms of endings: judge, close, and what ends with the complainant or the ombudsman."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, method, with_method
from complaints.models import Part
from complaints.record.fast_lane import proposal_of
from complaints.record.promising import Promise
from complaints.renderings.proposal import proposed_texts
from complaints.services import closing, judging
from complaints.services.judging import PartJudgment
from complaints.vocabulary import ActKind, Deviation, Norm, Procedure, Verdict
from complaints.workflow import Action

VERDICTS = [
    (Verdict.JUSTIFIED, _("Justified")),
    (Verdict.UNJUSTIFIED, _("Unjustified")),
    (Verdict.OTHER, _("No judgment possible")),
]


class JudgeForm(ActForm):
    """Findings, judgment and any conclusions (Awb 9:12), of the whole and of each part."""

    action = Action.JUDGE
    title = _("Judge")
    lead = _("What was found, what the body makes of it, and what follows from it, if anything.")
    article = "Awb 9:12 lid 1"
    submit = _("Keep the judgment")
    success = _("The judgment is written; the answer can be sent.")

    findings = fields.asked(fields.text(_("Findings"), rows=6))
    judgment = fields.asked(fields.text(_("Judgment"), rows=6))
    conclusions = fields.text(_("Conclusions"), rows=3, required=False)
    has_no_conclusions = forms.BooleanField(label=_("There are no conclusions"), required=False)
    verdict = fields.radio(_("Verdict"), VERDICTS)
    partly = forms.BooleanField(
        label=_("Partly justified"), required=False, help_text=_("Counted as justified, with a note.")
    )

    norms = forms.MultipleChoiceField(
        label=_("Norms of proper conduct"),
        choices=Norm.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Those of the ombudsman's guide that the judgment rests on; the answer names them."),
    )
    deviation_reason = fields.text(
        _("Why the body deviates from the advice"),
        rows=2,
        longest=500,
        required=False,
        help_text=_("Leave empty where it follows the advice (Awb 9:16)."),
    )

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        self.parts: list[Part] = list(doing.complaint.parts.order_by("number"))
        super().__init__(data, doing=doing)
        if doing.complaint.procedure != Procedure.COMMITTEE:
            del self.fields["deviation_reason"]
        for part in self.parts:
            prefix = _prefix(part)
            self.fields[f"{prefix}finding"] = fields.asked(
                fields.text(_("Finding on part %(number)s") % {"number": part.number}, rows=3)
            )
            self.fields[f"{prefix}verdict"] = fields.radio(
                _("Verdict on part %(number)s") % {"number": part.number}, VERDICTS
            )
            self.initial[f"{prefix}finding"] = part.finding
            self.initial[f"{prefix}verdict"] = part.verdict

    def first_values(self) -> dict[str, Any]:
        """The texts as they stand: those of a reopened complaint are kept; about delay they are proposed."""
        complaint = self.doing.complaint
        proposal = None if complaint.findings else proposal_of(complaint)
        if proposal is not None:
            texts = proposed_texts(complaint.application, proposal, language=complaint.language)
            return vars(texts) | {"has_no_conclusions": not texts.conclusions, "verdict": proposal.verdict}
        return {
            "findings": complaint.findings,
            "judgment": complaint.judgment,
            "conclusions": complaint.conclusions,
            "has_no_conclusions": complaint.has_no_conclusions,
            "verdict": complaint.verdict,
            "partly": complaint.partly,
            "norms": complaint.norms,
        }

    def part_fields(self) -> list[tuple[Part, list[forms.BoundField]]]:
        """The parts, each with its fields, for the template."""
        return [(part, [self[f"{_prefix(part)}finding"], self[f"{_prefix(part)}verdict"]]) for part in self.parts]

    def whole_fields(self) -> list[forms.BoundField]:
        """The fields of the complaint as a whole."""
        names = (
            "findings",
            "judgment",
            "conclusions",
            "has_no_conclusions",
            "verdict",
            "partly",
            "norms",
            "deviation_reason",
        )
        return [self[name] for name in names if name in self.fields]

    def carry_out(self, doing: Doing) -> None:
        """Write the judgment."""
        values = self.cleaned_data
        judging.judge(
            **doing.as_arguments(),
            findings=values["findings"],
            judgment=values["judgment"],
            conclusions=values["conclusions"],
            has_no_conclusions=values["has_no_conclusions"],
            verdict=Verdict(values["verdict"]),
            partly=values["partly"],
            deviation_reason=values.get("deviation_reason", ""),
            norms=[Norm(norm) for norm in values["norms"]],
            part_judgments={
                part.number: PartJudgment(
                    finding=values[f"{_prefix(part)}finding"], verdict=Verdict(values[f"{_prefix(part)}verdict"])
                )
                for part in self.parts
            },
        )


def _prefix(part: Part) -> str:
    return f"part-{part.number}-"


class CloseForm(ActForm):
    """The day on which the closing letter left (Awb 9:12)."""

    action = Action.CLOSE
    title = _("Close: the answer was sent")
    lead = _("Handled is the day on which the letter left; by post, the day of the batch.")
    article = "Awb 9:12"
    submit = _("Close")
    success = _("The complaint is closed.")
    starts_today = ("sent_on",)

    sent_on = fields.day(_("Letter left on"))
    method = method()
    advice_enclosed = forms.BooleanField(label=_("The advice is enclosed (Awb 9:16)"), required=False)

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        super().__init__(data, doing=doing)
        judged = doing.complaint.acts.filter(kind=ActKind.JUDGED).order_by("-id").first()
        if judged is None or judged.code != Deviation.DEVIATES:
            del self.fields["advice_enclosed"]

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.close(**doing.as_arguments(), **with_method(self.arguments()))


class CloseInSpiteForm(CloseForm):
    """The answer leaves though a duty was missed: a coordinator says so, and why."""

    action = Action.CLOSE_IN_SPITE
    title = _("Close in spite of what is missing")
    lead = _("No rule keeps the answer from the complainant. What is missing is kept as a defect, with your reason.")
    submit = _("Close in spite of it")

    reason = fields.asked(fields.text(_("Reason"), rows=3, longest=500))

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.close_in_spite(**doing.as_arguments(), **with_method(self.arguments()))


class SettleForm(ActForm):
    """Settled to the complainant's satisfaction (Awb 9:5)."""

    action = Action.SETTLE
    title = _("Settled to satisfaction")
    lead = _("The complainant confirms that the complaint has been met; further duties lapse.")
    article = "Awb 9:5"
    submit = _("Close as settled")
    success = _("The complaint is closed as settled.")
    starts_today = ("confirmed_on",)

    confirmed_on = fields.day(_("Confirmed on"))
    method = method(_("How it was confirmed"))
    detail = fields.asked(fields.text(_("What was agreed"), rows=4))
    promise = fields.text(
        _("Commitment"),
        rows=2,
        required=False,
        help_text=_("What was promised, if anything; one that is not kept reopens the complaint."),
    )
    due_on = fields.day(_("Commitment due on"), required=False)
    owner_name = fields.line(_("Who keeps the commitment"), required=False)

    field_of = {"promises-0-text": "promise", "promises-0-due_on": "due_on", "promises-0-owner_name": "owner_name"}

    def clean(self) -> dict[str, Any]:
        """A commitment has its day; a day alone is none."""
        values = super().clean() or {}
        if values.get("promise") and not values.get("due_on"):
            self.add_error("due_on", _("Say by when the commitment is kept."))
        if values.get("due_on") and not values.get("promise"):
            self.add_error("promise", _("Say what was promised."))
        return values

    def carry_out(self, doing: Doing) -> None:
        """Close it, with the commitment that was made."""
        arguments = with_method(self.arguments())
        text, due_on, owner = (arguments.pop(name) for name in ("promise", "due_on", "owner_name"))
        promises = (
            [Promise(text=text, made_on=arguments["confirmed_on"], due_on=due_on, owner_name=owner)] if text else []
        )
        closing.settle(**doing.as_arguments(), **arguments, promises=promises)


class WithdrawForm(ActForm):
    """Withdrawn by the complainant's own statement."""

    action = Action.WITHDRAW
    title = _("Withdrawn")
    lead = _("The complainant says so, without having been talked into it.")
    submit = _("Close as withdrawn")
    success = _("The complaint is closed as withdrawn.")
    starts_today = ("withdrawn_on",)

    withdrawn_on = fields.day(_("Statement received on"))
    method = method()
    detail = fields.text(_("What was said"), rows=3, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.withdraw(**doing.as_arguments(), **with_method(self.arguments()))


class AnswerForm(ActForm):
    """Our answer to the ombudsman (Awb 9:31)."""

    action = Action.ANSWER
    title = _("Answer the ombudsman")
    lead = _("Record what was answered, and when the answer left.")
    article = "Awb 9:31"
    submit = _("Close as answered")
    success = _("The intervention is closed as answered.")
    starts_today = ("answered_on",)

    answered_on = fields.day(_("Answer sent on"))
    method = method()
    detail = fields.asked(fields.text(_("What was answered"), rows=4))

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.answer(**doing.as_arguments(), **with_method(self.arguments()))
