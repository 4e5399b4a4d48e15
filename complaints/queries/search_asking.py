"""What somebody typed, as PostgreSQL's text search understands it: exactly, or as it may have been meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from complaints.queries.search_likeness import likest, swapped
from complaints.queries.search_texts import JOINTS

#: A start of a word shorter than this would fit half the register.
SHORTEST_START: Final = 3
#: A shorter word is not held against others: too much is like it.
SHORTEST_LIKENESS: Final = 4
#: How alike two words are before they are looked at (pg_trgm's similarity), and how many are.
LIKENESS: Final = 0.3
LOOKED_AT: Final = 60

_TERMS: Final = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Term:
    """One thing to look for: a word, a phrase, or (``is_start``) how a word begins."""

    text: str
    is_start: bool = False


def printable(typed: str) -> str:
    """What was typed, with a space for everything that cannot be printed."""
    return " ".join(_UNPRINTABLE.sub(" ", typed).split())


def terms_of(typed: str) -> list[Term]:
    """Take apart what was typed: words, "phrases" between quotes, and beginnings*; the same once."""
    found = []
    for phrase, word in _TERMS.findall(printable(typed).translate(_QUOTES)):
        text = phrase or word.replace('"', "")
        is_start = text.endswith("*")
        text = text.strip("* ")
        if text:
            found.append(Term(text, is_start=is_start))
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Question:
    """A search for PostgreSQL: ``query`` must hold of a complaint, ``hits`` marks the words in its texts."""

    query: str
    hits: str


def exactly(terms: Sequence[Term]) -> Question | None:
    """Look for every term as it stands, whatever its ending or accents; None where no word is left.

    Words that every text holds (de, het, niet) are asked for only where there are no others.
    """
    forms = list(zip(terms, _forms([term.text for term in terms]), strict=True))
    telling = [each for each in forms if each[1].stem] or [each for each in forms if each[1].name]
    asked = [_either(form, is_start=term.is_start) for term, form in telling]
    return Question(query=_and(asked), hits=_or(asked)) if asked else None


def loosely(terms: Sequence[Term]) -> Question | None:
    """Look for what begins like every term, or whose every word is spelt nearly like it."""
    texts = [term.text for term in terms]
    forms = list(zip(_forms(texts), _folded(texts), strict=True))
    telling = [each for each in forms if each[0].stem] or [each for each in forms if each[0].name]
    asked, hits = [], []
    for form, words in telling:
        begun, near = _either(form, is_start=True), _nearly(words)
        asked.append(_or([begun, _and(near)]))
        hits += [begun, *near]
    return Question(query=_and(asked), hits=_or(hits)) if asked else None


def _nearly(words: Sequence[str]) -> list[str]:
    """Each word that tells something, or what it begins, or what is spelt nearly like it."""
    forms = dict(zip(words, _forms(words), strict=True))
    telling = [word for word in words if forms[word].stem] or words
    return [
        _or([_either(forms[word], is_start=True), *(_either(form, is_start=False) for form in _forms(_like(word)))])
        for word in telling
    ]


@dataclass(frozen=True)
class _Form:
    """A term as a query over stems, and as one over words as written; "" where nothing is left of it."""

    stem: str
    name: str


def _forms(texts: Sequence[str]) -> list[_Form]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT phraseto_tsquery('gehoor', text)::text, phraseto_tsquery('gehoor_names', text)::text
            FROM unnest(%s::text[]) WITH ORDINALITY AS term (text, place) ORDER BY place""",
            [_parted(texts)],
        )
        return [_Form(stem, name) for stem, name in cursor.fetchall()]


def _folded(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, in small letters and without accents."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tsvector_to_array(to_tsvector('gehoor_names', text))
            FROM unnest(%s::text[]) WITH ORDINALITY AS term (text, place) ORDER BY place""",
            [_parted(texts)],
        )
        return [words for (words,) in cursor.fetchall()]


def _parted(texts: Sequence[str]) -> list[str]:
    apart = str.maketrans(dict.fromkeys(JOINTS, " "))
    return [text.translate(apart) for text in texts]


def _like(word: str) -> list[str]:
    """Words of the register that were perhaps meant."""
    if len(word) < SHORTEST_LIKENESS or not word.isalpha():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])
        cursor.execute(
            """(SELECT text FROM complaints_word
                WHERE text %% %(word)s AND length(text) BETWEEN length(%(word)s) - 2 AND length(%(word)s) + 2
                ORDER BY similarity(text, %(word)s) DESC, text LIMIT %(most)s)
            UNION SELECT text FROM complaints_word WHERE text = ANY(%(swapped)s)""",
            {"word": word, "most": LOOKED_AT, "swapped": swapped(word)},
        )
        return likest(word, (text for (text,) in cursor.fetchall()))


def _either(form: _Form, *, is_start: bool) -> str:
    forms = dict.fromkeys(each for each in (form.stem, form.name) if each)
    return _or([_begun(each) if is_start else each for each in forms])


def _begun(query: str) -> str:
    """Let the last word of a query stand for all that begin so, unless it is a short one by itself."""
    before, _space, last = query.rpartition(" ")
    return f"{query}:*" if before or len(last.strip("'")) >= SHORTEST_START else query


def _or(queries: Sequence[str]) -> str:
    return " | ".join(f"({query})" for query in queries)


def _and(queries: Sequence[str]) -> str:
    return " & ".join(f"({query})" for query in queries)
