"""Recommendations in reports of the ombudsman, and what the body does with them (Awb 9:36 lid 4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint, Recommendation
from complaints.record import numbers
from complaints.record.case import WrongDay, open_case
from complaints.record.checking import Unusable, require_text, require_usable
from complaints.vocabulary import Following
from complaints.workflow import Action, Refusal

_ARTICLE = "Awb 9:36 lid 4"


class NoSuchRecommendation(Refusal):
    """The intervention has no recommendation of this number."""

    code = "no_such_recommendation"


@transaction.atomic
def record_recommendation(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    report: str,
    received_on: date,
    text: str,
) -> Complaint:
    """Record a recommendation (aanbeveling) of a report of the ombudsman, received on a local day.

    Raises ``Unusable`` for what is empty or unfit, ``WrongDay`` for a day after today or before receipt.
    """
    case = open_case(Action.RECOMMENDATION, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(report, _("Give the number of the report."), field="report", longest=120)
    require_text(text, _("Say what he recommends."), field="text")
    case.require_day(received_on, "received_on")
    number = numbers.next_number(case.complaint.recommendations)
    row = Recommendation(complaint=case.complaint, number=number, report=report, received_on=received_on, text=text)
    require_usable(row)
    row.save()
    return case.save(recommendation=[None, number])


@transaction.atomic
def respond(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    following: Following,
    responded_on: date,
    response: str = "",
) -> Complaint:
    """Record how a recommendation is followed (Awb 9:36 lid 4), told on a local day.

    What is not followed, or in part, has its reason. A later response takes the place of an earlier
    one, which the trail keeps. Raises :class:`NoSuchRecommendation`, ``Unusable`` and ``WrongDay``.
    """
    case = open_case(Action.RECOMMENDATION, complaint_id=complaint_id, version=version, actor=actor, now=now)
    row = case.complaint.recommendations.filter(number=number).first()
    if row is None:
        raise NoSuchRecommendation(_("This intervention has no such recommendation."), field="number")
    if following not in Following.values:
        raise Unusable(_("Say whether the recommendation is followed."), field="following")
    if following != Following.FOLLOWED:
        require_text(response, _("Say why it is not followed."), field="response", article=_ARTICLE)
    case.require_day(responded_on, "responded_on")
    if responded_on < row.received_on:
        raise WrongDay(_("This is before the recommendation came in."), field="responded_on")
    before = row.following or None
    row.following, row.response, row.responded_on = following, response, responded_on
    require_usable(row)
    row.save(update_fields=["following", "response", "responded_on"])
    return case.save(recommendation=[None, number], following=[before, following])
