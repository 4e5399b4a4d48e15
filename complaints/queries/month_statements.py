"""The statements that count a month: its populations, the figures from them, the complaints behind every cell.

The conditions repeat those of the covering indexes word for word, so that what was received and
judged is answered from the index alone. One statement reads one moment of the register.

Parameters: ``first`` and ``end`` (the open end) of the month, ``cohort_first`` and ``cohort_end`` of
the month of receipt that it tells about, ``by_complainants``; to keep members ``edition`` besides.
"""

from typing import Final

from psycopg import sql

_WEIGHT: Final = sql.SQL("CASE WHEN %(by_complainants)s THEN complainants ELSE 1 END AS weight")

_RECEIVED: Final = sql.SQL("""
    SELECT id, category, {weight}
    FROM complaints_complaint
    WHERE NOT status = 'void' AND received_on >= %(first)s AND received_on < %(end)s
""").format(weight=_WEIGHT)

_JUDGED: Final = sql.SQL("""
    SELECT id, {weight}, category, verdict, CASE verdict WHEN 'other' THEN other_reason ELSE verdict END AS outcome,
        CASE procedure_kind WHEN '' THEN 'unknown' ELSE procedure_kind END AS kind,
        CASE WHEN other_reason = 'declined' THEN CASE decline_ground WHEN '' THEN 'unknown' ELSE decline_ground END
        END AS ground,
        partly, closed_on <= six_weeks_on AS within_six_weeks, closed_on <= lawful_last_day AS within_term,
        closed_on - received_on AS days
    FROM complaints_complaint
    WHERE status = 'closed' AND NOT category = 'ombudsman'
        AND closed_on >= %(first)s AND closed_on < %(end)s
""").format(weight=_WEIGHT)

#: What was received some months before, as it stood at the end of the month.
_COHORT: Final = sql.SQL("""
    SELECT id, {weight}, closed_on < %(end)s AND closed_on <= six_weeks_on AS within_six_weeks,
        closed_on < %(end)s AND closed_on <= lawful_last_day AS within_term,
        (closed_on IS NULL OR closed_on >= %(end)s) AND lawful_last_day >= %(end)s AS running
    FROM complaints_complaint
    WHERE NOT status = 'void' AND NOT category = 'ombudsman'
        AND received_on >= %(cohort_first)s AND received_on < %(cohort_end)s
""").format(weight=_WEIGHT)

#: Questions of the ombudsman of which his date falls in the month; each counts one, whatever the basis.
_ROUNDS: Final = sql.SQL("""
    SELECT complaint_id AS id, 1 AS weight,
        answered_on <= (answer_by AT TIME ZONE 'Europe/Amsterdam')::date AS in_time
    FROM complaints_round JOIN complaints_complaint ON complaints_complaint.id = complaint_id
    WHERE NOT status = 'void' AND answer_by >= %(first)s::timestamp AT TIME ZONE 'Europe/Amsterdam'
        AND answer_by < %(end)s::timestamp AT TIME ZONE 'Europe/Amsterdam'
""")

#: The times during which a complaint was open that reach into the month. Most complaints have one,
#: from receipt to closing; what was reopened or declared void since is told by its acts.
_SPELLS: Final = sql.SQL("""
    WITH turned AS MATERIALIZED (
        SELECT DISTINCT complaint_id AS id FROM complaints_act
        WHERE kind IN ('reopened', 'voided') AND happened_on >= %(first)s
    ), turn AS (
        SELECT act.complaint_id AS id, act.kind, act.happened_on AS day,
            row_number() OVER acts AS number,
            lead(act.happened_on) OVER acts AS next_day, lead(act.kind) OVER acts AS next
        FROM complaints_act AS act JOIN turned ON turned.id = act.complaint_id
        WHERE act.kind IN ('closed', 'reopened', 'voided') AND act.happened_on IS NOT NULL
        WINDOW acts AS (PARTITION BY act.complaint_id ORDER BY act.happened_on, act.id)
    ), plain AS (
        SELECT id, {weight}, received_on AS began, NULL::date AS ended, lawful_last_day FROM complaints_complaint
        WHERE status IN ('registered', 'in_handling', 'ready_to_send') AND NOT category = 'ombudsman'
            AND received_on < %(end)s
        UNION ALL
        SELECT id, {weight}, received_on, closed_on, lawful_last_day FROM complaints_complaint
        WHERE status = 'closed' AND NOT category = 'ombudsman' AND closed_on >= %(first)s AND received_on < %(end)s
    ), turning AS (
        SELECT complaint.id, {weight}, received_on, lawful_last_day
        FROM complaints_complaint AS complaint JOIN turned ON turned.id = complaint.id
        WHERE NOT category = 'ombudsman' AND received_on < %(end)s
    )
    SELECT id, weight, began, ended, false AS again, false AS to_void, lawful_last_day
    FROM plain WHERE NOT EXISTS (SELECT FROM turned WHERE turned.id = plain.id)
    UNION ALL
    SELECT id, weight, received_on, day, false, kind = 'voided', lawful_last_day
    FROM turning JOIN turn USING (id) WHERE number = 1 AND day >= %(first)s
    UNION ALL
    SELECT id, weight, day, next_day, true, coalesce(next = 'voided', false), lawful_last_day
    FROM turning JOIN turn USING (id)
    WHERE kind = 'reopened' AND day < %(end)s AND (next_day IS NULL OR next_day >= %(first)s)
""").format(weight=_WEIGHT)

#: Which spells each number of the stock counts.
_STOCK_HOLDS: Final = {
    "stock.open_at_start": sql.SQL("began < %(first)s"),
    "stock.received": sql.SQL("began >= %(first)s AND NOT again"),
    "stock.reopened": sql.SQL("began >= %(first)s AND again"),
    "stock.closed": sql.SQL("ended < %(end)s AND NOT to_void"),
    "stock.void": sql.SQL("ended < %(end)s AND to_void"),
    "stock.open_at_end": sql.SQL("(ended IS NULL OR ended >= %(end)s)"),
    "over_term": sql.SQL("(ended IS NULL OR ended >= %(end)s) AND lawful_last_day < %(end)s"),
}
_STOCK_CELLS: Final = sql.SQL(", ").join(
    sql.SQL("({name}, {holds})").format(name=sql.Literal(name), holds=holds) for name, holds in _STOCK_HOLDS.items()
)
_STOCK_SUMS: Final = sql.SQL(", ").join(
    sql.SQL("sum(weight) FILTER (WHERE {holds}) AS {name}").format(name=sql.Identifier(name), holds=holds)
    for name, holds in _STOCK_HOLDS.items()
)
_STOCK_NAMED: Final = sql.SQL(", ").join(
    sql.SQL("({name}, {column})").format(name=sql.Literal(name), column=sql.Identifier(name)) for name in _STOCK_HOLDS
)

#: The figures: population, key, weight, and of what was judged its weight in part, within six weeks and
#: within the term, and its days. The row without a key is the whole that the others must add up to.
COUNT: Final = sql.SQL("""
    WITH judged AS (
        SELECT category, verdict, outcome, kind, ground, days, sum(weight) AS weight,
            sum(weight) FILTER (WHERE partly) AS partly,
            sum(weight) FILTER (WHERE within_six_weeks) AS within_six_weeks,
            sum(weight) FILTER (WHERE within_term) AS within_term
        FROM ({judged}) AS judged GROUP BY category, verdict, outcome, kind, ground, days
    )
    SELECT 'received', category, sum(weight), 0, 0, 0, 0
    FROM ({received}) AS received GROUP BY GROUPING SETS ((category), ())
    UNION ALL
    SELECT CASE GROUPING(outcome, category, kind, ground, days)
            WHEN 15 THEN 'judged' WHEN 23 THEN 'verdict' WHEN 27 THEN 'kind' WHEN 29 THEN 'ground'
            WHEN 30 THEN 'days' ELSE 'judged' END,
        coalesce(outcome, category || '.' || verdict, kind, ground, days::text),
        sum(weight), sum(partly), sum(within_six_weeks), sum(within_term), sum(weight * days)
    FROM judged GROUP BY GROUPING SETS ((outcome), (category, verdict), (kind), (ground), (days), ())
    UNION ALL
    SELECT 'cell', cell.name, cell.weight, 0, 0, 0, 0
    FROM (
        SELECT sum(weight) AS received, sum(weight) FILTER (WHERE within_six_weeks) AS within_six_weeks,
            sum(weight) FILTER (WHERE within_term) AS within_term, sum(weight) FILTER (WHERE running) AS running
        FROM ({cohort}) AS cohort
    ) AS cohort CROSS JOIN LATERAL (VALUES
        ('cohort.received', received), ('cohort.within_six_weeks', within_six_weeks),
        ('cohort.within_term', within_term), ('cohort.running', running)
    ) AS cell (name, weight)
    UNION ALL
    SELECT 'cell', cell.name, cell.weight, 0, 0, 0, 0
    FROM (SELECT sum(weight) AS due, sum(weight) FILTER (WHERE in_time) AS in_time FROM ({rounds}) AS round) AS round
    CROSS JOIN LATERAL (VALUES ('interventions.due', due), ('interventions.in_time', in_time)) AS cell (name, weight)
    UNION ALL
    SELECT 'cell', cell.name, cell.weight, 0, 0, 0, 0
    FROM (SELECT {sums} FROM ({spells}) AS spell) AS stock
    CROSS JOIN LATERAL (VALUES {named}) AS cell (name, weight)
""").format(
    received=_RECEIVED,
    judged=_JUDGED,
    cohort=_COHORT,
    rounds=_ROUNDS,
    spells=_SPELLS,
    sums=_STOCK_SUMS,
    named=_STOCK_NAMED,
)

#: Every complaint in every cell, as the register has it now.
CELLS: Final = sql.SQL("""
    SELECT 'received.' || category AS cell, id AS complaint_id, weight, NULL::integer AS days
    FROM ({received}) AS received
    UNION ALL
    SELECT cell.name, id, weight, cell.days
    FROM ({judged}) AS judged CROSS JOIN LATERAL (VALUES
        ('judged.' || outcome, true, days),
        ('partly_justified', partly, NULL),
        ('within_six_weeks', within_six_weeks, NULL),
        ('within_term', within_term, NULL),
        ('verdict.' || category || '.' || verdict, true, NULL),
        ('kind.' || kind, true, NULL),
        ('ground.' || ground, ground IS NOT NULL, NULL)
    ) AS cell (name, holds, days) WHERE holds
    UNION ALL
    SELECT cell.name, id, weight, NULL
    FROM ({cohort}) AS cohort CROSS JOIN LATERAL (VALUES
        ('cohort.received', true), ('cohort.within_six_weeks', within_six_weeks),
        ('cohort.within_term', within_term), ('cohort.running', running)
    ) AS cell (name, holds) WHERE holds
    UNION ALL
    SELECT cell.name, id, weight, NULL
    FROM ({rounds}) AS round CROSS JOIN LATERAL (VALUES
        ('interventions.due', true), ('interventions.in_time', in_time)
    ) AS cell (name, holds) WHERE holds
    UNION ALL
    SELECT cell.name, id, weight, NULL
    FROM ({spells}) AS spell CROSS JOIN LATERAL (VALUES {stock}) AS cell (name, holds) WHERE holds
""").format(received=_RECEIVED, judged=_JUDGED, cohort=_COHORT, rounds=_ROUNDS, spells=_SPELLS, stock=_STOCK_CELLS)

#: One row for each complaint in each cell.
KEEP: Final = sql.SQL("""
    INSERT INTO complaints_editionmember (edition_id, cell, complaint_id, weight, days)
    SELECT %(edition)s, cell, complaint_id, weight, days FROM ({cells}) AS member
""").format(cells=CELLS)
