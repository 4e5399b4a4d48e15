"""Which template counts: the body's own newest version, or the one that is shipped; and its text blocks."""

from complaints.letters.shipped import shipped
from complaints.models import LetterBlock, LetterTemplate
from complaints.vocabulary import Language, LetterKind


def newest(kind: LetterKind, language: Language) -> tuple[str, int]:
    """Give the text of the template that counts, and its version (0: as shipped)."""
    own = LetterTemplate.objects.filter(kind=kind, language=language).order_by("-version").first()
    return (shipped(LetterKind(kind), Language(language)), 0) if own is None else (own.text, own.version)


def of_version(kind: LetterKind, language: Language, version: int) -> str:
    """Give the text of one version (0: as shipped)."""
    if not version:
        return shipped(LetterKind(kind), Language(language))
    return LetterTemplate.objects.get(kind=kind, language=language, version=version).text


def newest_block(language: Language, name: str) -> LetterBlock | None:
    """Give the newest version of a text block, None where there is none of this name."""
    return LetterBlock.objects.filter(language=language, name=name).order_by("-version").first()


def blocks_in(language: Language) -> list[LetterBlock]:
    """Give the text blocks that are offered in a language, by name: the newest version of each that has a text."""
    newest_first = LetterBlock.objects.filter(language=language).order_by("name", "-version").distinct("name")
    return [block for block in newest_first if block.text]
