#!/usr/bin/env python
"""The command line of Gehoor: ``python manage.py COMMAND``.

Whatever an operator got wrong ends as one line on standard error and exit status 1.
"""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line
from django.db import OperationalError

from complaints.management.commands.deadlines import Command as Deadlines
from config.env import Misconfigured


def main(argv: Sequence[str]) -> int:
    """Run one command and give the exit status; ``--traceback`` shows where it went wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        run(list(argv))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough; keep the interpreter from flushing again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Misconfigured, OperationalError) as error:
        if "--traceback" in argv:
            raise
        reason, *_ = str(error).splitlines() or [type(error).__name__]
        what = "" if isinstance(error, Misconfigured) else "The database says: "
        print(f"{what}{reason}", file=sys.stderr)  # noqa: T201  there is no command to write it
        return 1
    return 0


def run(argv: list[str]) -> None:
    """Hand the command over to Django, but for the one that needs no settings at all."""
    if argv[1:2] == ["deadlines"]:
        Deadlines().run_from_argv(argv)
    else:
        execute_from_command_line(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
