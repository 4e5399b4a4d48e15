"""The jobs: the Celery application, its queues and its timetable.

The broker only wakes a worker up. What must be done stands in the database, so a message that is
lost, late or doubled changes nothing: every job may be run again, and finds what is still to do.
"""

from typing import Any, Final

from celery import Celery
from django.conf import settings
from kombu import Queue

from config.entrance import prepare

prepare()

#: Queues: alerts must not wait behind a month that is being counted.
ALERTS: Final = "alerts"
PUBLICATION: Final = "publication"

#: When each job runs (Amsterdam time), with the reason of the hour. Names say what is done.
TIMETABLE: Final[dict[str, dict[str, Any]]] = {}

app = Celery("gehoor", broker=settings.REDIS_URL)
app.conf.update(
    # Messages: JSON, on named queues, answered by nobody.
    accept_content=["json"],
    task_serializer="json",
    result_backend=None,
    task_ignore_result=True,
    task_default_queue=ALERTS,
    task_queues=[Queue(ALERTS), Queue(PUBLICATION)],
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
