"""What a template of a letter may name: its placeholders and its conditions, each with its meaning."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.vocabulary import DeclineGround, RouteKind

#: Placeholder -> what it stands for. Days are written out in the language of the letter.
PLACEHOLDERS: Mapping[str, StrOrPromise] = {
    "salutation": _("salutation"),
    "reference": _("number of the complaint"),
    "received_on": _("day of receipt"),
    "last_day": _("last day of the term"),
    "new_last_day": _("last day after the extension"),
    "weeks": _("weeks of the extension, in words"),
    "by_day": _("day that this letter sets"),
    "reason": _("reason or explanation"),
    "description": _("the complaint as it was made"),
    "findings": _("findings"),
    "judgment": _("judgment"),
    "norms": _("norms of proper conduct that the judgment names"),
    "conclusions": _("conclusions"),
    "parts": _("each part with its finding and verdict"),
    "agreement": _("what was agreed"),
    "commitments": _("what was promised, and by when"),
    "heard_on": _("day of the hearing"),
    "report": _("report of the hearing"),
    "adviser": _("who advises"),
    "forwarded_to": _("where it was sent"),
    "ombudsman_reference": _("number of the ombudsman"),
    "question": _("question of the ombudsman"),
    "handler": _("name of the handler"),
    "phone": _("telephone of the handler"),
}

#: What the body itself wrote: its headings and lists are meant. What others wrote is text alone.
WRITTEN_HERE = frozenset(
    {"reason", "findings", "judgment", "conclusions", "parts", "agreement", "commitments", "report"}
)

#: Condition -> when a passage under it stands in the letter.
CONDITIONS: Mapping[str, StrOrPromise] = {
    "by_day": _("the letter sets a day"),
    "committee": _("a person or committee advises"),
    "late": _("the term has passed"),
    "extended": _("the term was extended"),
    "formal": _("the formal procedure applies (9:4)"),
    "careful": _("careful handling applies (9:2)"),
    "processing_time": _("the complaint is about processing time"),
    "parts": _("the complaint has parts"),
    "represented": _("somebody acts for the complainant"),
    "wholly_justified": _("wholly justified"),
    "partly": _("partly justified"),
    "unjustified": _("unjustified"),
    "no_judgment": _("no judgment is possible"),
    "norms": _("the judgment names norms of proper conduct"),
    "deviates": _("the judgment deviates from the advice"),
    "conclusions": _("there are conclusions"),
    "no_conclusions": _("there are no conclusions"),
    "commitments": _("something was promised"),
    **{str(ground): ground.label for ground in DeclineGround},
    **{str(kind): kind.label for kind in RouteKind if kind is not RouteKind.OBJECTION},
}
