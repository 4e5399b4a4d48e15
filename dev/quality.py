"""The checks: what ``make test``, ``check``, ``deep``, ``bench`` and ``release`` run, in this order."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
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

BENCHMARKS: Final = ("benchmarks.month", "benchmarks.register_import", "benchmarks.sweep", "benchmarks.desk")
MEASUREMENTS: Final = ROOT / "docs" / "measurements.md"
HEADING: Final = """# Measurements

What `make release` measured on {day}, commit {commit}, {cores} cores.

"""
FAULTS_HEADING: Final = """
## Faults on purpose, {size}

Real PostgreSQL, Valkey, workers, beats and mail server: see `tests/faults`. Lost, doubled and strange are what the
checker found afterwards, against the law and the ladder.

| experiment | times | rows | lost | doubled | strange | seconds | besides |
|---|---|---|---|---|---|---|---|
"""

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
#: The whole of the tests goes in two processes, each with servers of its own; a database from outside has no such two.
SIDE_BY_SIDE: Final = () if "DATABASE_URL" in os.environ else ("--numprocesses=2", "--dist=worksteal")
COVERED: Final[Mapping[str, Sequence[str]]] = {
    "tests": ("pytest", *SIDE_BY_SIDE, "--cov", "--cov-report=term"),
    "coverage of law, figures and services": (
        "coverage",
        "report",
        f"--include={WHOLE}",
        "--fail-under=100",
    ),
}


def test(arguments: Sequence[str]) -> int:
    """All tests but the deep ones; those that are named, one after the other."""
    return _pytest(arguments or SIDE_BY_SIDE)


def _pytest(arguments: Sequence[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def check(_arguments: Sequence[str]) -> int:
    """Everything that a change must pass."""
    _steps(STATIC, os.environ)
    _with_servers(lambda variables: _steps(WITH_DATABASE, variables))
    _steps(COVERED, os.environ)
    return 0


def deep(arguments: Sequence[str]) -> int:
    """The slower proofs: faults, random histories, the demonstration itself, the walk in a browser."""
    os.environ.setdefault("FAULTS", "tenth")
    return _pytest(["-m", "deep or browser or faults", "--timeout", "1200", *arguments])


def faults_in_full() -> int:
    """All experiments with faults, as often as they are asked for: this takes an hour or more."""
    os.environ["FAULTS"] = "full"
    return _pytest(["-m", "faults", "--timeout", "7200", "tests/faults"])


def bench(arguments: Sequence[str]) -> int:
    """The benchmarks, each against plain SQL in the same run, on servers of their own."""
    return _with_servers(lambda variables: max(_module(name, arguments, variables) for name in BENCHMARKS))


def mutants(arguments: Sequence[str]) -> int:
    """The mutants of the law and the figures."""
    return _module("tests.mutants", arguments, os.environ)


def release(_arguments: Sequence[str]) -> int:
    """All of it, with benchmarks and mutants; what they measured goes into the docs.

    Raises Trouble at the first part that does not pass.
    """
    check([])
    tenth = _seen_by("deep", lambda: deep([]))
    full = _seen_by("faults in full", faults_in_full)
    measured: list[str] = []
    _with_servers(lambda variables: _measure(BENCHMARKS, variables, measured))
    _measure(["tests.mutants"], os.environ, measured)
    commit = _said(["git", "rev-parse", "--short", "HEAD"], os.environ).strip()
    day = datetime.now(tz=UTC).date().isoformat()
    lines = "".join(f"- {line}\n" for line in measured)
    faults = "".join(FAULTS_HEADING.format(size=size) + seen for size, seen in [("a tenth", tenth), ("in full", full)])
    heading = HEADING.format(day=day, commit=commit, cores=os.cpu_count())
    MEASUREMENTS.write_text(heading + lines + faults, encoding="utf-8")
    say(f"written: {MEASUREMENTS.relative_to(ROOT)}")
    return 0


def _seen_by(name: str, work: Callable[[], int]) -> str:
    """Run a part that must pass; the lines that its experiments with faults added to their file."""
    with tempfile.TemporaryDirectory() as directory:
        figures = Path(directory) / "figures"
        figures.touch()
        os.environ["FAULTS_FIGURES"] = str(figures)
        if work() != 0:
            raise Trouble(f"{name}: not passed (see above).")
        del os.environ["FAULTS_FIGURES"]
        return figures.read_text(encoding="utf-8")


def _measure(modules: Sequence[str], variables: Mapping[str, str], measured: list[str]) -> int:
    """Run measuring modules; keep the lines they print."""
    for module in modules:
        measured += _said([sys.executable, "-m", module], variables).splitlines()
    return 0


def _said(command: Sequence[str], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=dict(variables), stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(done.stdout)
    if done.returncode != 0:
        raise Trouble(f"{' '.join(command[1:])}: not passed (see above).")
    return done.stdout


def _module(name: str, arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", name, *arguments]
    return subprocess.run(command, cwd=ROOT, env=dict(variables), check=False).returncode


def _with_servers(work: Callable[[Mapping[str, str]], int]) -> int:
    """Do work with servers of its own and the environment of production."""
    servers = Servers.thrown_away()
    try:
        servers.start()
        return work({**os.environ, **PRODUCTION, **servers.urls(), "SECRET_KEY": secrets.token_urlsafe(50)})
    finally:
        servers.stop()


def _steps(steps: Mapping[str, Sequence[str]], variables: Mapping[str, str]) -> int:
    """Run steps one after another, all of them. Raises Trouble naming those that did not pass."""
    failed = []
    for name, (module, *arguments) in steps.items():
        begun = time.monotonic()
        status = _module(module, arguments, variables)
        say(f"{name}: {'not passed' if status else 'passed'} in {time.monotonic() - begun:.0f} s")
        failed += [name] if status else []
    if failed:
        raise Trouble(f"not passed: {', '.join(failed)} (see above).")
    return 0


COMMANDS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    "test": test,
    "check": check,
    "deep": deep,
    "bench": bench,
    "release": release,
    "mutants": mutants,
}
