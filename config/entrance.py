"""The start of every process that is not manage.py."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

#: Gunicorn gives up, instead of trying again for ever, on a worker that ends with this status.
CANNOT_START = 3


def prepare() -> None:
    """Load the settings and the applications, or stop the process with one line that says why."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"gehoor: {error}\n")
        sys.exit(CANNOT_START)
