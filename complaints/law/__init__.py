"""The statutes: Algemene wet bestuursrecht, title 9.1, and Algemene termijnenwet (Atw).

Pure functions of days, on the standard library alone: no database, no settings, no clock.  State
of the law: 1 January 2026.  Each function cites the article that it applies; this is the index
from article to function.

=======================  =====================================  ===========================================
article                  function                               what
=======================  =====================================  ===========================================
Awb 2:20                 days.local_day                         the day on which a message arrived
Awb 4:13                 decisions.decision_term                the last day to decide on an application
Awb 4:13                 decisions.processing_proposal          the verdict to propose about delay
Awb 9:8 lid 1 onder b    terms.conduct_too_old                  conduct more than a year before submission
Awb 9:8 lid 3            terms.take_up_term                     four weeks to give notice of not handling
Awb 9:11                 handling.handling_term                 the lawful last day, acts included
Awb 9:11                 handling.lawful_last_day               the same, declined complaints included
Awb 9:11 lid 1           terms.base_term                        six weeks, ten with a committee
Awb 9:11 lid 1           terms.Procedure                        ordinary, or with a committee
Awb 9:11 lid 2           handling.Extension                     extension as it was notified
Awb 9:11 lid 2           handling.extension_fault               when an extension has no legal effect
Awb 9:11 lid 2           proposals.require_extension            whether to extend is lawful
Awb 9:11 lid 3           handling.Consent                       written consent to further delay
Awb 9:11 lid 3           handling.consent_fault                 when consent has no legal effect
Awb 9:11 lid 3           proposals.require_consent              whether consent would move the term
Awb 9:24 lid 1           terms.ombudsman_year                   one year to turn to the ombudsman
Atw 1 lid 1              calendar.Calendar.rest_day             why no term ends on a day
Atw 1 lid 1              calendar.named_rest_day                the same, but for the decrees
Atw 1 lid 1              calendar.Calendar.is_rest_day          whether it is such a day
Atw 1 lid 1              calendar.Calendar.roll                 where a term ends that ends on one
Atw 3 lid 1              calendar.named_holidays                the generally recognised holidays
Atw 3 lid 1              calendar.kings_day                     King's Day as celebrated
Atw 3 lid 2              calendar.good_friday                   Good Friday
Atw 3 lid 3              calendar.calendar_with                 the released calendar and a newer decree
Atw 3 lid 3              calendar.Calendar.from_csv             the calendar of one file
Atw 3 lid 3              calendar.Calendar.including            the days of a newer decree added
Atw 3 lid 3              calendar.Calendar.of                   the calendar with given days
Atw 3 lid 3              decrees.read_decrees                   the equated days of a file
Atw 4                    terms.roll_end                         nothing rolls beyond twelve weeks
Atw 4                    terms.year_after                       nor a year
=======================  =====================================  ===========================================
"""

from complaints.law.calendar import (
    CALENDAR,
    COVERED_FROM,
    COVERED_THROUGH,
    Calendar,
    RestDay,
    calendar_with,
)
from complaints.law.days import (
    AMSTERDAM,
    first_instant_after,
    first_instant_of,
    local_day,
    read_day,
    read_moment,
)
from complaints.law.decisions import (
    DecisionRule,
    DecisionStep,
    DecisionTerm,
    DecisionUnit,
    DelayReason,
    ProcessingProposal,
    decision_term,
    processing_proposal,
)
from complaints.law.decrees import FIRST_DAY, UnreadableDecrees
from complaints.law.explain import explain, long_day
from complaints.law.handling import (
    Consent,
    Extension,
    HandlingTerm,
    WithoutEffect,
    handling_term,
    lawful_last_day,
)
from complaints.law.proposals import require_consent, require_extension
from complaints.law.steps import Rule, Step, steps_from_json, steps_to_json
from complaints.law.terms import (
    MOST_EXTENSION_WEEKS,
    Procedure,
    Term,
    base_term,
    conduct_too_old,
    ombudsman_year,
    take_up_term,
    year_after,
)
from complaints.law.unlawful import Unlawful

__all__ = [
    "AMSTERDAM",
    "CALENDAR",
    "COVERED_FROM",
    "COVERED_THROUGH",
    "FIRST_DAY",
    "MOST_EXTENSION_WEEKS",
    "Calendar",
    "Consent",
    "DecisionRule",
    "DecisionStep",
    "DecisionTerm",
    "DecisionUnit",
    "DelayReason",
    "Extension",
    "HandlingTerm",
    "Procedure",
    "ProcessingProposal",
    "RestDay",
    "Rule",
    "Step",
    "Term",
    "Unlawful",
    "UnreadableDecrees",
    "WithoutEffect",
    "base_term",
    "calendar_with",
    "conduct_too_old",
    "decision_term",
    "explain",
    "first_instant_after",
    "first_instant_of",
    "handling_term",
    "lawful_last_day",
    "local_day",
    "long_day",
    "ombudsman_year",
    "processing_proposal",
    "read_day",
    "read_moment",
    "require_consent",
    "require_extension",
    "steps_from_json",
    "steps_to_json",
    "take_up_term",
    "year_after",
]
