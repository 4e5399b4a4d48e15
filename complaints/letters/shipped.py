"""The templates that come with the product: version 0 of each kind, until the body makes its own."""

from functools import cache
from importlib import resources

from complaints.vocabulary import Language, LetterKind


@cache
def shipped(kind: LetterKind, language: Language) -> str:
    """Give the text of a template as it is shipped."""
    place = resources.files(__package__) / "texts" / str(language) / f"{kind}.txt"
    return place.read_text(encoding="utf-8").strip()
