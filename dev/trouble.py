"""What the launcher says to the person at the terminal, and how it gives up."""

import signal
import sys
from types import FrameType


class Trouble(Exception):
    """The launcher cannot go on; the message says what, where and what to do."""


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, or the terminal was closed."""


def say(line: str) -> None:
    """Tell the person at the terminal; standard output is for answers alone."""
    sys.stderr.write(f"gehoor: {line}\n")
    sys.stderr.flush()


def stop_on_signals() -> None:
    """From now on a signal to stop raises Stopped, wherever we are."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)


def ignore_signals() -> None:
    """From now on nothing interrupts us: we are stopping already."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped
