"""The law's no in the reader's language: each code of ``complaints.law`` worded once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from complaints.law import Rule, Unlawful
from complaints.vocabulary import WaiverGround
from complaints.workflow import Refusal

#: Why an act that happened moved no clock, as kept with the act.
WITHOUT_EFFECT: Mapping[Rule, str] = {
    Rule.EXTENSION_LATE: gettext_noop("9:11 lid 2: notified after the term had ended"),
    Rule.EXTENSION_TOO_LONG: gettext_noop("9:11 lid 2: more than four weeks in all"),
    Rule.CONSENT_LATE: gettext_noop("9:11 lid 3: given after the term had ended"),
    Rule.CONSENT_NOT_LATER: gettext_noop("9:11 lid 3: not later than the last day that held"),
}


#: Why a waiver of the hearing that happened has no legal effect, as kept with the act.
WAIVED_WITHOUT_GROUND: Mapping[WaiverGround, str] = {
    WaiverGround.UNFOUNDED: gettext_noop("9:10 lid 2: manifestly unfounded goes only with the verdict unjustified"),
    WaiverGround.DECLARED: gettext_noop("9:10 lid 2: he had not declared that he does not want to be heard"),
    WaiverGround.SILENT: gettext_noop("9:10 lid 2: no term for an answer had passed in silence"),
}

#: All reasons that the register gives itself; whoever reads them reads them in his own language.
OWN_REASONS = frozenset({*WITHOUT_EFFECT.values(), *WAIVED_WITHOUT_GROUND.values()})


class AgainstTheLaw(Refusal):
    """The law refuses this act or these dates; ``code`` is that of the law's own refusal."""

    code = "against_the_law"


_WORDING: Mapping[str, str] = {
    "outside_calendar": gettext_noop("%(day)s lies outside the years that the calendar covers."),
    "before_receipt": gettext_noop("%(done_on)s is before the receipt on %(received_on)s; correct the date."),
    "weeks_out_of_range": gettext_noop("An extension is for one to %(most)s weeks, not %(weeks)s."),
    "extension_late": gettext_noop(
        "The term ended on %(last_day)s; an extension notified on %(notified_on)s has no legal effect."
    ),
    "extension_too_long": gettext_noop(
        "The term was extended by %(extended)s weeks already; in all it can be extended by %(most)s."
    ),
    "consent_late": gettext_noop("The term ended on %(last_day)s; consent given on %(given_on)s has no legal effect."),
    "consent_not_later": gettext_noop("The last day is %(last_day)s already; agree to a later date than %(until)s."),
}


@contextmanager
def lawfully(*, field: str = "") -> Iterator[None]:
    """Turn an ``Unlawful`` of the law raised inside into an :class:`AgainstTheLaw` refusal.

    ``field`` is where it is shown when the law names no field itself.
    """
    try:
        yield
    except Unlawful as unlawful:
        refusal = AgainstTheLaw(_worded(unlawful), field=unlawful.field or field, article=unlawful.article)
        refusal.code = unlawful.code
        raise refusal from unlawful


def _worded(unlawful: Unlawful) -> str:
    wording = _WORDING.get(unlawful.code)
    if wording is None:
        return unlawful.message
    return gettext(wording) % {name: _readable(value) for name, value in unlawful.parameters.items()}


def _readable(value: object) -> object:
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value
