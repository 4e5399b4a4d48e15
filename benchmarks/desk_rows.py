"""Rows of a large register for :mod:`benchmarks.desk`: a body of ten years, made set by set in SQL."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import psycopg

UNITS: Final = 20
HANDLERS: Final = 200
#: Different texts, names and words; a text of the register is one of these with a word of its own.
TEXTS, SURNAMES, FIRST_NAMES, VOCABULARY = 3_000, 4_000, 300, 20_000
#: So many complaints are written in one transaction.
_AT_ONCE: Final = 50_000
#: Words of known frequency among the texts: one in so many holds it.
KNOWN: Final = {"antwoord": 2, "gemeente": 8, "paspoort": 100, "vingerafdruk": 1_000}
PHRASE: Final = "niet te woord gestaan"

_POOLS: Final = """
    CREATE TABLE bench_text (place int PRIMARY KEY, text text NOT NULL);
    CREATE TABLE bench_name (place int PRIMARY KEY, text text NOT NULL)
"""
#: One in ten is open, the newest; the days run over ten years up to the day of the run.
_COMPLAINTS: Final = """
    WITH numbered AS (
        SELECT n, n > %(rows)s::bigint - %(rows)s::bigint / 10 AS is_open,
            %(today)s::date - ((%(rows)s::bigint - n) * 3650 / %(rows)s::bigint)::int AS day
        FROM generate_series(%(first)s::int, %(last)s::int) AS n
    ), stored AS (
        INSERT INTO complaints_complaint (
            id, reference, origin, version, received_on, regime, form, channel, language, category, procedure_kind,
            labels, description, conduct_continues, complainants, procedure, procedure_basis, status, six_weeks_on,
            last_day, lawful_last_day, findings, judgment, conclusions, has_no_conclusions, verdict, partly,
            other_reason, decline_ground, forwarded_to, closed_on, unit_id, handler_id
        )
        SELECT n, 'B-' || n, 'imported', 1, day, 'formal', 'written', 'web', 'nl',
            (ARRAY['processing_time', 'service', 'treatment', 'policy', 'it', 'other'])[1 + n %% 6], '', '{}',
            pool.text || ' kenmerk' || n, false, 1, 'ordinary', '',
            CASE WHEN NOT is_open THEN 'closed' WHEN n %% 3 = 0 THEN 'registered' ELSE 'in_handling' END,
            day + 42, day + 42, day + 42, '', '', '', false,
            CASE WHEN is_open THEN '' ELSE (ARRAY['justified', 'unjustified'])[1 + n %% 2] END, false, '', '', '',
            CASE WHEN is_open THEN NULL ELSE day + n %% 31 END,
            (SELECT id FROM complaints_unit WHERE code = 'unit-' || 1 + n %% %(units)s),
            CASE WHEN is_open AND n %% 3 = 0 THEN NULL ELSE
                (SELECT id FROM complaints_user WHERE username = 'handler-' || 1 + n %% %(handlers)s) END
        FROM numbered JOIN bench_text AS pool ON pool.place = (n + n / 20 * 31) %% %(texts)s
        RETURNING id, received_on, last_day, closed_on
    ), told AS (
        INSERT INTO complaints_event (complaint_id, action, version, changes, reason, origin, at)
        SELECT id, 'import', 1, '{}', '', 'import', now() FROM stored
    ), complaining AS (
        INSERT INTO complaints_party (complaint_id, role, name, address, email, phone, v_number, bsn)
        SELECT stored.id, 'complainant', pool.text, '', '', '', lpad(stored.id::text, 10, '0'), ''
        FROM stored JOIN bench_name AS pool ON pool.place = stored.id * 7919 %% %(names)s
    ), clocked AS (
        INSERT INTO complaints_clock (
            complaint_id, kind, version, starts_on, ends_on, basis, made_at, superseded_reason, met_on
        )
        SELECT id, 'handling', 1, received_on, last_day, '[]', received_on + time '12:00', '', closed_on FROM stored
    ), acted AS (
        INSERT INTO complaints_act (
            complaint_id, kind, happened_on, method, addressee, detail, has_effect, no_effect_reason, recorded_at
        )
        SELECT id, kind, received_on, '', '', '', true, '', now()
        FROM stored, unnest(ARRAY['acknowledged', 'taken_up']) AS kind
    )
    INSERT INTO complaints_note (complaint_id, text, written_at, written_by_id)
    SELECT stored.id, left(pool.text, 150), now(), (SELECT min(id) FROM complaints_user)
    FROM stored JOIN bench_text AS pool ON pool.place = (stored.id + 1) %% %(texts)s WHERE stored.id %% 3 = 0
"""


@dataclass(frozen=True)
class Words:
    """What the register was made of, for who searches in it."""

    vocabulary: list[str]
    names: list[str]


def words(chance: random.Random | None = None) -> Words:
    """The same words and names each time."""
    chance = chance or random.Random("desk")
    return Words(
        vocabulary=_different(VOCABULARY, lambda: _made(chance, 2, 4)),
        names=[f"{first} {last}" for first, last in _pairs(chance)],
    )


def fill(owner: psycopg.Connection, *, rows: int, today: str) -> None:
    """Write the register, a transaction for so many complaints; ``today`` is the ISO day of the newest.

    The units and the handlers are there already (:mod:`benchmarks.desk_people`).
    """
    made = words()
    owner.execute(_POOLS)
    with owner.cursor() as cursor:
        cursor.executemany("INSERT INTO bench_text VALUES (%s, %s)", list(enumerate(_texts(made.vocabulary))))
        cursor.executemany("INSERT INTO bench_name VALUES (%s, %s)", list(enumerate(made.names)))
    numbers = {"rows": rows, "today": today, "units": UNITS, "handlers": HANDLERS, "texts": TEXTS}
    for first in range(1, rows + 1, _AT_ONCE):
        last = min(first + _AT_ONCE - 1, rows)
        owner.execute(_COMPLAINTS, {**numbers, "names": len(made.names), "first": first, "last": last})
    owner.execute("SELECT setval('complaints_complaint_id_seq', %s)", [rows])
    owner.execute("DROP TABLE bench_text, bench_name")


def _texts(vocabulary: list[str]) -> Iterator[str]:
    """Texts of sixty to a hundred words; some words are in many texts, most in few."""
    chance = random.Random("texts")
    weights = [1 / (place + 5) for place in range(len(vocabulary))]
    for number in range(TEXTS):
        text = chance.choices(vocabulary, weights, k=chance.randint(60, 100))
        text += [word for word, one_in in KNOWN.items() if number % one_in == 0]
        chance.shuffle(text)
        yield " ".join(text) + (f". Ik werd {PHRASE}." if number % 150 == 0 else ".")


def _pairs(chance: random.Random) -> Iterator[tuple[str, str]]:
    surnames = _different(SURNAMES, lambda: _made(chance, 2, 3).capitalize())
    first_names = _different(FIRST_NAMES, lambda: _made(chance, 2, 2).capitalize())
    for surname in surnames:
        for first_name in chance.sample(first_names, 10):
            yield first_name, surname


def _different(number: int, make: Callable[[], str]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < number:
        found[make()] = None
    return list(found)


def _made(chance: random.Random, least: int, most: int) -> str:
    """A word of some syllables that could be Dutch."""
    return "".join(
        chance.choice(_BEGINS) + chance.choice(_VOWELS) + chance.choice(_ENDS)
        for _each in range(chance.randint(least, most))
    )


_BEGINS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "kl", "sch", "st")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ee", "ie", "oe", "ij")
_ENDS = ("", "", "n", "r", "l", "s", "t", "k", "m")
