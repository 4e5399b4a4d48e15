"""Messages as a worker takes them from the queues."""

from typing import Any

from celery.exceptions import InvalidTaskError
from celery.worker.request import Request


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
