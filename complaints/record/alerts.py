"""What the sweep and the outbox do in one statement each: raise what is due, address what was raised.

Claim, alert and next date are one statement, so a crash leaves all or nothing; ``SKIP LOCKED`` lets
several run side by side; the unique key (clock version, rung, occurrence) is the last guard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from complaints.vocabulary import AFTER_CLOSING, OPEN_STATUSES, DeliveryStatus

#: Why an alert is not sent any more, besides the codes of ``Superseded`` and ``Status``.
MET = "met"
#: Why a delivery is not sent any more to this person: somebody else handles the complaint now.
READDRESSED = "readdressed"

#: A rung that falls beyond the calendar rows is looked at again in so many days. The rows reach two
#: years past today and a rung lies at most 60 working days from its last day, so none is missed.
LOOK_AGAIN_DAYS = 365

_SWEEP = """
WITH claimed AS MATERIALIZED (
    SELECT id, complaint_id, kind, subject, version, starts_on, ends_on,
           (made_at AT TIME ZONE 'Europe/Amsterdam')::date AS made_on
    FROM complaints_clock
    WHERE next_alert_on <= %(today)s AND superseded_at IS NULL AND met_on IS NULL
    ORDER BY next_alert_on, id
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), ladder AS MATERIALIZED (
    -- Working days: the row of the last day says its number; on a rest day that is the one before it.
    SELECT clock.id AS clock_id, clock.complaint_id, clock.kind, clock.subject, clock.version, clock.starts_on,
           clock.ends_on, clock.made_on, rung.code, rung.roles, rung.repeat_days,
           CASE WHEN rung.unit = 'working_days' AND rung."offset" <> 0 THEN working.day
                ELSE clock.ends_on + rung."offset" END AS first_on
    FROM claimed clock
    JOIN complaints_rung rung ON rung.clock_kind = clock.kind
    LEFT JOIN complaints_calendarday ending ON ending.day = clock.ends_on
    LEFT JOIN complaints_calendarday working
        ON working.is_working AND working.working_number = ending.working_number + rung."offset"
           + CASE WHEN rung."offset" < 0 AND NOT ending.is_working THEN 1 ELSE 0 END
), due AS (
    -- Of a rung that repeats, what came before the clock was made is said by its last time alone.
    SELECT ladder.*, occurrence, first_on + (occurrence - 1) * coalesce(repeat_days, 0) AS due_on
    FROM ladder, LATERAL generate_series(
        CASE WHEN repeat_days IS NULL THEN 1 ELSE greatest(1, (made_on - first_on) / repeat_days + 1) END,
        CASE WHEN repeat_days IS NULL THEN 1 ELSE (%(today)s - first_on) / repeat_days + 1 END
    ) AS occurrence
    WHERE first_on <= %(today)s
), judged AS (
    -- A version that keeps the last day of an earlier one tells nobody again what was told already.
    SELECT due.*, due_on < due.starts_on OR due_on < coalesce(
        max(due_on) FILTER (WHERE due_on BETWEEN due.starts_on AND made_on) OVER (PARTITION BY clock_id), due_on
    ) OR EXISTS (
        SELECT FROM complaints_clock earlier
        JOIN complaints_alert alert ON alert.clock_id = earlier.id AND alert.rung = due.code
            AND alert.occurrence = due.occurrence
        JOIN complaints_delivery delivery ON delivery.alert_id = alert.id AND delivery.status = %(sent)s
        WHERE (earlier.complaint_id, earlier.kind, earlier.subject, earlier.ends_on)
              = (due.complaint_id, due.kind, due.subject, due.ends_on)
            AND earlier.version < due.version
    ) AS passed_over
    FROM due
), raised AS (
    INSERT INTO complaints_alert
        (clock_id, rung, occurrence, roles, due_on, raised_at, passed_over, cancelled_reason)
    SELECT clock_id, code, occurrence, roles, due_on, %(now)s, passed_over, ''
    FROM judged ORDER BY due_on, clock_id
    ON CONFLICT (clock_id, rung, occurrence) DO NOTHING
    RETURNING passed_over
), upcoming AS (
    SELECT clock_id, min(CASE
        WHEN first_on IS NULL THEN %(today)s + %(look_again)s
        WHEN first_on > %(today)s THEN first_on
        ELSE first_on + ((%(today)s - first_on) / repeat_days + 1) * repeat_days
    END) AS day
    FROM ladder GROUP BY clock_id
), moved AS (
    UPDATE complaints_clock clock SET next_alert_on = upcoming.day
    FROM claimed LEFT JOIN upcoming ON upcoming.clock_id = claimed.id
    WHERE clock.id = claimed.id
    RETURNING clock.id
)
SELECT (SELECT count(*) FROM moved),
       (SELECT count(*) FROM raised WHERE NOT passed_over),
       (SELECT count(*) FROM raised WHERE passed_over)
"""

# Which alerts a statement is about, with what decides who is told; ``moot`` says why nobody is.
_STATE = """
state AS MATERIALIZED (
    SELECT claimed.id AS alert_id, claimed.roles, complaint.id AS complaint_id, complaint.unit_id,
           complaint.handler_id,
           CASE WHEN clock.superseded_at IS NOT NULL THEN clock.superseded_reason
                WHEN clock.met_on IS NOT NULL THEN %(met)s
                WHEN complaint.status <> ALL(%(open)s) AND clock.kind <> ALL(%(after_closing)s) THEN complaint.status
                ELSE '' END AS moot
    FROM claimed
    JOIN complaints_clock clock ON clock.id = claimed.clock_id
    JOIN complaints_complaint complaint ON complaint.id = clock.complaint_id
)
"""

# Who is told: the named roles; the coordinators where the handler is missing, left or has no role
# here, and where no named role is filled; the administrators where there is nobody else. Never who
# cannot be mailed, nor the person complained about.
_TOLD = """
reachable AS MATERIALIZED (
    SELECT role_grant.user_id, role_grant.role, role_grant.unit_id
    FROM complaints_rolegrant role_grant
    JOIN complaints_user person ON person.id = role_grant.user_id
    WHERE person.is_active AND person.email <> ''
    UNION ALL SELECT id, 'administrator', NULL FROM complaints_user
    WHERE is_superuser AND is_active AND email <> ''
), able AS MATERIALIZED (
    SELECT state.alert_id, state.roles, state.handler_id, reachable.user_id, reachable.role
    FROM state JOIN reachable
        ON (reachable.user_id = state.handler_id OR reachable.role <> 'handler'
            AND reachable.role = ANY(state.roles || ARRAY['coordinator', 'administrator']::varchar[]))
        AND (reachable.role IN ('liaison', 'administrator') OR reachable.unit_id IS NULL
             OR state.unit_id IS NULL OR reachable.unit_id = state.unit_id)
    WHERE state.moot = '' AND NOT EXISTS (
        SELECT FROM complaints_personcomplainedabout about
        WHERE about.complaint_id = state.complaint_id AND about.user_id = reachable.user_id)
), handlers AS (
    SELECT DISTINCT alert_id, user_id FROM able
    WHERE user_id = handler_id AND role IN ('handler', 'coordinator') AND 'handler' = ANY(roles)
), named AS (
    SELECT alert_id, user_id FROM handlers
    UNION SELECT alert_id, user_id FROM able WHERE role <> 'handler' AND role = ANY(roles)
), stepping_in AS (
    SELECT able.alert_id, able.user_id FROM able
    WHERE role = 'coordinator' AND (
        'handler' = ANY(roles) AND NOT EXISTS (SELECT FROM handlers WHERE handlers.alert_id = able.alert_id)
        OR NOT EXISTS (SELECT FROM named WHERE named.alert_id = able.alert_id))
), told AS MATERIALIZED (
    SELECT alert_id, user_id FROM named
    UNION SELECT alert_id, user_id FROM stepping_in
    UNION SELECT alert_id, user_id FROM able
    WHERE role = 'administrator'
        AND NOT EXISTS (SELECT FROM named WHERE named.alert_id = able.alert_id)
        AND NOT EXISTS (SELECT FROM stepping_in WHERE stepping_in.alert_id = able.alert_id)
)
"""

_DISPATCH = f"""
WITH claimed AS MATERIALIZED (
    SELECT id, clock_id, roles FROM complaints_alert
    WHERE dispatched_at IS NULL AND cancelled_at IS NULL AND NOT passed_over AND id > %(after)s
    ORDER BY id LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), {_STATE}, {_TOLD}, cancelled AS (
    UPDATE complaints_alert alert SET cancelled_at = %(now)s, cancelled_reason = state.moot
    FROM state WHERE alert.id = state.alert_id AND state.moot <> ''
    RETURNING alert.id
), addressed AS (
    INSERT INTO complaints_delivery AS delivery
        (alert_id, recipient_id, channel, status, message_id, attempts, try_at, failure)
    SELECT alert_id, user_id, 'email', %(pending)s,
           '<alert-' || alert_id || '-' || user_id || '@' || %(domain)s || '>', 0, %(now)s, ''
    FROM told ORDER BY alert_id, user_id
    ON CONFLICT (alert_id, recipient_id, channel) DO UPDATE
    SET status = %(pending)s, attempts = 0, try_at = %(now)s, failure = ''
    WHERE delivery.status = %(cancelled)s
    RETURNING id
), dispatched AS (
    UPDATE complaints_alert alert SET dispatched_at = %(now)s
    FROM (SELECT DISTINCT alert_id FROM told) AS reached WHERE alert.id = reached.alert_id
    RETURNING alert.id
)
SELECT (SELECT max(id) FROM claimed), (SELECT count(*) FROM addressed),
       (SELECT count(*) FROM cancelled), (SELECT count(*) FROM dispatched), (SELECT count(*) FROM claimed)
"""  # noqa: S608 - the parts are constants of this module

_STANDING = f"""
WITH claimed AS MATERIALIZED (SELECT id, clock_id, roles FROM complaints_alert WHERE id = %(alert)s), {_STATE}, {_TOLD}
SELECT state.moot, EXISTS (SELECT FROM told WHERE told.user_id = %(recipient)s) FROM state
"""  # noqa: S608 - the parts are constants of this module


@dataclass(frozen=True)
class Swept:
    """What one batch of the sweep did: clocks claimed, alerts raised, rungs recorded as passed over."""

    claimed: int
    raised: int
    passed_over: int


@dataclass(frozen=True)
class Dispatched:
    """What one batch of the dispatch did; ``last`` is the highest alert claimed, None for an empty batch.

    ``unaddressed`` are the alerts for which there is nobody at all: they wait for somebody.
    """

    last: int | None
    addressed: int
    cancelled: int
    unaddressed: int


def sweep(*, today: date, now: datetime, limit: int) -> Swept:
    """Raise what is due on or before ``today`` (Europe/Amsterdam) for at most ``limit`` clocks.

    For every claimed clock each rung that is due and not yet raised gets its alert, with its true
    day, however long ago; and the clock learns when to look again. Rungs that were past when their
    clock was made are recorded as passed over, the latest of them excepted.
    """
    values = {"today": today, "now": now, "limit": limit, "look_again": LOOK_AGAIN_DAYS}
    return Swept(*_row(_SWEEP, {**values, "sent": DeliveryStatus.SENT}))


def dispatch(*, now: datetime, domain: str, after: int, limit: int) -> Dispatched:
    """Address at most ``limit`` raised alerts above the id ``after`` to who must be told as of now.

    An alert whose duty was met, whose clock was superseded or whose complaint ended is cancelled
    with that reason. ``domain`` is the right hand side of the message ids.
    """
    last, addressed, cancelled, dispatched, claimed = _row(
        _DISPATCH,
        {
            **_WORDS,
            "now": now,
            "domain": domain,
            "after": after,
            "limit": limit,
            "pending": DeliveryStatus.PENDING,
            "cancelled": DeliveryStatus.CANCELLED,
        },
    )
    return Dispatched(last, addressed, cancelled, unaddressed=claimed - cancelled - dispatched)


def standing(*, alert_id: int, recipient_id: int) -> str:
    """Why this alert need not be sent to this person any more; empty where it still must be.

    A reason as in ``Alert.cancelled_reason``, or :data:`READDRESSED`.
    """
    moot, still_told = _row(_STANDING, {**_WORDS, "alert": alert_id, "recipient": recipient_id})
    if moot:
        return str(moot)
    return "" if still_told else READDRESSED


_WORDS: Mapping[str, Any] = {"met": MET, "open": list(OPEN_STATUSES), "after_closing": list(AFTER_CLOSING)}


def _row(statement: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
