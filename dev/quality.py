"""The checks: what ``make test``, ``check``, ``deep``, ``bench`` and ``release`` run, in this order."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dev.bootstrap import ROOT
from dev.servers import Servers
from dev.trouble import Trouble, say

#: The environment of production, for the checks that look at it; the secret is a new one each time.
PRODUCTION: Final = {
    "BEHIND_PROXY": "True",
    "BODY_ADDRESS": "Postbus 1, 1000 AA Voorbeeldstad",
    "BODY_NAME": "Dienst Voorbeeld",
    "BODY_SENDER": "klachten@dienst.example",
    "DEBUG": "False",
    "DEMO": "False",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "EMAIL_URL": "smtp+starttls://mail.dienst.example",
    "SITE_URL": "https://klachten.dienst.example",
}

#: What must be covered to the last branch.
WHOLE: Final = "complaints/law/*,complaints/figures/*,complaints/services/*"

STATIC: Final[Mapping[str, Sequence[str]]] = {
    "format": ("ruff", "format", "--check"),
    "lint": ("ruff", "check"),
    "types": ("mypy",),
    "import contracts": ("importlinter.cli", "lint"),
}
WITH_DATABASE: Final[Mapping[str, Sequence[str]]] = {
    "migrations": ("django", "makemigrations", "--check", "--dry-run"),
    "deploy check": ("django", "check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
}
COVERED: Final[Mapping[str, Sequence[str]]] = {
    "tests": ("pytest", "--cov", "--cov-report=term"),
    "coverage of law, figures and services": (
        "coverage",
        "report",
        f"--include={WHOLE}",
        "--fail-under=100",
    ),
}


def test(arguments: Sequence[str]) -> int:
    """All tests but the deep ones."""
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def check(_arguments: Sequence[str]) -> int:
    """Everything that a change must pass."""
    _steps(STATIC, os.environ)
    _with_servers(lambda variables: _steps(WITH_DATABASE, variables))
    _steps(COVERED, os.environ)
    return 0


def deep(arguments: Sequence[str]) -> int:
    """The slower proofs."""
    return test(["-m", "deep or browser", "--timeout", "1200", *arguments])


def bench(arguments: Sequence[str]) -> int:
    """The benchmarks, on servers of their own."""
    return _benchmarks(arguments)


def mutants(arguments: Sequence[str]) -> int:
    """The mutants of the law and the figures."""
    return subprocess.run([sys.executable, "-m", "tests.mutants", *arguments], cwd=ROOT, check=False).returncode


def release(_arguments: Sequence[str]) -> int:
    """All of it in full, with benchmarks and mutants."""
    check([])
    parts = {"deep": (deep, ["--full"]), "benchmarks": (bench, ["--write"]), "mutants": (mutants, [])}
    for name, (part, arguments) in parts.items():
        if part(arguments) != 0:
            raise Trouble(f"{name}: not passed (see above).")
    return 0


def _benchmarks(arguments: Sequence[str]) -> int:
    def run(variables: Mapping[str, str]) -> int:
        command = [sys.executable, "-m", "benchmarks", *arguments]
        return subprocess.run(command, cwd=ROOT, env=dict(variables), check=False).returncode

    return _with_servers(run)


def _with_servers(work: Callable[[Mapping[str, str]], int]) -> int:
    """Do work with servers of its own and the environment of production."""
    servers = Servers.thrown_away()
    try:
        servers.start()
        return work({**os.environ, **PRODUCTION, **servers.urls(), "SECRET_KEY": secrets.token_urlsafe(50)})
    finally:
        servers.stop()


def _steps(steps: Mapping[str, Sequence[str]], variables: Mapping[str, str]) -> int:
    """Run steps one after another. Raises Trouble at the first that does not pass."""
    for name, (module, *arguments) in steps.items():
        begun = time.monotonic()
        command = [sys.executable, "-m", module, *arguments]
        if subprocess.run(command, cwd=ROOT, env=dict(variables), check=False).returncode != 0:
            raise Trouble(f"{name}: not passed (see above).")
        say(f"{name}: passed in {time.monotonic() - begun:.0f} s")
    return 0


COMMANDS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    "test": test,
    "check": check,
    "deep": deep,
    "bench": bench,
    "release": release,
    "mutants": mutants,
}
