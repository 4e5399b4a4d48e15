"""May this act still be done?  The law's answer before an extension or a consent is recorded.

A wrong act is refused when it is proposed, with its article.  One that has happened all the same
is recorded through ``handling``, as a fact without legal effect.  What the body asks of itself
besides (to extend only once, say) is policy and stands elsewhere.
"""

from datetime import date

from complaints.law.handling import (
    CONSENT_ARTICLE,
    EXTENSION_ARTICLE,
    Consent,
    Extension,
    HandlingTerm,
    consent_fault,
    extension_fault,
    weeks_out_of_range,
)
from complaints.law.steps import Rule
from complaints.law.terms import MOST_EXTENSION_WEEKS
from complaints.law.unlawful import Unlawful


def require_extension(term: HandlingTerm, *, weeks: int, notified_on: date) -> Extension:
    """Awb 9:11 lid 2: give the extension (verdaging) when it would have legal effect.

    ``notified_on`` is the day on which the notices leave.  Raises Unlawful with the code
    ``weeks_out_of_range``, ``before_receipt``, ``extension_late`` (the term has ended) or
    ``extension_too_long`` (more than four weeks with what was extended before).
    """
    if weeks > MOST_EXTENSION_WEEKS:
        raise weeks_out_of_range(weeks)
    extension = Extension(weeks, notified_on)
    fault = extension_fault(term, extension)
    if fault is Rule.EXTENSION_LATE:
        raise _refusal(
            fault,
            f"The term ended on {term.last_day}; an extension notified on {notified_on} has no legal effect.",
            EXTENSION_ARTICLE,
            "notified_on",
            last_day=term.last_day,
            notified_on=notified_on,
        )
    if fault is Rule.EXTENSION_TOO_LONG:
        raise _refusal(
            fault,
            f"The term was extended by {term.extension_weeks} weeks already; "
            f"in all it can be extended by {MOST_EXTENSION_WEEKS}.",
            EXTENSION_ARTICLE,
            "weeks",
            extended=term.extension_weeks,
            most=MOST_EXTENSION_WEEKS,
        )
    return extension


def require_consent(term: HandlingTerm, *, until: date, given_on: date) -> Consent:
    """Awb 9:11 lid 3: give the consent (instemming) when it would have legal effect.

    ``until`` is the date agreed to in writing, ``given_on`` the day of the document.  Raises
    Unlawful with the code ``outside_calendar``, ``before_receipt``, ``consent_late`` (the term has
    ended) or ``consent_not_later`` (the date is not after the last day that holds).
    """
    consent = Consent(until, given_on)
    fault = consent_fault(term, consent)
    if fault is Rule.CONSENT_LATE:
        raise _refusal(
            fault,
            f"The term ended on {term.last_day}; consent given on {given_on} has no legal effect.",
            CONSENT_ARTICLE,
            "given_on",
            last_day=term.last_day,
            given_on=given_on,
        )
    if fault is Rule.CONSENT_NOT_LATER:
        raise _refusal(
            fault,
            f"The last day is {term.last_day} already; agree to a later date than {until}.",
            CONSENT_ARTICLE,
            "until",
            last_day=term.last_day,
            until=until,
        )
    return consent


def _refusal(rule: Rule, message: str, article: str, field: str, **parameters: object) -> Unlawful:
    return Unlawful(message, code=str(rule), article=article, field=field, parameters=parameters)
