"""Where a question finds something: complaints that the actor may see, the newest first, with the hits in them.

Two statements, each fenced so that no planner walks the register for it. What many texts hold is
soon found among the newest; what few hold, the index finds at once. Neither looks at all that
another unit has, and nothing is counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Prefetch

from complaints import access
from complaints.access import Actor
from complaints.models import Complaint, Party
from complaints.queries.search_asking import Question
from complaints.queries.search_texts import TEXTS, UNIT_MARK
from complaints.vocabulary import PartyRole

PAGE_SIZE: Final = 20
#: So many of the newest are looked into one by one, before the index is asked for all.
NEWEST: Final = 1500
#: Texts of one complaint in which hits are shown, and how far into each is looked.
MOST_FRAGMENTS, DEEPEST = 2, 50_000

#: No text holds these: around a hit, before everything is escaped.
_BEGIN, _END = "\x02", "\x03"
_MARKS: Final = f'StartSel="{_BEGIN}", StopSel="{_END}"'
#: A short text is shown whole, of a longer one what stands around the hits.
_WHOLE: Final = f"{_MARKS}, HighlightAll=true"
_AROUND: Final = f'{_MARKS}, MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … "'
_SHORT: Final = 200

#: What many texts hold: the newest are looked into one by one. Parameters: within, beyond, most, query.
AMONG_THE_NEWEST: Final = """
    WITH newest AS MATERIALIZED (
        SELECT complaint_id, received_on FROM complaints_findable
        WHERE {within} AND {beyond}
        ORDER BY received_on DESC, complaint_id DESC LIMIT {newest}
    ), found AS MATERIALIZED (
        SELECT findable.complaint_id, findable.received_on
        FROM newest JOIN complaints_findable AS findable USING (complaint_id)
        WHERE findable.words @@ %s::tsquery
    )
"""
#: What few texts hold: the index knows them all. Parameters: within, beyond, query.
BY_THE_INDEX: Final = """
    WITH found AS MATERIALIZED (
        SELECT complaint_id, received_on FROM complaints_findable
        WHERE {within} AND {beyond} AND words @@ %s::tsquery
    )
"""
#: Each that was found is held against what the actor may see, the newest first, until there are enough.
_OF_THESE: Final = """
    SELECT sorted.complaint_id
    FROM (SELECT * FROM found ORDER BY received_on DESC, complaint_id DESC OFFSET 0) AS sorted
    CROSS JOIN LATERAL (SELECT FROM ({visible}) AS seen WHERE seen.id = sorted.complaint_id OFFSET 0) AS allowed
    ORDER BY sorted.received_on DESC, sorted.complaint_id DESC LIMIT %s
"""
_FRAGMENTS: Final = f"""
    SELECT complaint_id, source, ts_headline(configuration, text, %(hits)s::tsquery,
        CASE WHEN length(text) <= {_SHORT} THEN %(whole)s ELSE %(around)s END)
    FROM (
        SELECT *, row_number() OVER (PARTITION BY complaint_id ORDER BY place, number) AS turn
        FROM (
            SELECT complaint_id, place, number, source, left(text, {DEEPEST}) AS text,
                (CASE WHEN is_name THEN 'gehoor_names' ELSE 'gehoor' END)::regconfig AS configuration
            FROM ({TEXTS}) AS every
            WHERE complaint_id = ANY(%(ids)s) AND source <> 'reference'
        ) AS every
        WHERE to_tsvector(configuration, text) @@ %(hits)s::tsquery
    ) AS hit
    WHERE turn <= {MOST_FRAGMENTS}
    ORDER BY complaint_id, turn
"""  # noqa: S608 - our own constants


@dataclass(frozen=True)
class Key:
    """Where a page ends: the day of receipt by which hits are sorted, and the complaint."""

    day: date
    pk: int


@dataclass(frozen=True)
class Fragment:
    """A piece of a text with a hit: from which source, and its pieces, each with whether it is the hit."""

    source: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """A complaint that was found, and where the words stand in it."""

    complaint: Complaint
    complainant: str
    others: int
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True)
class Page:
    """The hits, and the key from which the next page starts (None: there is none)."""

    hits: tuple[Hit, ...]
    after: Key | None


def find(question: Question, *, actor: Actor, after: Key | None = None) -> Page:
    """One page of what the question finds among what the actor may see: the first, or the one after a key."""
    found = _keys(AMONG_THE_NEWEST, question, actor, after)
    if len(found) <= PAGE_SIZE:
        found = _keys(BY_THE_INDEX, question, actor, after)
    hits = _hits(found[:PAGE_SIZE], question, actor)
    last = hits[-1].complaint if hits and len(found) > PAGE_SIZE else None
    return Page(hits=hits, after=None if last is None else Key(last.received_on, last.pk))


def statement_of(way: str, question: Question, actor: Actor, after: Key | None) -> tuple[str, list[Any]]:
    """Give the statement that finds the keys of one page, in one of the two ways, with its parameters."""
    units = access.units_of(actor)
    within, parameters = ("true", []) if units is None else ("(unit_id = ANY(%s) OR unit_id IS NULL)", [sorted(units)])
    beyond = "true" if after is None else "(received_on, complaint_id) < (%s, %s)"
    key = [] if after is None else [after.day, after.pk]
    query = question.query if units is None else f"({question.query}) & ({_of_units(units)})"
    visible, seen = access.visible_to(actor).values("id").query.sql_with_params()
    statement = way.format(within=within, beyond=beyond, newest=NEWEST) + _OF_THESE.format(visible=visible)
    return statement, [*parameters, *key, query, *seen, PAGE_SIZE + 1]


def _of_units(units: Collection[int]) -> str:
    """The words that nobody can type: of one of these units, or of none yet."""
    return " | ".join(f"'{UNIT_MARK}{unit}'" for unit in [*sorted(units), "none"])


def _keys(way: str, question: Question, actor: Actor, after: Key | None) -> list[int]:
    try:
        statement, parameters = statement_of(way, question, actor, after)
    except EmptyResultSet:  # who sees nothing
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [number for (number,) in cursor.fetchall()]


def _hits(keys: Sequence[int], question: Question, actor: Actor) -> tuple[Hit, ...]:
    complainants = Party.objects.filter(role=PartyRole.COMPLAINANT).order_by("pk")
    complaints = (
        access.visible_to(actor)
        .filter(pk__in=keys)
        .select_related("handler", "unit")
        .defer("description", "findings", "judgment", "conclusions")
        .prefetch_related(Prefetch("parties", queryset=complainants, to_attr="complaining"))
        .in_bulk()
    )
    fragments = _fragments(complaints, question)
    return tuple(_hit(complaints[key], fragments.get(key, ())) for key in keys)


def _hit(complaint: Complaint, fragments: Sequence[Fragment]) -> Hit:
    complaining: list[Party] = vars(complaint)["complaining"]
    return Hit(
        complaint=complaint,
        complainant=complaining[0].name if complaining else "",
        others=max(len(complaining), complaint.complainants) - 1,
        fragments=tuple(fragments),
    )


def _fragments(keys: Collection[int], question: Question) -> dict[int, list[Fragment]]:
    found: dict[int, list[Fragment]] = {}
    if not keys:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_FRAGMENTS, {"ids": list(keys), "hits": question.hits, "whole": _WHOLE, "around": _AROUND})
        for complaint_id, source, headline in cursor.fetchall():
            found.setdefault(complaint_id, []).append(Fragment(source, pieces_of(headline)))
    return found


def pieces_of(headline: str) -> tuple[tuple[str, bool], ...]:
    """Take a headline apart into pieces, each with whether it is a hit."""
    pieces = []
    for place, piece in enumerate(headline.split(_BEGIN)):
        hit, end, rest = piece.partition(_END)
        pieces += [(hit, place > 0 and bool(end)), (rest, False)]
    return tuple((text, is_hit) for text, is_hit in pieces if text)
