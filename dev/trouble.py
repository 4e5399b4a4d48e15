"""What the launcher says to the person at the terminal, and how it gives up."""

import signal
import sys
from types import FrameType
from typing import Final

STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Trouble(Exception):
    """The launcher cannot go on; the message says what, where and what to do."""


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, or the terminal was closed."""


def say(line: str) -> None:
    """Tell the person at the terminal; standard output is for answers alone."""
    sys.stderr.write(f"gehoor: {line}\n")
    sys.stderr.flush()


def stop_on_signals() -> None:
    """From now on the first signal to stop raises Stopped, wherever we are; we ignore the others, being at it."""
    for number in STOPPING:
        signal.signal(number, _raise_stopped)


def leave_interrupts_to(_program: object) -> None:
    """Ctrl-C is for the program in our foreground, which decides what it means."""
    signal.signal(signal.SIGINT, lambda _number, _frame: None)


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
