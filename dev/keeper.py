"""A keeper: runs one program, and ends it when the launcher is gone, however it went.

The launcher holds the other end of the keeper's standard input. When that closes, by a word or by
``kill -9``, the keeper stops its program the way the program likes, waits, kills what is left of
its process group, and removes the directories that were for this run only.
Run as ``python -I -S keeper.py ORDER``, where ORDER is the JSON of :class:`dev.processes.Order`.
"""

import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from types import FrameType

PR_SET_PDEATHSIG = 1
PAUSE = 0.05  # seconds between two looks
GIVE_UP_AFTER = 5.0  # seconds for a killed process group to be gone

asked_to_stop = False


def main() -> int:
    order = json.loads(sys.argv[1])
    signal.signal(signal.SIGTERM, _note)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    status = 0
    if not _abandoned():
        status = _keep(order)
    for path in order["remove"]:
        shutil.rmtree(path, ignore_errors=True)
    return status


def _keep(order: dict) -> int:  # type: ignore[type-arg]  # the order is plain JSON
    stop = order["stop"]
    child = subprocess.Popen(
        order["command"],
        stdin=subprocess.DEVNULL,
        pass_fds=order["fds"],
        start_new_session=True,
        preexec_fn=lambda: end_with_parent(stop),  # noqa: PLW1509 - the keeper has one thread
    )
    while child.poll() is None and not _abandoned():
        pass
    if child.poll() is None:
        child.send_signal(stop)
        _wait(child, order["grace"])
    _kill_group(child.pid)
    status = child.wait()
    return status if status >= 0 else 128 - status


def _abandoned() -> bool:
    """Look, for a moment, whether the launcher has let go."""
    if asked_to_stop:
        return True
    try:
        ready, _, _ = select.select([0], [], [], PAUSE)
        return bool(ready) and not os.read(0, 1)
    except OSError:
        return True


def _wait(child: subprocess.Popen, seconds: float) -> None:  # type: ignore[type-arg]  # bytes or text, it is not read
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()


def _kill_group(group: int) -> None:
    """Kill what the program left behind in its process group."""
    end = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < end:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(PAUSE)


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """In a program about to start: should its parent be killed, the system stops it (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def _note(_number: int, _frame: "FrameType | None") -> None:
    global asked_to_stop  # noqa: PLW0603 - a signal handler has nowhere else to write
    asked_to_stop = True


if __name__ == "__main__":
    sys.exit(main())
