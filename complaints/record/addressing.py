"""Who is told of what was raised: resolved when it is sent, and once more just before each mail leaves.

One statement addresses a batch: it cancels what is moot, puts an alert on the bell and into the outbox
for each who is told, and marks it as dispatched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from complaints.law import local_day
from complaints.record.alerts import MET
from complaints.record.statements import row, rows
from complaints.vocabulary import AFTER_CLOSING, OPEN_STATUSES, AlertChannel, DeliveryStatus, MailStyle

#: So many deliveries are looked at by one statement.
AT_ONCE = 500

#: Why a delivery is not sent any more to this person: somebody else is told now.
READDRESSED = "readdressed"

# Which alerts a statement is about, with what decides who is told; ``moot`` says why nobody is.
_STATE = """
state AS MATERIALIZED (
    SELECT claimed.id AS alert_id, claimed.roles, complaint.id AS complaint_id, complaint.unit_id,
           complaint.handler_id,
           -- What falls on the last day or later, or has an hour, waits for no morning.
           claimed.due_on < clock.ends_on AND claimed.due_at IS NULL AND complaint.handler_id IS NOT NULL AS may_wait,
           clock.ends_on,
           CASE WHEN clock.superseded_at IS NOT NULL THEN clock.superseded_reason
                WHEN clock.met_on IS NOT NULL THEN %(met)s
                WHEN complaint.status <> ALL(%(open)s) AND clock.kind <> ALL(%(after_closing)s) THEN complaint.status
                ELSE '' END AS moot
    FROM claimed
    JOIN complaints_clock clock ON clock.id = claimed.clock_id
    JOIN complaints_complaint complaint ON complaint.id = clock.complaint_id
)
"""

# Who is told: the named roles, each who is absent replaced by his substitute where that one can act
# here; the coordinators where the handler is missing, left, or absent without such a substitute, and
# where no named role is filled; the administrators where there is nobody else. Never who cannot be
# mailed, nor the person complained about.
_TOLD = """
reachable AS MATERIALIZED (
    SELECT role_grant.user_id, role_grant.role, role_grant.unit_id
    FROM complaints_rolegrant role_grant
    JOIN complaints_user person ON person.id = role_grant.user_id
    WHERE person.is_active AND person.email <> ''
    UNION ALL SELECT id, 'administrator', NULL FROM complaints_user
    WHERE is_superuser AND is_active AND email <> ''
), away AS MATERIALIZED (
    SELECT person_id AS user_id, substitute_id FROM complaints_absence
    WHERE first_on <= %(today)s AND (last_on IS NULL OR last_on >= %(today)s) AND withdrawn_at IS NULL
), meant AS MATERIALIZED (
    -- Whom the roles mean, before anybody is away: the handler as such, all others by their role.
    SELECT state.alert_id, reachable.user_id, meaning.told_as
    FROM state JOIN reachable
        ON reachable.role IN ('liaison', 'administrator') OR reachable.unit_id IS NULL
           OR state.unit_id IS NULL OR reachable.unit_id = state.unit_id
    JOIN LATERAL (
        SELECT 'handler' AS told_as
        WHERE reachable.user_id = state.handler_id AND reachable.role IN ('handler', 'coordinator')
            AND state.roles && ARRAY['handler', 'substitute']::varchar[]
        UNION ALL SELECT reachable.role WHERE reachable.role <> 'handler'
            AND reachable.role = ANY(state.roles || ARRAY['coordinator', 'administrator']::varchar[])
    ) AS meaning ON true
    WHERE state.moot = ''
), able AS MATERIALIZED (
    SELECT DISTINCT meant.alert_id, state.roles, there.user_id,
           CASE WHEN away.user_id IS NOT NULL AND meant.told_as = 'handler' THEN 'substitute' ELSE meant.told_as END
               AS told_as
    FROM meant
    JOIN state USING (alert_id)
    LEFT JOIN away ON away.user_id = meant.user_id AND meant.told_as <> 'administrator'
    JOIN LATERAL (
        SELECT meant.user_id WHERE away.user_id IS NULL
        UNION ALL SELECT away.substitute_id WHERE NOT EXISTS (
            SELECT FROM away AS too WHERE too.user_id = away.substitute_id
        ) AND NOT EXISTS (
            SELECT FROM complaints_involvement involved
            WHERE involved.complaint_id = state.complaint_id AND involved.user_id = away.substitute_id
        ) AND EXISTS (
            SELECT FROM reachable stands_in
            WHERE stands_in.user_id = away.substitute_id
                AND (stands_in.role = meant.told_as OR stands_in.role IN ('handler', 'coordinator'))
                AND (stands_in.role = 'liaison' OR stands_in.unit_id IS NULL OR state.unit_id IS NULL
                     OR stands_in.unit_id = state.unit_id)
        )
    ) AS there ON true
    WHERE NOT EXISTS (
        SELECT FROM complaints_personcomplainedabout about
        WHERE about.complaint_id = state.complaint_id AND about.user_id = there.user_id)
), judged AS (
    -- Per alert at once: asked row by row, a mail with many alerts in it would take minutes.
    SELECT able.*, told_as = ANY(roles) OR told_as = 'substitute' AS is_named,
           bool_or(told_as IN ('handler', 'substitute')) OVER of_the_alert AS has_handler,
           bool_or(told_as IN ('substitute', 'coordinator', 'handler', 'liaison')
               AND (told_as = ANY(roles) OR told_as = 'substitute')) OVER of_the_alert AS has_one_who_acts
    FROM able WINDOW of_the_alert AS (PARTITION BY alert_id)
), stepping_in AS (
    SELECT judged.*, told_as = 'coordinator' AND (
        NOT has_one_who_acts OR NOT has_handler AND roles && ARRAY['handler', 'substitute']::varchar[]
    ) AS steps_in
    FROM judged
), reasons AS (
    SELECT stepping_in.*, bool_or(steps_in) OVER (PARTITION BY alert_id) AS somebody_steps_in FROM stepping_in
), told AS MATERIALIZED (
    -- Once per person, as the first of these; an escalation is one that reaches him for want of another.
    SELECT DISTINCT ON (alert_id, user_id) alert_id, user_id, told_as,
           steps_in OR NOT is_named OR told_as = 'manager' AS is_escalated
    FROM reasons
    WHERE is_named OR steps_in OR told_as = 'administrator' AND NOT has_one_who_acts AND NOT somebody_steps_in
    ORDER BY alert_id, user_id,
        array_position(ARRAY['handler', 'substitute', 'coordinator', 'liaison', 'manager'], told_as::text),
        steps_in DESC
)
"""

# Who has a mail that can wait gets it with the one of his next working morning, of which one waits.
_DIGESTED = """
mornings AS MATERIALIZED (
    SELECT person.id AS user_id, coalesce((
        SELECT min((day + make_interval(hours => person.digest_hour::int)) AT TIME ZONE 'Europe/Amsterdam')
        FROM complaints_calendarday
        WHERE is_working AND day BETWEEN %(today)s AND %(today)s + 31
            AND (day + make_interval(hours => person.digest_hour::int)) AT TIME ZONE 'Europe/Amsterdam' > %(now)s
    ), %(now)s) AS morning
    FROM complaints_user person
    WHERE person.mails = %(digest)s AND person.id IN (SELECT user_id FROM told)
), letters AS MATERIALIZED (
    -- A morning that comes on the last day or after it is no morning to wait for.
    SELECT told.*, state.may_wait AND NOT told.is_escalated AND mornings.user_id IS NOT NULL
               AND (mornings.morning AT TIME ZONE 'Europe/Amsterdam')::date < state.ends_on AS waits,
           mornings.morning
    FROM told JOIN state USING (alert_id) LEFT JOIN mornings USING (user_id)
), digests AS (
    INSERT INTO complaints_digest (recipient_id, status, message_id, made_at, try_at)
    SELECT user_id, %(pending)s, '<digest-' || gen_random_uuid() || '@' || %(domain)s || '>', %(now)s, morning
    FROM (SELECT DISTINCT user_id, morning FROM letters WHERE waits) AS waiting ORDER BY user_id
    ON CONFLICT (recipient_id) WHERE status = 'pending' DO UPDATE SET recipient_id = excluded.recipient_id
    RETURNING id, recipient_id
)
"""

_DISPATCH = f"""
WITH claimed AS MATERIALIZED (
    SELECT id, clock_id, roles, due_on, due_at FROM complaints_alert
    WHERE dispatched_at IS NULL AND cancelled_at IS NULL AND NOT passed_over AND id > %(after)s
    ORDER BY id LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), {_STATE}, {_TOLD}, {_DIGESTED}, cancelled AS (
    UPDATE complaints_alert alert SET cancelled_at = %(now)s, cancelled_reason = state.moot
    FROM state WHERE alert.id = state.alert_id AND state.moot <> ''
    RETURNING alert.id
), addressed AS (
    INSERT INTO complaints_delivery AS delivery
        (alert_id, recipient_id, told_as, channel, digest_id, status, message_id, attempts, try_at, sent_at, failure)
    SELECT letters.alert_id, letters.user_id, letters.told_as, way.channel, way.digest_id, way.status, way.message_id,
           0, %(now)s, way.sent_at, ''
    FROM letters
    LEFT JOIN digests ON letters.waits AND digests.recipient_id = letters.user_id
    CROSS JOIN LATERAL (
        SELECT %(email)s AS channel, digests.id AS digest_id, %(pending)s AS status,
               '<alert-' || letters.alert_id || '-' || letters.user_id || '@' || %(domain)s || '>' AS message_id,
               NULL::timestamptz AS sent_at
        UNION ALL SELECT %(bell)s, NULL, %(sent)s, '', %(now)s
    ) AS way
    ORDER BY letters.alert_id, letters.user_id, way.channel
    ON CONFLICT (alert_id, recipient_id, channel) DO UPDATE
    SET status = excluded.status, told_as = excluded.told_as, digest_id = excluded.digest_id, attempts = 0,
        try_at = excluded.try_at, sent_at = excluded.sent_at, seen_at = NULL, failure = ''
    WHERE delivery.status = %(cancelled)s
    RETURNING id, channel
), owed AS (
    -- Other systems are told besides, whoever of us is: each webhook of the unit, or of all, once.
    INSERT INTO complaints_webhookmessage (webhook_id, alert_id, message_id, status, attempts, try_at, failure)
    SELECT webhook.id, state.alert_id, 'alert-' || state.alert_id || '-' || webhook.id, %(pending)s, 0, %(now)s, ''
    FROM state JOIN complaints_webhook webhook
        ON webhook.is_active AND (webhook.unit_id IS NULL OR webhook.unit_id = state.unit_id)
    WHERE state.moot = ''
    ORDER BY state.alert_id, webhook.id
    ON CONFLICT (webhook_id, alert_id) DO NOTHING
), dispatched AS (
    UPDATE complaints_alert alert SET dispatched_at = %(now)s
    FROM (SELECT DISTINCT alert_id FROM told) AS reached WHERE alert.id = reached.alert_id
    RETURNING alert.id
)
SELECT (SELECT max(id) FROM claimed), (SELECT count(*) FROM addressed WHERE channel = %(email)s),
       (SELECT count(*) FROM cancelled), (SELECT count(*) FROM dispatched), (SELECT count(*) FROM claimed)
"""  # noqa: S608 - the parts are constants of this module

_STANDING = f"""
WITH asked AS MATERIALIZED (
    SELECT id, alert_id, recipient_id FROM complaints_delivery WHERE id = ANY(%(deliveries)s)
), claimed AS MATERIALIZED (
    SELECT id, clock_id, roles, due_on, due_at FROM complaints_alert WHERE id IN (SELECT alert_id FROM asked)
), {_STATE}, {_TOLD}
SELECT asked.id, CASE WHEN state.moot <> '' THEN state.moot
                      WHEN told.user_id IS NULL THEN %(readdressed)s ELSE '' END
FROM asked JOIN state USING (alert_id)
LEFT JOIN told ON told.alert_id = asked.alert_id AND told.user_id = asked.recipient_id
"""  # noqa: S608 - the parts are constants of this module


@dataclass(frozen=True)
class Dispatched:
    """What one batch of the dispatch did; ``last`` is the highest alert claimed, None for an empty batch.

    ``addressed`` counts mails. ``unaddressed`` are the alerts for which there is nobody at all: they
    wait for somebody.
    """

    last: int | None
    addressed: int
    cancelled: int
    unaddressed: int


def dispatch(*, now: datetime, domain: str, after: int, limit: int) -> Dispatched:
    """Address at most ``limit`` raised alerts above the id ``after`` to who must be told as of now.

    An alert whose duty was met, whose clock was superseded or whose complaint ended is cancelled
    with that reason. ``domain`` is the right hand side of the message ids.
    """
    last, addressed, cancelled, dispatched, claimed = row(
        _DISPATCH,
        {
            **_WORDS,
            "today": local_day(now),
            "now": now,
            "domain": domain,
            "after": after,
            "limit": limit,
            "pending": DeliveryStatus.PENDING,
            "sent": DeliveryStatus.SENT,
            "cancelled": DeliveryStatus.CANCELLED,
            "email": AlertChannel.EMAIL,
            "bell": AlertChannel.BELL,
            "digest": MailStyle.DIGEST,
        },
    )
    return Dispatched(last, addressed, cancelled, unaddressed=claimed - cancelled - dispatched)


def moot(deliveries: Sequence[int], *, now: datetime) -> Mapping[int, str]:
    """Why these deliveries (their ids) need not be sent to their recipients any more; those that must are left out.

    A reason as in ``Alert.cancelled_reason``, or :data:`READDRESSED`.
    """
    values = {**_WORDS, "today": local_day(now), "readdressed": READDRESSED}
    found = [
        each
        for first in range(0, len(deliveries), AT_ONCE)
        for each in rows(_STANDING, {**values, "deliveries": list(deliveries[first : first + AT_ONCE])})
    ]
    return {delivery: reason for delivery, reason in found if reason}


_WORDS: Mapping[str, Any] = {"met": MET, "open": list(OPEN_STATUSES), "after_closing": list(AFTER_CLOSING)}
