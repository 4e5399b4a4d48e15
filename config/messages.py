"""The broker as a worker meets it: the connection, and the messages that it takes from the queues."""

from typing import Any, Final, Self

from celery.exceptions import InvalidTaskError
from celery.worker.request import Request
from kombu import Connection

#: Seconds between two tries to reach a broker that is away.
LONGEST_WAIT: Final = 5


class Patient(Connection):
    """The connection to the broker. However long that was away, a worker is back seconds after it is.

    Celery would wait longer after each try, up to half a minute.
    """

    def ensure_connection(self, *args: Any, **options: Any) -> Self:
        """Try until there is a connection."""
        super().ensure_connection(*args, **{"interval_max": LONGEST_WAIT, **options})
        return self


class Careful(Request):
    """One message; what is no task of any shape is thrown away with a line in the log.

    Celery lets a body of another shape end the worker, and the next one, since it goes back into the queue.
    """

    def __init__(self, message: Any, **options: Any) -> None:
        """Read the message. Raises InvalidTaskError where it cannot be read."""
        try:
            super().__init__(message, **options)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InvalidTaskError(f"{type(error).__name__}: not the shape of a task") from error
