"""Searching: find among what somebody may see, tell the trail what he looked for, keep the search table right."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from complaints.access import Actor
from complaints.models import Complaint, Word
from complaints.queries import search as finding
from complaints.queries.search import Hit, Key, Page
from complaints.queries.search_asking import Question, Term, exactly, loosely, printable, terms_of
from complaints.record import search, trail
from complaints.workflow import Refusal

#: Most words and characters of one search; more say no more about a complaint.
MOST_WORDS: Final = 20
LONGEST: Final = 200
#: No statement of a search takes longer, in milliseconds.
PATIENCE: Final = 3_000
#: So many complaints are brought level at once, each time in a transaction of its own.
AT_ONCE: Final = 2_000


class NothingToLookFor(Refusal):
    """No word was given by which anything can be found."""

    code = "nothing_to_look_for"


class TooManyWords(Refusal):
    """More words than a search takes."""

    code = "too_many_words"


class TookTooLong(Refusal):
    """The search was broken off, so that it takes nothing from the work of others."""

    code = "took_too_long"


@dataclass(frozen=True)
class Found:
    """The hits of one page, where the next begins, and whether what looks like the words was taken too."""

    hits: tuple[Hit, ...]
    after: Key | None
    is_loose: bool


def search_for(*, actor: Actor, now: datetime, words: str, after: Key | None = None, is_loose: bool = False) -> Found:
    """Find complaints (zoeken) by reference, name, V-number or any text of theirs, and record the search.

    First the words as they stand, whatever their ending; where that finds nothing, and with
    ``is_loose``, also what begins so or is spelt nearly so. What the actor may not see is neither shown nor
    counted. Raises :class:`NothingToLookFor`, :class:`TooManyWords`, :class:`TookTooLong`.
    """
    terms = _terms(words)
    try:
        with _bounded():
            found = _find(terms, actor, after, is_loose=is_loose)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        _tell(actor, now, words, None)
        raise TookTooLong(
            _("This search takes too long. Add a word that fewer complaints hold, a name or a number say."),
            field="q",
        ) from error
    _tell(actor, now, words, len(found.hits))
    return found


def rebuild() -> int:
    """Bring the search table level with the register, and forget words that no complaint holds; how many rows changed.

    People can work meanwhile: each step locks the complaints that it reads.
    """
    Word.objects.all().delete()
    return sum(_brought_level(keys) for keys in _all_keys())


def would_rebuild() -> list[int]:
    """Give the complaints for which the search table says something else than the register."""
    return [key for keys in _all_keys() for key in search.differing(keys)]


def _terms(words: str) -> list[Term]:
    if len(printable(words)) > LONGEST:
        raise TooManyWords(
            _("This is too long to look for; give at most %(most)s characters.") % {"most": LONGEST}, field="q"
        )
    terms = terms_of(words)
    if not terms:
        raise NothingToLookFor(_("Type a word, a name or a number to look for."), field="q")
    if len(terms) > MOST_WORDS:
        raise TooManyWords(
            _("These are %(count)s words; a search takes at most %(most)s.")
            % {"count": len(terms), "most": MOST_WORDS},
            field="q",
        )
    return terms


def _find(terms: list[Term], actor: Actor, after: Key | None, *, is_loose: bool) -> Found:
    if not is_loose:
        page = _asked(exactly(terms), actor, after)
        if page.hits or after is not None:
            return Found(page.hits, page.after, is_loose=False)
    page = _asked(loosely(terms), actor, after)
    return Found(page.hits, page.after, is_loose=True)


def _asked(question: Question | None, actor: Actor, after: Key | None) -> Page:
    if question is None:
        raise NothingToLookFor(_("Type a word, a name or a number to look for."), field="q")
    return finding.find(question, actor=actor, after=after)


@contextmanager
def _bounded() -> Iterator[None]:
    """Let no statement inside last, nor read a whole table; what is set here ends with the block."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true)",
                [str(PATIENCE)],
            )
        yield
        transaction.set_rollback(True)  # nothing was written


def _tell(actor: Actor, now: datetime, words: str, found: int | None) -> None:
    trail.append(
        action="search",
        actor=actor,
        now=now,
        changes={"words": [None, printable(words)], "found": [None, found]},
    )


def _all_keys() -> Iterator[list[int]]:
    """The keys of the register, so many at once."""
    last = 0
    while keys := list(Complaint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        last = keys[-1]
        yield keys


@transaction.atomic
def _brought_level(keys: list[int]) -> int:
    locked = Complaint.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    return search.feed(list(locked.values_list("pk", flat=True)), learns_again=True)
