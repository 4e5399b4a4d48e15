"""Commands run as an operator runs them, within the transaction of the test."""

import sys
from collections.abc import Callable, Sequence

import pytest
from django.core.management.base import BaseCommand, CommandError

from tests.people import chris, dewi


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


#: Arguments in; exit status, standard output and standard error out.
Run = Callable[..., tuple[int, str, str]]


def runner(command: type[BaseCommand], name: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command as an operator does."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = outcome(command(), name, arguments)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def publish(run: Run, month: str = "2023-05", *, reason: str = "Geteld uit het register.") -> None:
    """Compile by Chris, approve by Dewi and publish by Chris, through ``manage.py publication``."""
    chris(), dewi()
    assert run("compile", month, "--by", "chris", "--reason", reason)[0] == 0
    assert run("approve", month, "--by", "dewi")[0] == 0
    assert run("publish", month, "--by", "chris")[0] == 0
