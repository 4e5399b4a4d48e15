"""The reasoning behind a proposed verdict about delay, as texts that a handler takes over or changes."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from complaints.law import DelayReason, ProcessingProposal
from complaints.models import Application
from complaints.vocabulary import TermUnit, Verdict


@dataclass(frozen=True)
class ProposedTexts:
    """Findings, judgment and conclusions (Awb 9:12 lid 1) as proposed; no conclusions is ""."""

    findings: str
    judgment: str
    conclusions: str


def proposed_texts(application: Application, proposal: ProcessingProposal, *, language: str) -> ProposedTexts:
    """Word a proposal (Awb 4:13) in the language of the correspondence."""
    with translation.override(language):
        if proposal.verdict == Verdict.JUSTIFIED:
            judgment = gettext("The complaint is justified. We did not decide on the application in time.")
            conclusions = gettext("We apologise for this.")
        else:
            judgment, conclusions = _unjustified(proposal), ""
        return ProposedTexts(_findings(application, proposal), judgment, conclusions)


def _findings(application: Application, proposal: ProcessingProposal) -> str:
    sentences = [
        gettext("The application is of %(day)s.") % {"day": _day(application.applied_on)},
        gettext("The term to decide was %(term)s.") % {"term": _span(application.term, application.unit)},
    ]
    if application.extended:
        extended = _span(application.extended, application.unit)
        sentences.append(gettext("It was extended by %(term)s (Awb 4:14).") % {"term": extended})
    if application.paused_days:
        paused = ngettext("%(days)s day", "%(days)s days", application.paused_days) % {"days": application.paused_days}
        sentences.append(gettext("It stood still for %(term)s (Awb 4:15).") % {"term": paused})
    last_day = _day(proposal.term.last_day)
    sentences.append(gettext("The last day to decide was %(day)s (Awb 4:13).") % {"day": last_day})
    if application.decided_on is None:
        sentences.append(gettext("There is no decision yet."))
    else:
        sentences.append(gettext("The decision is of %(day)s.") % {"day": _day(application.decided_on)})
    if proposal.days_late and application.decided_on is not None:
        late = ngettext("%(days)s day", "%(days)s days", proposal.days_late) % {"days": proposal.days_late}
        sentences.append(gettext("That is %(late)s too late.") % {"late": late})
    return " ".join(sentences)


def _unjustified(proposal: ProcessingProposal) -> str:
    if proposal.reason is DelayReason.DECIDED_IN_TIME:
        return gettext("The complaint is not justified. We decided on the application in time.")
    return gettext("The complaint is not justified. When it came in, the term to decide had not passed yet.")


def _span(number: int, unit: str) -> str:
    if unit == TermUnit.WEEKS:
        return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}
    return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
