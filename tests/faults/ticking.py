"""The project's own worker and beat, with every job coming round each second."""

from datetime import timedelta

from config.celery import TIMETABLE, app

__all__ = ["app"]

app.conf.beat_schedule = {
    name: {**entry, "schedule": timedelta(seconds=1), "options": {"expires": 30}} for name, entry in TIMETABLE.items()
}
