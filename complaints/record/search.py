"""The search table follows the register: fed in the transaction of the act, by one statement for one row or many."""

from collections.abc import Collection
from typing import Final

from django.db import connection

from complaints.queries.search_texts import JOINTS, TEXTS, UNIT_MARK

#: So much of the names and of the other texts of one complaint is found by, in characters: what
#: PostgreSQL can hold of one row whatever the words are. A hundred pages; what goes beyond is not found.
MOST_NAMES, MOST_TEXT = 20_000, 130_000

#: What a row should say, out of the register; ``%(ids)s`` are keys of complaints.
_SHOULD_SAY: Final = f"""
    WITH said AS MATERIALIZED (
        SELECT complaint.id, complaint.unit_id, complaint.received_on,
            translate(left(texts.names, {MOST_NAMES}), '{JOINTS}', '     ') AS names,
            translate(left(coalesce(texts.others, ''), {MOST_TEXT}), '{JOINTS}', '     ') AS others
        FROM complaints_complaint AS complaint CROSS JOIN LATERAL (
            SELECT string_agg(text, E'\\n' ORDER BY place, number) FILTER (WHERE is_name) AS names,
                string_agg(text, E'\\n' ORDER BY place, number) FILTER (WHERE NOT is_name) AS others
            FROM ({TEXTS}) AS every WHERE every.complaint_id = complaint.id
        ) AS texts
        WHERE complaint.id = ANY(%(ids)s)
    ), entry AS MATERIALIZED (
        SELECT id, unit_id, received_on, names, others,
            to_tsvector('gehoor_names', names) || to_tsvector('gehoor', others)
                || array_to_tsvector(ARRAY['{UNIT_MARK}' || coalesce(unit_id::text, 'none')]) AS words
        FROM said
    )
"""  # noqa: S608 - our own constants

_FEED: Final = f"""
    {_SHOULD_SAY}, learned AS (
        INSERT INTO complaints_word (text)
        SELECT word
        FROM (
            SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('gehoor_names', names || ' ' || others))) AS word
            FROM entry LEFT JOIN complaints_findable AS known ON known.complaint_id = entry.id
            WHERE %(learns_again)s OR known.words IS DISTINCT FROM entry.words
        ) AS occurring
        WHERE word ~ '^[[:alpha:]]{{4,40}}$' AND NOT EXISTS (SELECT FROM complaints_word WHERE text = word)
    )
    INSERT INTO complaints_findable AS stored (complaint_id, unit_id, received_on, words)
    SELECT id, unit_id, received_on, words FROM entry
    ON CONFLICT (complaint_id) DO UPDATE
    SET unit_id = EXCLUDED.unit_id, received_on = EXCLUDED.received_on, words = EXCLUDED.words
    WHERE (stored.unit_id, stored.received_on, stored.words)
        IS DISTINCT FROM (EXCLUDED.unit_id, EXCLUDED.received_on, EXCLUDED.words)
"""  # noqa: S608 - our own constants

_DIFFERING: Final = f"""
    {_SHOULD_SAY}
    SELECT entry.id FROM entry LEFT JOIN complaints_findable AS stored ON stored.complaint_id = entry.id
    WHERE stored.complaint_id IS NULL
        OR (stored.unit_id, stored.received_on, stored.words)
            IS DISTINCT FROM (entry.unit_id, entry.received_on, entry.words)
    ORDER BY entry.id
"""  # noqa: S608 - our own constants


def feed(complaint_ids: Collection[int], *, learns_again: bool = False) -> int:
    """Bring the search table level with these complaints as they stand in this transaction; how many rows changed.

    Words are learned from what changed; with ``learns_again`` from all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FEED, {"ids": list(complaint_ids), "learns_again": learns_again})
        changed: int = cursor.rowcount
    return changed


def differing(complaint_ids: Collection[int]) -> list[int]:
    """Those of these complaints for which the search table says something else than the register."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, {"ids": list(complaint_ids)})
        return [number for (number,) in cursor.fetchall()]
