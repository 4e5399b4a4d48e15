"""How PostgreSQL runs when the launcher runs as root, which it refuses to be.

A user namespace is best: the files stay root's, and a home directory of mode 0700 is no obstacle.
Where those are forbidden (a container, often), the user ``nobody`` does, and owns the data.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dev.trouble import Trouble


@dataclass(frozen=True)
class Unprivileged:
    """What to put before a command, and who then owns the files."""

    prefix: tuple[str, ...]
    stays: tuple[str, ...]  # before a server: it must stop with its keeper
    uid: int
    gid: int

    def own(self, directory: Path) -> None:
        """Give a directory, with all in it, to the user that will use it."""
        if os.getuid() != 0:
            return
        for root, folders, files in os.walk(directory):
            for name in (root, *(os.path.join(root, each) for each in folders + files)):  # noqa: PTH118 - many files
                os.lchown(name, self.uid, self.gid)

    def require_reach(self, path: Path) -> None:
        """Raise Trouble, naming the directory, where that user cannot get to a path."""
        if self.uid == os.getuid():
            return
        for parent in path.parents:
            found = parent.stat() if parent.exists() else None
            if found and not found.st_mode & 0o001 and found.st_uid != self.uid:
                raise Trouble(
                    f"PostgreSQL has to run as the user nobody here, who cannot enter {parent}. Open it (chmod o+x), "
                    "take a checkout and a DATA_DIR elsewhere, run as an ordinary user, or set DATABASE_URL."
                )


@cache
def unprivileged() -> Unprivileged:
    """Find a way to run PostgreSQL as somebody. Raises Trouble where root has none."""
    if os.getuid() != 0:
        return Unprivileged((), (), os.getuid(), os.getgid())
    namespace = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if _works(*namespace, "setpriv", "--pdeathsig", "INT", "true"):
        return Unprivileged(namespace, (*namespace, "setpriv", "--pdeathsig", "INT"), 0, 0)
    nobody = pwd.getpwnam("nobody")
    drop = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    if _works(*drop, "true"):
        return Unprivileged(drop, (*drop, "--pdeathsig", "INT"), nobody.pw_uid, nobody.pw_gid)
    raise Trouble(
        "PostgreSQL refuses to run as root, and neither a user namespace nor the user nobody can be had here. "
        "Run this as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def _works(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
