"""Commands run as an operator runs them, within the transaction of the test."""

import sys
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError


def outcome(command: BaseCommand, name: str, arguments: Sequence[str]) -> int:
    """Run a command and give its exit status; ``run_from_argv`` would close the test's connection."""
    command._called_from_command_line = True  # type: ignore[attr-defined]  # as run_from_argv does
    parser = command.create_parser("manage.py", name)
    try:
        options = vars(parser.parse_args(arguments))
        command.execute(*options.pop("args", ()), **options)
    except SystemExit as stop:  # by the parser
        return int(stop.code or 0)
    except CommandError as error:
        sys.stderr.write(f"CommandError: {error}\n")
        return error.returncode
    return 0
