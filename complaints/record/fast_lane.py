"""The fast lane: what to propose on a complaint about processing time."""

from complaints import law
from complaints.models import Application, Complaint
from complaints.record import calendar
from complaints.vocabulary import Category


def proposal_of(complaint: Complaint) -> law.ProcessingProposal | None:
    """Propose a verdict (Awb 4:13) with its reasoning; a person accepts or changes it.

    None for a complaint about anything else, or one whose application is not recorded.
    """
    if complaint.category != Category.PROCESSING_TIME:
        return None
    application = Application.objects.filter(complaint=complaint).first()
    if application is None:
        return None
    term = law.decision_term(
        application.applied_on,
        term=application.term,
        unit=application.unit,
        extended=application.extended,
        paused_days=application.paused_days,
        calendar=calendar.current(),
    )
    return law.processing_proposal(term, received_on=complaint.received_on, decided_on=application.decided_on)
