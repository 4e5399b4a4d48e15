"""``python -m dev.commands COMMAND …`` inside the environment: what make's targets do."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from dev import demo, quality
from dev.bootstrap import ROOT
from dev.keeper import end_with_parent
from dev.place import MANAGE, Place, running_demo
from dev.servers import Servers
from dev.trouble import Stopped, Trouble, leave_interrupts_to, say, stop_on_signals

USAGE: Final = 2


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit status. A trouble is said in one line, never a traceback."""
    if not arguments or arguments[0] not in COMMANDS:
        say(f"commands: {', '.join(COMMANDS)}")
        return USAGE
    stop_on_signals()
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except Stopped:
        return 130


def run_demo(_arguments: Sequence[str]) -> int:
    """Run the demonstration until it is stopped."""
    try:
        demo.run(data_directory(), _port())
    except Stopped:
        return 0
    return 0


def run_manage(arguments: Sequence[str]) -> int:
    """Run a management command on the data directory, beside a running demonstration or alone."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    directory = data_directory()
    variables = running_demo(directory)
    if variables is not None:
        return _in_foreground(command, {**os.environ, **variables})
    place = Place.claim(directory, MANAGE)
    servers = Servers.lasting(directory, place.secrets(), fds=[place.lock])
    try:
        servers.start()
        variables = demo.environment(place, servers, _port())
        if not place.is_marked(demo.MIGRATED):
            demo.migrate(place, variables)
        return _in_foreground(command, variables)
    finally:
        servers.stop()


def data_directory() -> Path:
    """``DATA_DIR``, taken from the directory in which make was called."""
    return Path(os.environ.get("DATA_DIR") or ROOT / ".data").expanduser().resolve()


def _port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise Trouble(f"PORT is {value!r}: write a number from 1 to 65535.")
    return int(value)


def _in_foreground(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run a program with our terminal. Ctrl-C reaches it by itself; that we are to stop is passed on."""
    child = subprocess.Popen(command, env=dict(variables), preexec_fn=end_with_parent)  # noqa: PLW1509 - one thread
    leave_interrupts_to(child)
    while True:
        try:
            status = child.wait()
        except Stopped:
            child.terminate()
        else:
            return status if status >= 0 else 128 - status


COMMANDS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    "demo": run_demo,
    "manage": run_manage,
    **quality.COMMANDS,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
