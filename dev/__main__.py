"""``python3 -m dev COMMAND``: make the environment, then go on inside it.

This file alone must be readable for any Python 3, so that an old one gets a sentence and not a
syntax error.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")


def find_newer():  # noqa: ANN201 - any Python 3 reads this
    # type: () -> str
    """Find a Python on the path that is new enough, or stop with a line that says what to do."""
    probe = "import sys; sys.exit(sys.version_info < {!r})".format(OLDEST)  # noqa: UP032 - any Python 3 reads this
    for name in NAMES:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            return path
    sys.exit(
        "gehoor: Python {}.{} or newer is needed, and this is {}.{} ({}). Install one, or name it: "
        "make PYTHON=/path/to/python3.11 ...".format(OLDEST[0], OLDEST[1], *sys.version_info[:2], sys.executable)
    )


if sys.version_info < OLDEST:
    newer = find_newer()
    os.execv(newer, [newer, "-m", "dev", *sys.argv[1:]])

from dev.bootstrap import main  # noqa: E402 - only now is it known that it can be read

main(sys.argv[1:])
