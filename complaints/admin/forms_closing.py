"""Forms of endings: judge, close, and the ways to end without a verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, method
from complaints.models import Part
from complaints.services import closing
from complaints.services.closing import PartJudgment
from complaints.vocabulary import DeclineGround, Method, Verdict
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

    def __init__(self, data: Any = None, *, doing: Doing) -> None:
        self.parts: list[Part] = list(doing.complaint.parts.order_by("number"))
        super().__init__(data, doing=doing)
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
        """The texts as they stand: those of a reopened complaint are kept."""
        complaint = self.doing.complaint
        return {
            "findings": complaint.findings,
            "judgment": complaint.judgment,
            "conclusions": complaint.conclusions,
            "has_no_conclusions": complaint.has_no_conclusions,
            "verdict": complaint.verdict,
            "partly": complaint.partly,
        }

    def part_fields(self) -> list[tuple[Part, list[forms.BoundField]]]:
        """The parts, each with its fields, for the template."""
        return [(part, [self[f"{_prefix(part)}finding"], self[f"{_prefix(part)}verdict"]]) for part in self.parts]

    def whole_fields(self) -> list[forms.BoundField]:
        """The fields of the complaint as a whole."""
        names = ("findings", "judgment", "conclusions", "has_no_conclusions", "verdict", "partly")
        return [self[name] for name in names]

    def carry_out(self, doing: Doing) -> None:
        """Write the judgment."""
        values = self.cleaned_data
        closing.judge(
            **doing.as_arguments(),
            findings=values["findings"],
            judgment=values["judgment"],
            conclusions=values["conclusions"],
            has_no_conclusions=values["has_no_conclusions"],
            verdict=Verdict(values["verdict"]),
            partly=values["partly"],
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

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.close(
            **doing.as_arguments(), sent_on=self.cleaned_data["sent_on"], method=Method(self.cleaned_data["method"])
        )


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

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.settle(**doing.as_arguments(), **_with_method(self.arguments()))


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
        closing.withdraw(**doing.as_arguments(), **_with_method(self.arguments()))


class ForwardForm(ActForm):
    """Sent on to the competent body, the sender told at the same time (Awb 2:3)."""

    action = Action.FORWARD
    title = _("Forward to another body")
    lead = _("It goes to the body that is competent, and the sender is told at the same time.")
    article = "Awb 2:3"
    submit = _("Close as forwarded")
    success = _("The complaint is closed as forwarded.")
    starts_today = ("forwarded_on",)

    forwarded_on = fields.day(_("Sent on, and the sender told, on"))
    to = fields.asked(fields.line(_("To which body")))
    method = method()
    detail = fields.text(_("Remark"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.forward(**doing.as_arguments(), **_with_method(self.arguments()))


class DeclineForm(ActForm):
    """Not taken up (Awb 9:8), by a notice within four weeks of receipt."""

    action = Action.DECLINE
    title = _("Not take up")
    lead = _("A power, not a duty. The notice names the ombudsman, and leaves within four weeks of receipt.")
    article = "Awb 9:8"
    submit = _("Close as not taken up")
    success = _("The complaint is closed as not taken up.")
    starts_today = ("sent_on",)

    ground = fields.choice(_("Ground"), DeclineGround.choices, empty=_("Choose a ground"))
    reason = fields.asked(fields.text(_("Reason"), rows=4))
    sent_on = fields.day(_("Notice sent on"))
    method = method()

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        arguments = _with_method(self.arguments())
        arguments["ground"] = DeclineGround(arguments["ground"])
        closing.decline(**doing.as_arguments(), **arguments)


class RouteForm(ActForm):
    """No complaint after all: a question, an objection, a notice of default."""

    action = Action.ROUTE
    title = _("Not a complaint")
    lead = _("A question, an objection, a notice of default or a view on policy goes where it belongs.")
    submit = _("Close as not a complaint")
    success = _("The entry is closed as not a complaint.")
    starts_today = ("routed_on",)

    routed_on = fields.day(_("Sent there on"))
    to = fields.asked(fields.line(_("To whom")))
    method = method()
    detail = fields.text(_("What it was"), rows=2, required=False)

    def carry_out(self, doing: Doing) -> None:
        """Close it."""
        closing.route(**doing.as_arguments(), **_with_method(self.arguments()))


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
        closing.answer(**doing.as_arguments(), **_with_method(self.arguments()))


def _with_method(arguments: dict[str, Any]) -> dict[str, Any]:
    return {**arguments, "method": Method(arguments["method"])}
