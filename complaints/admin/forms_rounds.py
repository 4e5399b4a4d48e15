"""Forms of the rounds with the ombudsman, and of his recommendations (Awb 9:31, 9:36 lid 4)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, NumberedForm, local_moment, method, with_method
from complaints.models import Complaint
from complaints.services import recommending, rounds
from complaints.vocabulary import Following
from complaints.workflow import Action


class _OnARound(NumberedForm):
    """An act on one of the questions that are not answered yet."""

    number = fields.choice(_("Question"), [])

    def rows(self, complaint: Complaint) -> Iterable[tuple[int, str]]:
        """The rounds without an answer, by what he asks."""
        found = complaint.rounds.filter(answered_on=None).order_by("number")
        return [(row.number, row.question[:60]) for row in found]


class OpenRoundForm(ActForm):
    """A question of the ombudsman, with the day and hour that he set."""

    action = Action.OPEN_ROUND
    title = _("Question of the ombudsman")
    lead = _("What he asks, and the day and hour by which he wants the answer.")
    article = "Awb 9:31"
    success = _("The question is recorded.")
    starts_today = ("asked_on",)
    field_of = {"answer_by": "answer_day"}

    question = fields.asked(fields.text(_("What he asks")))
    asked_on = fields.day(_("Asked on"))
    answer_day = fields.day(_("Answer by"))
    answer_time = fields.clock_time(_("At"), initial="17:00")
    is_binding = forms.BooleanField(label=_("These are documents asked under 9:31: the term binds"), required=False)

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments, day and hour as one moment."""
        return _with_moment(super().arguments())

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        rounds.open_round(**doing.as_arguments(), **self.arguments())


class MoveRoundForm(_OnARound):
    """A new day and hour agreed with the ombudsman."""

    action = Action.MOVE_ROUND
    title = _("New date agreed with the ombudsman")
    lead = _("The earlier date stays readable.")
    success = _("The new date is recorded.")
    field_of = {"answer_by": "answer_day"}

    answer_day = fields.day(_("Answer by"))
    answer_time = fields.clock_time(_("At"), initial="17:00")
    reason = fields.line(_("With whom it was agreed, and why"), longest=500)

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments, day and hour as one moment."""
        return _with_moment(super().arguments())

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        rounds.move_round(**doing.as_arguments(), **self.arguments())


class AnswerRoundForm(_OnARound):
    """Our answer to one question."""

    action = Action.ANSWER_ROUND
    title = _("Answer a question of the ombudsman")
    lead = _("What was answered, and when it left. The intervention stays open for more questions.")
    article = "Awb 9:31"
    success = _("The answer is recorded.")
    starts_today = ("answered_on",)

    answered_on = fields.day(_("Answer sent on"))
    method = method()
    answer = fields.asked(fields.text(_("What was answered")))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        rounds.answer_round(**doing.as_arguments(), **with_method(self.arguments()))


class RecommendationForm(ActForm):
    """A recommendation in a report of the ombudsman."""

    action = Action.RECOMMENDATION
    title = _("Recommendation of the ombudsman")
    lead = _("What he recommends, and in which report.")
    article = "Awb 9:36 lid 4"
    success = _("The recommendation is recorded.")
    starts_today = ("received_on",)

    report = fields.line(_("Report"), longest=120)
    received_on = fields.day(_("Received on"))
    text = fields.text(_("Recommendation"))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        recommending.record_recommendation(**doing.as_arguments(), **self.arguments())


class FollowForm(NumberedForm):
    """How a recommendation is followed."""

    action = Action.RECOMMENDATION
    title = _("Response to a recommendation")
    lead = _("The body tells the ombudsman how it follows his recommendation; if it does not, it says why.")
    article = "Awb 9:36 lid 4"
    success = _("The response is recorded.")
    starts_today = ("responded_on",)

    number = fields.choice(_("Recommendation"), [])
    following = fields.radio(_("Followed"), Following.choices)
    response = fields.asked(fields.text(_("What we told him"), rows=3))
    responded_on = fields.day(_("Told on"))

    def rows(self, complaint: Complaint) -> Iterable[tuple[int, str]]:
        """All recommendations: a later response takes the place of an earlier one."""
        return [(row.number, row.text[:60]) for row in complaint.recommendations.order_by("number")]

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        arguments = self.arguments()
        arguments["following"] = Following(arguments["following"])
        recommending.respond(**doing.as_arguments(), **arguments)


def _with_moment(arguments: dict[str, Any]) -> dict[str, Any]:
    day, at = arguments.pop("answer_day"), arguments.pop("answer_time")
    return arguments | {"answer_by": local_moment(day, at)}
