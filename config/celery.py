"""The jobs: the Celery application, its queues and its timetable.

The broker only wakes a worker up. What must be done stands in the database, so a message that is
lost, late or doubled changes nothing: every job may be run again, and finds what is still to do.
"""

from typing import Any, Final

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu import Queue

from config.entrance import prepare
from config.messages import Patient

prepare()

#: Queues: alerts must not wait behind a month that is being counted.
ALERTS: Final = "alerts"
PUBLICATION: Final = "publication"

#: When each job runs (Amsterdam time), with the reason of the hour. Names say what is done. What
#: waits longer in a queue than until its next turn is dropped: the next one finds the same work.
TIMETABLE: Final[dict[str, dict[str, Any]]] = {
    "raise due alerts": {  # a term ends at midnight, and a complaint of this minute gets its first look
        "task": "complaints.tasks.raise_alerts",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 5 * 60},
    },
    "send raised alerts": {  # two minutes after the sweep has begun, so that it finds what that raised
        "task": "complaints.tasks.send_alerts",
        "schedule": crontab(minute="2-59/5"),
        "options": {"expires": 5 * 60},
    },
    "send webhooks": {  # a job of its own, at most two minutes long: a slow target holds up no mail
        "task": "complaints.tasks.send_webhooks",
        "schedule": crontab(minute="1-59/5"),
        "options": {"expires": 5 * 60},
    },
    "send letters": {  # the day on which it leaves is the day that counts, so not long after it was asked
        "task": "complaints.tasks.send_letters",
        "schedule": crontab(minute="3-59/5"),
        "options": {"expires": 5 * 60},
    },
    "scan documents": {  # somebody waits for each of them
        "task": "complaints.tasks.scan_documents",
        "schedule": crontab(minute="4-59/5"),
        "options": {"expires": 5 * 60},
    },
    "prune old runs": {  # at night, when nobody looks at them
        "task": "complaints.tasks.prune_runs",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 60 * 60},
    },
    "fill the calendar": {  # before the day begins, and after whatever deploy brought a new decree
        "task": "complaints.tasks.fill_calendar",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 60 * 60},
    },
    "clear drafts": {  # while nobody types
        "task": "complaints.tasks.clear_drafts",
        "schedule": crontab(hour=4, minute=25),
        "options": {"expires": 60 * 60},
    },
    "revive complaints": {  # before office hours, so that it stands on the work list in the morning
        "task": "complaints.tasks.revive_complaints",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 60 * 60},
    },
    "compile last month": {  # before office hours, so that the draft is there on the first working day
        "task": "complaints.tasks.compile_last_month",
        "schedule": crontab(hour=5, minute=30),
        "options": {"expires": 60 * 60},
    },
    "publish planned months": {  # within five minutes of the hour that was set
        "task": "complaints.tasks.publish_planned",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 5 * 60},
    },
    "verify what was published": {  # after last month's draft, so that both are there in the morning
        "task": "complaints.tasks.verify_published",
        "schedule": crontab(hour=5, minute=50),
        "options": {"expires": 60 * 60},
    },
}

#: Jobs that do not go to the queue of the alerts: they may be slow.
ROUTES: Final[dict[str, dict[str, str]]] = {
    "complaints.tasks.compile_last_month": {"queue": PUBLICATION},
    "complaints.tasks.send_webhooks": {"queue": PUBLICATION},
    "complaints.tasks.publish_planned": {"queue": PUBLICATION},
    "complaints.tasks.verify_published": {"queue": PUBLICATION},
}

app = Celery("gehoor", broker=settings.REDIS_URL)
app.amqp.Connection = Patient
app.Task.Request = "config.messages:Careful"
app.conf.update(
    # Messages: JSON, on named queues, answered by nobody.
    accept_content=["json"],
    task_serializer="json",
    result_backend=None,
    task_ignore_result=True,
    task_default_queue=ALERTS,
    task_queues=[Queue(name, routing_key=name) for name in (ALERTS, PUBLICATION)],
    task_create_missing_queues=False,
    task_routes=ROUTES,
    # A worker that dies gives its job back; none takes more than it is working on.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_soft_time_limit=10 * 60,
    task_time_limit=12 * 60,
    # A broker that hangs is noticed; one that is away is waited for.
    broker_transport_options={
        "visibility_timeout": 15 * 60,  # longer than any job may take
        "socket_connect_timeout": 5,
        "socket_timeout": 15,
        "socket_keepalive": True,
        "health_check_interval": 25,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # The clock. In memory: a schedule file can be corrupted, and the jobs catch up by themselves.
    timezone=settings.TIME_ZONE,
    enable_utc=True,
    beat_schedule=TIMETABLE,
    beat_scheduler="celery.beat:Scheduler",
    # The log is Django's.
    worker_hijack_root_logger=False,
)
app.autodiscover_tasks(["complaints"])
