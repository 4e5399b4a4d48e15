"""Which template counts: the body's own newest version, or the one that is shipped."""

from complaints.letters.shipped import shipped
from complaints.models import LetterTemplate
from complaints.vocabulary import Language, LetterKind


def newest(kind: LetterKind, language: Language) -> tuple[str, int]:
    """Give the text of the template that counts, and its version (0: as shipped)."""
    own = LetterTemplate.objects.filter(kind=kind, language=language).order_by("-version").first()
    return (shipped(LetterKind(kind), Language(language)), 0) if own is None else (own.text, own.version)
