"""What the sweep does in one statement: raise what is due; and what calls an alert off.

Claim, alert and next date are one statement, so a crash leaves all or nothing; ``SKIP LOCKED`` lets
several run side by side; the unique key (clock version, rung, occurrence) is the last guard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints.law import AMSTERDAM, local_day
from complaints.models import Alert, Clock
from complaints.record.statements import row
from complaints.vocabulary import AlertChannel, ClockKind, DeliveryStatus

#: Why an alert is not sent any more, besides the codes of ``Superseded`` and ``Status``.
MET = "met"

#: A rung that falls beyond the calendar rows is looked at again in so many days. The rows reach two
#: years past today and a rung lies at most 60 working days from its last day, so none is missed.
LOOK_AGAIN_DAYS = 365

_SWEEP = """
WITH claimed AS MATERIALIZED (
    SELECT id, complaint_id, kind, subject, version, starts_on, ends_on, made_at,
           (made_at AT TIME ZONE 'Europe/Amsterdam')::date AS made_on,
           coalesce(ends_at, (ends_on + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam') AS over_at
    FROM complaints_clock
    WHERE next_alert_on <= %(today)s AND (next_alert_at IS NULL OR next_alert_at <= %(until)s)
        AND superseded_at IS NULL AND met_on IS NULL
    ORDER BY next_alert_on, id
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), ladder AS MATERIALIZED (
    -- Working days: the row of the last day says its number; on a rest day that is the one before it.
    SELECT clock.id AS clock_id, clock.complaint_id, clock.kind, clock.subject, clock.version, clock.starts_on,
           clock.ends_on, clock.made_at, clock.made_on, rung.code, rung.roles, rung.repeat_days, rung.since, hour.at,
           CASE WHEN rung.unit = 'hours' THEN (hour.at AT TIME ZONE 'Europe/Amsterdam')::date
                WHEN rung.unit = 'working_days' AND rung."offset" <> 0 THEN working.day
                ELSE clock.ends_on + rung."offset" END AS first_on
    FROM claimed clock
    JOIN complaints_rung rung ON rung.clock_kind = clock.kind
    LEFT JOIN LATERAL (SELECT clock.over_at + make_interval(hours => rung."offset") AS at) AS hour
        ON rung.unit = 'hours'
    LEFT JOIN complaints_calendarday ending ON ending.day = clock.ends_on
    LEFT JOIN complaints_calendarday working
        ON working.is_working AND working.working_number = ending.working_number + rung."offset"
           + CASE WHEN rung."offset" < 0 AND NOT ending.is_working THEN 1 ELSE 0 END
), due AS (
    -- Of a rung that repeats, what came before the clock was made is said by its last time alone. One that
    -- was moved goes on counting where it stood: its earlier times hold the numbers that they have.
    SELECT ladder.*, time + coalesce((
               SELECT max(before.occurrence) FROM complaints_alert before
               WHERE before.clock_id = ladder.clock_id AND before.rung = ladder.code AND before.raised_at < ladder.since
           ), 0) AS occurrence, day.due_on,
           coalesce(at, day.due_on::timestamp AT TIME ZONE 'Europe/Amsterdam') AS moment
    FROM ladder, LATERAL generate_series(
        CASE WHEN repeat_days IS NULL THEN 1 ELSE greatest(1, (made_on - first_on) / repeat_days + 1) END,
        CASE WHEN repeat_days IS NULL THEN 1 ELSE (%(today)s - first_on) / repeat_days + 1 END
    ) AS time, LATERAL (SELECT first_on + (time - 1) * coalesce(repeat_days, 0) AS due_on) AS day
    WHERE first_on <= %(today)s AND (at IS NULL OR at <= %(until)s)
), judged AS (
    -- A version that keeps the last day of an earlier one tells nobody again what was told already.
    SELECT due.*, due_on < due.starts_on OR moment < coalesce(
        max(moment) FILTER (WHERE due_on >= due.starts_on AND moment <= made_at) OVER (PARTITION BY clock_id), moment
    ) OR moment < coalesce(since, moment) OR EXISTS (
        SELECT FROM complaints_clock earlier
        JOIN complaints_alert alert ON alert.clock_id = earlier.id AND alert.rung = due.code
            AND alert.due_on = due.due_on
        JOIN complaints_delivery delivery ON delivery.alert_id = alert.id
            AND delivery.status = %(sent)s AND delivery.channel = %(email)s
        WHERE (earlier.complaint_id, earlier.kind, earlier.subject, earlier.ends_on)
              = (due.complaint_id, due.kind, due.subject, due.ends_on)
            AND earlier.version < due.version
    ) AS passed_over
    FROM due
), raised AS (
    INSERT INTO complaints_alert
        (clock_id, rung, occurrence, roles, due_on, due_at, raised_at, passed_over, cancelled_reason)
    SELECT clock_id, code, occurrence, roles, due_on, at, %(now)s, passed_over, ''
    FROM judged ORDER BY due_on, clock_id
    ON CONFLICT (clock_id, rung, occurrence) DO NOTHING
    RETURNING passed_over
), upcoming AS (
    SELECT clock_id, min(CASE
        WHEN first_on IS NULL THEN (%(today)s + %(look_again)s)::timestamp AT TIME ZONE 'Europe/Amsterdam'
        WHEN at IS NOT NULL THEN CASE WHEN at > %(until)s THEN at END
        WHEN first_on > %(today)s THEN first_on::timestamp AT TIME ZONE 'Europe/Amsterdam'
        ELSE (first_on + ((%(today)s - first_on) / repeat_days + 1) * repeat_days)::timestamp
             AT TIME ZONE 'Europe/Amsterdam'
    END) AS moment
    FROM ladder GROUP BY clock_id
), moved AS (
    UPDATE complaints_clock clock
    SET next_alert_on = (upcoming.moment AT TIME ZONE 'Europe/Amsterdam')::date,
        next_alert_at = CASE WHEN upcoming.moment <> date_trunc('day', upcoming.moment, 'Europe/Amsterdam')
                             THEN upcoming.moment END
    FROM claimed LEFT JOIN upcoming ON upcoming.clock_id = claimed.id
    WHERE clock.id = claimed.id
    RETURNING clock.id
)
SELECT (SELECT count(*) FROM moved),
       (SELECT count(*) FROM raised WHERE NOT passed_over),
       (SELECT count(*) FROM raised WHERE passed_over)
"""


@dataclass(frozen=True)
class Swept:
    """What one batch of the sweep did: clocks claimed, alerts raised, rungs recorded as passed over."""

    claimed: int
    raised: int
    passed_over: int


def sweep(*, today: date, now: datetime, limit: int) -> Swept:
    """Raise what is due on or before ``today`` (Europe/Amsterdam) for at most ``limit`` clocks.

    For every claimed clock each rung that is due and not yet raised gets its alert, with its true
    day, however long ago; and the clock learns when to look again. Rungs that were past when their
    clock was made are recorded as passed over, the latest of them excepted; so are those that were
    past when they themselves were laid. Rungs by the hour are due up to ``now`` where that falls on
    ``today``, else up to the end of that day.
    """
    values = {
        "today": today,
        "until": now if local_day(now) == today else _end_of(today),
        "now": now,
        "limit": limit,
        "look_again": LOOK_AGAIN_DAYS,
        "sent": DeliveryStatus.SENT,
        "email": AlertChannel.EMAIL,
    }
    return Swept(*row(_SWEEP, values))


def call_off(clocks: Iterable[Clock], reason: str, *, now: datetime) -> None:
    """Cancel the alerts of clocks whose duty was met or that count no more; nobody need act on them now."""
    standing = Alert.objects.filter(clock__in=[clock.pk for clock in clocks], cancelled_at=None, passed_over=False)
    standing.update(cancelled_at=now, cancelled_reason=reason)


def look_again(kind: ClockKind, *, on: date) -> int:
    """Let the next sweep look at every running clock of a kind: its ladder was changed. Gives how many."""
    return (
        Clock.objects.running()
        .filter(kind=kind)
        .exclude(next_alert_on__lte=on, next_alert_at=None)
        .update(next_alert_on=on, next_alert_at=None)
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), AMSTERDAM) - timedelta(microseconds=1)
