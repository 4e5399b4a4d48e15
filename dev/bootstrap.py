"""The virtual environment: made on a bare machine, brought up to date when the requirements change."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from dev.trouble import Trouble, say

ROOT: Final = Path(__file__).resolve().parent.parent
ENVIRONMENT: Final = ROOT / ".venv"
PYTHON: Final = ENVIRONMENT / "bin" / "python"
#: What each kind of command needs; the second holds the first.
FOR_DEMO: Final = ROOT / "requirements-demo.txt"
FOR_ALL: Final = ROOT / "requirements-dev.txt"
ONLY_DEMO: Final = frozenset({"demo", "manage"})


def main(arguments: Sequence[str]) -> NoReturn:
    """Make the environment ready and go on inside it; end with status 1 where it cannot be made."""
    try:
        make_ready(needs=FOR_DEMO if set(arguments[:1]) & ONLY_DEMO else FOR_ALL)
    except Trouble as trouble:
        say(str(trouble))
        sys.exit(1)
    except KeyboardInterrupt:
        say("stopped while making the environment; the next start goes on")
        sys.exit(1)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "dev.commands", *arguments])


def make_ready(*, needs: Path) -> None:
    """Install what the requirements say, unless that is what is installed already.

    A stamp per file of requirements holds the hash of what was installed; it is written last, so
    an installation that was cut off is done again. Raises Trouble where it cannot be done.
    """
    with _alone():
        works = _works()
        if works and any(_is_installed(each) for each in (needs, FOR_ALL)):
            return
        _install(needs, make=not works)
        _stamp(needs).write_text(_hash(needs), encoding="ascii")


def _install(needs: Path, *, make: bool) -> None:
    uv = shutil.which("uv")
    say(f"making the environment with {'uv' if uv else 'pip'} (.venv), once; this takes up to a minute")
    if make:
        _make_empty(uv)
    if uv:
        installer = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    else:
        installer = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(
        [*installer, "--no-deps", "--require-hashes", "-r", str(needs)],  # the file names all that is needed
        stdout=sys.stderr,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        check=False,
    )
    if done.returncode != 0:
        raise Trouble("the packages could not be installed (see above); run the same command to try again.")


def _make_empty(uv: str | None) -> None:
    """Make an empty environment, in place of a broken one."""
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)]
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    else:
        raise Trouble(
            "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv), "
            "or install uv."
        )
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise Trouble(f"the environment {ENVIRONMENT} could not be made (see above).")


def _works() -> bool:
    """Whether there is an environment whose Python starts and is new enough."""
    probe = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([str(PYTHON), "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _is_installed(needs: Path) -> bool:
    try:
        return _stamp(needs).read_text(encoding="ascii") == _hash(needs)
    except FileNotFoundError:
        return False


def _stamp(needs: Path) -> Path:
    return ENVIRONMENT / f".{needs.name}"


def _hash(needs: Path) -> str:
    return hashlib.sha256(needs.read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands at once make one environment: the second waits for the first."""
    checkout = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(checkout, fcntl.LOCK_EX)
        yield
    except PermissionError as error:
        raise Trouble(
            f"{error.filename} cannot be written: {error.strerror}. "
            "Run as the owner of the checkout, or make a checkout of your own."
        ) from None
    finally:
        os.close(checkout)
