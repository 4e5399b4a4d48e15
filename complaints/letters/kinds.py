"""The kinds of letters: to whom each goes, what its writer must say, and what the law adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.vocabulary import DeclineGround, Language, LetterKind, LetterSide, RouteKind

_COMPLAINANT = frozenset({LetterSide.COMPLAINANT})
_BOTH = frozenset({LetterSide.COMPLAINANT, LetterSide.PERSON})


@dataclass(frozen=True)
class Particular:
    """What the writer of a letter says besides its text: a column of the letter, and its label on the form."""

    column: str
    label: StrOrPromise
    is_asked: bool = True


@dataclass(frozen=True)
class LetterSpec:
    """What is particular to a kind. ``names_ombudsman``: by 9:8 lid 3 or 9:12 lid 2 the letter names him."""

    article: str
    sides: frozenset[LetterSide] = _COMPLAINANT
    particulars: tuple[Particular, ...] = ()
    names_ombudsman: bool = False
    codes: tuple[str, ...] = ()

    @property
    def is_for_interventions(self) -> bool:
        """Whether it answers the ombudsman; no other letter does, and an intervention knows no other."""
        return LetterSide.OMBUDSMAN in self.sides


_BY_DAY = Particular("by_day", _("Answer asked by"))
_BY_DAY_IF_OFFERED = Particular("by_day", _("Offers a hearing, answer asked by"), is_asked=False)
_REASON = Particular("reason", _("Reason, in words for the reader"))

SPECS: Mapping[LetterKind, LetterSpec] = {
    LetterKind.ACKNOWLEDGEMENT: LetterSpec("Awb 9:6", particulars=(_BY_DAY_IF_OFFERED,)),
    LetterKind.COMPLETION: LetterSpec("Awb 9:4", particulars=(Particular("reason", _("What is missing")), _BY_DAY)),
    LetterKind.COPY: LetterSpec("Awb 9:9", sides=frozenset({LetterSide.PERSON}), particulars=(_BY_DAY_IF_OFFERED,)),
    LetterKind.INVITATION: LetterSpec("Awb 9:10 lid 1", sides=_BOTH, particulars=(_BY_DAY,)),
    LetterKind.REPORT: LetterSpec("Awb 9:10 lid 3", sides=_BOTH),
    LetterKind.EXTENSION: LetterSpec(
        "Awb 9:11 lid 2", sides=_BOTH, particulars=(Particular("weeks", _("Weeks")), _REASON)
    ),
    LetterKind.CONSENT: LetterSpec(
        "Awb 9:11 lid 3", particulars=(Particular("by_day", _("New date that you ask for")), _REASON)
    ),
    LetterKind.DECLINED: LetterSpec(
        "Awb 9:8 lid 3",
        particulars=(
            Particular("code", _("Ground")),
            _REASON,
            Particular("by_day", _("Look at the criminal case again on"), is_asked=False),
        ),
        names_ombudsman=True,
        codes=tuple(DeclineGround.values),
    ),
    LetterKind.FORWARDED: LetterSpec(
        "Awb 2:3 lid 1", particulars=(Particular("destination", _("Sent on to")), _REASON)
    ),
    LetterKind.ROUTED: LetterSpec(
        "Awb 2:3 lid 1",
        particulars=(
            Particular("code", _("What it is")),
            Particular("destination", _("Brought to")),
            Particular("reason", _("What the reader must know besides")),
        ),
        codes=tuple(RouteKind.values),
    ),
    LetterKind.SETTLED: LetterSpec("Awb 9:5"),
    LetterKind.WITHDRAWN: LetterSpec(""),
    LetterKind.CLOSING: LetterSpec("Awb 9:12", names_ombudsman=True),
    LetterKind.OMBUDSMAN: LetterSpec(
        "Awb 9:31",
        sides=frozenset({LetterSide.OMBUDSMAN}),
        particulars=(Particular("reason", _("Our answer")),),
    ),
}

#: Awb 9:12 lid 2 and 9:24: the words that no template holds, and so none can drop.
OMBUDSMAN: Mapping[Language, str] = {
    Language.DUTCH: (
        "## Bent u het niet eens met dit antwoord?\n"
        "Dan kunt u naar de Nationale ombudsman gaan. Doe dat binnen een jaar na de datum van deze brief "
        "(artikel 9:12 en 9:24 van de Algemene wet bestuursrecht). Het kost u niets.\n\n"
        "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag\n"
        "Telefoon: 0800 33 55 555 (gratis). Website: nationaleombudsman.nl"
    ),
    Language.ENGLISH: (
        "## Do you disagree with this answer?\n"
        "You can turn to the National Ombudsman of the Netherlands. Do so within one year of the date of this letter "
        "(articles 9:12 and 9:24 of the General Administrative Law Act). It costs you nothing.\n\n"
        "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag, the Netherlands\n"
        "Telephone: +31 70 356 35 63. Website: nationaleombudsman.nl"
    ),
}

#: Awb 2:6: the body writes Dutch; a letter in another language says which text counts.
DUTCH_PREVAILS = (
    "This letter is in English as a service to you. Where an English text differs from the Dutch one, "
    "the Dutch text prevails. You may ask us for this letter in Dutch."
)


def added_by_law(kind: LetterKind, language: Language) -> str:
    """Give the text that every letter of this kind ends with, whatever its template says; "" for none."""
    parts = [OMBUDSMAN[language]] if SPECS[kind].names_ombudsman else []
    if language is Language.ENGLISH:
        parts.append(DUTCH_PREVAILS)
    return "\n\n".join(parts)
