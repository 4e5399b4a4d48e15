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

What the law asks besides days is kept by other rooms of ``complaints``; "-" is a duty that is met in
letters or by a web form, of which no code of its own decides.

=======================  =====================================  ===========================================
article                  where                                  what
=======================  =====================================  ===========================================
Awb 2:1                  vocabulary.case.PartyRole              who acts for the complainant
Awb 2:3                  services.forwarding.forward            sent on, and the sender told at once
Awb 2:6                  letters.kinds.added_by_law             the Dutch text prevails
Awb 2:8                  services.intake.register               electronic mail only to who agreed
Awb 2:9                  record.notices                         no content of a case in a plain mail
Awb 2:11                 services.letters.come_back             after a bounce the second sending counts
Awb 2:13                 -                                      filing electronically is a right: web form
Awb 2:17                 -                                      a copy of what was typed in a web form
Awb 9:1                  vocabulary.case.PartyRole              who complains, and whom it concerns
Awb 9:2                  checklist.checklist                    oral and incomplete ones: duties as policy
Awb 9:3                  -                                      letters carry no objection clause
Awb 9:4                  queries.completeness.lacking           what a complaint lacks
Awb 9:4                  services.completing.ask_completion     and asking for it
Awb 9:5                  services.closing.settle                settled, with its commitments
Awb 9:5                  services.commitments.break_off         a broken one reopens
Awb 9:6                  checklist.acknowledgement              the acknowledgement
Awb 9:7                  record.assigning.require_assignable    who handles was not involved
Awb 9:8                  services.declining.decline             not taken up, with its grounds
Awb 9:8                  services.reviving.revive_due           looked at again after a criminal case
Awb 9:9                  checklist.copy                         the copy to the person complained about
Awb 9:10 lid 1           checklist.offer_complainant            the opportunity to be heard
Awb 9:10 lid 1           checklist.offer_person                 for the other side too
Awb 9:10 lid 2           services.hearing.waive                 refraining, on three grounds
Awb 9:10 lid 3           services.hearing.report                the report of the hearing
Awb 9:12 lid 1           services.judging.judge                 findings, judgment and conclusions
Awb 9:12                 services.closing.close                 the answer, when all duties are done
Awb 9:12 lid 2           letters.kinds.added_by_law             the ombudsman and the year
Awb 9:12a                services.intake.register               the register
Awb 9:13                 services.intake.register               the advisory procedure names its basis
Awb 9:14                 services.advising.charge               who advises
Awb 9:15 lid 1           checklist.name_committee               the acknowledgement says so
Awb 9:15 lid 4           services.advising.receive_advice       the report with the advice
Awb 9:16                 services.judging.judge                 deviating, with the reason
Awb 9:20                 -                                      first the body, then the ombudsman: letters
Awb 9:23                 vocabulary.case.Category               interventions are no complaints
Awb 9:31                 services.rounds.open_round             questions and documents, to the hour
Awb 9:36 lid 4           services.recommending.respond          recommendations, and how they are followed
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
